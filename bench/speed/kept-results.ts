import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Result} from './result.js';

const folder = fileURLToPath(new URL('../../.cache/bench/', import.meta.url));

/** Keeps what was measured, so that one kind of work can be measured anew without the others. */
export function keep(work: string, results: readonly Result[]): void {
  const asEntries = (_: string, value: unknown) =>
    value instanceof Map ? {entries: [...value]} : value;
  mkdirSync(folder, {recursive: true});
  writeFileSync(`${folder}${work}.json`, JSON.stringify(results, asEntries));
}

export function keptOf(work: string): readonly Result[] | undefined {
  const file = `${folder}${work}.json`;
  if (!existsSync(file)) return undefined;
  const asMaps = (_: string, value: {entries?: unknown} | null) =>
    Array.isArray(value?.entries) ? new Map(value.entries) : value;
  return JSON.parse(readFileSync(file, 'utf8'), asMaps);
}
