// φ and φ′, f and ∂f/∂ŷ, d(g), w ~ …: every choice of the engine as formulas for code
/**
 * One record a choice, in the signs of codeFormula.ts; NumPy and TypeScript are both written from it (PyTorch has most of them
 * ready: codePytorch.ts). The tests run each record in every language against the engine.
 */
import type { FeatureName } from '../config/experiment.ts';
import { ofFurtherInputs } from '../config/features.ts';
import type { ActivationName, OutputActivationName } from '../engine/activations.ts';
import type { InitializerSpec } from '../engine/initializers.ts';
import { losses, type LossName, type LossSpec, type Reduction } from '../engine/losses.ts';
import type { OptimizerSpec } from '../engine/optimizers.ts';
import { numberText, type Setting } from './codeText.ts';
import type { Program, ProgramStart } from './program.ts';

/** What a feature is made of: the raw inputs x1, x2, … */
export const featureFormulas: Readonly<Record<FeatureName, string>> = {
  x: 'x1', y: 'x2', x2: 'x1 ** 2', y2: 'x2 ** 2', xy: 'x1 * x2', sinX: 'sin(pi * x1)', sinY: 'sin(pi * x2)',
  ...ofFurtherInputs((number) => `x${number}`),
};

export type ActivationCode = {
  /** The function's name; its derivative's has _slope behind it. */
  readonly name: string;
  /** φ(z). */
  readonly value: string;
  /** φ′ in z and a = φ(z). */
  readonly slope: string;
};

export const activationCode: Readonly<Record<ActivationName, ActivationCode>> = {
  linear: { name: 'linear', value: 'z', slope: 'fill(z, 1)' },
  // The same as 1/(1 + e⁻ᶻ), without a power that could overflow.
  sigmoid: { name: 'sigmoid', value: '0.5 + 0.5 * tanh(0.5 * z)', slope: 'a * (1 - a)' },
  tanh: { name: 'tanh', value: 'tanh(z)', slope: '1 - a ** 2' },
  relu: { name: 'relu', value: 'max(0, z)', slope: 'where(z > 0, 1, 0)' },
  leaky_relu: { name: 'leaky_relu', value: 'where(z > 0, z, 0.01 * z)', slope: 'where(z > 0, 1, 0.01)' },
  elu: { name: 'elu', value: 'where(z > 0, z, expm1(min(z, 0)))', slope: 'where(z > 0, 1, a + 1)' },
  gelu: { name: 'gelu', value: 'z * normal_distribution(z)', slope: 'normal_distribution(z) + z * normal_density(z)' },
  softplus: { name: 'softplus', value: 'max(z, 0) + log1p(exp(-abs(z)))', slope: 'sigmoid(z)' },
  swish: { name: 'swish', value: 'z * sigmoid(z)', slope: 'a + sigmoid(z) * (1 - a)' },
  sin: { name: 'sine', value: 'sin(z)', slope: 'cos(z)' },
};

/** Every function of activations that NumPy's and TypeScript's programs have to spell out. */
export function usedActivations({ layers, loss }: Program): {
  readonly values: readonly ActivationName[]; readonly slopes: readonly ActivationName[];
  /** normal_distribution (with its density). */
  readonly helpers: readonly string[];
  readonly softmax: boolean;
} {
  const last = layers.at(-1)!.activation;
  const hidden = layers.slice(0, -1).map(({ activation }) => activation);
  const needsOutputSlope = losses[loss.name].reads === 'prediction' && last !== 'linear';
  const elementwise = (names: readonly OutputActivationName[]): readonly ActivationName[] =>
    [...new Set(names)].filter((name): name is ActivationName => name !== 'softmax');
  const values = elementwise([...hidden, last]);
  const slopes = elementwise([...hidden, ...(needsOutputSlope ? [last] : [])]);
  const formulas = [
    ...values.map((name) => activationCode[name].value), ...slopes.map((name) => activationCode[name].slope),
    ...(loss.name === 'softmax_cross_entropy' ? [] : [lossCode[loss.name].slope]),
  ].join(' ');
  return {
    // First what others are made of.
    values: formulas.includes('sigmoid(') ? ['sigmoid', ...values.filter((name) => name !== 'sigmoid')] : values,
    slopes, helpers: formulas.includes('normal_distribution(') ? ['normal_distribution'] : [],
    softmax: last === 'softmax' || loss.name === 'softmax_cross_entropy',
  };
}

/** Updates made before the optimizer's memory was last 0. */
export function memorySince({ step, memory }: Program): number {
  return step - (memory?.steps ?? 0);
}

