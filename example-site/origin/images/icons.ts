import {PNG} from 'pngjs';
import {litPath} from '../moon-disc.js';
import {moonlight} from './moon-shading.js';

const NIGHT = [19, 27, 51] as const;
const MOON = [247, 240, 222] as const;
const CRESCENT = {phaseDegrees: 62, librationLatitude: 0, librationLongitude: 0};
/** Launchers may cut an icon to a circle: the drawing keeps to the middle 60 %. */
const RADIUS_FRACTION = 0.3;

export function pngIcon(size: number): Buffer {
  const png = new PNG({width: size, height: size, colorType: 2});
  const radius = size * RADIUS_FRACTION;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const x = (column + 0.5 - size / 2) / radius;
      const y = (size / 2 - row - 0.5) / radius;
      const coverage = Math.min(1, Math.max(0, (1 - Math.hypot(x, y)) * radius + 0.5));
      const light = coverage * Math.min(1, moonlight(x, y, CRESCENT) * 1.08);
      const colour = NIGHT.map((dark, channel) => dark + ((MOON[channel] ?? 0) - dark) * light);
      png.data.set([...colour.map(Math.round), 255], (row * size + column) * 4);
    }
  }
  return PNG.sync.write(png, {colorType: 2, deflateLevel: 9});
}

export function svgIcon(): string {
  const radius = 64 * 0.34;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-32 -32 64 64"><rect x="-32" y="-32" width="64" height="64" rx="15" fill="#131b33"/><circle r="${radius}" fill="#2a3557"/><path d="${litPath(CRESCENT.phaseDegrees, radius)}" fill="#f7f0de"/></svg>`;
}
