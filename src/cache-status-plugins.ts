import type {WorkboxPlugin} from 'workbox-core/types.js';
import type {HandlingPlugin} from './handling-plugin.js';
import {cacheStatusOf, cacheStatusRecordOf, formatCacheStatus} from './http/cache-status.js';
import type {CacheStatusRecord} from './http/cache-status-record.js';

/** A plugin that calls a listener, in the worker, with how each request was handled (RFC 9211). */
export function onCacheStatus(listener: (record: CacheStatusRecord) => void): WorkboxPlugin {
  const plugin: HandlingPlugin = {
    requestWasHandled(...handled) {
      try {
        listener(cacheStatusRecordOf(...handled));
      } catch (error) {
        // The page's answer does not depend on who listens.
        reportError(error);
      }
    },
  };
  return plugin;
}

/**
 * A plugin that lets pages read how each request was handled, as {@link CacheStatusRecord}s.
 * @param name of the BroadcastChannel to read from.
 */
export function broadcastCacheStatus(name = 'workbox-revalidate'): WorkboxPlugin {
  const channel = new BroadcastChannel(name);
  return onCacheStatus((record) => channel.postMessage(record));
}

/**
 * A plugin that adds Cache-Status to the responses that script can read (RFC 9211). It costs a large
 * body its way past the worker, and a response from the network its `url`.
 */
export function cacheStatusField(): WorkboxPlugin {
  const members = new WeakMap<Request, string>();
  const plugin: HandlingPlugin = {
    requestWasHandled(request, ...handled) {
      members.set(request, formatCacheStatus(cacheStatusOf(...handled)));
    },
    async handlerWillRespond({request, response}) {
      const member = members.get(request);
      const isReadable =
        request.destination === '' &&
        /^(?:basic|cors|default)$/.test(response.type) &&
        // RFC 9110 §15: no status at all. Nobody can build a Response with one.
        response.status < 600;
      if (!member || !isReadable) return response;
      const {body, status, statusText} = response;
      const headers = new Headers(response.headers);
      headers.append('Cache-Status', member);
      // Chromium has a body where there can be none.
      const isEmpty = [204, 205, 304].includes(status);
      return new Response(isEmpty ? null : body, {status, statusText, headers});
    },
  };
  return plugin;
}
