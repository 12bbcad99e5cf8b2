import {ADDRESSEE, type Answer, type Envelope, type Question} from '../messages.js';

export interface Asked {
  readonly signal?: AbortSignal | undefined;
  /** Is told of everything that is answered before the end. */
  readonly onAnswer?: (answer: Answer) => void;
}

/** A worker says at least once a second that it is at work: one that is silent for longer was stopped. */
const SILENCE_MS = 5000;
/** One may be that of a worker that was stopped; of two in a row, nobody is there who understands. */
const MAX_SILENCES = 2;

/**
 * Asks the active worker, and asks again where it was stopped before it had answered.
 * @throws {Error} where there is no worker, where it does not answer, or with the reason that it gives.
 */
export async function ask<T>(question: Question, {signal, onAnswer}: Asked = {}): Promise<T> {
  for (let silences = 0; silences < MAX_SILENCES; silences++) {
    const worker = await activeWorker();
    if (!worker) throw new Error('No service worker is active for this page');
    signal?.throwIfAborted();
    const end = await askOnce(worker, question, signal, (answer) => {
      silences = 0;
      onAnswer?.(answer);
    });
    if (end?.type === 'done') return end.value as T;
    if (end?.type === 'failed') throw new Error(end.reason);
  }
  throw new Error('The service worker does not answer: does it call answerPages()?');
}

/** A port on which the worker answers. */
export function send(worker: ServiceWorker, question: Question): MessagePort {
  const {port1, port2} = new MessageChannel();
  const envelope: Envelope<Question> = {to: ADDRESSEE, message: question};
  worker.postMessage(envelope, [port2]);
  return port1;
}

/** The worker that controls the page, even one that is unregistered, or the one that will; no `<base>` matters. */
export async function activeWorker(): Promise<ServiceWorker | null | undefined> {
  const {serviceWorker} = navigator;
  return serviceWorker?.controller ?? (await serviceWorker?.getRegistration(location.href))?.active;
}

/** @returns how it ended, or `undefined` where the worker fell silent. */
function askOnce(
  worker: ServiceWorker,
  question: Question,
  signal: AbortSignal | undefined,
  onAnswer: Asked['onAnswer'],
): Promise<Extract<Answer, {type: 'done' | 'failed'}> | undefined> {
  return new Promise((resolve, reject) => {
    const port = send(worker, question);
    let timer: ReturnType<typeof setTimeout>;
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      port.close();
    };
    const listen = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        // If it was only slow, it need not go on.
        port.postMessage('abort');
        end();
        resolve(undefined);
      }, SILENCE_MS);
    };
    const abort = () => {
      port.postMessage('abort');
      end();
      reject(signal?.reason);
    };
    port.onmessage = ({data}: MessageEvent<Answer>) => {
      listen();
      if (data.type === 'done' || data.type === 'failed') {
        end();
        resolve(data);
      } else {
        onAnswer?.(data);
      }
    };
    signal?.addEventListener('abort', abort);
    listen();
  });
}
