/** How the runs of a comparison are said: their labels, their ends, and each picture in words. */
import { sweepVariables, type SweepSpec, type SweepValue, type SweepVariable } from '../../config/sweep.ts';
import { inputLabel } from '../../datasets/features.ts';
import { sliceOf, type RunData } from '../../datasets/runData.ts';
import type { ComparedRun, Comparison } from '../../store/compareSlice.ts';
import { figuresOf, hasFailed, medianOf, type RunFigures } from '../../store/compareFigures.ts';
import { formatCount, formatNumber, formatPercent, formatSetting } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

export const UNKNOWN = '–';

/** A value on its chip and in its column: numbers as one types them, choices by their name. */
export function valueText(variable: SweepVariable, value: SweepValue): string {
  if (typeof value === 'number' && variable !== 'batchSize') return formatSetting(value);
  if (variable === 'batchSize') return sweepVariables.batchSize.labelOf(value).replace(' a batch', '');
  return sweepVariables[variable].labelOf(value);
}

/** ": x₄ over x₃, 2 others held": which plane the pictures of many inputs are of; empty where they show all there is. */
export function planeWords(data: Pick<RunData, 'inputCount' | 'slice'>): string {
  if (data.inputCount < 3) return '';
  const { axes, components } = sliceOf(data);
  if (components !== undefined) return say(': two principal components');
  const others = data.inputCount - 2;
  return say(': {up} over {across}, {others} {otherWord} held', { up: inputLabel(axes[1] + 1), across: inputLabel(axes[0] + 1), others: formatCount(others), otherWord: others === 1 ? say('other') : say('others') });
}

/** A value where nothing says what it is a value of: "η 0.1", "Adam", "3 hidden layers". */
export function valueLabel(variable: SweepVariable, value: SweepValue): string {
  return sweepVariables[variable].labelOf(value);
}

export function figureText(value: number | null | undefined, kind: 'loss' | 'accuracy' | 'epoch'): string {
  if (value === null || value === undefined || Number.isNaN(value)) return UNKNOWN;
  if (kind === 'accuracy') return formatPercent(Math.round(value * 1000) / 1000);
  return kind === 'epoch' ? formatCount(value) : formatNumber(value);
}

/** What is known of a run in a sentence, for its button and for a screen reader. */
export function describeRun(label: string, run: ComparedRun | undefined): string {
  if (run === undefined || run.state === 'waiting' || run.result === null) return say('{label}: not run yet', { label });
  if (run.state === 'failed') return say('{label}: could not be run', { label });
  return `${label}: ${figuresInWords(figuresOf(run.result))}`;
}

function figuresInWords(figures: RunFigures): string {
  if (figures.divergedAt !== null) return say('diverged at step {divergedAt}', { divergedAt: figures.divergedAt });
  if (figures.isDiverging) return say('diverging, training loss {train}', { train: formatNumber(figures.train) });
  const parts = [say('training loss {train}', { train: formatNumber(figures.train) })];
  if (!Number.isNaN(figures.validation)) parts.push(say('validation loss {validation}', { validation: formatNumber(figures.validation) }));
  const accuracy = Number.isNaN(figures.validationAccuracy) ? figures.trainAccuracy : figures.validationAccuracy;
  if (!Number.isNaN(accuracy)) parts.push(say('accuracy {figure}', { figure: figureText(accuracy, 'accuracy') }));
  return parts.join(', ');
}

/** How many of the runs have diverged: "diverged", of several seeds "2 of 5 diverged"; '' where none has. */
export function divergedWords(diverged: number, runs: number): string {
  return diverged === 0 ? '' : runs === 1 ? say('diverged') : say('{diverged} of {runs} diverged', { diverged: formatCount(diverged), runs: formatCount(runs) });
}

/** The same of the runs of a cell. */
export function cellDivergence({ runs }: Pick<Comparison, 'runs'>, places: readonly number[]): string {
  return divergedWords(places.filter((place) => runs[place]?.result?.divergedAt != null).length, places.length);
}

/** A cell in words: its run, or the medians of its seeds, and whose picture stands there. */
export function describeCell(label: string, comparison: Pick<Comparison, 'cells' | 'runs'>, places: readonly number[], shown: number): string {
  const figures = cellFigures(comparison, places);
  const cell = comparison.cells[shown];
  if (places.length === 1 || figures === null || cell === undefined) return describeRun(label, comparison.runs[shown]);
  const words = cellDivergence(comparison, places);
  return say('{label}, medians of {count} seeds{words}: {figures}; picture of seed {seed}', { label, count: places.length, words: words === '' ? '' : `, ${words}`, figures: figuresInWords(figures), seed: cell.experiment.initialization.seed });
}

/** The runs of one cell of the grid, its seeds: their places among all runs. */
export function runsOfCell(comparison: Pick<Comparison, 'cells'>, row: number, column: number): readonly number[] {
  return comparison.cells.flatMap((cell, i) => (cell.row === row && cell.column === column ? [i] : []));
}

