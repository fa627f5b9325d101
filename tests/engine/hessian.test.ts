import { describe, expect, it } from 'vitest';
import { activationNames, activations } from '../../src/engine/activations.ts';
import type { OutputActivationName } from '../../src/engine/activations.ts';
import { backward } from '../../src/engine/backward.ts';
import { forward } from '../../src/engine/forward.ts';
import { createHessianProduct, hessianTimes } from '../../src/engine/hessian.ts';
import { createLanczos } from '../../src/engine/lanczos.ts';
import { lossNames, losses, reductionScale } from '../../src/engine/losses.ts';
import type { LossName, LossSpec } from '../../src/engine/losses.ts';
import { createNetwork } from '../../src/engine/network.ts';
import type { Network } from '../../src/engine/network.ts';
import { lossDelta } from '../../src/engine/outputLoss.ts';
import { createRandom } from '../../src/engine/random.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { createWorkspace, loadExamples } from '../../src/engine/workspace.ts';
import type { TrainingSet } from '../../src/engine/workspace.ts';

const smooth = activationNames.filter((name) => name !== 'relu' && name !== 'leaky_relu' && name !== 'elu');

function createCase(inputs: number, units: readonly number[], hidden: OutputActivationName, output: OutputActivationName, count: number, seed: number) {
  const random = createRandom(seed);
  const draw = (length: number): Float64Array => Float64Array.from({ length }, () => 0.7 * random.normal());
  const network = createNetwork({ inputs, layers: units.map((n, i) => ({ units: n, activation: i === units.length - 1 ? output : hidden })) });
  const set: TrainingSet = { count, inputs: draw(count * inputs), targets: Float64Array.from({ length: count * units.at(-1)! }, () => random.next()) };
  return { network, theta: draw(network.parameterCount), set, v: draw(network.parameterCount) };
}

function gradientAt(network: Network, theta: Float64Array, loss: LossSpec, set: TrainingSet): Float64Array {
  const workspace = createWorkspace(network, set.count);
  const gradient = new Float64Array(theta.length);
  loadExamples(workspace, set, 0, set.count);
  forward(network, theta, workspace, set.count);
  lossDelta(network, loss, workspace, workspace.targets, set.count, reductionScale(loss, set.count, network.layers.at(-1)!.units));
  backward(network, theta, workspace, set.count, gradient);
  return gradient;
}

/** (∇L(θ + hv) − ∇L(θ − hv)) / 2h */
function differences(network: Network, theta: Float64Array, loss: LossSpec, set: TrainingSet, v: Float64Array): Float64Array {
  const h = 1e-5;
  const shifted = (sign: number): Float64Array => gradientAt(network, theta.map((value, i) => value + sign * h * v[i]!), loss, set);
  const [above, below] = [shifted(1), shifted(-1)];
  return above.map((value, i) => (value - below[i]!) / (2 * h));
}

function expectClose(got: Float64Array, wanted: Float64Array, tolerance: number): void {
  const size = Math.max(1e-6, ...wanted.map(Math.abs));
  got.forEach((value, i) => expect(Math.abs(value - wanted[i]!) / size, `entry ${i}: ${value} against ${wanted[i]}`).toBeLessThan(tolerance));
}

function fullHessian(network: Network, theta: Float64Array, loss: LossSpec, set: TrainingSet): Float64Array[] {
  return Array.from(theta, (_, i) => {
    const e = new Float64Array(theta.length);
    e[i] = 1;
    return hessianTimes(network, theta, loss, set, e);
  });
}

/** Jacobi's rotations until nothing is left beside the diagonal. */
function eigenvalues(matrix: readonly Float64Array[]): number[] {
  const a = matrix.map((row) => Array.from(row));
  const size = a.length;
  for (let sweep = 0; sweep < 60; sweep += 1) {
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        if (Math.abs(a[p]![q]!) < 1e-300) continue;
        const tau = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
        const t = Math.sign(tau || 1) / (Math.abs(tau) + Math.hypot(1, tau));
        const c = 1 / Math.hypot(1, t);
        const s = t * c;
        for (let k = 0; k < size; k += 1) [a[k]![p], a[k]![q]] = [c * a[k]![p]! - s * a[k]![q]!, s * a[k]![p]! + c * a[k]![q]!];
        for (let k = 0; k < size; k += 1) [a[p]![k], a[q]![k]] = [c * a[p]![k]! - s * a[q]![k]!, s * a[p]![k]! + c * a[q]![k]!];
      }
    }
  }
  return a.map((row, i) => row[i]!);
}

function lambdaMax(network: Network, theta: Float64Array, loss: LossSpec, set: TrainingSet, most?: number): { largest: number; error: number } {
  const lanczos = createLanczos(theta.length, createRandom(5), most);
  while (lanczos.wanted !== null) lanczos.take(hessianTimes(network, theta, loss, set, lanczos.wanted));
  return { largest: lanczos.largest, error: lanczos.error };
}

