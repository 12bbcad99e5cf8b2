import {drawDome} from './sky-dome.js';
import {Sky, type SkyPosition} from './sky-positions.js';

const REFRESH_MS = 15_000;
const WINDS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'];

/** Shows where Sun and Moon stand over a city at this moment, computed on the device. */
export function showSky(): void {
  const city = document.getElementById('city');
  const place = document.getElementById('sky');
  if (!city || !place) return;
  const sky = new Sky(Number(city.dataset['latitude']), Number(city.dataset['longitude']));
  const dome = document.createElement('div');
  const words = document.createElement('dl');
  words.className = 'sky-words';
  place.replaceChildren(dome, words);

  const update = () => {
    const nowMs = Date.now();
    const sun = sky.position('sun', nowMs);
    const moon = sky.position('moon', nowMs);
    const paths = {sun: sky.path('sun', nowMs), moon: sky.path('moon', nowMs)};
    dome.replaceChildren(drawDome({sun, moon}, paths));
    words.replaceChildren(...inWords('Sun', sun), ...inWords('Moon', moon));
  };
  update();
  setInterval(update, REFRESH_MS);
}

function inWords(name: string, {altitudeDegrees, azimuthDegrees}: SkyPosition): HTMLElement[] {
  const term = document.createElement('dt');
  term.textContent = name;
  term.className = name.toLowerCase();
  const above = document.createElement('dd');
  const side = altitudeDegrees < 0 ? 'below' : 'above';
  above.textContent = `${Math.abs(altitudeDegrees).toFixed(1)}° ${side} horizon`;
  const towards = document.createElement('dd');
  const wind = WINDS[Math.round(azimuthDegrees / 45) % 8];
  towards.textContent = `${Math.round(azimuthDegrees)}° ${wind}`;
  return [term, above, towards];
}
