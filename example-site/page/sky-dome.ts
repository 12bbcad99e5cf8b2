import type {SkyBody, SkyPosition} from './sky-positions.js';

const SVG = 'http://www.w3.org/2000/svg';
const HORIZON_RADIUS = 118;
/** How far under the horizon there is room for a body: the depth of astronomical twilight. */
const LOWEST_DEGREES = -18;
const SIZE = 2 * (HORIZON_RADIUS + 30);

const TWILIGHTS: readonly [aboveDegrees: number, name: string][] = [
  [6, 'day'],
  [-0.8, 'golden'],
  [-6, 'civil'],
  [-12, 'nautical'],
  [-18, 'astronomical'],
  [-91, 'night'],
];

type Positions = Readonly<Record<SkyBody, SkyPosition>>;
type Paths = Readonly<Record<SkyBody, readonly SkyPosition[]>>;

/** The sky as a disc: the zenith in its middle, the horizon its rim, north up and east right. */
export function drawDome(now: Positions, paths: Paths): SVGSVGElement {
  const svg = node('svg', {viewBox: `${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`, role: 'img'});
  svg.setAttribute('class', 'dome');
  svg.setAttribute('aria-label', 'Compass with the places of Sun and Moon');
  const light = TWILIGHTS.find(([above]) => now.sun.altitudeDegrees > above)?.[1] ?? 'night';
  svg.append(
    node('circle', {r: HORIZON_RADIUS, class: `dome-sky ${light}`}),
    ...[30, 60].map((altitude) => node('circle', {r: radiusOf(altitude), class: 'dome-ring'})),
    node('path', {
      d: `M0 ${-HORIZON_RADIUS}V${HORIZON_RADIUS}M${-HORIZON_RADIUS} 0H${HORIZON_RADIUS}`,
      class: 'dome-ring',
    }),
    ...compass(),
    ...(['moon', 'sun'] as const).flatMap((body) => [
      node('path', {d: pathOf(paths[body], false), class: `dome-path under ${body}`}),
      node('path', {d: pathOf(paths[body], true), class: `dome-path ${body}`}),
    ]),
    bodyMark('moon', now.moon),
    bodyMark('sun', now.sun),
  );
  return svg;
}

function compass(): SVGElement[] {
  return ['N', 'E', 'S', 'W'].map((letter, index) => {
    const [x, y] = pointAt(index * 90, HORIZON_RADIUS + 17);
    const text = node('text', {x, y: y + 4.5, class: 'dome-wind'});
    text.textContent = letter;
    return text;
  });
}

function bodyMark(body: SkyBody, position: SkyPosition): SVGElement {
  const [x, y] = place(position);
  const isUp = position.altitudeDegrees > -0.8;
  const group = node('g', {
    transform: `translate(${x} ${y})`,
    class: `dome-body ${body}${isUp ? '' : ' under'}`,
  });
  if (body === 'sun') group.append(node('circle', {r: 13, class: 'halo'}));
  group.append(node('circle', {r: body === 'sun' ? 7.5 : 6.5}));
  return group;
}

/** The part of a path that is above, or under, the horizon; never deeper than there is room for. */
function pathOf(path: readonly SkyPosition[], above: boolean): string {
  let d = '';
  let isDrawing = false;
  for (const position of path) {
    const {altitudeDegrees} = position;
    const isShown = altitudeDegrees > LOWEST_DEGREES && altitudeDegrees >= 0 === above;
    if (isShown) d += `${isDrawing ? 'L' : 'M'}${place(position).join(' ')}`;
    isDrawing = isShown;
  }
  return d;
}

function place({altitudeDegrees, azimuthDegrees}: SkyPosition): [x: number, y: number] {
  return pointAt(azimuthDegrees, radiusOf(Math.max(LOWEST_DEGREES, altitudeDegrees)));
}

function radiusOf(altitudeDegrees: number): number {
  return (HORIZON_RADIUS * (90 - altitudeDegrees)) / 90;
}

function pointAt(azimuthDegrees: number, radius: number): [x: number, y: number] {
  const angle = (azimuthDegrees * Math.PI) / 180;
  const rounded = (value: number) => Number(value.toFixed(2));
  return [rounded(Math.sin(angle) * radius), rounded(-Math.cos(angle) * radius)];
}

function node<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