export type LossCode = {
  /** |prediction − target| as `error`, for the value. */
  readonly error?: boolean;
  /** f of one output in prediction (z where the engine's loss reads logits) and target; one without is written by the writers. */
  readonly value: string;
  /** ∂f/∂prediction, or ∂f/∂z. */
  readonly slope: string;
};

/** Softmax cross-entropy needs all outputs of an example at once. */
export type ElementwiseLossName = Exclude<LossName, 'softmax_cross_entropy'>;

export const lossCode: Readonly<Record<ElementwiseLossName, LossCode>> = {
  squared: { value: '(prediction - target) ** 2', slope: '2 * (prediction - target)' },
  half_squared: { value: '0.5 * (prediction - target) ** 2', slope: 'prediction - target' },
  absolute: { value: 'abs(prediction - target)', slope: 'sign(prediction - target)' },
  huber: {
    error: true, value: 'where(error <= HUBER_DELTA, 0.5 * error ** 2, HUBER_DELTA * (error - 0.5 * HUBER_DELTA))',
    slope: 'max(-HUBER_DELTA, min(HUBER_DELTA, prediction - target))',
  },
  // −y ln σ(z) − (1 − y) ln(1 − σ(z)), exact where σ(z) rounds to 0 or 1.
  binary_cross_entropy: { value: 'max(z, 0) - z * target + log1p(exp(-abs(z)))', slope: 'sigmoid(z) - target' },
  hinge: { value: 'max(0, 1 - target * prediction)', slope: 'where(target * prediction < 1, -target, 0)' },
  signed_difference: { value: 'target - prediction', slope: 'fill(prediction, -1)' },
};

/** What Σf is multiplied by, in the number of examples; softmax cross-entropy has one f an example. */
export function scaleFormula({ name, reduction }: LossSpec, outputs: number): string {
  const each: Readonly<Record<Reduction, string>> = { sum: '1', mean: '1 / examples', mean_all: `1 / (examples * ${outputs})` };
  return name === 'softmax_cross_entropy' && reduction === 'mean_all' ? each.mean : each[reduction];
}

/** What the loss of several examples is made of their f. */
export function reductionWords({ name, reduction }: LossSpec, outputs: number): string {
  if (outputs === 1 || name === 'softmax_cross_entropy') return reduction === 'sum' ? 'the sum over the examples' : 'the mean over the examples';
  const words: Readonly<Record<Reduction, string>> = {
    sum: 'the sum over the examples and outputs', mean: 'the mean over the examples, summed over the outputs', mean_all: 'the mean over the examples and outputs',
  };
  return words[reduction];
}

export type OptimizerCode = {
  readonly settings: readonly Setting[];
  /** Vectors as long as θ that begin at 0, in the order of the engine's slots. */
  readonly memory: readonly { readonly name: string; readonly comment: string }[];
  /** In theta, gradient, eta, k (updates since the memory was 0, from 1) and the memory: `theta -= …`, `theta *= …`, `name = …`. */
  readonly lines: readonly string[];
  /** The name of the setting that a cycle of the momentum moves. */
  readonly momentum?: string;
};

const epsilonSetting = (epsilon: number): Setting => ({ name: 'EPSILON', value: numberText(epsilon), comment: 'ε: keeps the root from being 0' });
const velocity = { name: 'velocity', comment: 'a running sum of gradients' };
const momentumSetting = (momentum: number): Setting => ({ name: 'MOMENTUM', value: numberText(momentum), comment: 'μ: what is kept of the velocity' });

const adamLines = [
  'mean = BETA1 * mean + (1 - BETA1) * gradient',
  'square = BETA2 * square + (1 - BETA2) * gradient ** 2',
  'mean_hat = mean / (1 - BETA1 ** k)',
  'square_hat = square / (1 - BETA2 ** k)',
  'theta -= eta * mean_hat / (sqrt(square_hat) + EPSILON)',
];
const adamMemory = [{ name: 'mean', comment: 'm: the running mean of the gradient' }, { name: 'square', comment: 'v: the running mean of its square' }];
const adamSettings = ({ beta1, beta2, epsilon }: { readonly beta1: number; readonly beta2: number; readonly epsilon: number }): readonly Setting[] => [
  { name: 'BETA1', value: numberText(beta1), comment: 'β₁ of the mean' },
  { name: 'BETA2', value: numberText(beta2), comment: 'β₂ of the mean square' },
  epsilonSetting(epsilon),
];

