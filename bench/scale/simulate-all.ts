import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {availableParallelism} from 'node:os';
import {fileURLToPath} from 'node:url';
import type {Model} from './model.js';
import type {OutcomeFigures} from './outcome-figures.js';

const SEED = 9111;
const childPath = fileURLToPath(new URL('./simulation-process.ts', import.meta.url));

/** Simulates on all cores. Each model has a seed of its own, so that the order does not matter. */
export async function simulateAll(models: readonly Model[]): Promise<OutcomeFigures[]> {
  const outcomes: OutcomeFigures[] = [];
  // A short TTL makes many requests: what takes longest comes first.
  const queue = models
    .map((model, index) => ({model, index}))
    .sort((a, b) => a.model.ttlSeconds - b.model.ttlSeconds);
  const work = async () => {
    const child: ChildProcess = fork(childPath);
    for (let job = queue.shift(); job; job = queue.shift()) {
      child.send({model: job.model, seed: SEED + job.index});
      [outcomes[job.index]] = (await once(child, 'message')) as [OutcomeFigures];
    }
    child.disconnect();
  };
  await Promise.all(Array.from({length: availableParallelism()}, work));
  return outcomes;
}
