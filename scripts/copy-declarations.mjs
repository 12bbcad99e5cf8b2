import {cpSync, readdirSync} from 'node:fs';

// The compiler leaves files of declarations alone.
const source = new URL('../src/vite/', import.meta.url);
for (const name of readdirSync(source).filter((name) => name.endsWith('.d.ts'))) {
  cpSync(new URL(name, source), new URL(`../dist/vite/${name}`, import.meta.url));
}
