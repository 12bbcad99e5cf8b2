import {repeatVisit} from '../repeat-visit/repeat-visit.js';
import {bursts, sameAtOnce} from './works/bursts.js';
import {compiledScript} from './works/compiled-script.js';
import {firstInLife} from './works/first-in-life.js';
import {firstNotModified} from './works/first-not-modified.js';
import {freshHits} from './works/fresh-hits.js';
import {growth} from './works/growth.js';
import {notModified} from './works/not-modified.js';
import {ownResponse} from './works/own-response.js';
import {remembering} from './works/remembering.js';
import {starting} from './works/starting.js';
import {stopped, unrouted} from './works/stopped.js';
import {streaming} from './works/streaming.js';
import type {Work} from './works/work.js';

/** What is measured, in the order of the report. */
export const WORKS: Readonly<Record<string, Work>> = {
  freshHits,
  firstInLife,
  stopped,
  notModified,
  firstNotModified,
  ownResponse,
  compiledScript,
  bursts,
  sameAtOnce,
  growth,
  starting,
  unrouted,
  streaming,
  remembering,
  repeatVisit,
};
