import {mismatchesOf, ROUTES, type Row} from './conformance/exchange.js';
import {fields} from './conformance/rows/fields.js';
import {freshness} from './conformance/rows/freshness.js';
import {head} from './conformance/rows/head.js';
import {invalidation} from './conformance/rows/invalidation.js';
import {noVarySearch} from './conformance/rows/no-vary-search.js';
import {posts} from './conformance/rows/post.js';
import {ranges} from './conformance/rows/ranges.js';
import {requests} from './conformance/rows/requests.js';
import {staleness} from './conformance/rows/stale.js';
import {storing} from './conformance/rows/storing.js';
import {targeted} from './conformance/rows/targeted.js';
import {validation} from './conformance/rows/validation.js';
import {vary} from './conformance/rows/vary.js';
import {expect, test} from './support/test.js';

const SECTIONS: Record<string, readonly Row[]> = {
  'storing (§3)': storing,
  'fields (§3.1, §3.2, §5.1)': fields,
  'variants (§4.1)': vary,
  'freshness (§4.2)': freshness,
  'validation (§4.3)': validation,
  'HEAD (§4.3.5)': head,
  'invalidation (§4.4, RFC 9875)': invalidation,
  'what requests ask for (§5.2.1)': requests,
  'POST (RFC 9110 §9.3.3)': posts,
  'ranges (RFC 9110 §14)': ranges,
  'staleness (RFC 5861)': staleness,
  'targeted fields (RFC 9213)': targeted,
  'No-Vary-Search': noVarySearch,
};

for (const [section, rows] of Object.entries(SECTIONS)) {
  test(`${section}: ${rows.length} rows`, async ({pwa}) => {
    await pwa.install({routes: ROUTES});
    const mismatches = await mismatchesOf(rows, pwa);
    expect(pwa.workerErrors).toEqual([]);
    expect(mismatches.join('\n')).toBe('');
  });
}
