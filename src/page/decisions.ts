import type {CacheStatusRecord} from '../http/cache-status-record.js';
import {type Answer, STARTED_CHANNEL} from '../messages.js';
import {activeWorker, send} from './ask.js';

/**
 * Tells how the worker handles each request that a route takes, those of `refresh` and `warm` too, from
 * now on and across restarts of the worker. Of one that has just started it tells what came before as
 * well.
 *
 * @returns what ends it.
 */
export function onDecision(listener: (decision: CacheStatusRecord) => void): () => void {
  const started = new BroadcastChannel(STARTED_CHANNEL);
  // A page that is not secure, and so has no worker, has no `crypto.randomUUID` either.
  const token = `${Math.random()}`;
  let port: MessagePort | undefined;
  let isOver = false;
  const subscribe = async () => {
    // Without a worker there is nothing to tell; one that starts says so.
    const worker = await activeWorker().catch(() => undefined);
    if (!worker || isOver) return;
    // A worker that knows the token goes on with the port that it has, so each tells on one.
    port = send(worker, {type: 'subscribe', token});
    port.onmessage = ({data}: MessageEvent<Answer>) => {
      if (data.type === 'decided' && !isOver) listener(data.decision);
    };
  };
  started.onmessage = () => void subscribe();
  navigator.serviceWorker?.addEventListener('controllerchange', subscribe);
  void subscribe();
  return () => {
    isOver = true;
    started.close();
    navigator.serviceWorker?.removeEventListener('controllerchange', subscribe);
    port?.postMessage('end');
  };
}
