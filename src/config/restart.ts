/** Which changes need a new run, because the parameters would no longer fit or would no longer be the ones begun with. */
import type { Experiment } from './experiment.ts';
import { outputCountOf } from './network.ts';
import { say } from '../words/say.ts';

/** Why training must start again after a change, as a sentence; null if the run can go on. */
export function restartReason(before: Experiment, after: Experiment): string | null {
  if (before.data.set !== after.data.set || before.data.table?.id !== after.data.table?.id) return say('Another data set starts training again.');
  if (!isSame(before.features, after.features)) return say('Other features change the first layer’s weights: training starts again.');
  if (before.hidden.length !== after.hidden.length) return say('Another number of layers starts training again.');
  if (!isSame(before.hidden.map(({ units }) => units), after.hidden.map(({ units }) => units))) {
    return say('Another number of neurons starts training again.');
  }
  if (outputCountOf(before) !== outputCountOf(after)) return say('Another number of outputs starts training again.');
  if (!isSame(before.initialization, after.initialization)) return say('Another initialization starts training again.');
  return null;
}

export function needsRestart(before: Experiment, after: Experiment): boolean {
  return restartReason(before, after) !== null;
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
