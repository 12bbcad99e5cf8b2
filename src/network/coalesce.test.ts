import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {coalesce, coalescingKey} from './coalesce.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function coalesced<T>(
  key: string,
  send: () => Promise<T>,
  copyOf: (outcome: T) => T = (outcome) => outcome,
) {
  return coalesce(key, send, copyOf, Date.now());
}

/** A send that answers when it is told to. */
function held() {
  const answers: ((outcome: string) => void)[] = [];
  const send = vi.fn(() => new Promise<string>((resolve) => answers.push(resolve)));
  return {send, answer: (outcome: string) => answers.shift()?.(outcome)};
}

test('who asks within 5 seconds joins, who asks later sends', async () => {
  const {send, answer} = held();
  const first = coalesced('late', send);
  await vi.advanceTimersByTimeAsync(4999);
  const joined = coalesced('late', send);
  await vi.advanceTimersByTimeAsync(1);
  const later = coalesced('late', send);
  expect(send).toHaveBeenCalledTimes(2);

  answer('one');
  answer('two');
  expect(await Promise.all([first, joined, later])).toEqual(['one', 'one', 'two']);
});

test('a request that is done does not shorten the time in which the next one can be joined', async () => {
  await coalesced('again', async () => 'done');
  await vi.advanceTimersByTimeAsync(4000);
  const {send, answer} = held();
  const first = coalesced('again', send);
  await vi.advanceTimersByTimeAsync(1500);
  const joined = coalesced('again', send);

  expect(send).toHaveBeenCalledTimes(1);
  answer('one');
  expect(await Promise.all([first, joined])).toEqual(['one', 'one']);
});

test('a request that ends late does not keep others from joining its successor', async () => {
  const {send, answer} = held();
  const first = coalesced('slow', send);
  await vi.advanceTimersByTimeAsync(5000);
  const second = coalesced('slow', send);
  answer('one');
  expect(await first).toBe('one');
  const joined = coalesced('slow', send);

  expect(send).toHaveBeenCalledTimes(2);
  answer('two');
  expect(await Promise.all([second, joined])).toEqual(['two', 'two']);
});

test('what fails, fails for all who joined, and the next one sends anew', async () => {
  const send = vi.fn(() => Promise.reject(new TypeError('no network')));
  const asked = [coalesced('gone', send), coalesced('gone', send)];
  for (const outcome of await Promise.allSettled(asked)) expect(outcome.status).toBe('rejected');

  expect(send).toHaveBeenCalledTimes(1);
  expect(await coalesced('gone', async () => 'back')).toBe('back');
});

test('where an outcome may not be copied, each sends its own', async () => {
  let count = 0;
  const send = vi.fn(async () => `nonce ${++count}`);
  const asked = [1, 2, 3].map(() => coalesced('nonce', send, () => undefined));

  expect((await Promise.all(asked)).sort()).toEqual(['nonce 1', 'nonce 2', 'nonce 3']);
});

test('who wants another integrity does not share a request', () => {
  const keyOf = (integrity: string) => coalescingKey(new Request('http://a/', {integrity}));
  expect(keyOf('sha256-a')).toBe(keyOf('sha256-a'));
  expect(keyOf('sha256-a')).not.toBe(keyOf('sha256-b'));
  expect(keyOf('sha256-a')).not.toBe(keyOf(''));
});
