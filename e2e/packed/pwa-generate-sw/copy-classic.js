import {copyFileSync} from 'node:fs';

const classic = new URL(import.meta.resolve('workbox-revalidate/classic.js'));
copyFileSync(classic, 'dist/workbox-revalidate.classic.js');
