// a = φ(z), ∂a/∂z = φ′(z)
/**
 * One record an activation: its value beside its derivative, its formulas, its name, and the two passes over a block of
 * numbers that training uses. A new activation is one more record here; menus, formulas, exports and tests follow from it.
 *
 * Each record spells out its own two loops: a loop that is given φ as a function cannot be compiled for it alone, and
 * returning a double from a call that is not inlined puts a number on the heap for each unit and example.
 */
import { normalDensity, normalDistribution } from './gaussian.ts';
import { sigmoid, tanh } from './tanh.ts';

export type ActivationName = 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leaky_relu' | 'elu' | 'gelu' | 'softplus' | 'swish' | 'sin';
export type OutputActivationName = ActivationName | 'softmax';

export type Activation = {
  readonly label: string;
  /** φ(z). In this and in other rules `\,` multiplies, and [z > 0] is 1 where z > 0, else 0. */
  readonly tex: string;
  /** φ′(z), in a = φ(z) where that is shorter. */
  readonly derivativeTex: string;
  /** The z at which φ has a corner and no derivative. */
  readonly corner?: number;
  /** a = φ(z). */
  output(z: number): number;
  /** φ′(z), given a = φ(z) too. At a kink: relu 0, leaky_relu its slope. */
  derivative(z: number, a: number): number;
  /** φ″(z), given a = φ(z) too; 0 at a kink. */
  secondDerivative(z: number, a: number): number;
  /** a[i] = φ(z[i]) for i from `from` to `to` − 1. */
  outputs(z: Float64Array, a: Float64Array, from: number, to: number): void;
  /** δ[i] ← δ[i] φ′(z[i]) for i from `from` to `to` − 1, which turns ∂L/∂a into ∂L/∂z. */
  backward(z: Float64Array, a: Float64Array, delta: Float64Array, from: number, to: number): void;
};

const LEAKY_SLOPE = 0.01;

/** ln(1 + eᶻ), without overflow for large z. */
function softplus(z: number): number {
  return (z > 0 ? z : 0) + Math.log1p(Math.exp(z > 0 ? -z : z));
}

