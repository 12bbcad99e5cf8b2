import type {IncomingMessage, ServerResponse} from 'node:http';
import type {LoggedRequest} from '../support/origin.js';
import {expect, type Pwa} from '../support/test.js';
import type {RouteConfig} from '../support/worker-config.js';
import {METHODS, WITHOUT_HTTP_CACHE} from '../support/worker-config.js';

/** One requirement, and requests of a page that show whether it is met, one after another. */
export interface Row {
  /** What the specification calls it; `optimal` where it only allows what spares a request. */
  readonly level: 'must' | 'should' | 'optimal';
  /** Of RFC 9111, unless it names another specification. */
  readonly section: string;
  readonly says: string;
  /** Whether the browser's own HTTP cache is left out, which would answer what the origin is to. */
  readonly alone?: boolean;
  readonly exchanges: readonly Exchange[];
}

export interface Exchange extends PageRequest {
  /** How the origin answers in this exchange, if it is asked; by default as in the one before. */
  readonly origin?: Answer | 'unreachable';
  readonly seen: Seen;
  /** How a hit is revalidated while the page has its answer. */
  readonly background?: Exclude<Seen, 'hit' | 'refused'>;
  /** How many requests the origin sees; 1 by default, none for a hit. */
  readonly requests?: number;
  /** Which status the page sees; by default that of what answers it: 504 where refused, else the last one. */
  readonly status?: number;
  /** Which body the page sees; by default, where the origin sends one, that. */
  readonly body?: string;
  /** Fields that the page sees, or, where `null`, does not. */
  readonly served?: Expected;
  /** Fields that the origin sees, or, where `null`, does not. */
  readonly asked?: Expected;
  /** Waits until the body of this exchange is in storage. A later request of the same URL waits by itself. */
  readonly stores?: true;
}

/** What the page's script asks for. In paths, headers and answers, `{row}` is the row's own path. */
interface PageRequest {
  /** Below the row's own path. */
  readonly path?: string;
  readonly method?: (typeof METHODS)[number];
  readonly headers?: Record<string, string>;
  readonly cache?: RequestCache;
  readonly send?: string;
}

/**
 * A representation. The origin answers 304, with the same fields, where a request has its ETag or
 * Last-Modified, or, where it has neither and no status, those of what was served before.
 */
export interface Answer {
  readonly status?: number;
  readonly headers?: Fields;
  readonly body?: string | Buffer;
  /** In place of the above, where the request is conditional. */
  readonly ifConditional?: {readonly status: number; readonly headers?: Fields};
}

/** Several values of a field are sent in as many lines; for `null`, not even Node adds it. */
type Fields = Record<string, string | string[] | null>;
type Expected = Record<string, string | RegExp | null>;

/**
 * `hit`: the origin was not asked. `validated`: it was, with If-None-Match or If-Modified-Since.
 * `fetched`: it was, without either. `refused`: it was not, and the page sees a 504.
 */
type Seen = 'hit' | 'validated' | 'fetched' | 'refused';

/** Every method has a route of its own; below `/alone/`, the browser's HTTP cache is left out. */
export const ROUTES: RouteConfig[] = METHODS.flatMap((method) => [
  {prefix: '/alone/', method, options: WITHOUT_HTTP_CACHE},
  {prefix: '/', method},
]);

const BODIES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
const DEFAULT_PATH = '/a';

/** Runs rows one after another. @returns what is not as it should be, a line each. */
export async function mismatchesOf(rows: readonly Row[], pwa: Pwa): Promise<string[]> {
  const mismatches: string[] = [];
  const totals: (() => string[])[] = [];
  for (const [index, row] of rows.entries()) {
    const running = new RunningRow(row, `${row.alone ? '/alone' : ''}/r${index + 1}`, pwa);
    mismatches.push(...(await running.mismatches()));
    totals.push(() => running.lateRequests());
  }
  // What the worker would still send has reached the origin when this has.
  await pwa.fetch('/sentinel');
  return [...mismatches, ...totals.flatMap((late) => late())];
}

/** A row, under its own path of the origin. */
class RunningRow {
  readonly #row: Row;
  readonly #prefix: string;
  readonly #pwa: Pwa;
  /** The answer of the exchange that is under way, and the body that stands for it. */
  #answer: Answer | 'unreachable' = {};
  #body: string | Buffer = '';
  #path = DEFAULT_PATH;
  /** The validators with which each path was last served. */
  readonly #validators = new Map<string, {etag: string | undefined; date: string | undefined}>();
  /** The statuses with which the origin has answered the exchange that is under way. */
  #answered: number[] = [];
  #seenRequests = 0;
  /** What the page last saw of the origin at each URL. */
  readonly #standing = new Map<string, {status: number; body: string}>();

