import {readdirSync, readFileSync} from 'node:fs';

/** What a process and its descendants have had written to disk so far; only Linux tells. */
export function writtenBytes(pid: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]));
    } catch {
      // It has ended.
    }
  }
  const isWithin = (id: number): boolean =>
    id === pid || (id > 1 && isWithin(parents.get(id) ?? 0));
  let bytes = 0;
  for (const id of parents.keys()) {
    if (!isWithin(id)) continue;
    try {
      bytes += Number(/^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${id}/io`, 'utf8'))?.[1]);
    } catch {
      // It has ended, too.
    }
  }
  return bytes;
}
