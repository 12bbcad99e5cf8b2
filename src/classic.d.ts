/** What `importScripts()` of the classic script brings: all that a bundled worker imports. */
declare const workboxRevalidate: typeof import('./index.js');
