import {type Html, html} from './html.js';
import {layout, type PageContext} from './layout.js';

/** The caches of the worker's routes, as the page's code asks for them. */
const CACHES = [
  {
    name: 'pages',
    title: 'Pages',
    about:
      'Carry the notice and today’s figures: asked about each time, served all the same where there is no network.',
  },
  {
    name: 'figures',
    title: 'Figures',
    about: 'The month ahead of a city holds until its midnight, the notice for a minute.',
  },
  {
    name: 'pictures',
    title: 'Pictures',
    about: 'The year’s charts, the poster of Moons, the icons.',
  },
  {
    name: 'assets',
    title: 'Page code',
    about: 'Script, styles and letters. A new one has a new name, so these are never asked about.',
  },
];

function cacheSection({name, title, about}: (typeof CACHES)[number]): Html {
  const id = `cache-${name}`;
  const column = (kind: string, text: string) =>
    html`<th role="columnheader" scope="col" class="${kind}">${text}</th>`;
  return html`<section class="card cache is-empty" data-cache="${name}" aria-labelledby="${id}">
    <div class="cache-title">
      <h3 id="${id}">${title}</h3>
      <span class="amount"></span>
      <button type="button" class="button purge" aria-label="Purge ${title}">Purge</button>
    </div>
    <p class="aside">${about}</p>
    <table role="table" aria-labelledby="${id}">
      <thead role="rowgroup"><tr role="row">
        ${column('path', 'Path')}
        ${column('freshness', 'Freshness')}
        ${column('age', 'Age')}
        ${column('validator', 'Validator')}
        ${column('size', 'Size')}
      </tr></thead>
      <tbody role="rowgroup"></tbody>
    </table>
    <p class="empty">Nothing is kept here.</p>
    <button type="button" class="button show-all" aria-expanded="false" hidden></button>
  </section>`;
}

function keptCard(): Html {
  const figure = (id: string, label: string) =>
    html`<div class="figure"><dt>${label}</dt><dd id="${id}">0</dd></div>`;
  const counted = (id: string, label: string, none: string) =>
    html`<div><dt>${label}</dt><dd id="refresh-${id}">${none}</dd></div>`;
  return html`<section class="card" aria-labelledby="kept">
    <h2 id="kept">Kept</h2>
    <dl class="figures">
      ${figure('kept-copies', 'Copies')}
      ${figure('kept-fresh', 'Fresh')}
      ${figure('kept-size', 'Size')}
    </dl>
    <p class="aside">To refresh is to ask the origin about every copy. What has not changed costs about
    two hundred bytes. To purge is to delete.</p>
    <div class="actions">
      <button type="button" class="button primary" id="refresh">Refresh all</button>
      <button type="button" class="button" id="purge-all">Purge all</button>
    </div>
    <div class="refreshing" id="refreshing" hidden>
      <div class="refreshing-title">
        <label for="refresh-progress">Asked about <span id="refresh-done"></span></label>
        <button type="button" class="button" id="refresh-stop">Stop</button>
      </div>
      <progress id="refresh-progress" value="0" max="1"></progress>
      <dl class="counts">
        ${counted('not-modified', 'Unchanged (304)', '0')}
        ${counted('modified', 'New (200)', '0')}
        ${counted('unasked', 'Never asked about', '0')}
        ${counted('failed', 'No answer', '0')}
        ${counted('received', 'Received', '0 B')}
        ${counted('spared', 'Spared', '0 B')}
      </dl>
    </div>
    <p class="said" id="said" role="status"></p>
  </section>`;
}

function trafficCard(): Html {
  const figure = (id: string, label: string) =>
    html`<div class="figure"><dt><i class="swatch ${id}"></i>${label}</dt><dd id="${id}">0 B</dd></div>`;
  return html`<section class="card" aria-labelledby="traffic-title">
    <h2 id="traffic-title">Sent and spared</h2>
    <dl class="figures">${figure('sent', 'Sent')}${figure('saved', 'Spared')}</dl>
    <div id="traffic"></div>
    <details class="traffic-details">
      <summary>The same as a table</summary>
      <table id="traffic-table">
        <thead><tr><th scope="col">Cache</th><th scope="col">Sent</th><th scope="col">Spared</th></tr></thead>
        <tbody></tbody>
      </table>
    </details>
    <p class="aside">Bodies only, since this tab was opened. What is decided before a page’s script
    can listen is missing, so this counts too little rather than too much.</p>
  </section>`;
}

function decisionsCard(): Html {
  return html`<section class="card decisions" aria-labelledby="decisions-title">
    <h2 id="decisions-title">As it happens</h2>
    <p class="aside">What the worker decides for the pages in all tabs, the latest first; in small print
    the words of RFC 9211.</p>
    <div class="decisions-box" tabindex="0" role="group" aria-labelledby="decisions-title">
      <p class="empty" id="decisions-none">Nothing yet. Open <a href="/moon">another page</a> and come back,
      or refresh all.</p>
      <ol id="decisions"></ol>
    </div>
    <p class="unseen" id="decisions-said" role="status"></p>
  </section>`;
}

function purgeDialog(): Html {
  return html`<dialog class="card" id="purge-dialog" aria-labelledby="purge-title" aria-describedby="purge-about">
    <form method="dialog">
      <h2 id="purge-title"></h2>
      <p id="purge-about">What is deleted is fetched again when it is asked for. Until then it is not there
      without a network.</p>
      <div class="actions">
        <button class="button" value="" autofocus>Keep</button>
        <button class="button primary" value="delete">Delete</button>
      </div>
    </form>
  </dialog>`;
}

export function cachePage(context: PageContext): string {
  const main = html`<div class="cache-head">
    <p class="eyebrow">On this device</p>
    <h1>The cache</h1>
    <p class="lede">What the almanac keeps for you, how long each copy still holds, and what keeping it
    has spared.</p>
  </div>
  <noscript><p class="card">Without JavaScript nothing is kept, and this page has nothing to show. The
  almanac’s pages, tables and charts are there all the same, as long as there is a network.</p></noscript>
  <p class="cache-state" id="cache-state" role="status"></p>
  <div id="cache" hidden>
    <div class="cache-grid">
      <div class="cache-column">${keptCard()}${trafficCard()}</div>
      ${decisionsCard()}
    </div>
    <div class="caches-title">
      <h2>Copy by copy</h2>
      <label for="order">Sorted by
        <select id="order">
          <option value="path">path</option>
          <option value="freshness">what is stale first</option>
          <option value="age">age</option>
          <option value="size">size</option>
        </select>
      </label>
    </div>
    ${CACHES.map(cacheSection)}
    ${purgeDialog()}
  </div>`;
  return layout(
    {
      title: 'The cache',
      description: 'What the almanac keeps on this device, and how long it holds.',
      path: '/cache',
      main,
    },
    context,
  );
}
