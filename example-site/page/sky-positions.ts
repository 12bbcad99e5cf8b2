import {Body, Equator, Horizon, Observer} from 'astronomy-engine';

export interface SkyPosition {
  readonly altitudeDegrees: number;
  /** From north through east. */
  readonly azimuthDegrees: number;
}

export type SkyBody = 'sun' | 'moon';
const BODIES = {sun: Body.Sun, moon: Body.Moon};
const STEPS = 72;
/** From one culmination to the next: the Moon is some 50 minutes later every day. */
const ROUND_MS = {sun: 24 * 3_600_000, moon: 24.84 * 3_600_000};

export class Sky {
  readonly #observer: Observer;

  constructor(latitude: number, longitude: number) {
    this.#observer = new Observer(latitude, longitude, 0);
  }

  position(body: SkyBody, atMs: number): SkyPosition {
    const at = new Date(atMs);
    const {ra, dec} = Equator(BODIES[body], at, this.#observer, true, true);
    const {altitude, azimuth} = Horizon(at, this.#observer, ra, dec, 'normal');
    return {altitudeDegrees: altitude, azimuthDegrees: azimuth};
  }

  /** Where a body goes on its round, half of it before and half of it after an instant. */
  path(body: SkyBody, atMs: number): SkyPosition[] {
    const startMs = atMs - ROUND_MS[body] / 2;
    return Array.from({length: STEPS + 1}, (_, step) =>
      this.position(body, startMs + (step / STEPS) * ROUND_MS[body]),
    );
  }
}
