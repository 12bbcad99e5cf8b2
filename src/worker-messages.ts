import {ADDRESSEE, type Question} from './messages.js';
import {questionIn} from './question.js';
import type {RegisteredRoute} from './routes.js';
import {type Reply, Subscribers} from './subscribers.js';
import {entries} from './upkeep/entries.js';
import {purge} from './upkeep/purge.js';
import {refresh} from './upkeep/refresh.js';

declare const self: ServiceWorkerGlobalScope;

/** Whoever waits for work that takes longer than that hears that it goes on. */
const ALIVE_MS = 1000;

/**
 * Answers what pages ask through `workbox-revalidate/page`, for these routes. Call it when the worker
 * starts. A message that is for somebody else is left alone; one that cannot be understood is reported
 * on the console, and to who sent it.
 */
export function answerPages(routes: readonly RegisteredRoute[]): void {
  const subscribers = new Subscribers();

  async function answer(question: Question, event: ExtendableMessageEvent, reply: Reply) {
    switch (question.type) {
      case 'entries':
        return entries(routes, event, question.cacheName);
      case 'refresh':
        return refresh(routes, event, question.selection, {
          concurrency: question.concurrency,
          sinceMs: question.sinceMs,
          signal: abortedBy(event.ports[0]),
          onFound: (entries, bytes) => reply({type: 'found', entries, bytes}),
          onRefreshed: (refreshed) => reply({type: 'refreshed', refreshed}),
        });
      case 'purge':
        return purge(routes, question.selection);
      case 'subscribe':
        return subscribers.add(
          question.token,
          (event.source as Client | null)?.id ?? '',
          reply,
          abortedBy(event.ports[0]),
        );
      case 'skip-waiting':
        return self.skipWaiting();
    }
  }

  self.addEventListener('message', (event) => {
    const reply: Reply = (answer) => event.ports[0]?.postMessage(answer);
    try {
      if (event.origin !== self.location.origin) return;
      const question = questionIn(event.data);
      if (question) event.waitUntil(answered(answer(question, event, reply), reply));
    } catch (error) {
      console.warn(`${ADDRESSEE}: a message was not understood: ${error}`);
      reply({type: 'failed', reason: `${error}`});
    }
  });
}

/** Replies with what was answered, and until then that the work goes on. */
async function answered(answer: Promise<unknown>, reply: Reply): Promise<void> {
  const timer = setInterval(() => reply({type: 'alive'}), ALIVE_MS);
  try {
    reply({type: 'done', value: await answer});
  } catch (error) {
    reply({type: 'failed', reason: `${error}`});
  }
  clearInterval(timer);
}

/** The signal that a page gives through its port, once it no longer wants an answer. */
function abortedBy(port: MessagePort | undefined): AbortSignal {
  const controller = new AbortController();
  if (port) port.onmessage = () => controller.abort();
  return controller.signal;
}
