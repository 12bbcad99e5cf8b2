import {wrong} from './check.js';
import {ADDRESSEE, type Question, type Selection} from './messages.js';

/**
 * The question in a message, `undefined` where the message is for somebody else.
 * @throws {TypeError} where it is for us and cannot be understood, naming what is wrong.
 */
export function questionIn(data: unknown): Question | undefined {
  if (!isRecord(data) || data['to'] !== ADDRESSEE) return undefined;
  const {message} = data;
  if (!isRecord(message)) wrong('message', message, 'an object');
  switch (message['type']) {
    case 'entries':
      expect('cacheName', message['cacheName'], isText, 'a text');
      break;
    case 'refresh':
      expect('selection', message['selection'], isSelection, SELECTIONS);
      expect('concurrency', message['concurrency'], isCount, 'a whole number from 1');
      expect('sinceMs', message['sinceMs'], Number.isFinite, 'a number');
      break;
    case 'purge':
      expect('selection', message['selection'] ?? {cacheName: ''}, isSelection, SELECTIONS);
      break;
    case 'subscribe':
      expect('token', message['token'], isText, 'a text');
      break;
    case 'skip-waiting':
      break;
    default:
      wrong('type', message['type'], 'one that this version knows');
  }
  return message as Question;
}

const SELECTIONS = '{cacheName}, {urls}, {match} or {group}';

function isSelection(value: unknown): value is Selection {
  if (!isRecord(value) || Object.keys(value).length !== 1) return false;
  const {cacheName, urls, match, group} = value;
  return (
    isText(cacheName ?? group ?? match) ||
    match instanceof RegExp ||
    (Array.isArray(urls) && urls.every(isText))
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) > 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function expect(
  name: string,
  value: unknown,
  isRight: (value: unknown) => boolean,
  right: string,
): void {
  if (!isRight(value)) wrong(name, JSON.stringify(value), right);
}
