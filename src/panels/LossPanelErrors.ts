/**
 * One bar an example: how far its answer is from its target, worst first. One output: |ŷ − y|; several outputs: the example's
 * loss; the signed difference keeps its sign, so that the bars to the left visibly cancel those to the right.
 */
import { outputsOf, trainCountOf, type RunData } from '../datasets/runData.ts';
import { losses, type LossName } from '../engine/losses.ts';
import { worstFirst } from '../viz/lossBars.ts';
import { tidyCeil } from '../viz/ticks.ts';

export type ErrorBars = {
  /** One value an example, in the order of the data; signed only for the signed difference. */
  readonly values: Float64Array;
  /** Examples in the order of the bars: worst first, or from + to − where signed. */
  readonly order: Uint32Array;
  readonly signed: boolean;
};

/** What the bars are, as their caption says it. */
export type ErrorKind = 'distance' | 'loss' | 'signed';

export function errorKind(loss: LossName, outputs: number): ErrorKind {
  if (loss === 'signed_difference') return 'signed';
  return outputs === 1 ? 'distance' : 'loss';
}

/**
 * @param outputs ŷ [example][output] of the first examples
 * @param exampleLosses one loss an example
 */
export function errorBars(
  kind: ErrorKind, outputs: Float32Array, exampleLosses: Float32Array, data: RunData,
): ErrorBars {
  const count = Math.min(exampleLosses.length, trainCountOf(data));
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = errorOf(kind, i, outputs, exampleLosses, data);
  return { values, order: worstFirst(values), signed: kind === 'signed' };
}

/** The largest finite magnitude of the bars, 0 without any. */
export function largestError(bars: ErrorBars): number {
  let largest = 0;
  for (const value of bars.values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return largest;
}

function errorOf(
  kind: ErrorKind, index: number, outputs: Float32Array, exampleLosses: Float32Array, data: RunData,
): number {
  if (kind !== 'distance') return exampleLosses[index] ?? 0;
  return Math.abs((outputs[index] ?? 0) - (data.trainEncoded[index] ?? 0));
}

/** y − ŷ of every training example the outputs are of, one for each output. @param outputs ŷ [example][output] */
export function signedErrors(outputs: Float32Array, data: RunData): Float64Array {
  const count = Math.min(outputs.length, trainCountOf(data) * outputsOf(data));
  const errors = new Float64Array(count);
  for (let i = 0; i < count; i++) errors[i] = losses.signed_difference.output(outputs[i] ?? 0, data.trainEncoded[i] ?? 0, 1);
  return errors;
}

/** Signed errors that go either way, what they leave when they are added, and their sizes. */
export type Cancelling = {
  /** How many are above 0, how many below, and how many are no finite number and in no sum. */
  readonly up: number;
  readonly down: number;
  readonly lost: number;
  /** Σ of those above 0 and of those below, Σ of all, Σ of their sizes. */
  readonly plus: number;
  readonly minus: number;
  readonly left: number;
  readonly size: number;
};

export function cancelling(errors: ArrayLike<number>): Cancelling {
  let [up, down, lost, plus, minus] = [0, 0, 0, 0, 0];
  for (let i = 0; i < errors.length; i++) {
    const error = errors[i] ?? Number.NaN;
    if (!Number.isFinite(error)) lost += 1;
    else if (error > 0) [up, plus] = [up + 1, plus + error];
    else if (error < 0) [down, minus] = [down + 1, minus + error];
  }
  return { up, down, lost, plus, minus, left: plus + minus, size: plus - minus };
}

/**
 * The right end of the bars' axis: a round value that grows at once when a bar needs it and shrinks only when less than a third of
 * it is used, so that the axis does not flicker.
 */
export function steadyReach(largest: number, before: number): number {
  const wanted = Number.isFinite(largest) && largest > 0 ? largest : 1;
  if (before > 0 && wanted <= before && wanted > before / 3) return before;
  return tidyCeil(wanted);
}
