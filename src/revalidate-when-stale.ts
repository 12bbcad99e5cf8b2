import {Strategy} from 'workbox-strategies/Strategy.js';
import type {StrategyHandler} from 'workbox-strategies/StrategyHandler.js';
import type {HandlingPlugin} from './handling-plugin.js';
import type {Handling} from './http/cache-status.js';
import type {Fallback} from './http/decision.js';
import {invalidatedBy, isUnsafe} from './http/invalidation.js';
import {isSliceable} from './http/ranges.js';
import {decideReuse, mayBeShared, passesThrough, SERVER_FAILURE} from './http/reuse.js';
import {targetedFields} from './http/targeted-fields.js';
import {askOrigin} from './network/ask-origin.js';
import {coalesce, coalescingKey, endJoining} from './network/coalesce.js';
import {discardPreload, preloadedResponse} from './network/navigation-preload.js';
import {refetchRequest} from './network/revalidation-request.js';
import {checkOptions, type RevalidateWhenStaleOptions} from './options.js';
import {servedResponse} from './served-response.js';
import {type PluggedStore, pluggedStore} from './storage/plugged-store.js';
import {invalidateEverywhere, responseStore} from './storage/response-store.js';
import type {StoredCopy} from './storage/stored-copy.js';
import {within} from './wait.js';

/** One request on its way through the strategy. */
interface Visit {
  readonly request: Request;
  readonly handler: StrategyHandler;
  readonly nowMs: number;
  readonly handling: Handling;
}

/** A visit to a route's cache, and what was found there. */
interface Search extends Visit {
  readonly store: PluggedStore;
  readonly copy: StoredCopy | undefined;
}

/** The origin's own response, or, where it said that one still holds, the stored one. */
type Outcome = Response | StoredCopy;

/**
 * A Workbox strategy that follows HTTP's own caching rules, as a private cache (RFC 9111): fresh
 * responses come from Cache Storage with no network, stale ones are revalidated with a conditional
 * request, a 304 renews their lifetime, and the stored response is served.
 *
 * @throws {TypeError | RangeError} from the constructor, for an option that cannot be right.
 */
export class RevalidateWhenStale extends Strategy {
  readonly #options: RevalidateWhenStaleOptions;
  #hasWarned: boolean | undefined;

  constructor(options: RevalidateWhenStaleOptions = {}) {
    checkOptions(options);
    super(options);
    // Applied in #outgoing: Workbox would let fetchOptions.headers replace the validator.
    delete this.fetchOptions;
    this.#options = options;
    // So that what another route invalidates is marked here too.
    responseStore(this.cacheName);
  }

  protected override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const nowMs = Date.now();
    const handling: Handling = {because: 'bypass'};
    try {
      return await this.#answer({request, handler, nowMs, handling});
    } finally {
      for (const plugin of this.plugins as HandlingPlugin[]) {
        plugin.requestWasHandled?.(request, handling, this.#options, nowMs);
      }
    }
  }

  async #answer(visit: Visit): Promise<Response> {
    const {request, handler, nowMs, handling} = visit;
    const store = await pluggedStore(this, handler, request, this.#options);
    if (isUnsafe(request.method)) return this.#change(visit, store);
    if (passesThrough(request)) return handler.fetch(this.#outgoing(request));

    const copy = await store.lookUp(nowMs);
    const search: Search = {...visit, store, copy};
    const decision = decideReuse(request, copy, this.#options, nowMs);
    handling.because = decision.because;
    // Of what is not stored whole, or stored as script cannot count it, only the origin has parts, or a
    // plugin, as a 206.
    const isFromCopy =
      'stored' in decision
        ? decision.stored.status === 206 || isSliceable(decision.stored)
        : decision.kind === 'refuse';
    if (request.headers.has('range') && !isFromCopy) {
      handling.because = 'partial';
      return handler.fetch(request);
    }

    switch (decision.kind) {
      case 'serve':
        discardPreload(request, handler.event);
        return this.#serve(search, decision.stored);
      case 'serve-and-revalidate':
        finishInBackground(handler, this.#ask(search, decision.stored));
        return this.#serve(search, decision.stored);
      case 'revalidate':
        return this.#revalidate(search, decision.stored, decision.fallback);
      case 'fetch': {
        const isVariant = decision.because === 'vary';
        const variants = isVariant ? await store.variants(copy as StoredCopy, nowMs) : [];
        return this.#give(search, await this.#ask(search, undefined, variants));
      }
      case 'refuse':
        return gatewayTimeout();
    }
  }

  async #revalidate(search: Search, stored: StoredCopy, fallback: Fallback): Promise<Response> {
    const {handler} = search;
    const {networkTimeoutSeconds} = this.#options;
    const asked = this.#ask(search, stored);
    let outcome: Outcome | undefined;
    try {
      outcome = await (networkTimeoutSeconds === undefined || fallback === 'never'
        ? asked
        : within(networkTimeoutSeconds * 1000, asked));
    } catch (error) {
      if (fallback === 'never') return this.#answerUnreachable(search, error);
    }
    const isFailure = outcome instanceof Response && SERVER_FAILURE.test(outcome.status);
    if (!outcome || (isFailure && fallback === 'any-failure')) {
      finishInBackground(handler, asked);
      return this.#serve(search, stored);
    }
    return this.#give(search, outcome);
  }

  #give(visit: Visit, outcome: Outcome): Response | Promise<Response> {
    return outcome instanceof Response ? outcome : this.#serve(visit, outcome, true);
  }

  #serve({request, handling, nowMs}: Visit, copy: StoredCopy, isValidated = false) {
    handling.served = copy;
    return servedResponse(request, copy, nowMs, isValidated);
  }

