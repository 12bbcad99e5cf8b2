import * as pageClient from 'workbox-revalidate/page';

declare global {
  /** The page client, for specs to call in a page. */
  var client: typeof pageClient;
}

globalThis.client = pageClient;
