import {Strategy} from 'workbox-strategies/Strategy.js';
import type {StrategyHandler} from 'workbox-strategies/StrategyHandler.js';
import type {HandlingPlugin} from './handling-plugin.js';
import type {Handling} from './http/cache-status.js';
import type {Fallback} from './http/decision.js';
import {dateMs} from './http/freshness.js';
import {invalidatedBy, isUnsafe} from './http/invalidation.js';
import {isSliceable} from './http/ranges.js';
import {decideReuse, mayBeShared, passesThrough, SERVER_FAILURE} from './http/reuse.js';
import {targetedFields} from './http/targeted-fields.js';
import {agreesWithStored} from './http/validation.js';
import {askOrigin} from './network/ask-origin.js';
import {coalesce, coalescingKey, endJoining, underWay} from './network/coalesce.js';
import {discardPreload, preloadedResponse} from './network/navigation-preload.js';
import {refetchRequest} from './network/revalidation-request.js';
import {checkOptions, type RevalidateWhenStaleOptions} from './options.js';
import {servedResponse} from './served-response.js';
import {type PluggedStore, pluggedStore} from './storage/plugged-store.js';
import {invalidateEverywhere, responseStore} from './storage/response-store.js';
import type {StoredCopy} from './storage/stored-copy.js';
import {within} from './wait.js';

/** As many connections as browsers open to an origin over HTTP/1.1: one more request would wait for them. */
const MAX_UNDER_WAY = 6;

/** One request on its way through the strategy. */
interface Visit {
  readonly request: Request;
  readonly handler: StrategyHandler;
  readonly nowMs: number;
  readonly handling: Handling;
  readonly store: PluggedStore;
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
      const store = await pluggedStore(this, handler, request, this.#options);
      return await this.#answer({request, handler, nowMs, handling, store});
    } finally {
      for (const plugin of this.plugins as HandlingPlugin[]) {
        plugin.requestWasHandled?.(request, handling, this.#options, nowMs);
      }
    }
  }

  async #answer(visit: Visit): Promise<Response> {
    const {request, handler, nowMs, handling, store} = visit;
    if (isUnsafe(request.method)) return this.#change(visit);
    if (passesThrough(request)) return handler.fetch(this.#outgoing(request));

    const decide = (copy: StoredCopy | undefined) =>
      decideReuse(request, copy, this.#options, nowMs);
    const found = store.lookUp(nowMs);
    // What memory knows to be stale is asked about while its body is looked up. Not for a navigation: who
    // asked twice would be given the same preload.
    const renewed = store.renewed.get(store.url);
    const isStale =
      renewed &&
      underWay.size < MAX_UNDER_WAY &&
      !request.headers.has('range') &&
      request.mode !== 'navigate' &&
      decide(renewed).kind === 'revalidate';
    const early = isStale && this.#ask(visit, renewed, [renewed], found);
    // Whoever gives it to the page learns of its failure.
    if (early) void handler.waitUntil(early.catch(() => {}));

    // Where nothing is stored, the decision is to fetch, or to refuse.
    const stored = (await found) as StoredCopy;
    const isExpected = renewed?.fingerprint === stored?.fingerprint;
    if (!isExpected) store.renewed.delete(store.url);
    const decision = decide(stored);
    const asked = isExpected && decision.kind === 'revalidate' && early;
    if (early && !asked) finishInBackground(handler, early);
    handling.because = decision.because;
    if (decision.kind === 'refuse') return gatewayTimeout();
    // Of what is not stored whole, or stored as script cannot count it, only the origin has parts, or a
    // plugin, as a 206.
    if (
      request.headers.has('range') &&
      (decision.kind === 'fetch' || (stored.status !== 206 && !isSliceable(stored)))
    ) {
      handling.because = 'partial';
      return handler.fetch(this.#outgoing(request));
    }
    if (decision.kind === 'fetch') {
      const variants = decision.because === 'vary' ? await store.variants(nowMs) : [];
      return this.#give(visit, await this.#ask(visit, undefined, variants), variants);
    }
    if (decision.kind === 'revalidate') {
      return this.#revalidate(visit, stored, decision.fallback, asked || this.#ask(visit, stored));
    }
    if (decision.kind === 'serve') discardPreload(request, handler.event);
    else finishInBackground(handler, this.#ask(visit, stored));
    return this.#serve(visit, stored);
  }

  async #revalidate(
    visit: Visit,
    stored: StoredCopy,
    fallback: Fallback,
    asked: Promise<Outcome>,
  ): Promise<Response> {
    const {handler} = visit;
    const {networkTimeoutSeconds} = this.#options;
    let outcome: Outcome | undefined;
    try {
      outcome = await (networkTimeoutSeconds === undefined || fallback === 'never'
        ? asked
        : within(networkTimeoutSeconds * 1000, asked));
    } catch (error) {
      if (fallback === 'never') return this.#answerUnreachable(visit, error);
    }
    const isFailure = outcome instanceof Response && SERVER_FAILURE.test(outcome.status);
    if (!outcome || (isFailure && fallback === 'any-failure')) {
      finishInBackground(handler, asked);
      return this.#serve(visit, stored);
    }
    return this.#give(visit, outcome, [stored]);
  }

  /** Answers with the origin's response, or with the one of these copies that it speaks of. */
  #give(
    visit: Visit,
    outcome: Outcome,
    copies: readonly StoredCopy[],
  ): Response | Promise<Response> {
    if (outcome instanceof Response) return outcome;
    const own = copies.find((copy) => copy.fingerprint === outcome.fingerprint) as StoredCopy;
    // What is known of it is for all who asked, a body for one.
    return this.#serve(visit, {...outcome, response: own.response}, true);
  }

  #serve({request, handling, nowMs}: Visit, copy: StoredCopy, isValidated = false) {
    handling.served = copy;
    return servedResponse(request, copy, nowMs, isValidated);
  }

