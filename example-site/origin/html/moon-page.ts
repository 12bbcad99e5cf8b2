import {POSTER} from '../images/moon-poster.js';
import {localDate} from '../local-time.js';
import {moonBetween} from '../moon.js';
import {type Html, html} from './html.js';
import {layout, type PageContext} from './layout.js';
import {moonPicture} from './moon-picture.js';
import {longDate, percent, shortMoment} from './wording.js';

const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function poster(date: string): Html {
  const [year = '', month = '', day = ''] = date.split('-');
  const left = ((Number(month) - 1) / 12) * 100;
  const top = ((Number(day) - 1) / 31) * 100;
  const days = Array.from({length: 31}, (_, index) => html`<span>${index + 1}</span>`);
  return html`<figure class="poster">
    <div class="poster-months" aria-hidden="true">${MONTHS.map((name) => html`<span>${name.charAt(0)}<b>${name.slice(1)}</b></span>`)}</div>
    <div class="poster-days" aria-hidden="true">${days}</div>
    <div class="poster-moons">
      <img src="/images/moons-${year}.png" width="${POSTER.width}" height="${POSTER.height}"
        alt="The Moon on every day of ${year}: a column for each month, a row for each day">
      <i class="poster-today" style="left:${left.toFixed(2)}%;top:${top.toFixed(2)}%"></i>
    </div>
    <figcaption>Each Moon as it is at noon UTC, north up: its phase, its slow nod (libration) and its
    size, larger when it is near.</figcaption>
  </figure>`;
}

export function moonPage(context: PageContext): string {
  const date = localDate(context.nowMs, 'UTC');
  const startMs = Date.parse(`${date}T00:00:00Z`);
  const moon = moonBetween(startMs, startMs + DAY_MS);
  const main = html`<div class="moon-page">
  <div class="moon-head">
    ${moonPicture(moon)}
    <div>
      <p class="eyebrow"><time datetime="${date}">${longDate(date)}</time></p>
      <h1>${moon.phase}</h1>
      <p class="lede"><span data-figure="moon">${percent(moon.illuminatedFraction)} lit</span>,
      ${moon.distanceKm.toLocaleString('en-GB')} km away</p>
      <dl class="pairs">
        ${moon.nextPhases.map(
          ({name, atMs}) =>
            html`<div><dt>${name}</dt><dd>${shortMoment(atMs, 'UTC')} UTC</dd></div>`,
        )}
      </dl>
    </div>
  </div>
  <section>
    <h2>The Moons of ${date.slice(0, 4)}</h2>
    ${poster(date)}
  </section>
  </div>`;
  return layout(
    {
      title: `Moon: ${moon.phase}`,
      description: 'The Moon today, its next phases, and all the Moons of the year.',
      path: '/moon',
      main,
    },
    context,
  );
}
