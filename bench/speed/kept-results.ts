import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Result} from './result.js';

const folder = fileURLToPath(new URL('../results/', import.meta.url));

/** What one kind of work has given, and how that was measured. */
export interface Kept {
  readonly rounds: number;
  readonly date: string;
  readonly machine: string;
  readonly results: readonly Result[];
}

/** Keeps what was measured, so that one kind of work can be measured anew without the others. */
export function keep(work: string, kept: Kept): void {
  const asEntries = (_: string, value: unknown) => {
    if (typeof value === 'number') return Math.round(value * 1000) / 1000;
    return value instanceof Map ? {entries: [...value]} : value;
  };
  mkdirSync(folder, {recursive: true});
  writeFileSync(`${folder}${work}.json`, JSON.stringify(kept, asEntries));
}

export function keptOf(work: string): Kept | undefined {
  const file = `${folder}${work}.json`;
  if (!existsSync(file)) return undefined;
  const asMaps = (_: string, value: {entries?: unknown} | null) =>
    Array.isArray(value?.entries) ? new Map(value.entries) : value;
  return JSON.parse(readFileSync(file, 'utf8'), asMaps);
}
