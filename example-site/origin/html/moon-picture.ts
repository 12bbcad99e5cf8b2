import type {MoonDay} from '../moon.js';
import {litPath} from '../moon-disc.js';
import {Html} from './html.js';

// The seas as the eye sees them, north up: x, y and radii on a disc of radius 50.
const SEAS = [
  [-13, -24, 14, 12],
  [13, -22, 9, 8],
  [23, -7, 11, 9],
  [40, -15, 5, 6],
  [36, 7, 7, 9],
  [26, 13, 5, 5],
  [-15, 17, 9, 8],
  [-29, 21, 6, 6],
  [-33, -8, 12, 18],
];

/** The Moon of a day; south of the equator one sees it upside down. */
export function moonPicture(moon: MoonDay, latitude = 90): Html {
  const seas = SEAS.map(([x, y, rx, ry]) => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}"/>`);
  const turn = latitude < 0 ? ' transform="rotate(180)"' : '';
  return new Html(
    `<svg class="moon" viewBox="-52 -52 104 104" role="img" aria-label="${moon.phase}"><g${turn}>` +
      `<clipPath id="lit"><path d="${litPath(moon.phaseDegrees, 50)}"/></clipPath>` +
      `<circle class="moon-dark" r="50"/><g clip-path="url(#lit)"><circle class="moon-lit" r="50"/>` +
      `<g class="moon-seas">${seas.join('')}</g></g></g></svg>`,
  );
}
