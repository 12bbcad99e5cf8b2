import {CHART} from '../chart.js';
import type {City} from '../cities.js';
import {localDate} from '../local-time.js';
import {moonDay, moonTimes} from '../moon.js';
import {type SunDay, sunDay} from '../sun.js';
import {datesOf} from '../year.js';
import {dayBar} from './day-bar.js';
import {type Html, html} from './html.js';
import {layout, type PageContext} from './layout.js';
import {lightTable} from './light-table.js';
import {moonPicture} from './moon-picture.js';
import {
  allDay,
  change,
  clockTime,
  coordinates,
  duration,
  longDate,
  percent,
  shortMoment,
} from './wording.js';

function figure(label: string, value: Html | string, name: string): Html {
  return html`<div class="figure"><dt>${label}</dt><dd data-figure="${name}">${value}</dd></div>`;
}

function daySection(city: City, date: string, {noon, above, changeSeconds}: SunDay): Html {
  const special = allDay(above.day);
  return html`<section class="card day">
    <h2>The day</h2>
    ${special && html`<p class="special-day">${special}</p>`}
    <dl class="figures">
      ${!special && figure('Sunrise', clockTime(city, date, above.day.fromMs), 'sunrise')}
      ${figure('Solar noon', clockTime(city, date, noon.atMs), 'noon')}
      ${!special && figure('Sunset', clockTime(city, date, above.day.untilMs), 'sunset')}
    </dl>
    <div class="city-bar large" data-zone="${city.timeZone}">${dayBar(city, date)}</div>
    <div class="bar-hours" aria-hidden="true"><span>0</span><span>6</span><span>12</span><span>18</span><span>24</span></div>
    <dl class="pairs">
      <div><dt>Day length</dt><dd data-figure="length">${duration(above.day.durationSeconds)}</dd></div>
      <div><dt>Since yesterday</dt><dd>${change(changeSeconds)}</dd></div>
      <div><dt>Sun at noon</dt><dd>${noon.altitudeDegrees.toFixed(1).replace('-', '−')}°</dd></div>
    </dl>
  </section>`;
}

function moonSection(city: City, date: string): Html {
  const moon = moonDay(city, date);
  const {riseMs, setMs} = moonTimes(city, date);
  return html`<section class="card moon-card">
    <h2>The Moon</h2>
    <div class="moon-now">
      ${moonPicture(moon, city.latitude)}
      <p><strong>${moon.phase}</strong><span data-figure="moon">${percent(moon.illuminatedFraction)} lit</span>
      <span>${moon.distanceKm.toLocaleString('en-GB')} km away</span></p>
    </div>
    <dl class="pairs">
      <div><dt>Moonrise</dt><dd>${clockTime(city, date, riseMs)}</dd></div>
      <div><dt>Moonset</dt><dd>${clockTime(city, date, setMs)}</dd></div>
      ${moon.nextPhases.map(
        ({name, atMs}) =>
          html`<div><dt>${name}</dt><dd>${shortMoment(atMs, city.timeZone)}</dd></div>`,
      )}
    </dl>
  </section>`;
}

function yearSection(city: City, date: string): Html {
  const year = Number(date.slice(0, 4));
  const dates = datesOf(year);
  const today = (dates.indexOf(date) + 0.5) / dates.length;
  const left = ((CHART.left + today * CHART.plotWidth) / CHART.width) * 100;
  const key = (name: string, text: string) => html`<li><i class="swatch ${name}"></i>${text}</li>`;
  return html`<section class="card year">
    <h2>The year ${year}</h2>
    <div class="chart">
      <img src="/chart/${city.slug}/${year}.svg" width="${CHART.width}" height="${CHART.height}"
        alt="Hours of day, twilight and night on every day of ${year}, and the Moon’s phases">
      <i class="chart-today" style="left:${left.toFixed(2)}%"></i>
    </div>
    <ul class="chart-key">${key('day', 'Day')}${key('civil', 'Civil twilight')}${key('nautical', 'Nautical')}${key('astronomical', 'Astronomical')}${key('night', 'Night')}</ul>
  </section>`;
}

export function cityPage(city: City, context: PageContext): string {
  const date = localDate(context.nowMs, city.timeZone);
  const sun = sunDay(city, date);
  const main = html`<div class="city-head">
    <p class="eyebrow">${city.country} · ${coordinates(city)}</p>
    <h1>${city.name}</h1>
    <p class="lede"><time datetime="${date}">${longDate(date)}</time> · <span id="local-time" data-zone="${city.timeZone}"></span></p>
  </div>
  <div class="city-grid" id="city" data-slug="${city.slug}" data-date="${date}"
    data-latitude="${city.latitude}" data-longitude="${city.longitude}">
    <div class="city-column">
      ${daySection(city, date, sun)}
      <section class="card light">
        <h2>Light</h2>
        ${lightTable(city, date, sun)}
      </section>
    </div>
    <div class="city-column">
      <section class="card sky">
        <h2>The sky now</h2>
        <div id="sky"></div>
      </section>
      ${moonSection(city, date)}
    </div>
    ${yearSection(city, date)}
    <section class="card month">
      <h2>The month ahead</h2>
      <div id="month" class="month-table"></div>
    </section>
  </div>`;
  return layout(
    {
      title: `${city.name}: Sun and Moon`,
      description: `Sunrise, sunset, twilight and Moon in ${city.name} on ${longDate(date)}.`,
      path: `/city/${city.slug}`,
      main,
    },
    context,
  );
}