/** The update rules of torch.optim. */
export function optimizerCode(spec: OptimizerSpec): OptimizerCode {
  switch (spec.name) {
    case 'sgd': return { settings: [], memory: [], lines: ['theta -= eta * gradient'] };
    case 'momentum': return {
      settings: [momentumSetting(spec.momentum)], memory: [velocity], momentum: 'MOMENTUM',
      lines: ['velocity = MOMENTUM * velocity + gradient', 'theta -= eta * velocity'],
    };
    case 'nesterov': return {
      settings: [momentumSetting(spec.momentum)], memory: [velocity], momentum: 'MOMENTUM',
      lines: ['velocity = MOMENTUM * velocity + gradient', 'theta -= eta * (gradient + MOMENTUM * velocity)'],
    };
    case 'adagrad': {
      const decay = spec.decay ?? 0;
      return {
        settings: [...(decay === 0 ? [] : [{ name: 'RATE_DECAY', value: numberText(decay), comment: 'how fast η itself falls' }]), epsilonSetting(spec.epsilon)],
        memory: [{ name: 'squares', comment: 's: the sum of all squared gradients' }],
        lines: [
          'squares = squares + gradient ** 2',
          `theta -= ${decay === 0 ? 'eta' : 'eta / (1 + (k - 1) * RATE_DECAY)'} * gradient / (sqrt(squares) + EPSILON)`,
        ],
      };
    }
    case 'rmsprop': return {
      settings: [{ name: 'ALPHA', value: numberText(spec.alpha), comment: 'α: what is kept of the mean square' }, epsilonSetting(spec.epsilon)],
      memory: [{ name: 'square', comment: 'v: the running mean of the squared gradient' }],
      lines: ['square = ALPHA * square + (1 - ALPHA) * gradient ** 2', 'theta -= eta * gradient / (sqrt(square) + EPSILON)'],
    };
    case 'adam': return { settings: adamSettings(spec), memory: adamMemory, lines: adamLines, momentum: 'BETA1' };
    case 'adamw': return {
      settings: [...adamSettings(spec), { name: 'WEIGHT_DECAY', value: numberText(spec.weightDecay), comment: 'λ: what every parameter loses, in units of η' }],
      memory: adamMemory, lines: ['theta *= 1 - eta * WEIGHT_DECAY', ...adamLines], momentum: 'BETA1',
    };
  }
}

/** How one weight is drawn: what is worked out before, and a value or a call of the generator. */
export type DrawCode = { readonly given: readonly { readonly name: string; readonly formula: string }[]; readonly draw: string };

/**
 * In inputs and units, the fans of a layer; names begin with `prefix`. `orthogonal` is for whole matrices: of a bias, the normal law
 * close to it.
 */
export function drawCode(spec: InitializerSpec, prefix: '' | 'bias_' = ''): DrawCode {
  const [std, bound] = [`${prefix}std`, `${prefix}bound`];
  switch (spec.kind) {
    case 'zero': return { given: [], draw: '0' };
    case 'constant': return { given: [], draw: numberText(spec.value) };
    case 'uniform': return { given: [], draw: `random.uniform(${numberText(spec.low)}, ${numberText(spec.high)})` };
    case 'normal': return { given: [], draw: `random.normal(${numberText(spec.mean)}, ${numberText(spec.std)})` };
    case 'xavier':
    case 'he':
    case 'lecun': {
      const variance = { xavier: '2 / (inputs + units)', he: '2 / inputs', lecun: '1 / inputs' }[spec.kind];
      const gain = spec.gain === undefined || spec.gain === 1 ? '' : `${numberText(spec.gain)} * `;
      const spread = { name: std, formula: `${gain}sqrt(${variance})` };
      if (spec.distribution === 'normal') return { given: [spread], draw: `random.normal(0, ${std})` };
      return { given: [spread, { name: bound, formula: `sqrt(3) * ${std}` }], draw: `random.uniform(-${bound}, ${bound})` };
    }
    case 'orthogonal': return { given: [{ name: std, formula: 'sqrt(1 / max(inputs, units))' }], draw: `random.normal(0, ${std})` };
  }
}

/** Which methods of the generator the drawing of the weights calls; a normal deviate is made of uniform ones. */
export function drawnNumbers(start: ProgramStart): { readonly uniform: boolean; readonly normal: boolean } {
  if (start.kind === 'given') return { uniform: false, normal: false };
  const draws = [start.weights, start.biases].map((spec) => drawCode(spec).draw).join(' ');
  const normal = draws.includes('.normal(');
  return { uniform: normal || draws.includes('.uniform('), normal };
}
