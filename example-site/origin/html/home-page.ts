import {CITIES, type City} from '../cities.js';
import {localDate} from '../local-time.js';
import {memo} from '../memo.js';
import {type MoonDay, moonDay, moonTimes} from '../moon.js';
import {sunDay} from '../sun.js';
import {dayBar} from './day-bar.js';
import {type Html, html} from './html.js';
import {layout, type PageContext} from './layout.js';
import {moonPicture} from './moon-picture.js';
import {allDay, clockTime, duration, percent, shortMoment} from './wording.js';

const GREENWICH: City = {
  slug: 'greenwich',
  name: 'Greenwich',
  country: '',
  continent: '',
  latitude: 51.48,
  longitude: 0,
  timeZone: 'UTC',
};

function cityRow(city: City, date: string): Html {
  const {above} = sunDay(city, date);
  const moon = moonTimes(city, date);
  const special = allDay(above.day);
  const sun = special
    ? html`<span class="special">${special}</span>`
    : html`${clockTime(city, date, above.day.fromMs)}<i>–</i>${clockTime(city, date, above.day.untilMs)}`;
  return html`<li data-find="${city.name} ${city.slug} ${city.country}">
    <a href="/city/${city.slug}">
      <span class="city-name">${city.name}</span>
      <span class="city-country">${city.country}</span>
      <span class="city-sun" data-figure="sun">${sun}</span>
      <span class="city-length">${duration(above.day.durationSeconds)}</span>
      <span class="city-moon"><b>Moon</b>${clockTime(city, date, moon.riseMs)}<i>↑</i>${clockTime(city, date, moon.setMs)}<i>↓</i></span>
      <span class="city-bar" data-zone="${city.timeZone}">${dayBar(city, date)}</span>
    </a>
  </li>`;
}

/** Today's and yesterday's: it is not midnight everywhere at once. */
const rememberedRow = memo(
  2 * CITIES.length,
  (city: City, date: string) => `${city.slug} ${date}`,
  cityRow,
);

function continentSection(continent: string, nowMs: number): Html {
  const cities = CITIES.filter((city) => city.continent === continent);
  return html`<section class="continent">
    <h2>${continent}</h2>
    <ul class="cities">${cities.map((city) => rememberedRow(city, localDate(nowMs, city.timeZone)))}</ul>
  </section>`;
}

function moonBanner(moon: MoonDay): Html {
  const [next] = moon.nextPhases;
  return html`<a class="moon-banner" href="/moon">
    ${moonPicture(moon)}
    <span>
      <strong>${moon.phase}</strong>
      <span data-figure="moon">${percent(moon.illuminatedFraction)} lit</span>
      <span>${next?.name} ${next && shortMoment(next.atMs, 'UTC')} UTC</span>
    </span>
  </a>`;
}

export function homePage(context: PageContext): string {
  const {nowMs} = context;
  const continents = [...new Set(CITIES.map((city) => city.continent))];
  const main = html`<div class="home-head">
    <div>
      <h1>Daylight, today</h1>
      <p class="lede">Sunrise and sunset where you are, or where you are going. Each bar is a city’s
      day from midnight to midnight.</p>
    </div>
    ${moonBanner(moonDay(GREENWICH, localDate(nowMs, 'UTC')))}
  </div>
  <form class="find" role="search" id="find">
    <label for="find-text">Find a city</label>
    <input id="find-text" type="search" placeholder="City or country" autocomplete="off" spellcheck="false">
  </form>
  <p class="find-none" id="find-none" role="status" hidden>No city of that name is in the almanac.</p>
  ${continents.map((continent) => continentSection(continent, nowMs))}`;
  return layout(
    {
      title: 'Almanac: daylight today',
      description: 'Sunrise, sunset and Moon for the world’s cities.',
      path: '/',
      main,
    },
    context,
  );
}
