/** What an edge does with a copy that is stale. */
export interface EdgeRules {
  /** How long a copy is fresh at the edge. */
  readonly lifetimeSeconds: number;
  /** How long after that it is served while one request renews it. */
  readonly staleWhileRevalidateSeconds: number;
  /** How long the origin takes to answer. */
  readonly originSeconds: number;
}

/** What an edge did with one request, besides answering it. */
export type OriginRequest =
  /** Nothing: the copy was fresh. */
  | 'none'
  /** It asked the origin. */
  | 'asked'
  /** It was asking already: with collapsed forwarding this request waits, without it asks as well. */
  | 'waits-or-asks';

/** One shared cache with one resource, as RFC 9111 has it. */
export class EdgeCache {
  readonly #rules: EdgeRules;
  #storedAt: number;
  #version: number;
  #expiresAt: number;
  #lifetimeFactor = 1;
  /** What is served while the origin is asked in the background. */
  #oldStoredAt = 0;
  #oldVersion = 0;
  #oldLifetimeFactor = 1;
  #answeredAt = Number.NEGATIVE_INFINITY;
  #servesOld = false;

  /** When the origin made what was served last, and which version that was. */
  servedStoredAt = 0;
  servedVersion = 0;
  /** By how much its lifetime differs from the usual one, where the origin varies that. */
  servedLifetimeFactor = 1;
  /** Whether the origin's last answer was a 304. */
  notModified = false;

  constructor(rules: EdgeRules, storedAt: number, version: number) {
    this.#rules = rules;
    this.#storedAt = storedAt;
    this.#version = version;
    this.#expiresAt = storedAt + rules.lifetimeSeconds;
  }

  /** `lifetimeFactor` is the origin's, should it be asked. */
  request(now: number, currentVersion: number, lifetimeFactor: number): OriginRequest {
    if (now < this.#answeredAt) {
      if (!this.#servesOld) return this.#serveCurrent('waits-or-asks');
      return this.#serveOld('none');
    }
    if (now < this.#expiresAt) return this.#serveCurrent('none');
    this.#servesOld = now - this.#expiresAt < this.#rules.staleWhileRevalidateSeconds;
    this.#oldStoredAt = this.#storedAt;
    this.#oldVersion = this.#version;
    this.#oldLifetimeFactor = this.#lifetimeFactor;
    this.notModified = this.#version === currentVersion;
    this.#storedAt = now;
    this.#version = currentVersion;
    this.#lifetimeFactor = lifetimeFactor;
    this.#expiresAt = now + this.#rules.lifetimeSeconds * lifetimeFactor;
    this.#answeredAt = now + this.#rules.originSeconds;
    return this.#servesOld ? this.#serveOld('asked') : this.#serveCurrent('asked');
  }

  /** What is stored must be revalidated before it is served again. */
  purge(): void {
    this.#expiresAt = Number.NEGATIVE_INFINITY;
  }

  #serveCurrent(origin: OriginRequest): OriginRequest {
    this.servedStoredAt = this.#storedAt;
    this.servedVersion = this.#version;
    this.servedLifetimeFactor = this.#lifetimeFactor;
    return origin;
  }

  #serveOld(origin: OriginRequest): OriginRequest {
    this.servedStoredAt = this.#oldStoredAt;
    this.servedVersion = this.#oldVersion;
    this.servedLifetimeFactor = this.#oldLifetimeFactor;
    return origin;
  }
}