  /** Asks the origin and records its answer. Equal requests under way share one. */
  async #ask(
    {request, handler, store, nowMs, handling}: Visit,
    selected: StoredCopy | undefined,
    copies: readonly StoredCopy[] = [selected as StoredCopy],
    found?: Promise<unknown>,
  ): Promise<Outcome> {
    let outgoing = this.#outgoing(request);
    const isUnkept = handling.because === 'no-store';
    // The browser's HTTP cache knows neither of a request's own no-store nor of what was invalidated.
    if (outgoing.cache === 'default' && (isUnkept || store.invalidatedMs())) {
      outgoing = refetchRequest(outgoing, {cache: isUnkept ? 'no-store' : 'no-cache'});
    }

    const ask = async (): Promise<Outcome> => {
      const sinceMs = selected
        ? Math.max(dateMs(selected), selected.invalidatedMs ?? 0)
        : store.invalidatedMs();
      const preloaded = await preloadedResponse(request, handler.event, sinceMs, nowMs);
      const answer = await askOrigin(
        outgoing,
        selected,
        copies,
        handler,
        this.#options.crossOrigin,
        preloaded,
        nowMs,
      ).finally(() => found);
      const {response, notModified, responseTimeMs} = answer;
      handling.status = response.status;
      if (!notModified) {
        handling.isStored = store.put(answer);
        // The answer to a HEAD (§4.3.5), or a part, tells that what is stored whole has changed.
        if (
          selected?.status === 200 &&
          response.status === (request.method === 'HEAD' ? 200 : 206) &&
          !agreesWithStored(selected, response.headers)
        ) {
          void handler.waitUntil(invalidateEverywhere([selected.key], responseTimeMs));
        }
        return response;
      }
      void response.body?.cancel().catch(() => {});
      // Before anybody learns of the outcome, so that whoever asks next finds it fresh.
      return store.freshen(notModified, answer);
    };
    const key = coalescingKey(
      outgoing,
      this.cacheName,
      copies.map((copy) => copy.fingerprint),
    );
    const copyOf = (shared: Outcome) =>
      shared instanceof Response
        ? // What is hidden may be for one alone.
          shared.status > 0 &&
          mayBeShared(request, targetedFields(shared.headers, this.#options), shared.status) &&
          shared.clone()
        : shared;
    const outcome = await coalesce(key, ask, copyOf, nowMs);
    if (handling.status === undefined) {
      handling.isCollapsed = true;
      if (outcome instanceof Response) handling.status = outcome.status;
      discardPreload(request, handler.event);
    }
    return outcome;
  }

  /** Sends a request that may change what is stored, and lets its answer invalidate that (§4.4). */
  async #change({request, handler, nowMs, handling, store}: Visit): Promise<Response> {
    handling.because = 'method';
    const response = await handler.fetch(this.#outgoing(request));
    const responseTimeMs = Date.now();
    endJoining();
    handling.status = response.status;
    // It tells of the state that the request has brought about, unless another one has come meanwhile.
    handling.isStored =
      response.ok &&
      store.invalidatedMs() <= nowMs &&
      store.put({response, requestTimeMs: responseTimeMs, responseTimeMs});
    void handler.waitUntil(
      invalidateEverywhere(invalidatedBy(request.url, response, store.url), responseTimeMs),
    );
    return response;
  }

  /** The page's request with the user's fetchOptions, which Workbox does not apply to navigations. */
  #outgoing(request: Request): Request {
    const {fetchOptions} = this.#options;
    const range = request.headers.get('range');
    if (
      !fetchOptions ||
      request.mode === 'navigate' ||
      // It would lose its Range.
      (range && request.mode === 'no-cors')
    ) {
      return request;
    }
    const outgoing = refetchRequest(request, fetchOptions);
    // fetchOptions.headers have replaced it.
    if (range) outgoing.headers.set('range', range);
    return outgoing;
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
