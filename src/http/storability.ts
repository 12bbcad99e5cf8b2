import type {FreshnessPolicy} from '../options.js';
import {type CacheControl, directivesOf} from './cache-control.js';
import {explicitLifetimeSeconds, ownLifetimeSeconds} from './freshness.js';
import type {StatusPattern} from './status-pattern.js';
import type {RequestFacts, StoredResponse} from './stored-response.js';
import {resolveReference} from './uri-reference.js';
import {varyingFields} from './vary.js';

/** For any other destination an HTML page is never the answer, but a sign-in or error page. */
const MAY_BE_HTML = /^$|document|embed|frame|object/;

/** §3: the final statuses whose caching requirements are known here: those of RFC 9110 §15. */
const UNDERSTOOD: StatusPattern = /^(20[0-5]|30[0-8]|40\d|41[0-7]|42[126]|50[0-5])$/;

/**
 * Whether a response's directives keep it from being stored (§5.2.2.5). Where it says
 * `must-understand`, its status decides instead of `no-store` (§5.2.2.3).
 */
export function prohibitsStoring(cacheControl: CacheControl, status: number): boolean {
  return cacheControl.has('must-understand')
    ? !UNDERSTOOD.test(status)
    : cacheControl.has('no-store');
}

type Received = Omit<StoredResponse, 'url'>;
type Judged = Pick<StoredResponse, 'headers' | 'status'>;

/** Whether a response may be stored (§3). */
export function mayStore(request: RequestFacts, response: Received): boolean {
  const {headers, status} = response;
  const cacheControl = directivesOf(response);
  const contentType = headers.get('content-type') ?? '';
  return !(
    (request.method !== 'GET' && !mayAnswerGet(request, response, cacheControl)) ||
    // A 206 is a part, and a 304 completes what is stored. Fetch hands over final statuses only (§3).
    status === 206 ||
    status === 304 ||
    // RFC 9110 §15: no status at all. Nobody can build a Response with one.
    status > 599 ||
    request.cache === 'no-store' ||
    // §5.2.1.5
    directivesOf(request).has('no-store') ||
    prohibitsStoring(cacheControl, status) ||
    varyingFields(headers).includes('*') ||
    // Events, or the pictures of a camera, end when the page leaves: there never is a whole to store.
    /^text\/event|^multi/i.test(contentType) ||
    (isHtml(response) && !MAY_BE_HTML.test(request.destination))
  );
}

/**
 * RFC 9110 §9.3.3: the response to a POST is one to a later GET where it includes "explicit freshness
 * information and a Content-Location header field that has the same value as the POST's target URI".
 */
function mayAnswerGet(
  request: RequestFacts,
  response: Received,
  cacheControl: CacheControl,
): boolean {
  const location = response.headers.get('content-location');
  return (
    request.method === 'POST' &&
    location !== null &&
    !response.redirected &&
    resolveReference(location, request.url) === resolveReference('', request.url) &&
    explicitLifetimeSeconds(response, cacheControl) !== undefined
  );
}

/**
 * Whether to store a response that may be stored and that no plugin has asked for: a 200, which may
 * be needed offline, or one with another status that is fresh for a while without an override (§3).
 */
export function isWorthStoring(response: Received, policy: FreshnessPolicy): boolean {
  const cacheControl = directivesOf(response);
  return response.status === 200 || ownLifetimeSeconds(response, cacheControl, policy) > 0;
}

/**
 * Whether a response must not replace a good copy: an error, or where anything may be asked for, a page in the
 * place of something else, since it tells who should sign in, or that nothing is there.
 */
export function spoilsCopy(
  {destination}: Pick<RequestFacts, 'destination'>,
  response: Judged,
  stored: Judged | undefined,
): boolean {
  return (
    !!stored &&
    stored.status < 400 &&
    (response.status >= 400 || (!destination && isHtml(response) && !isHtml(stored)))
  );
}

function isHtml({headers}: Pick<StoredResponse, 'headers'>): boolean {
  return /^text\/html/i.test(headers.get('content-type') ?? '');
}
