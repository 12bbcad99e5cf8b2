import type {Notice} from '../notices.js';
import type {PageAssets} from '../page-assets.js';
import {Html, html} from './html.js';
import {shortMoment} from './wording.js';

/** What every page is given. */
export interface PageContext {
  readonly nowMs: number;
  readonly notice: Notice | undefined;
  readonly assets: PageAssets;
}

export interface Page {
  readonly title: string;
  readonly description: string;
  readonly path: string;
  readonly main: Html;
}

const NAVIGATION = [
  ['/', 'Cities'],
  ['/moon', 'Moon'],
  ['/cache', 'Cache'],
  ['/about', 'About'],
] as const;

function noticeAside(notice: Notice | undefined): Html {
  if (!notice) return html`<aside class="notice" id="notice" hidden></aside>`;
  return html`<aside class="notice" id="notice">
    <p>${notice.text}</p>
    <small>Editor’s notice, ${shortMoment(notice.publishedAtMs, 'UTC')} UTC</small>
  </aside>`;
}

export function layout(page: Page, {notice, assets}: PageContext): string {
  const links = NAVIGATION.map(
    ([path, name]) =>
      html`<a href="${path}"${new Html(path === page.path ? ' aria-current="page"' : '')}>${name}</a>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>${page.title}</title>
  <meta name="description" content="${page.description}">
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <meta name="color-scheme" content="light dark">
  <meta name="theme-color" content="#f6f1e7" media="(prefers-color-scheme: light)">
  <meta name="theme-color" content="#0c1222" media="(prefers-color-scheme: dark)">
  <link rel="icon" href="/icon.svg" type="image/svg+xml">
  <link rel="apple-touch-icon" href="/icon-192.png">
  <link rel="manifest" href="/manifest.webmanifest">
  ${assets.styles.map((path) => html`<link rel="stylesheet" href="${path}">`)}
  <script type="module" src="${assets.script}"></script>
</head>
<body>
  <a class="skip" href="#main">Skip to the figures</a>
  <header class="site-header">
    <a class="wordmark" href="/"><img src="/icon.svg" alt="" width="28" height="28">Almanac</a>
    <nav aria-label="Site">${links}</nav>
  </header>
  ${noticeAside(notice)}
  <main id="main">${page.main}</main>
  <footer class="site-footer">
    <p>Sun and Moon, computed for this page’s day. <span id="checked"></span></p>
  </footer>
  <div class="badges" id="badges" role="status" aria-atomic="false">
    <p class="badge" id="offline" hidden></p>
  </div>
</body>
</html>`.toString();
}
