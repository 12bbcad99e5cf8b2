import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {coalesce} from './coalesce.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const same = (outcome: string) => outcome;

/** A send that answers when it is told to. */
function held() {
  const answers: ((outcome: string) => void)[] = [];
  const send = vi.fn(() => new Promise<string>((resolve) => answers.push(resolve)));
  return {send, answer: (outcome: string) => answers.shift()?.(outcome)};
}

test('who asks within 5 seconds joins, who asks later sends', async () => {
  const {send, answer} = held();
  const first = coalesce('late', send, same);
  await vi.advanceTimersByTimeAsync(4999);
  const joined = coalesce('late', send, same);
  await vi.advanceTimersByTimeAsync(1);
  const later = coalesce('late', send, same);
  expect(send).toHaveBeenCalledTimes(2);

  answer('one');
  answer('two');
  expect(await Promise.all([first, joined, later])).toEqual(['one', 'one', 'two']);
});

test('a request that is done does not shorten the time in which the next one can be joined', async () => {
  await coalesce('again', async () => 'done', same);
  await vi.advanceTimersByTimeAsync(4000);
  const {send, answer} = held();
  const first = coalesce('again', send, same);
  await vi.advanceTimersByTimeAsync(1500);
  const joined = coalesce('again', send, same);

  expect(send).toHaveBeenCalledTimes(1);
  answer('one');
  expect(await Promise.all([first, joined])).toEqual(['one', 'one']);
});

test('a request that ends late does not keep others from joining its successor', async () => {
  const {send, answer} = held();
  const first = coalesce('slow', send, same);
  await vi.advanceTimersByTimeAsync(5000);
  const second = coalesce('slow', send, same);
  answer('one');
  expect(await first).toBe('one');
  const joined = coalesce('slow', send, same);

  expect(send).toHaveBeenCalledTimes(2);
  answer('two');
  expect(await Promise.all([second, joined])).toEqual(['two', 'two']);
});

test('what fails, fails for all who joined, and the next one sends anew', async () => {
  const send = vi.fn(() => Promise.reject(new TypeError('no network')));
  const asked = [coalesce('gone', send, same), coalesce('gone', send, same)];
  for (const outcome of await Promise.allSettled(asked)) expect(outcome.status).toBe('rejected');

  expect(send).toHaveBeenCalledTimes(1);
  expect(await coalesce('gone', async () => 'back', same)).toBe('back');
});

test('where an outcome may not be copied, each sends its own', async () => {
  let count = 0;
  const send = vi.fn(async () => `nonce ${++count}`);
  const asked = [1, 2, 3].map(() => coalesce('nonce', send, () => undefined));

  expect((await Promise.all(asked)).sort()).toEqual(['nonce 1', 'nonce 2', 'nonce 3']);
});
