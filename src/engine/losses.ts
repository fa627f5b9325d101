// L = scale · Σ_examples Σ_outputs f(ŷ, y),  δ = ∂L/∂z of the output layer
/**
 * One record a loss: f beside its derivative, its formula, its name, and the two passes over a block. Batch losses and the
 * δ of the output layer are in outputLoss.ts.
 */
import type { OutputActivationName } from './activations.ts';
import { sigmoid } from './tanh.ts';

export type LossName =
  | 'squared' | 'half_squared' | 'absolute' | 'huber' | 'binary_cross_entropy' | 'softmax_cross_entropy' | 'hinge' | 'signed_difference';

/** mean: over examples, summed over outputs; sum: over both; mean_all: mean over both. */
export type Reduction = 'mean' | 'sum' | 'mean_all';

export type LossSpec = {
  readonly name: LossName;
  readonly reduction: Reduction;
  /** Where Huber's loss turns from square to straight, > 0. */
  readonly huberDelta: number;
};

export type Task = 'classification' | 'regression';

export type Loss = {
  readonly label: string;
  /** f in \hat y (the answer), y (the target) and d (Huber's δ); y_k and \hat y_k where all outputs count. `\,` multiplies. */
  readonly tex: string;
  /** ∂f/∂ŷ, or ∂f/∂z where `reads` is 'logits', in the same letters. */
  readonly derivativeTex: string;
  /**
   * What f is computed from: the output's activation ŷ = a, or, for the cross-entropies, its weighted sum z, which stays exact
   * where a rounds to 0 or 1.
   */
  readonly reads: 'prediction' | 'logits';
  readonly tasks: readonly Task[];
  /** The output activation without which the loss means nothing. */
  readonly requiredOutput?: OutputActivationName;
  /** Not bounded below: minimising it does not make the answers right. */
  readonly trap?: boolean;
  /** f of one output. Softmax cross-entropy has no value for one output alone: NaN. */
  output(prediction: number, target: number, huberDelta: number): number;
  derivative(prediction: number, target: number, huberDelta: number): number;
  /** The second derivative, by what the loss reads; 0 at a kink. */
  secondDerivative(prediction: number, target: number, huberDelta: number): number;
  /** Goes through 0 where f has a corner and no derivative. */
  corner?(prediction: number, target: number): number;
  /** f[i] for i from `from` to `to` − 1. */
  values(y: Float64Array, t: Float64Array, f: Float64Array, from: number, to: number, huberDelta: number): void;
  /** δ[i] = scale · ∂f/∂y[i] for i from `from` to `to` − 1. */
  derivatives(y: Float64Array, t: Float64Array, delta: Float64Array, from: number, to: number, scale: number, huberDelta: number): void;
};

/** Targets an output can reach: sigmoid and softmax answer between 0 and 1, the others are asked for −1 and +1. */
export function targetEncoding(output: OutputActivationName): { readonly low: 0 | -1; readonly high: 1 } {
  return { low: output === 'sigmoid' || output === 'softmax' ? 0 : -1, high: 1 };
}

/** What Σf is multiplied by; softmax cross-entropy has one number an example, so that both means are over the examples. */
export function reductionScale(spec: LossSpec, examples: number, outputs: number): number {
  if (spec.reduction === 'sum') return 1;
  if (spec.reduction === 'mean' || spec.name === 'softmax_cross_entropy') return 1 / examples;
  return 1 / (examples * outputs);
}

function huber(prediction: number, target: number, delta: number): number {
  const d = Math.abs(prediction - target);
  return d <= delta ? 0.5 * d * d : delta * (d - 0.5 * delta);
}

/** −[y ln σ(z) + (1 − y) ln(1 − σ(z))] = max(z, 0) − zy + ln(1 + e^−|z|) */
function crossEntropyOfLogit(z: number, target: number): number {
  return (z > 0 ? z : 0) - z * target + Math.log1p(Math.exp(z > 0 ? -z : z));
}

