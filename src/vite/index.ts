export type {PlainMatch, PlainRoute, PlainWarmOptions} from './plain-route.js';
export type {WorkboxRevalidateOptions} from './plugin-options.js';
export {workboxRevalidate} from './workbox-revalidate.js';
