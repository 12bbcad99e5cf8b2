import {copyFileSync, cpSync} from 'node:fs';

cpSync('public', 'dist', {recursive: true});
const classic = new URL(import.meta.resolve('workbox-revalidate/classic.js'));
copyFileSync(classic, 'dist/workbox-revalidate.classic.js');