  constructor(row: Row, prefix: string, pwa: Pwa) {
    this.#row = row;
    this.#prefix = prefix;
    this.#pwa = pwa;
    const paths = row.exchanges.map(({path = DEFAULT_PATH}) => path.replace(/[?#].*/, ''));
    for (const path of new Set([...paths, '/elsewhere'])) {
      pwa.origin.on(prefix + path, (request, response) => this.#respond(path, request, response));
    }
  }

  async mismatches(): Promise<string[]> {
    const mismatches: string[] = [];
    for (const [index, exchange] of this.#row.exchanges.entries()) {
      const wrong = await this.#exchange(exchange, BODIES[index] ?? `${index}`);
      mismatches.push(...wrong.map((text) => this.#line(`exchange ${index + 1}: ${text}`)));
    }
    return mismatches;
  }

  lateRequests(): string[] {
    const late = this.#log().slice(this.#seenRequests);
    return late.map(({method, path}) => this.#line(`late request ${method} ${path}`));
  }

  #line(text: string): string {
    const {level, section, says} = this.#row;
    return `${this.#prefix} [${level}, ${section}] ${says}\n    ${text}`;
  }

  #log(): LoggedRequest[] {
    return this.#pwa.origin.log.filter(({path}) => path.startsWith(`${this.#prefix}/`));
  }

  #fill(text: string): string {
    return text.replaceAll('{row}', this.#prefix).replaceAll('{origin}', this.#pwa.origin.url);
  }

  async #exchange(exchange: Exchange, body: string): Promise<string[]> {
    const {
      path = DEFAULT_PATH,
      method = 'GET',
      seen,
      background,
      asked = {},
      served = {},
    } = exchange;
    this.#path = path.replace(/[?#].*/, '');
    this.#answer = exchange.origin ?? this.#answer;
    this.#body = (this.#answer !== 'unreachable' && this.#answer.body) || body;
    this.#answered = [];

    const page = await this.#ask(exchange);
    const wanted = exchange.requests ?? (seen === 'hit' || seen === 'refused' ? 0 : 1);
    const isReached = () => this.#log().length > this.#seenRequests;
    if (background) await expect.poll(isReached, {message: this.#line('background')}).toBe(true);
    if (exchange.stores) await this.#stored();

    const requests = this.#log().slice(this.#seenRequests);
    this.#seenRequests += requests.length;
    const [first] = requests;
    const wrong: string[] = [];
    const compare = (what: string, got: unknown, right: unknown) => {
      const isRight = right instanceof RegExp ? right.test(`${got}`) : got === right;
      if (!isRight) wrong.push(`${what}: ${JSON.stringify(got)}, expected: ${right}`);
    };

    const kind = !first ? 'hit' : isConditional(first) ? 'validated' : 'fetched';
    compare('seen', background ? 'hit' : kind, seen === 'refused' ? 'hit' : seen);
    if (background) compare('background', kind, background);
    else if (this.#answer !== 'unreachable') compare('requests', requests.length, wanted);

    const isHead = method === 'HEAD';
    const answered = this.#answered.filter((status) => status !== 304).at(-1);
    const standing = this.#standing.get(path);
    const isAnswered = answered !== undefined && !background;
    const status = seen === 'refused' ? 504 : isAnswered ? answered : (standing?.status ?? 200);
    if (page.error) wrong.push(`failed: ${page.error}`);
    else compare('status', page.status, exchange.status ?? status);

    const sent = isHead || /^20[45]$/.test(`${answered}`) ? '' : this.#body.toString();
    const isOther = exchange.status !== undefined && exchange.status !== answered;
    const standingBody = isHead || seen === 'refused' ? '' : standing?.body;
    const right = exchange.body ?? (isOther ? undefined : isAnswered ? sent : standingBody);
    if (right !== undefined) compare('body', page.text, right);
    const isWhole = isAnswered && !isOther && method === 'GET' && answered !== 206;
    if (isWhole && (!standing || page.status < 400)) {
      this.#standing.set(path, {status: answered, body: sent});
    }
    // §5.1: "MUST generate an Age header field"; the browser's HTTP cache does not.
    if (seen === 'hit' && page.status !== 416) compare('age', page.headers['age'], /^\d+$/);

    const fill = (value: string | RegExp | null) =>
      typeof value === 'string' ? this.#fill(value) : value;
    for (const [name, value] of Object.entries(served)) {
      compare(`served ${name}`, page.headers[name.toLowerCase()] ?? null, fill(value));
    }
    for (const [name, value] of Object.entries(asked)) {
      compare(`asked ${name}`, first?.headers[name.toLowerCase()] ?? null, fill(value));
    }
    return wrong;
  }

  #ask({path = DEFAULT_PATH, method = 'GET', headers = {}, cache, send}: PageRequest) {
    const filledHeaders = Object.entries(headers).map(([name, value]) => [name, this.#fill(value)]);
    const init = {
      method,
      headers: Object.fromEntries(filledHeaders),
      ...(cache && {cache}),
      ...(cache === 'only-if-cached' && {mode: 'same-origin' as const}),
      ...(send !== undefined && {body: send}),
    };
    return this.#pwa.page.evaluate(
      async ({url, init}) => {
        try {
          const response = await fetch(url, init);
          const {status} = response;
          const text = await response.text();
          return {status, headers: Object.fromEntries(response.headers), text};
        } catch (error) {
          const headers: Record<string, string> = {};
          return {status: 0, headers, text: '', error: `${error}`};
        }
      },
      {url: this.#prefix + this.#fill(path), init},
    ) as Promise<{
      status: number;
      headers: Record<string, string>;
      text: string;
      error?: string;
    }>;
  }

  /** Waits until the body is stored, under whatever key. */
  async #stored(): Promise<void> {
    const isStored = () =>
      this.#pwa.page.evaluate(
        async ({prefix, body}) => {
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const key of await cache.keys()) {
              if (!new URL(key.url).pathname.startsWith(prefix)) continue;
              const response = await cache.match(key, {ignoreVary: true});
              if ((await response?.text()) === body) return true;
            }
          }
          return false;
        },
        {prefix: `${this.#prefix}/`, body: this.#body.toString()},
      );
    await expect.poll(isStored, {message: this.#line('to be stored')}).toBe(true);
  }

  #respond(path: string, request: IncomingMessage, response: ServerResponse): void {
    if (this.#answer === 'unreachable') {
      request.socket.destroy();
      return;
    }
    if (path !== this.#path) {
      this.#answered.push(200);
      response.end(this.#body);
      return;
    }
    const isAsking = 'if-none-match' in request.headers || 'if-modified-since' in request.headers;
    const {status, headers = {}} = (isAsking && this.#answer.ifConditional) || this.#answer;
    const url = request.url ?? '';
    const own = {etag: textOf(headers['ETag']), date: textOf(headers['Last-Modified'])};
    const isAnonymous = !own.etag && !own.date && status === undefined;
    const validators = isAnonymous ? (this.#validators.get(url) ?? own) : own;
    const isCurrent = !this.#answer.ifConditional && holds(request, validators);
    const code = status ?? (isCurrent ? 304 : 200);
    if (code < 300) this.#validators.set(url, validators);

    for (const [name, value] of Object.entries(headers)) {
      if (value !== null) {
        const filledValue = Array.isArray(value)
          ? value.map((line) => this.#fill(line))
          : this.#fill(value);
        response.setHeader(name, filledValue);
      } else if (name === 'Date') {
        response.sendDate = false;
      }
    }
    this.#answered.push(code);
    response.statusCode = code;
    if (/^(?:20[45]|304)$/.test(`${code}`)) {
      response.end();
      return;
    }
    if (!response.hasHeader('Content-Length')) {
      response.setHeader('Content-Length', Buffer.byteLength(this.#body));
    }
    response.end(request.method === 'HEAD' ? undefined : this.#body);
  }
}

function isConditional({headers}: LoggedRequest): boolean {
  return 'if-none-match' in headers || 'if-modified-since' in headers;
}

/** Whether a conditional request has these validators (RFC 9110 §13.2.2). */
function holds(
  {headers}: IncomingMessage,
  {etag, date}: {etag: string | undefined; date: string | undefined},
): boolean {
  const tags = headers['if-none-match'];
  if (tags === undefined) return date !== undefined && headers['if-modified-since'] === date;
  return etag !== undefined && (tags === etag || tags.split(', ').includes(etag));
}

function textOf(value: string | string[] | null | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
