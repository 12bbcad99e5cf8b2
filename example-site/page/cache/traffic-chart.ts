import type {Traffic} from '../session.js';
import {inBytes} from './amounts.js';

/** What was sent and saved for one cache. */
export interface TrafficRow extends Traffic {
  readonly title: string;
}

const SVG = 'http://www.w3.org/2000/svg';
const ROW_HEIGHT = 52;
const BAR_HEIGHT = 8;
/** What is not nothing can be seen. */
const LEAST_PERCENT = 0.6;

/** A pair of bars for each cache, all to one scale. Lengths are shares of the width, so that letters keep their size. */
export function drawTraffic(rows: readonly TrafficRow[]): SVGSVGElement {
  const largest = Math.max(
    1,
    ...rows.flatMap(({sentBytes, savedBytes}) => [sentBytes, savedBytes]),
  );
  const height = rows.length * ROW_HEIGHT;
  const svg = node('svg', {class: 'traffic', width: '100%', height, role: 'img'});
  svg.setAttribute('aria-label', rows.map(sentence).join(' '));
  rows.forEach(({title, sentBytes, savedBytes}, index) => {
    const y = index * ROW_HEIGHT;
    svg.append(
      text({x: 0, y: y + 17, class: 'traffic-title'}, title),
      text(
        {x: '100%', y: y + 17, class: 'traffic-amounts'},
        `${inBytes(sentBytes)} · ${inBytes(savedBytes)}`,
      ),
      ...bar('sent', y + 26, sentBytes / largest),
      ...bar('saved', y + 26 + BAR_HEIGHT + 2, savedBytes / largest),
    );
  });
  return svg;
}

function bar(name: string, y: number, share: number): SVGElement[] {
  const height = BAR_HEIGHT;
  const width = share > 0 ? `${Math.max(LEAST_PERCENT, share * 100).toFixed(2)}%` : 0;
  return [
    node('rect', {class: 'traffic-track', y, width: '100%', height}),
    node('rect', {class: `traffic-${name}`, y, width, height}),
  ];
}

function sentence({title, sentBytes, savedBytes}: TrafficRow): string {
  return `${title}: ${inBytes(sentBytes)} sent, ${inBytes(savedBytes)} spared.`;
}

function text(attributes: Record<string, string | number>, content: string): SVGTextElement {
  const made = node('text', attributes);
  made.textContent = content;
  return made;
}

function node<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