describe('second derivatives', () => {
  it.each(activationNames)('of %s are those of its derivative', (name) => {
    const { output, derivative, secondDerivative } = activations[name];
    for (const z of [-3.1, -0.9, -0.2, 0.3, 1.4, 4.2]) {
      const h = 1e-5;
      const numeric = (derivative(z + h, output(z + h)) - derivative(z - h, output(z - h))) / (2 * h);
      expect(secondDerivative(z, output(z))).toBeCloseTo(numeric, 8);
    }
  });

  it.each(lossNames.filter((name) => name !== 'softmax_cross_entropy'))('of %s are those of its derivative', (name) => {
    const { derivative, secondDerivative } = losses[name];
    for (const y of [-2.3, -0.4, 0.3, 0.7, 1.9]) {
      const h = 1e-5;
      expect(secondDerivative(y, 1, 0.8)).toBeCloseTo((derivative(y + h, 1, 0.8) - derivative(y - h, 1, 0.8)) / (2 * h), 8);
    }
  });
});

describe('Hessian times vector', () => {
  it.each(smooth)('agrees with differences of the gradient through %s', (name) => {
    for (const seed of [1, 2, 3]) {
      const { network, theta, set, v } = createCase(3, [4, 3, 2], name, name, 7, seed);
      const loss: LossSpec = { name: 'half_squared', reduction: 'mean', huberDelta: 1 };
      expectClose(hessianTimes(network, theta, loss, set, v), differences(network, theta, loss, set, v), 1e-7);
    }
  });

  const outputs: readonly (readonly [LossName, OutputActivationName])[] = [
    ['squared', 'tanh'], ['half_squared', 'softmax'], ['squared', 'softmax'], ['huber', 'linear'], ['signed_difference', 'tanh'],
    ['binary_cross_entropy', 'sigmoid'], ['binary_cross_entropy', 'linear'], ['softmax_cross_entropy', 'softmax'], ['softmax_cross_entropy', 'linear'],
  ];
  it.each(outputs)('agrees with differences of the gradient for %s after %s', (name, output) => {
    for (const reduction of ['mean', 'sum', 'mean_all'] as const) {
      const { network, theta, set, v } = createCase(2, [5, 4, 3], 'tanh', output, 9, 11);
      const loss: LossSpec = { name, reduction, huberDelta: 30 };
      expectClose(hessianTimes(network, theta, loss, set, v), differences(network, theta, loss, set, v), 1e-7);
    }
  });

  it('is the same in stretches of any length', () => {
    const { network, theta, set, v } = createCase(2, [4, 1], 'tanh', 'linear', 23, 4);
    const loss: LossSpec = { name: 'half_squared', reduction: 'mean', huberDelta: 1 };
    const whole = hessianTimes(network, theta, loss, set, v);
    const hessian = createHessianProduct(network, theta, loss, set, 5);
    const parts = new Float64Array(theta.length);
    for (let from = 0; from < set.count; from += hessian.stretch) hessian.add(v, parts, from);
    expectClose(parts, whole, 1e-13);
  });

  it('belongs to a symmetric matrix', () => {
    const { network, theta, set } = createCase(2, [3, 2, 1], 'tanh', 'tanh', 6, 8);
    const rows = fullHessian(network, theta, { name: 'squared', reduction: 'mean', huberDelta: 1 }, set);
    rows.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(rows[j]![i]!, 12)));
  });
});

describe('the largest eigenvalue', () => {
  it('is that of the full Hessian on networks of up to 60 parameters', () => {
    for (const [seed, units] of [[1, [4, 1]], [2, [5, 4, 1]], [3, [8, 3]], [4, [1]], [5, [6, 4, 2]]] as const) {
      const { network, theta, set } = createCase(2, units, 'tanh', 'linear', 20, seed);
      expect(theta.length).toBeLessThanOrEqual(60);
      const loss: LossSpec = { name: 'half_squared', reduction: 'mean', huberDelta: 1 };
      const full = Math.max(...eigenvalues(fullHessian(network, theta, loss, set)));
      const { largest, error } = lambdaMax(network, theta, loss, set);
      expect(Math.abs(largest - full) / full).toBeLessThan(1e-9);
      expect(error).toBeLessThan(1e-6 * full);
    }
  });

  it('is close after a few products, and the error it states is not too small', () => {
    const { network, theta, set } = createCase(2, [8, 8, 1], 'tanh', 'linear', 40, 6);
    const loss: LossSpec = { name: 'half_squared', reduction: 'mean', huberDelta: 1 };
    const exact = lambdaMax(network, theta, loss, set, theta.length).largest;
    const { largest, error } = lambdaMax(network, theta, loss, set, 8);
    expect(Math.abs(largest - exact)).toBeLessThanOrEqual(error + 1e-12);
    expect(Math.abs(largest - exact) / exact).toBeLessThan(1e-3);
  });

  it('is where gradient descent on a quadratic begins to diverge', () => {
    const { network, theta, set } = createCase(3, [1], 'linear', 'linear', 30, 9);
    const loss: LossSpec = { name: 'half_squared', reduction: 'mean', huberDelta: 1 };
    const edge = 2 / lambdaMax(network, theta, loss, set).largest;
    const lossAfter = (learningRate: number): number => {
      const trainer = createTrainer({
        network: network.spec, loss, learningRate, optimizer: { name: 'sgd' }, schedule: { name: 'constant' },
        regularization: { l1: 0, l2: 0, clipNorm: 0 }, batchSize: set.count,
      }, set, 1, theta);
      for (let step = 0; step < 3000 && trainer.finite; step += 1) trainer.advance();
      return trainer.finite ? trainer.batchLoss : Infinity;
    };
    expect(lossAfter(edge * 0.995)).toBeLessThan(lossAfter(edge * 0.0001));
    expect(lossAfter(edge * 1.005)).toBeGreaterThan(1e3);
  });
});
