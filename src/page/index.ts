export type {CacheStatus, CacheStatusRecord, ForwardReason} from '../http/cache-status-record.js';
export type {Entry, Refreshed, Selection} from '../messages.js';
export {onDecision} from './decisions.js';
export {
  type RegisteredWorker,
  type RegisterOptions,
  registerWorker,
} from './register-worker.js';
export {entries, purge, type RefreshOptions, type RefreshProgress, refresh} from './stored.js';
