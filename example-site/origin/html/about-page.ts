import {CITIES} from '../cities.js';
import {html} from './html.js';
import {layout, type PageContext} from './layout.js';

export function aboutPage(context: PageContext): string {
  const main = html`<article class="prose">
    <h1>About this almanac</h1>
    <p class="lede">Sun and Moon for <span data-figure="cities">${CITIES.length}</span> places on all
    continents, made to be kept on a phone and read where there is no network.</p>
    <h2>The figures</h2>
    <p>They are computed, not copied: the site’s origin works out every time on every page with
    <i>Astronomy Engine</i>, for a horizon at sea level and average refraction. Expect them to be good
    to a minute; hills, houses and the weather are your own.</p>
    <p>Sunrise and sunset are those of the Sun’s upper limb. Civil, nautical and astronomical twilight
    end with the Sun 6°, 12° and 18° below the horizon. The blue hour is taken from 6° to 4° below it,
    the golden hour from 4° below to 6° above. A day belongs to its solar noon: where the Sun sets
    after midnight, that time is marked <sup>+1</sup>.</p>
    <h2>Offline</h2>
    <p>After one visit the pages you have seen, and the figures for the month ahead, stay on your
    device. When there is a network, each is asked for again only once it is stale, and the origin
    answers that nothing has changed in about two hundred bytes. When there is none, you see what was
    last confirmed, and the foot of the page says when that was. You can
    <a href="/cache">see what is kept</a>, and delete it.</p>
    <h2>Privacy</h2>
    <p>No account, no cookies, no third parties. The position of the Sun and Moon “now” is computed on
    your device.</p>
  </article>`;
  return layout(
    {
      title: 'About the almanac',
      description: 'How the figures are made, and why they are there offline.',
      path: '/about',
      main,
    },
    context,
  );
}
