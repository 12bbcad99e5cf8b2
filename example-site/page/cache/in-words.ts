import type {CacheStatusRecord} from 'workbox-revalidate/page';

export type Kind = 'hit' | 'validated' | 'received' | 'failed' | 'passed';

/** What was done for a request, as one would say it. */
export function inWords(decision: CacheStatusRecord): {kind: Kind; words: string} {
  const {hit, fwd, fwdStatus, collapsed, stored, key, detail} = decision;
  if (hit) {
    const isRenewed = detail === 'stale-while-revalidate';
    return {kind: 'hit', words: `From the cache, ${isRenewed ? 'renewed behind it' : 'not asked'}`};
  }
  if (fwd === 'bypass' || fwd === 'method') return {kind: 'passed', words: 'Passed to the origin'};
  if (collapsed) return {kind: 'hit', words: 'Shared an answer under way'};
  if (fwdStatus === 304) return {kind: 'validated', words: 'Asked: it has not changed'};
  if (fwdStatus !== undefined && fwdStatus < 400) {
    const what = fwd === 'stale' || fwd === 'request' ? 'Asked: a new one came' : 'Fetched';
    return {kind: 'received', words: stored ? `${what}, and stored` : what};
  }
  const why = fwdStatus === undefined ? 'No answer' : `The origin answered ${fwdStatus}`;
  return {kind: 'failed', words: key ? `${why}: the copy was served` : why};
}

/** The same as RFC 9211 writes it. */
export function inFieldWords(decision: CacheStatusRecord): string {
  const {hit, fwd, fwdStatus, stored, collapsed, ttl, detail} = decision;
  return [
    hit && 'hit',
    fwd && `fwd=${fwd}`,
    fwdStatus !== undefined && `fwd-status=${fwdStatus}`,
    stored && 'stored',
    collapsed && 'collapsed',
    ttl !== undefined && `ttl=${ttl}`,
    `detail=${detail}`,
  ]
    .filter(Boolean)
    .join('; ');
}
