import type {RequestRecord} from '../../example-site/origin/request-log.js';
import {bytes, type Column, line} from './columns.js';
import type {Visit} from './visitor.js';

export interface Step {
  readonly name: string;
  readonly visit: Visit;
  readonly visitWithout: Visit;
}

const COLUMNS: Column[] = [
  {width: 20},
  {width: 8, align: 'right'},
  {width: 5, align: 'right'},
  {width: 5, align: 'right'},
  {width: 12, align: 'right'},
  {width: 15, align: 'right'},
];
const HEAD = ['step', 'requests', '200s', '304s', 'bytes sent', 'bytes without*'];

const LARGEST_304_BYTES = 600;
const LEAST_IMAGE_RATIO = 800;

function sum(records: readonly RequestRecord[]): number {
  return records.reduce((total, record) => total + record.bytesSent, 0);
}

function withStatus(records: readonly RequestRecord[], status: number): RequestRecord[] {
  return records.filter((record) => record.status === status);
}

function row(name: string, seen: readonly RequestRecord[], without: string): string {
  const count = (status: number) => String(withStatus(seen, status).length);
  const sent = bytes(sum(seen));
  return line(COLUMNS, [name, String(seen.length), count(200), count(304), sent, without]);
}

function revalidations(steps: readonly Step[]): RequestRecord[] {
  return steps.slice(1).flatMap((step) => withStatus(step.visit.seen, 304));
}

function largest304(steps: readonly Step[]): RequestRecord | undefined {
  return revalidations(steps).toSorted((a, b) => b.bytesSent - a.bytesSent)[0];
}

/** The poster's whole answer and the one that spared it. */
function poster(steps: readonly Step[]): {full: number; spared: number} | undefined {
  const isPoster = ({path}: RequestRecord) => path.startsWith('/images/');
  const full = steps.flatMap((step) => withStatus(step.visit.seen, 200)).find(isPoster);
  const spared = revalidations(steps).find(isPoster);
  return full && spared && {full: full.bytesSent, spared: spared.bytesSent};
}

export function tourReport(steps: readonly Step[]): string {
  const rule = '-'.repeat(COLUMNS.reduce((width, column) => width + column.width + 2, -2));
  const rows = steps.map(({name, visit, visitWithout}) =>
    row(
      name,
      visit.seen,
      visitWithout.missing.length > 0 ? 'fails' : bytes(sum(visitWithout.seen)),
    ),
  );
  const all = steps.flatMap((step) => step.visit.seen);
  const allWithout = steps.flatMap((step) => step.visitWithout.seen);
  const largest = largest304(steps);
  const image = poster(steps);
  return [
    '',
    line(COLUMNS, HEAD),
    rule,
    ...rows,
    rule,
    row('Total', all, bytes(sum(allWithout))),
    '',
    '* The same pages in a second browser, with no worker and its HTTP cache off.',
    '  Bytes are those that the origin put on the wire, headers included.',
    ...(largest
      ? [`  Largest 304 from the second visit on: ${largest.bytesSent} bytes (${largest.path})`]
      : []),
    ...(image
      ? [
          `  The poster: ${bytes(image.full)} bytes as a 200, ${image.spared} as a 304: ` +
            `${Math.floor(image.full / image.spared)} times less`,
        ]
      : []),
    '',
  ].join('\n');
}

/** What the tour has shown to be otherwise than it must be, a sentence each. */
export function violations(steps: readonly Step[]): string[] {
  const wrong = steps.flatMap(({name, visit}) => visit.missing.map((what) => `${name}: ${what}.`));
  const largest = largest304(steps);
  if (!largest) wrong.push('From the second visit on nothing was revalidated with a 304.');
  else if (largest.bytesSent >= LARGEST_304_BYTES) {
    wrong.push(
      `The 304 of ${largest.path} costs ${largest.bytesSent} bytes, not under ${LARGEST_304_BYTES}.`,
    );
  }
  const image = poster(steps);
  if (!image) wrong.push('The poster was not both fetched and revalidated.');
  else if (image.full < LEAST_IMAGE_RATIO * image.spared) {
    wrong.push(
      `The poster's 304 costs ${image.spared} bytes, its 200 only ${image.full}: less than ${LEAST_IMAGE_RATIO} times as much.`,
    );
  }
  return wrong;
}