export const activations: Readonly<Record<ActivationName, Activation>> = {
  linear: {
    label: 'linear',
    tex: 'z',
    derivativeTex: '1',
    output: (z) => z,
    derivative: () => 1,
    secondDerivative: () => 0,
    outputs(z, a, from, to) {
      for (let i = from; i < to; i += 1) a[i] = z[i]!;
    },
    backward() {
      // φ′ = 1: ∂L/∂z is ∂L/∂a.
    },
  },
  sigmoid: {
    label: 'sigmoid',
    tex: '\\frac{1}{1 + e^{-z}}',
    derivativeTex: 'a\\,(1 - a)',
    output: sigmoid,
    derivative: (_z, a) => a * (1 - a),
    secondDerivative: (_z, a) => a * (1 - a) * (1 - 2 * a),
    outputs(z, a, from, to) {
      for (let i = from; i < to; i += 1) a[i] = sigmoid(z[i]!);
    },
    backward(_z, a, delta, from, to) {
      for (let i = from; i < to; i += 1) delta[i] = delta[i]! * (a[i]! * (1 - a[i]!));
    },
  },
  tanh: {
    label: 'tanh',
    tex: '\\tanh z',
    derivativeTex: '1 - a^2',
    output: tanh,
    derivative: (_z, a) => 1 - a * a,
    secondDerivative: (_z, a) => -2 * a * (1 - a * a),
    outputs(z, a, from, to) {
      for (let i = from; i < to; i += 1) a[i] = tanh(z[i]!);
    },
    backward(_z, a, delta, from, to) {
      for (let i = from; i < to; i += 1) delta[i] = delta[i]! * (1 - a[i]! * a[i]!);
    },
  },
  relu: {
    label: 'ReLU',
    tex: '\\max(0, z)',
    derivativeTex: '[z > 0]',
    corner: 0,
    // A NaN stays a NaN in both loops, so that a diverged network never looks like a quiet one.
    output: (z) => (z <= 0 ? 0 : z),
    derivative: (z) => (z <= 0 ? 0 : 1),
    secondDerivative: () => 0,
    outputs(z, a, from, to) {
      for (let i = from; i < to; i += 1) a[i] = z[i]! <= 0 ? 0 : z[i]!;
    },
    backward(z, _a, delta, from, to) {
      for (let i = from; i < to; i += 1) delta[i] = z[i]! <= 0 ? 0 : delta[i]!;
    },
  },
  leaky_relu: {
    label: 'leaky ReLU',
    tex: '\\max(0.01\\,z, z)',
    derivativeTex: '[z > 0] + 0.01\\,[z \\le 0]',
    corner: 0,
    output: (z) => (z <= 0 ? LEAKY_SLOPE * z : z),
    derivative: (z) => (z <= 0 ? LEAKY_SLOPE : 1),
    secondDerivative: () => 0,
    outputs(z, a, from, to) {
      for (let i = from; i < to; i += 1) a[i] = z[i]! <= 0 ? LEAKY_SLOPE * z[i]! : z[i]!;
    },
    backward(z, _a, delta, from, to) {
      for (let i = from; i < to; i += 1) delta[i] = z[i]! <= 0 ? LEAKY_SLOPE * delta[i]! : delta[i]!;
    },
  },
  elu: {
    label: 'ELU',
    tex: '\\max(0, z) + \\min(0, e^z - 1)',
    derivativeTex: '\\min(1, a + 1)',
    output: (z) => (z > 0 ? z : Math.expm1(z)),
    derivative: (z, a) => (z > 0 ? 1 : a + 1),
    secondDerivative: (z, a) => (z > 0 ? 0 : a + 1),
    outputs(z, a, from, to) {
      for (let i = from; i < to; i += 1) a[i] = z[i]! > 0 ? z[i]! : Math.expm1(z[i]!);
    },
    backward(z, a, delta, from, to) {
      for (let i = from; i < to; i += 1) delta[i] = z[i]! > 0 ? delta[i]! : delta[i]! * (a[i]! + 1);
    },
  },
  gelu: {
    label: 'GELU',
    tex: 'z\\,\\Phi(z)',
    derivativeTex: '\\Phi(z) + z\\,\\varphi(z)',
    output: (z) => z * normalDistribution(z),
    derivative: (z) => normalDistribution(z) + z * normalDensity(z),
    secondDerivative: (z) => (2 - z * z) * normalDensity(z),
    outputs(z, a, from, to) {
      for (let i = from; i < to; i += 1) a[i] = z[i]! * normalDistribution(z[i]!);
    },
    backward(z, _a, delta, from, to) {
      for (let i = from; i < to; i += 1) delta[i] = delta[i]! * (normalDistribution(z[i]!) + z[i]! * normalDensity(z[i]!));
    },
  },
  softplus: {
    label: 'softplus',
    tex: '\\ln(1 + e^z)',
    derivativeTex: '\\frac{1}{1 + e^{-z}}',
    output: softplus,
    derivative: (z) => sigmoid(z),
    secondDerivative: (z) => sigmoid(z) * sigmoid(-z),
    outputs(z, a, from, to) {
      for (let i = from; i < to; i += 1) a[i] = softplus(z[i]!);
    },
    backward(z, _a, delta, from, to) {
      for (let i = from; i < to; i += 1) delta[i] = delta[i]! * sigmoid(z[i]!);
    },
  },
  swish: {
    label: 'swish',
    tex: '\\frac{z}{1 + e^{-z}}',
    derivativeTex: '\\sigma(z)\\,(1 + z - a)',
    output: (z) => z * sigmoid(z),
    derivative: (z, a) => swishDerivative(z, a),
    secondDerivative: (z, a) => sigmoid(z) * sigmoid(-z) * (2 + z - 2 * a),
    outputs(z, a, from, to) {
      for (let i = from; i < to; i += 1) a[i] = z[i]! * sigmoid(z[i]!);
    },
    backward(z, a, delta, from, to) {
      for (let i = from; i < to; i += 1) delta[i] = delta[i]! * swishDerivative(z[i]!, a[i]!);
    },
  },
  sin: {
    label: 'sine',
    tex: '\\sin z',
    derivativeTex: '\\cos z',
    output: (z) => Math.sin(z),
    derivative: (z) => Math.cos(z),
    secondDerivative: (z) => -Math.sin(z),
    outputs(z, a, from, to) {
      for (let i = from; i < to; i += 1) a[i] = Math.sin(z[i]!);
    },
    backward(z, _a, delta, from, to) {
      for (let i = from; i < to; i += 1) delta[i] = delta[i]! * Math.cos(z[i]!);
    },
  },
};

/** σ(z) + zσ(z)(1 − σ(z)), written as a + σ(z)(1 − a). */
function swishDerivative(z: number, a: number): number {
  return a + sigmoid(z) * (1 - a);
}

export const activationNames = Object.keys(activations) as ActivationName[];

/** Label and formula of every activation an output layer can have. */
export const outputActivationTexts: Readonly<Record<OutputActivationName, { readonly label: string; readonly tex: string }>> = {
  ...activations,
  softmax: { label: 'softmax', tex: '\\frac{e^{z_k}}{\\sum_j e^{z_j}}' },
};
