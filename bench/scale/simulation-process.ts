import type {Model} from './model.js';
import {figuresOf} from './outcome-figures.js';
import {simulate} from './simulate.js';

/** Simulates what it is sent, one model after the other, until it is told to end. */
process.on('message', ({model, seed}: {model: Model; seed: number}) => {
  process.send?.(figuresOf(simulate(model, seed)));
});