/** The figures of a cell: of its run, or the medians over its seeds; null before any is known. */
export function cellFigures(comparison: Pick<Comparison, 'runs'>, places: readonly number[]): RunFigures | null {
  const known = places.flatMap((i) => {
    const result = comparison.runs[i]?.result;
    return result == null ? [] : [figuresOf(result)];
  });
  if (known.length === 0) return null;
  const [only] = known;
  if (known.length === 1 && only !== undefined) return only;
  const median = (of: (figures: RunFigures) => number): number => medianOf(known.map(of));
  const diverged = known.flatMap(({ divergedAt }) => (divergedAt === null ? [] : [divergedAt]));
  return {
    // A diverged run counts as worse than any other.
    train: median((f) => (hasFailed(f) ? Infinity : f.train)), validation: median((f) => (!hasFailed(f) || Number.isNaN(f.validation) ? f.validation : Infinity)),
    trainAccuracy: median((f) => f.trainAccuracy), validationAccuracy: median((f) => f.validationAccuracy),
    isDiverging: diverged.length * 2 <= known.length && known.filter(hasFailed).length * 2 > known.length,
    best: median((f) => f.best), bestEpoch: median((f) => f.bestEpoch), divergedAt: diverged.length * 2 > known.length ? Math.min(...diverged) : null,
  };
}

/** What a comparison has found, as the headline of its curves. */
export function findingOf(comparison: Comparison): string {
  const { cells, runs, status } = comparison;
  const done = runs.filter(({ state }) => state === 'done' || state === 'failed').length;
  if (status === 'running') return say('{done} of {count} runs are done.', { done: formatCount(done), count: formatCount(cells.length) });
  const ends = runs.flatMap(({ result }) => (result === null ? [] : [figuresOf(result)]));
  const diverged = ends.filter(({ divergedAt }) => divergedAt !== null).length;
  const diverging = ends.filter(({ isDiverging }) => isDiverging).length;
  const everyOne = diverged > 0 && diverged === cells.length;
  const stopped = status === 'cancelled' ? `${say('Stopped after {done} of {count} runs.', { done: formatCount(done), count: formatCount(cells.length) })} ` : '';
  if (everyOne) return say('{stopped}Every run diverged.', { stopped });
  const many = (diverged === 0 ? '' : say('; {diverged} {runs} diverged', { diverged: formatCount(diverged), runs: diverged === 1 ? say('run') : say('runs') }))
    + (diverging === 0 ? '' : say('; {diverging} {runs} diverging', { diverging: formatCount(diverging), runs: diverging === 1 ? say('run is') : say('runs are') }));
  if (!comparesLosses(comparison.spec)) return say('{stopped}Different losses have no common scale: judge by the accuracy and the boundary{many}.', { stopped, many });
  const judged = comparison.data.validationTargets.length > 0 ? 'validation' : 'train';
  const spread = seedsOnly(comparison) ? ends.filter((each) => !hasFailed(each)).map((each) => each[judged]).toSorted((a, b) => a - b) : [];
  if (spread.length > 1) return `${stopped}${spreadOf(spread, judged)}${many}.`;
  let best: { readonly label: string; readonly loss: number } | null = null;
  for (const places of cellsOf(comparison)) {
    const figures = places.every((i) => runs[i]?.state === 'done') ? cellFigures(comparison, places) : null;
    const label = cells[places[0] ?? -1]?.label;
    if (figures !== null && label !== undefined && !hasFailed(figures) && figures[judged] < (best?.loss ?? Infinity)) best = { label, loss: figures[judged] };
  }
  if (best === null) return `${stopped}${many.slice(2)}`;
  const values = { stopped, label: best.label, loss: formatNumber(best.loss), many };
  if (comparison.spec.seeds > 1) return judged === 'train' ? say('{stopped}{label} ends with the lowest median training loss, {loss}{many}.', values) : say('{stopped}{label} ends with the lowest median validation loss, {loss}{many}.', values);
  return judged === 'train' ? say('{stopped}{label} ends with the lowest training loss, {loss}{many}.', values) : say('{stopped}{label} ends with the lowest validation loss, {loss}{many}.', values);
}

/** Whether nothing varies but chance. */
function seedsOnly({ spec }: Comparison): boolean {
  return spec.first.variable === 'seed' && spec.second === null;
}

/** No seed is better than another: what counts is how far they lie apart. */
function spreadOf(losses: readonly number[], judged: 'train' | 'validation'): string {
  const [low, high] = [formatNumber(losses[0] ?? Number.NaN), formatNumber(losses.at(-1) ?? Number.NaN)];
  if (low === high) return judged === 'train' ? say('With every seed the training loss ends at {low}', { low }) : say('With every seed the validation loss ends at {low}', { low });
  const values = { low, high, median: formatNumber(medianOf(losses)) };
  return judged === 'train' ? say('The training loss ends between {low} and {high}, depending on the seed; the median is {median}', values) : say('The validation loss ends between {low} and {high}, depending on the seed; the median is {median}', values);
}

/** The runs of each cell of the grid, row by row. */
export function cellsOf({ cells }: Pick<Comparison, 'cells'>): readonly (readonly number[])[] {
  const found = new Map<string, number[]>();
  cells.forEach(({ row, column }, i) => {
    const key = `${row} ${column}`;
    const places = found.get(key);
    if (places === undefined) found.set(key, [i]);
    else places.push(i);
  });
  return [...found.values()];
}

/** Whether the losses of all runs are on one scale. */
function comparesLosses({ first, second }: SweepSpec): boolean {
  return first.variable !== 'loss' && second?.variable !== 'loss';
}
