// step, epoch, losses, accuracies, η, what was changed: a run from its first step to its last
import type { Experiment } from '../config/experiment.ts';
import { learningRateAt } from '../engine/schedules.ts';
import { csvText, type CsvCell } from './csv.ts';
import type { CurveHistory } from '../viz/curve.ts';

/** The curve of a run; structurally the worker's LossHistory. */
export type HistoryCurve = CurveHistory & { readonly trainAccuracy?: ArrayLike<number>; readonly validationAccuracy?: ArrayLike<number> };

/** What was changed in mid-run when `step` steps had been made; structurally the worker's RunEvent. */
type HistoryEvent = { readonly step: number; readonly epoch: number; readonly label: string; readonly experiment?: Experiment };

export type RunHistory = {
  readonly name: string;
  /** Settings that the run began with. */
  readonly firstExperiment: Experiment;
  readonly curve: HistoryCurve;
  /** In the order in which they came. */
  readonly events: readonly HistoryEvent[];
};

const HEAD = [
  'run', 'step', 'epoch', 'training loss', 'training loss, least', 'training loss, largest', 'validation loss', 'validation loss, least', 'validation loss, largest',
  'training accuracy', 'validation accuracy', 'learning rate of the next step', 'change',
];

/**
 * All that is known of runs, as comma-separated values with a header line: a line for each point of the curve, which may stand for
 * several steps and then says their mean, least and largest loss, and a line for each change that was made, in the order of the steps.
 */
export function historyCsv(runs: readonly RunHistory[]): string {
  return csvText([HEAD, ...runs.flatMap(linesOf)]);
}

function linesOf({ name, firstExperiment, curve, events }: RunHistory): readonly (readonly CsvCell[])[] {
  const lines: (readonly CsvCell[])[] = [];
  let experiment = firstExperiment;
  let next = 0;
  const rateAt = (step: number): number => learningRateAt(experiment.schedule, experiment.learningRate, step);
  /** Changes made before a point of this step, or after the last point. */
  const writeChangesBefore = (step: number): void => {
    for (let event = events[next]; event !== undefined && event.step < step; event = events[next]) {
      experiment = event.experiment ?? experiment;
      lines.push([name, event.step, event.epoch, ...Array<null>(8).fill(null), rateAt(event.step), event.label]);
      next += 1;
    }
  };
  for (let i = 0; i < curve.step.length; i += 1) {
    const step = curve.step[i]!;
    writeChangesBefore(step);
    lines.push([
      name, step, curve.epoch[i], curve.train[i], curve.trainMin[i], curve.trainMax[i], curve.validation[i], curve.validationMin[i], curve.validationMax[i],
      curve.trainAccuracy?.[i], curve.validationAccuracy?.[i], rateAt(step), null,
    ]);
  }
  writeChangesBefore(Infinity);
  return lines;
}
