/**
 * One bar an example: how far its answer is from its target, worst first. One output: |ŷ − y|; several outputs: the example's
 * loss; the signed difference keeps its sign, so that the bars to the left visibly cancel those to the right.
 */
import { trainCountOf, type RunData } from '../../datasets/runData.ts';
import type { LossName } from '../../engine/losses.ts';
import { worstFirst } from '../../viz/lossBars.ts';

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
