import type {City} from '../cities.js';
import type {SunDay} from '../sun.js';
import {type Html, html} from './html.js';
import {clockTime} from './wording.js';

type Moment = number | undefined;

/** The parts of the light from a morning's first to an evening's last, in two columns. */
export function lightTable(city: City, date: string, {above}: SunDay): Html {
  const {golden, day, blue, civil, nautical, astronomical} = above;
  const at = (ms: Moment) => clockTime(city, date, ms);
  const span = (from: Moment, until: Moment) =>
    from === undefined && until === undefined
      ? at(undefined)
      : html`${at(from)}<i>–</i>${at(until)}`;
  const row = (kind: string, name: string, morning: Html, evening: Html) =>
    html`<tr><th scope="row"><i class="swatch ${kind}"></i>${name}</th><td>${morning}</td><td>${evening}</td></tr>`;

  // A low winter Sun may never leave its golden hour: then it lasts from morning to evening.
  const isGoldenThroughout = golden.durationSeconds === 0 && blue.durationSeconds > 0;
  const goldenRow = isGoldenThroughout
    ? html`<tr><th scope="row"><i class="swatch golden"></i>Golden hour</th><td colspan="2">${span(blue.fromMs, blue.untilMs)}</td></tr>`
    : row(
        'golden',
        'Golden hour',
        span(blue.fromMs, golden.fromMs),
        span(golden.untilMs, blue.untilMs),
      );
  return html`<table>
    <thead><tr><td></td><th scope="col">Morning</th><th scope="col">Evening</th></tr></thead>
    <tbody>
      ${row('astronomical', 'Astronomical', at(astronomical.fromMs), at(astronomical.untilMs))}
      ${row('nautical', 'Nautical', at(nautical.fromMs), at(nautical.untilMs))}
      ${row('civil', 'Civil', at(civil.fromMs), at(civil.untilMs))}
      ${row('blue', 'Blue hour', span(civil.fromMs, blue.fromMs), span(blue.untilMs, civil.untilMs))}
      ${goldenRow}
      ${row('day', 'Day', at(day.fromMs), at(day.untilMs))}
    </tbody>
  </table>`;
}
