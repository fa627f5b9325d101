// ∂L/∂θᵢ ≈ (L(θ + εeᵢ) − L(θ − εeᵢ)) / 2ε
import { backward } from './backward.ts';
import { forward } from './forward.ts';
import { reductionScale } from './losses.ts';
import type { LossSpec } from './losses.ts';
import type { Network } from './network.ts';
import { evaluateLoss, lossDelta } from './outputLoss.ts';
import { createWorkspace, loadExamples } from './workspace.ts';
import type { TrainingSet } from './workspace.ts';

export type GradientCheck = {
  /** Entries of θ that were checked; the vectors below have one entry each. */
  readonly indices: readonly number[];
  /** By central differences. */
  readonly numeric: Float64Array;
  /** By backpropagation. */
  readonly analytic: Float64Array;
  /** |numeric − analytic| / max(|numeric|, |analytic|), 0 where both are 0. */
  readonly relativeError: Float64Array;
  readonly epsilon: Float64Array;
};

/** ∛(2⁻⁵²): where the error of the differences and that of rounding are of one size. */
const CUBE_ROOT_OF_EPSILON = Number.EPSILON ** (1 / 3);

/** ε for a parameter of this value. */
export function differenceStep(value: number): number {
  return CUBE_ROOT_OF_EPSILON * Math.max(1, Math.abs(value));
}

/** |numeric − analytic| / max(|numeric|, |analytic|), 0 where both are 0. */
export function relativeErrorOf(numeric: number, analytic: number): number {
  const size = Math.max(Math.abs(numeric), Math.abs(analytic));
  return size === 0 ? 0 : Math.abs(numeric - analytic) / size;
}

/**
 * Compares backpropagation with central differences of the data loss (no penalty) over the whole set. The error of the
 * differences falls with ε² down to about ε = 1e-5 and then rises again by rounding. θ is left as it was.
 * @param indices entries of θ to check, all if left out
 * @param epsilon the same for all, or a function of θᵢ such as differenceStep
 */
export function checkGradient(
  network: Network, theta: Float64Array, loss: LossSpec, set: TrainingSet, indices?: readonly number[],
  epsilon: number | ((value: number) => number) = 1e-5,
): GradientCheck {
  const workspace = createWorkspace(network, Math.max(1, set.count));
  const { targets } = workspace;
  const scale = reductionScale(loss, set.count, network.layers.at(-1)!.units);
  loadExamples(workspace, set, 0, set.count);
  forward(network, theta, workspace, set.count);
  lossDelta(network, loss, workspace, targets, set.count, scale);
  const gradient = new Float64Array(network.parameterCount);
  backward(network, theta, workspace, set.count, gradient);

  const shifted = theta.slice();
  const lossAt = (index: number, value: number): number => {
    shifted[index] = value;
    forward(network, shifted, workspace, set.count);
    shifted[index] = theta[index]!;
    return scale * evaluateLoss(network, loss, workspace, targets, set.count);
  };
  const checked = indices ?? Array.from(theta.keys());
  const numeric = new Float64Array(checked.length);
  const analytic = new Float64Array(checked.length);
  const relativeError = new Float64Array(checked.length);
  const steps = new Float64Array(checked.length);
  checked.forEach((index, k) => {
    const value = theta[index];
    if (value === undefined) throw new RangeError(`θ has the entries 0 to ${theta.length - 1}, not ${index}.`);
    const step = typeof epsilon === 'number' ? epsilon : epsilon(value);
    const n = (lossAt(index, value + step) - lossAt(index, value - step)) / (2 * step);
    const a = gradient[index]!;
    steps[k] = step;
    numeric[k] = n;
    analytic[k] = a;
    relativeError[k] = relativeErrorOf(n, a);
  });
  return { indices: checked, numeric, analytic, relativeError, epsilon: steps };
}
