import type {Load} from './load.js';
import type {Outcome} from './simulate.js';

interface LoadFigures {
  readonly meanPerSecond: number;
  readonly peakPerSecond: number;
  readonly notModifiedShare: number;
  readonly bytes: number;
}

/** An outcome as plain data, which a process can hand to another. */
export interface OutcomeFigures {
  readonly fromClients: LoadFigures;
  readonly atOrigin: LoadFigures;
  readonly atOriginUncollapsed: LoadFigures;
  /** Shares of all uses. */
  readonly waited: number;
  readonly waitedWithSwr: number;
  readonly outdated: number;
  readonly outdatedWithSwr: number;
  /** Of short times only: a day of them is much to hand over. */
  readonly fromClientsPerSecond?: readonly number[];
}

const SHORT_SECONDS = 3600;

export function figuresOf({fromClients, atOrigin, atOriginUncollapsed, uses}: Outcome) {
  const {perSecond} = fromClients;
  const figures: OutcomeFigures = {
    fromClients: loadFigures(fromClients),
    atOrigin: loadFigures(atOrigin),
    atOriginUncollapsed: loadFigures(atOriginUncollapsed),
    waited: uses.waited / uses.all,
    waitedWithSwr: uses.waitedWithSwr / uses.all,
    outdated: uses.outdated / uses.all,
    outdatedWithSwr: uses.outdatedWithSwr / uses.all,
    ...(perSecond.length <= SHORT_SECONDS && {fromClientsPerSecond: [...perSecond]}),
  };
  return figures;
}

function loadFigures({meanPerSecond, peakPerSecond, notModifiedShare, bytes}: Load): LoadFigures {
  return {meanPerSecond, peakPerSecond, notModifiedShare, bytes};
}
