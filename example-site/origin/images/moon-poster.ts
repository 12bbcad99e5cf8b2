import {Libration, MoonPhase} from 'astronomy-engine';
import {PNG} from 'pngjs';
import {datesOf} from '../year.js';
import {moonlight} from './moon-shading.js';

/** A month is a column, a day a row: upright, so that it reads on a phone. */
const CELL = 88;
const MEAN_RADIUS = 34;
const MEAN_DIAMETER_DEGREES = 0.5181;
/** Few enough to compress well, enough to show no steps. */
const GREY_LEVELS = 32;

export const POSTER = {width: 12 * CELL, height: 31 * CELL};

function greyOf(light: number): number {
  return Math.round((Math.round(light ** 0.8 * GREY_LEVELS) * 255) / GREY_LEVELS);
}

function drawMoon(png: PNG, date: string): void {
  const noon = new Date(`${date}T12:00:00Z`);
  const libration = Libration(noon);
  const view = {
    phaseDegrees: MoonPhase(noon),
    librationLatitude: libration.elat,
    librationLongitude: libration.elon,
  };
  // Near the Earth the Moon is a seventh wider than far from it.
  const radius = (MEAN_RADIUS * libration.diam_deg) / MEAN_DIAMETER_DEGREES;
  const centreX = (Number(date.slice(5, 7)) - 0.5) * CELL;
  const centreY = (Number(date.slice(8, 10)) - 0.5) * CELL;
  for (let row = Math.floor(centreY - radius); row <= centreY + radius; row++) {
    for (let column = Math.floor(centreX - radius); column <= centreX + radius; column++) {
      const x = (column + 0.5 - centreX) / radius;
      const y = (centreY - row - 0.5) / radius;
      const coverage = Math.min(1, Math.max(0, (1 - Math.hypot(x, y)) * radius + 0.5));
      const grey = greyOf(coverage * moonlight(x, y, view));
      png.data.fill(grey, (row * png.width + column) * 4, (row * png.width + column) * 4 + 3);
    }
  }
}

/**
 * Every Moon of a year at noon UTC: its phase, its tilt and its apparent size, in greys on black;
 * the page gives the night its blue.
 */
export function moonPoster(year: number): Buffer {
  const png = new PNG(POSTER);
  for (let at = 3; at < png.data.length; at += 4) png.data[at] = 255;
  for (const date of datesOf(year)) drawMoon(png, date);
  return PNG.sync.write(png, {colorType: 0, deflateLevel: 9});
}
