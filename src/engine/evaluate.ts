// Σ f(ŷ, y) and the number of right answers over a stretch of examples
import { forward } from './forward.ts';
import { targetEncoding } from './losses.ts';
import type { LossSpec } from './losses.ts';
import type { Network } from './network.ts';
import { evaluateLoss } from './outputLoss.ts';
import { loadExamples } from './workspace.ts';
import type { TrainingSet, Workspace } from './workspace.ts';

/** Sums over the examples asked for; multiply lossSum by reductionScale of all examples for the loss. */
export type Evaluation = { readonly lossSum: number; readonly correct: number };

/** Where to put each example's answers [example][output] and loss [example], numbered as in the set; null leaves it out. */
export type EvaluationOutput = { readonly outputs: Float64Array | Float32Array | null; readonly losses: Float64Array | Float32Array | null };

/**
 * Answers the examples `from` … `to` − 1 of `set`, in passes of the workspace's capacity, and adds up their losses and right
 * answers, so that a caller with little time can go through a set in stretches. Overwrites the workspace. `correct` means
 * nothing for regression.
 */
export function evaluate(
  network: Network, theta: Float64Array, workspace: Workspace, loss: LossSpec, set: TrainingSet, from: number, to: number, out?: EvaluationOutput,
): Evaluation {
  const last = network.layers.length - 1;
  const { units, activation } = network.layers[last]!;
  const { capacity } = workspace;
  const { low, high } = targetEncoding(activation);
  const answers = workspace.a[last]!;
  const perExample = out?.losses == null ? undefined : new Float64Array(Math.min(capacity, to - from));
  let lossSum = 0;
  let correct = 0;
  for (let start = from; start < to; start += capacity) {
    const count = Math.min(capacity, to - start);
    loadExamples(workspace, set, start, count);
    forward(network, theta, workspace, count);
    lossSum += evaluateLoss(network, loss, workspace, workspace.targets, count, perExample);
    correct += countCorrect(answers, workspace.targets, units, capacity, count, (low + high) / 2);
    if (out?.losses != null && perExample !== undefined) {
      for (let e = 0; e < count; e += 1) out.losses[start + e] = perExample[e]!;
    }
    if (out?.outputs != null) {
      for (let e = 0; e < count; e += 1) {
        for (let unit = 0; unit < units; unit += 1) out.outputs[(start + e) * units + unit] = answers[unit * capacity + e]!;
      }
    }
  }
  return { lossSum, correct };
}

/**
 * Right answers among the first `count` columns: with one output, on the same side of `boundary` as the target (the boundary
 * itself counts as the positive class); with several, largest where the target is largest. NaN is wrong.
 */
export function countCorrect(
  answers: Float64Array, targets: Float64Array, outputs: number, capacity: number, count: number, boundary: number,
): number {
  let correct = 0;
  for (let e = 0; e < count; e += 1) {
    if (outputs === 1) {
      const answer = answers[e]!;
      if (targets[e]! > boundary ? answer >= boundary : answer < boundary) correct += 1;
    } else if (largest(answers, outputs, capacity, e) === largest(targets, outputs, capacity, e)) {
      correct += 1;
    }
  }
  return correct;
}

/** The output with the largest value in column e; −1 if one is NaN. */
function largest(values: Float64Array, outputs: number, capacity: number, e: number): number {
  let best = 0;
  for (let k = 0; k < outputs; k += 1) {
    const value = values[k * capacity + e]!;
    if (Number.isNaN(value)) return -1;
    if (value > values[best * capacity + e]!) best = k;
  }
  return best;
}