export const losses: Readonly<Record<LossName, Loss>> = {
  squared: {
    label: 'squared error',
    tex: '(y - \\hat y)^2',
    derivativeTex: '2\\,(\\hat y - y)',
    reads: 'prediction',
    tasks: ['regression', 'classification'],
    output: (prediction, target) => (prediction - target) * (prediction - target),
    derivative: (prediction, target) => 2 * (prediction - target),
    secondDerivative: () => 2,
    values(y, t, f, from, to) {
      for (let i = from; i < to; i += 1) f[i] = (y[i]! - t[i]!) * (y[i]! - t[i]!);
    },
    derivatives(y, t, delta, from, to, scale) {
      for (let i = from; i < to; i += 1) delta[i] = scale * (2 * (y[i]! - t[i]!));
    },
  },
  half_squared: {
    label: 'half squared error',
    tex: '\\tfrac{1}{2}\\,(y - \\hat y)^2',
    derivativeTex: '\\hat y - y',
    reads: 'prediction',
    tasks: ['regression', 'classification'],
    output: (prediction, target) => 0.5 * (prediction - target) * (prediction - target),
    derivative: (prediction, target) => prediction - target,
    secondDerivative: () => 1,
    values(y, t, f, from, to) {
      for (let i = from; i < to; i += 1) f[i] = 0.5 * (y[i]! - t[i]!) * (y[i]! - t[i]!);
    },
    derivatives(y, t, delta, from, to, scale) {
      for (let i = from; i < to; i += 1) delta[i] = scale * (y[i]! - t[i]!);
    },
  },
  absolute: {
    label: 'absolute error',
    tex: '|y - \\hat y|',
    derivativeTex: '\\operatorname{sign}(\\hat y - y)',
    reads: 'prediction',
    tasks: ['regression', 'classification'],
    corner: (prediction, target) => prediction - target,
    output: (prediction, target) => Math.abs(prediction - target),
    derivative: (prediction, target) => Math.sign(prediction - target),
    secondDerivative: () => 0,
    values(y, t, f, from, to) {
      for (let i = from; i < to; i += 1) f[i] = Math.abs(y[i]! - t[i]!);
    },
    derivatives(y, t, delta, from, to, scale) {
      for (let i = from; i < to; i += 1) delta[i] = scale * Math.sign(y[i]! - t[i]!);
    },
  },
  huber: {
    label: 'Huber',
    tex: '\\begin{cases} \\tfrac{1}{2}\\,(y - \\hat y)^2 & |y - \\hat y| \\le d \\\\ d\\,(|y - \\hat y| - \\tfrac{1}{2}\\,d) & |y - \\hat y| > d \\end{cases}',
    derivativeTex: '\\max(-d, \\min(d, \\hat y - y))',
    reads: 'prediction',
    tasks: ['regression', 'classification'],
    output: huber,
    derivative: (prediction, target, delta) => Math.max(-delta, Math.min(delta, prediction - target)),
    secondDerivative: (prediction, target, delta) => (Math.abs(prediction - target) < delta ? 1 : 0),
    values(y, t, f, from, to, delta) {
      for (let i = from; i < to; i += 1) f[i] = huber(y[i]!, t[i]!, delta);
    },
    derivatives(y, t, delta, from, to, scale, huberDelta) {
      for (let i = from; i < to; i += 1) delta[i] = scale * Math.max(-huberDelta, Math.min(huberDelta, y[i]! - t[i]!));
    },
  },
  binary_cross_entropy: {
    label: 'binary cross-entropy',
    tex: '-y\\,\\ln \\hat y - (1 - y)\\,\\ln(1 - \\hat y)',
    derivativeTex: '\\hat y - y',
    reads: 'logits',
    tasks: ['classification'],
    requiredOutput: 'sigmoid',
    output: crossEntropyOfLogit,
    derivative: (z, target) => sigmoid(z) - target,
    secondDerivative: (z) => sigmoid(z) * sigmoid(-z),
    values(z, t, f, from, to) {
      for (let i = from; i < to; i += 1) f[i] = crossEntropyOfLogit(z[i]!, t[i]!);
    },
    derivatives(z, t, delta, from, to, scale) {
      for (let i = from; i < to; i += 1) delta[i] = scale * (sigmoid(z[i]!) - t[i]!);
    },
  },
  softmax_cross_entropy: {
    label: 'softmax cross-entropy',
    tex: '-\\sum_k y_k\\,\\ln \\hat y_k',
    derivativeTex: '\\hat y_k - y_k',
    reads: 'logits',
    tasks: ['classification'],
    requiredOutput: 'softmax',
    // Not elementwise: outputLoss.ts computes it for all outputs of an example at once.
    output: () => NaN,
    derivative: () => NaN,
    secondDerivative: () => NaN,
    values(_z, _t, f, from, to) {
      f.fill(NaN, from, to);
    },
    derivatives(_z, _t, delta, from, to) {
      delta.fill(NaN, from, to);
    },
  },
  hinge: {
    label: 'hinge',
    tex: '\\max(0, 1 - y\\,\\hat y)',
    derivativeTex: '-y\\,[y\\,\\hat y < 1]',
    reads: 'prediction',
    tasks: ['classification'],
    corner: (prediction, target) => target * prediction - 1,
    output: (prediction, target) => Math.max(0, 1 - target * prediction),
    derivative: (prediction, target) => (target * prediction >= 1 ? 0 : -target),
    secondDerivative: () => 0,
    values(y, t, f, from, to) {
      for (let i = from; i < to; i += 1) f[i] = Math.max(0, 1 - t[i]! * y[i]!);
    },
    derivatives(y, t, delta, from, to, scale) {
      for (let i = from; i < to; i += 1) delta[i] = t[i]! * y[i]! >= 1 ? 0 : -scale * t[i]!;
    },
  },
  signed_difference: {
    label: 'signed difference',
    tex: 'y - \\hat y',
    derivativeTex: '-1',
    reads: 'prediction',
    tasks: ['regression', 'classification'],
    trap: true,
    output: (prediction, target) => target - prediction,
    derivative: () => -1,
    secondDerivative: () => 0,
    values(y, t, f, from, to) {
      for (let i = from; i < to; i += 1) f[i] = t[i]! - y[i]!;
    },
    derivatives(_y, _t, delta, from, to, scale) {
      delta.fill(-scale, from, to);
    },
  },
};

export const lossNames = Object.keys(losses) as LossName[];

export const reductions: Readonly<Record<Reduction, { readonly label: string; readonly tex: string }>> = {
  mean: { label: 'mean over examples', tex: '\\frac{1}{n} \\sum_{i=1}^{n} \\sum_{k} f_{ik}' },
  sum: { label: 'sum over examples', tex: '\\sum_{i=1}^{n} \\sum_{k} f_{ik}' },
  mean_all: { label: 'mean over examples and outputs', tex: '\\frac{1}{n\\,m} \\sum_{i=1}^{n} \\sum_{k=1}^{m} f_{ik}' },
};

/** Whether a loss suits what is learned and so many outputs: softmax cross-entropy shares one example among several. */
export function isLossFor(name: LossName, task: Task, outputs: number): boolean {
  const { tasks, requiredOutput } = losses[name];
  return tasks.includes(task) && (requiredOutput !== 'softmax' || outputs > 1);
}
