import {readdirSync, readFileSync, writeFileSync} from 'node:fs';

// What the kernel tells of a browser's processes; only Linux does.

/** What a process and its descendants have had written to disk so far. */
export function writtenBytes(pid: number): number {
  return sum(family(pid).map((id) => figure(id, 'io', /^write_bytes: (\d+)/m)));
}

/** By how much the memory of a browser's renderers, which run pages and workers, grows at its peak. */
export async function peakGrowthBytes(
  browserPid: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const renderers = family(browserPid).filter((id) =>
    read(id, 'cmdline').includes('--type=renderer'),
  );
  // "5": the peak is counted from now on (proc(5)).
  for (const id of renderers) writeFileSync(`/proc/${id}/clear_refs`, '5');
  const before = sum(renderers.map((id) => figure(id, 'status', /^VmRSS:\s+(\d+)/m)));
  await work();
  const peak = sum(renderers.map((id) => figure(id, 'status', /^VmHWM:\s+(\d+)/m)));
  return 1024 * (peak - before);
}

/** For how long the threads of a browser have run so far whose names begin so. */
export function threadUs(browserPid: number, name: string): number {
  const threads = family(browserPid).flatMap((id) =>
    list(`/proc/${id}/task`).map((thread) => `${id}/task/${thread}`),
  );
  const named = threads.filter((thread) => read(thread, 'comm').startsWith(name));
  // The first figure is nanoseconds on a processor.
  return sum(named.map((thread) => figure(thread, 'schedstat', /^(\d+)/))) / 1000;
}

/** A process and its descendants. */
function family(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = read(Number(name), 'stat');
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]));
  }
  const isWithin = (id: number): boolean =>
    id === pid || (id > 1 && isWithin(parents.get(id) ?? 0));
  return [...parents.keys()].filter(isWithin);
}

function figure(id: number | string, file: string, pattern: RegExp): number {
  return Number(pattern.exec(read(id, file))?.[1] ?? 0);
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // It has ended.
    return [];
  }
}

function read(id: number | string, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    // It has ended.
    return '';
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
