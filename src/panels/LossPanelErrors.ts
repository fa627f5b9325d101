/**
 * One bar an example: how far its answer is from its target, worst first. One output: |ŷ − y|; several outputs: the example's
 * loss; the signed difference keeps its sign, so that the bars to the left visibly cancel those to the right.
 */
import type { RunData } from '../datasets/runData.ts';
import type { OutputActivationName } from '../engine/activations.ts';
import type { LossName } from '../engine/losses.ts';
import { encodedTarget } from './encodedTarget.ts';

export type ErrorBars = {
  /** Signed only where `signed`; otherwise ≥ 0. Sorted, worst first. */
  readonly values: Float64Array;
  /** Index of the training example of each bar. */
  readonly examples: Uint32Array;
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
  kind: ErrorKind, outputs: Float32Array, exampleLosses: Float32Array, data: RunData, activation: OutputActivationName,
): ErrorBars {
  const count = Math.min(exampleLosses.length, data.trainTargets.length);
  const raw = new Float64Array(count);
  for (let i = 0; i < count; i++) raw[i] = errorOf(kind, i, outputs, exampleLosses, data, activation);
  const examples = Uint32Array.from(raw, (_, i) => i);
  const size = (i: number): number => {
    const value = raw[i] ?? 0;
    return Number.isFinite(value) ? Math.abs(value) : Infinity;
  };
  examples.sort((a, b) => {
    const [left, right] = [size(a), size(b)];
    return left === right ? a - b : right > left ? 1 : -1;
  });
  return { values: Float64Array.from(examples, (i) => raw[i] ?? 0), examples, signed: kind === 'signed' };
}

function errorOf(
  kind: ErrorKind, index: number, outputs: Float32Array, exampleLosses: Float32Array, data: RunData, activation: OutputActivationName,
): number {
  if (kind === 'loss') return exampleLosses[index] ?? 0;
  if (kind === 'signed') return exampleLosses[index] ?? 0;
  return Math.abs((outputs[index] ?? 0) - encodedTarget(data.trainTargets[index] ?? 0, data.task, activation));
}

/** The bar under a place `top` px from the first, of `height` px for all; null outside or without bars. */
export function barAt(bars: number, top: number, height: number): number | null {
  if (bars === 0 || top < 0 || top >= height) return null;
  return Math.min(bars - 1, Math.floor((top / height) * bars));
}

/**
 * The right end of the bars' axis: a round value that grows at once when a bar needs it and shrinks only when less than a third of
 * it is used, so that the axis does not flicker.
 */
export function steadyReach(largest: number, before: number): number {
  const wanted = Number.isFinite(largest) && largest > 0 ? largest : 1;
  if (before > 0 && wanted <= before && wanted > before / 3) return before;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return Number((([1, 2, 5, 10].find((m) => m * power >= wanted * (1 - 1e-9)) ?? 10) * power).toPrecision(3));
}
