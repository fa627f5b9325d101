/** What can be done with comparisons: choose what varies, run, stop, look closer, open one of the runs in Play. */
import { repairExperiment } from '../config/repair.ts';
import { sweepCells, type SweepSpec } from '../config/sweep.ts';
import { buildData } from '../datasets/index.ts';
import type { TrialResult } from '../worker/trial.ts';
import { evaluationInterval, usableSpec } from './compare.ts';
import type { CompareAlong, CompareCurves, ComparedRun } from './compareSlice.ts';
import { savedRunOf } from './compareFigures.ts';
import { nabla } from './nabla.ts';
import { stopSearch } from './rateLaneSearch.ts';
import { usualRates } from './rateLaneSearchState.ts';
import { addRun, replace } from './runList.ts';
import { openListed } from './runListActions.ts';
import { claimSidePool, hasSidePool, sidePool } from './sidePool.ts';
import { setCompareMode } from './sideBySideActions.ts';
import { setView } from './viewActions.ts';

/** Results reach the page at most so often, however many runs end in between. */
const SHOW_MS = 120;
/** Side of the boundary's picture in cells; for one input, points of the curve. */
export const PICTURE_GRID = 48;

let stop: (() => void) | null = null;

export function setCompareSpec(patch: (spec: SweepSpec) => SweepSpec): void {
  const { compareSpec, experiment } = nabla.getState();
  nabla.setState({ compareSpec: patch(usableSpec(compareSpec, experiment)) });
}

/** Opens Compare with this to be varied; it is not run yet. */
export function proposeComparison(spec: Partial<SweepSpec>): void {
  setCompareSpec((before) => ({ ...before, second: null, ...spec }));
  setCompareMode('sweep');
  setView('compare');
}

/** The usual learning rates, compared at once in Compare. */
export function compareUsualRates(): void {
  stopSearch();
  proposeComparison({ first: { variable: 'learningRate', values: usualRates.toSorted((a, b) => a - b) }, seeds: 1 });
  runComparison();
}

/** Runs what is to be varied, from the experiment on the page; the comparison before it is left. */
export function runComparison(): void {
  if (!hasSidePool()) return;
  cancelComparison();
  const base = repairExperiment(nabla.getState().experiment).experiment;
  const spec = usableSpec(nabla.getState().compareSpec, base);
  const cells = sweepCells(base, spec);
  const runs: ComparedRun[] = cells.map(() => ({ state: 'waiting', result: null }));
  const release = claimSidePool();
  let left = cells.length;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const show = (status: 'running' | 'done' | 'cancelled'): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    nabla.setState(({ comparison }) => (comparison === null ? {} : { comparison: { ...comparison, runs: [...runs], status } }));
  };
  const note = (index: number, run: ComparedRun): void => {
    runs[index] = run;
    timer ??= setTimeout(() => { show('running'); }, SHOW_MS);
  };
  const ended = (index: number, run: ComparedRun): void => {
    note(index, run);
    left -= 1;
    if (left === 0) end('done');
  };
  const end = (status: 'done' | 'cancelled'): void => {
    stop = null;
    for (const cancel of cancels) cancel();
    release();
    show(status);
  };
  nabla.setState({ comparison: { base, spec, data: buildData(base), cells, runs: [...runs], status: 'running' }, litRun: null });
  const cancels = cells.map(({ experiment }, index) => sidePool().run(
    {
      kind: 'trial', experiment, order: 0, epochs: spec.epochs, evaluateEvery: evaluationInterval(spec.epochs), outputGrid: PICTURE_GRID,
    },
    {
      onProgress: (_, result) => { note(index, { state: 'running', result: keepPicture(runs[index], result) }); },
      onFinished: (result) => { ended(index, { state: 'done', result: { ...result, outputPicture: result.outputPicture.map(drawable) } }); },
      onFailed: () => { ended(index, { state: 'failed', result: runs[index]?.result ?? null }); },
    },
  ));
  stop = () => { end('cancelled'); };
}

/** Outputs beyond the range of numbers are drawn as what they are: the end of the scale. */
const drawable = (value: number): number => Math.min(LARGEST, Math.max(-LARGEST, value));
const LARGEST = 1e30;

function keepPicture(before: ComparedRun | undefined, result: TrialResult): TrialResult {
  const picture = before?.result?.outputPicture;
  return picture === undefined || result.outputPicture.length > 0 ? result : { ...result, outputPicture: picture };
}

/** Stops the comparison under way; what is known stays. */
export function cancelComparison(): void {
  stop?.();
}

/** Lights a run wherever it appears; null: none. */
export function lightRun(litRun: number | null): void {
  if (nabla.getState().litRun !== litRun) nabla.setState({ litRun });
}

export function setCompareAlong(compareAlong: CompareAlong): void {
  nabla.setState({ compareAlong });
}

export function setCompareCurves(compareCurves: CompareCurves): void {
  nabla.setState({ compareCurves });
}

export function setCompareSmoothing(compareSmoothing: number): void {
  nabla.setState({ compareSmoothing });
}

/** Makes a run of the comparison the present one, trained as it is, and shows it in Play; Undo goes back to the one before. */
export function openComparedRun(index: number): void {
  const { comparison } = nabla.getState();
  const cell = comparison?.cells[index];
  const result = comparison?.runs[index]?.result;
  if (cell === undefined || result == null || result.step.length === 0) return;
  const run = addRun(savedRunOf(cell.experiment, result), cell.label);
  replace(run, { colour: cell.row % 6 });
  openListed(run);
  setView('play');
}