  /** Asks the origin and records its answer. Equal requests under way share one. */
  async #ask(
    {request, handler, store, copy, nowMs, handling}: Search,
    selected: StoredCopy | undefined,
    variants: readonly StoredCopy[] = [],
  ): Promise<Outcome> {
    // The browser's HTTP cache knows neither of a request's own no-store nor of what was invalidated.
    const past = handling.because === 'no-store' ? 'no-store' : store.invalidatedMs() && 'no-cache';
    let outgoing = this.#outgoing(request);
    if (past && outgoing.cache === 'default') outgoing = refetchRequest(outgoing, {cache: past});

    const copies = selected ? [selected] : variants;
    let hasJoined = true;
    const ask = async (): Promise<Outcome> => {
      hasJoined = false;
      const preloaded =
        selected && (await preloadedResponse(request, handler.event, selected, nowMs));
      const answer = await askOrigin(
        outgoing,
        selected,
        copies,
        handler,
        this.#options.crossOrigin,
        preloaded,
        nowMs,
      );
      const {response, notModified, responseTimeMs} = answer;
      handling.forwardStatus = response.status;
      if (!notModified) {
        handling.isStored = store.put(answer, copy);
        // §4.3.5: what a HEAD tells of another response makes the stored one stale.
        if (request.method === 'HEAD' && response.status === 200 && selected) {
          void handler.waitUntil(invalidateEverywhere([selected.key], responseTimeMs));
        }
        return response;
      }
      void response.body?.cancel().catch(() => {});
      // Before anybody learns of the outcome, so that whoever asks next finds it fresh.
      return store.freshen(notModified, answer);
    };
    const fingerprints = copies.map(({fingerprint}) => fingerprint);
    const key = coalescingKey(outgoing, this.cacheName, fingerprints);
    const copyOf = (shared: Outcome) => {
      if (!(shared instanceof Response)) return shared;
      const headers = targetedFields(shared.headers, this.#options);
      // What is hidden may be for one alone.
      return shared.status > 0 && mayBeShared(request, headers, shared.status) && shared.clone();
    };
    const outcome = await coalesce(key, ask, copyOf, nowMs);
    if (hasJoined) {
      handling.isCollapsed = true;
      discardPreload(request, handler.event);
    }
    // What is known of it is for all, a body for one.
    const own = copies.find(({fingerprint}) => fingerprint === (outcome as StoredCopy).fingerprint);
    return own ? {...outcome, response: own.response} : outcome;
  }

  /** Sends a request that may change what is stored, and lets its answer invalidate that (§4.4). */
  async #change(visit: Visit, store: PluggedStore): Promise<Response> {
    const {request, handler, handling} = visit;
    handling.because = 'method';
    const response = await handler.fetch(this.#outgoing(request));
    const responseTimeMs = Date.now();
    endJoining();
    handling.forwardStatus = response.status;
    const invalidated = invalidatedBy(request.url, response, store.url);
    void handler.waitUntil(invalidateEverywhere(invalidated, responseTimeMs));
    // It tells of the state that the request has brought about.
    handling.isStored =
      response.ok && store.put({response, requestTimeMs: responseTimeMs, responseTimeMs});
    return response;
  }

  /** The page's request with the user's fetchOptions, which Workbox does not apply to navigations. */
  #outgoing(request: Request): Request {
    const {fetchOptions} = this.#options;
    return fetchOptions && request.mode !== 'navigate'
      ? refetchRequest(request, fetchOptions)
      : request;
  }

  /**
   * §5.2.2.2: where a stored response must not be used unvalidated and the origin cannot be reached,
   * "the cache MUST generate an error response", a 504, unless a plugin has something better.
   */
  async #answerUnreachable({request, handler}: Visit, reason: unknown): Promise<Response> {
    for (const callback of handler.iterateCallbacks('handlerDidError')) {
      const response = await callback({request, event: handler.event, error: reason as Error});
      if (response) return response;
    }
    if (!this.#hasWarned) {
      this.#hasWarned = true;
      console.warn(`${request.url}: 504, override.offline`);
    }
    return gatewayTimeout();
  }
}

/** Lets a request end that nobody waits for, and does not keep the body that nobody reads. */
function finishInBackground(handler: StrategyHandler, asked: Promise<Outcome>): void {
  void handler.waitUntil(
    asked
      .then((outcome) => (outcome as Partial<Response>).body?.cancel())
      // The page has its answer; the next request will ask again.
      .catch(() => {}),
  );
}

function gatewayTimeout(): Response {
  return new Response(null, {status: 504});
}
