import {albedo} from './moon-surface.js';

export interface MoonView {
  readonly phaseDegrees: number;
  /** The Earth's place in the Moon's sky: which part of the near side is turned to us. */
  readonly librationLatitude: number;
  readonly librationLongitude: number;
}

const RADIANS = Math.PI / 180;

/** The light, 0 to 1, from a point of the disc; x to the right and y up, both -1 to 1. */
export function moonlight(x: number, y: number, view: MoonView): number {
  const z = Math.sqrt(Math.max(0, 1 - x * x - y * y));
  const phase = view.phaseDegrees * RADIANS;
  // The Sun circles the disc: behind it at new moon, on the right at the first quarter.
  const sunlight = x * Math.sin(phase) - z * Math.cos(phase);
  const lit = Math.min(1, Math.max(0, sunlight * 3.2 + 0.04));
  const earthshine = 0.055;

  const tilt = view.librationLatitude * RADIANS;
  const north = y * Math.cos(tilt) + z * Math.sin(tilt);
  const front = z * Math.cos(tilt) - y * Math.sin(tilt);
  const latitude = Math.asin(Math.min(1, Math.max(-1, north))) / RADIANS;
  const longitude = Math.atan2(x, front) / RADIANS + view.librationLongitude;
  return albedo(latitude, longitude) * (earthshine + (1 - earthshine) * lit);
}
