import {Strategy} from 'workbox-strategies/Strategy.js';
import type {StrategyHandler} from 'workbox-strategies/StrategyHandler.js';
import {freshen} from './http/freshening.js';
import {
  decideReuse,
  type Fallback,
  isServerFailure,
  mayBeShared,
  passesThrough,
} from './http/reuse.js';
import {askOrigin} from './network/ask-origin.js';
import {coalesce, coalescingKey} from './network/coalesce.js';
import {discardPreload, preloadedResponse} from './network/navigation-preload.js';
import {refetchRequest} from './network/revalidation-request.js';
import {type FreshnessPolicy, freshnessPolicy, type RevalidateWhenStaleOptions} from './options.js';
import {servedResponse} from './served-response.js';
import {type PluggedStore, pluggedStore} from './storage/plugged-store.js';
import type {Sidecar} from './storage/sidecar.js';
import {copyOf, type StoredCopy} from './storage/stored-copy.js';
import {wait} from './wait.js';

/** One request on its way through the strategy. */
interface Visit {
  readonly request: Request;
  readonly handler: StrategyHandler;
  readonly store: PluggedStore;
  readonly copy: StoredCopy | undefined;
  readonly nowMs: number;
}

/** The origin's own response, or, where it said that the stored one still holds, what is now known of that. */
type Outcome = Response | Sidecar;

/**
 * A Workbox strategy that follows HTTP's own caching rules, as a private cache (RFC 9111): fresh
 * responses come from Cache Storage with no network, stale ones are revalidated with a conditional
 * request, a 304 renews their lifetime, and the stored response is served.
 *
 * @throws {TypeError | RangeError} from the constructor, for an option that cannot be right.
 */
export class RevalidateWhenStale extends Strategy {
  readonly #policy: FreshnessPolicy;
  readonly #options: RevalidateWhenStaleOptions;
  #hasWarned = false;

  constructor(options: RevalidateWhenStaleOptions = {}) {
    const policy = freshnessPolicy(options);
    super(options);
    // Applied in #outgoing: Workbox would let fetchOptions.headers replace the validator.
    delete this.fetchOptions;
    this.#policy = policy;
    this.#options = options;
  }

  protected override async _handle(
    request: Request,
    handler: StrategyHandler,
  ): Promise<Response | undefined> {
    const nowMs = Date.now();
    if (passesThrough(request)) return handler.fetch(this.#outgoing(request));

    const store = await pluggedStore(this, handler, request);
    const copy = await store.lookUp(nowMs);
    const visit: Visit = {request, handler, store, copy, nowMs};

    const decision = decideReuse(request, copy, this.#policy, nowMs);
    switch (decision.kind) {
      case 'serve':
        void handler.waitUntil(discardPreload(handler.event));
        return servedResponse(request, decision.stored, nowMs);
      case 'serve-and-revalidate':
        finishInBackground(handler, this.#ask(visit, decision.stored));
        return servedResponse(request, decision.stored, nowMs);
      case 'revalidate':
        return this.#revalidate(visit, decision.stored, decision.fallback);
      case 'fetch':
        return this.#ask(visit, undefined) as Promise<Response>;
      case 'refuse':
        return gatewayTimeout();
    }
  }

  async #revalidate(visit: Visit, stored: StoredCopy, fallback: Fallback): Promise<Response> {
    const {request, handler, nowMs} = visit;
    const asked = this.#ask(visit, stored);
    let outcome: Outcome | undefined;
    try {
      outcome = await (fallback === 'never' ? asked : this.#inTime(asked));
    } catch (error) {
      if (fallback === 'never') return this.#answerUnreachable(visit, error);
    }
    const isFailure = outcome instanceof Response && isServerFailure(outcome.status);
    if (!outcome || (isFailure && fallback === 'any-failure')) {
      finishInBackground(handler, asked);
      return servedResponse(request, stored, nowMs);
    }
    return outcome instanceof Response
      ? outcome
      : servedResponse(request, copyOf(stored.response, outcome), nowMs);
  }

  /** Asks the origin and records its answer. Equal requests under way share one. */
  async #ask(
    {request, handler, store, copy, nowMs}: Visit,
    stored: StoredCopy | undefined,
  ): Promise<Outcome> {
    const outgoing = this.#outgoing(request);

    let hasJoined = true;
    const ask = async (): Promise<Outcome> => {
      hasJoined = false;
      const preloaded = stored && (await preloadedResponse(handler.event, stored, nowMs));
      if (stored && !preloaded) void handler.waitUntil(discardPreload(handler.event));
      const {crossOrigin} = this.#options;
      const send = (toSend: Request) => handler.fetch(toSend);
      const answer = await askOrigin(outgoing, stored, send, crossOrigin, preloaded, nowMs);
      const {response, notModified, requestTimeMs, responseTimeMs} = answer;
      if (!stored || !notModified) {
        store.put(answer, copy);
        return response;
      }
      void response.body?.cancel().catch(() => {});
      const {stamp, updates} = stored.sidecar;
      const freshened: Sidecar = {
        stamp: {...stamp, requestTimeMs, responseTimeMs},
        updates: freshen(stored.response.headers, updates, response.headers, responseTimeMs),
      };
      // Before anybody learns of the outcome, so that whoever asks next finds it fresh.
      store.freshen(freshened);
      return freshened;
    };
    const key = coalescingKey(outgoing, this.cacheName, stored?.fingerprint);
    const outcome = await coalesce(key, ask, (shared) => {
      if (!(shared instanceof Response)) return shared;
      return mayBeShared(request, shared.headers) ? shared.clone() : undefined;
    });
    if (hasJoined) void handler.waitUntil(discardPreload(handler.event));
    return outcome;
  }

  /** The outcome, or `undefined` once the network timeout has passed. */
  #inTime(asked: Promise<Outcome>): Promise<Outcome | undefined> {
    const {networkTimeoutSeconds} = this.#options;
    return networkTimeoutSeconds === undefined
      ? asked
      : Promise.race([asked, wait(networkTimeoutSeconds * 1000)]);
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
    const error = reason as Error;
    for (const callback of handler.iterateCallbacks('handlerDidError')) {
      const response = await callback({request, event: handler.event, error});
      if (response) return response;
    }
    if (!this.#hasWarned) {
      this.#hasWarned = true;
      console.warn(
        `${request.url}: 504, must be validated, origin unreachable; see override.offline`,
      );
    }
    return gatewayTimeout();
  }
}

/** Lets a request end that nobody waits for, and does not keep the body that nobody reads. */
function finishInBackground(handler: StrategyHandler, asked: Promise<Outcome>): void {
  const finished = asked
    .then((outcome) => (outcome instanceof Response ? outcome.body?.cancel() : undefined))
    // The page has its answer; the next request will ask again.
    .catch(() => {});
  void handler.waitUntil(finished);
}

function gatewayTimeout(): Response {
  return new Response(null, {status: 504, statusText: 'Gateway Timeout'});
}
