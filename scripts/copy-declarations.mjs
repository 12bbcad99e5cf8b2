import {cpSync, readdirSync} from 'node:fs';

// The compiler leaves files of declarations alone.
const source = new URL('../src/', import.meta.url);
const names = readdirSync(source, {recursive: true}).filter((name) => name.endsWith('.d.ts'));
for (const name of names)
  cpSync(new URL(name, source), new URL(`../dist/${name}`, import.meta.url));
