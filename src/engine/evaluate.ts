// Σ f(ŷ, y) and the number of right answers over a stretch of examples
import { countCorrect } from './confusion.ts';
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
 * @param confusion each example is counted in it, if given (engine/confusion); for classification only
 */
export function evaluate(
  network: Network, theta: Float64Array, workspace: Workspace, loss: LossSpec, set: TrainingSet, from: number, to: number, out?: EvaluationOutput,
  confusion?: Float64Array,
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
    correct += countCorrect(answers, workspace.targets, units, capacity, count, (low + high) / 2, confusion);
    if (perExample !== undefined) out?.losses?.set(perExample.subarray(0, count), start);
    if (out?.outputs != null) {
      for (let e = 0; e < count; e += 1) {
        for (let unit = 0; unit < units; unit += 1) out.outputs[(start + e) * units + unit] = answers[unit * capacity + e]!;
      }
    }
  }
  return { lossSum, correct };
}
