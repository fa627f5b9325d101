import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activations } from '../../src/engine/activations.ts';
import { checkGradient, differenceStep } from '../../src/engine/checkGradient.ts';
import { chunkSize } from '../../src/engine/chunkSize.ts';
import { losses, type LossSpec } from '../../src/engine/losses.ts';
import { createNetwork, type Network, type NetworkSpec } from '../../src/engine/network.ts';
import type { TrainingSet } from '../../src/engine/trainer.ts';
import { startCheck, type CheckTable } from '../../src/explain/check.ts';
import { anyConfig, dataFor, trainerFor } from './updates.ts';

function checkOf(network: Network, theta: Float64Array, loss: LossSpec, set: TrainingSet, examples: readonly number[], indices: readonly number[] | null = null): CheckTable {
  const work = startCheck(network, theta, loss, set, Uint32Array.from(examples), indices);
  let { progress } = work;
  for (;;) {
    const table = work.advance();
    expect(work.progress).toBeGreaterThanOrEqual(progress);
    ({ progress } = work);
    if (table === null) continue;
    expect(progress).toBe(1);
    return table;
  }
}

const inOrder = (count: number): number[] => Array.from({ length: count }, (_, e) => e);
const isSmooth = ({ network, loss }: { network: NetworkSpec; loss: LossSpec }): boolean =>
  losses[loss.name].corner === undefined && network.layers.every(({ activation }) => activation === 'softmax' || activations[activation].corner === undefined);

describe('a check', () => {
  it('agrees with backpropagation where everything is smooth', () => {
    fc.assert(fc.property(anyConfig.filter((config) => isSmooth(config) && config.loss.name !== 'huber'), fc.integer({ min: 1, max: 9 }), (config, count) => {
      const set = dataFor(config, count);
      const { network, parameters } = trainerFor(config, set);
      const { numeric, analytic, epsilon, kinks } = checkOf(network, parameters, config.loss, set, inOrder(count));
      const size = Math.max(1e-2, ...analytic.map(Math.abs));
      numeric.forEach((n, i) => expect(Math.abs(n - analytic[i]!), `entry ${i}: ${n} and ${analytic[i]}`).toBeLessThan(1e-6 * size));
      expect(epsilon).toEqual(parameters.map(differenceStep));
      expect(kinks).toEqual([]);
    }), { numRuns: 150 });
  });

  it('is the engine\'s own, of some examples in an order of their own', () => {
    fc.assert(fc.property(anyConfig, fc.integer({ min: 2, max: 9 }), (config, count) => {
      const set = dataFor(config, count);
      const { network, parameters } = trainerFor(config, set);
      const theta = parameters.slice();
      const last = theta.length - 1;
      const indices = [last, 0, last >> 1];
      const mine = checkOf(network, theta, config.loss, set, inOrder(count), indices);
      const whole = checkGradient(network, theta, config.loss, set, indices, differenceStep);
      expect([...mine.indices]).toEqual(indices);
      expect(mine.analytic).toEqual(whole.analytic);
      expect(mine.epsilon).toEqual(whole.epsilon);
      mine.numeric.forEach((n, k) => expect(Math.abs(n - whole.numeric[k]!)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(n))));
      expect(theta).toEqual(parameters);
      const few = checkOf(network, theta, config.loss, set, [1, 0], indices);
      const width = set.targets.length / count;
      const swapped: TrainingSet = {
        count: 2,
        inputs: Float64Array.of(...set.inputs.subarray(config.network.inputs, 2 * config.network.inputs), ...set.inputs.subarray(0, config.network.inputs)),
        targets: Float64Array.of(...set.targets.subarray(width, 2 * width), ...set.targets.subarray(0, width)),
      };
      expect(few).toEqual(checkOf(network, theta, config.loss, swapped, [0, 1], indices));
    }));
  });

  it('of a batch larger than a chunk is worked off in pieces', () => {
    const config = {
      network: { inputs: 2, layers: [...Array.from({ length: 6 }, () => ({ units: 64, activation: 'tanh' as const })), { units: 1, activation: 'linear' as const }] },
      loss: { name: 'half_squared', reduction: 'mean', huberDelta: 1 } as const,
    };
    const network = createNetwork(config.network);
    const count = 3 * chunkSize(network) + 5;
    const set = dataFor(config, count);
    const theta = trainerFor({ ...config, learningRate: 0.1, optimizer: { name: 'sgd' }, schedule: { name: 'constant' }, regularization: { l1: 0, l2: 0, clipNorm: 0 }, batchSize: count }, set).parameters;
    const indices = [0, 9000, network.parameterCount - 1];
    const { numeric, analytic } = checkOf(network, theta, config.loss, set, inOrder(count), indices);
    const whole = checkGradient(network, theta, config.loss, set, indices, differenceStep);
    numeric.forEach((n, k) => {
      expect(n).toBeCloseTo(whole.numeric[k]!, 9);
      expect(n).toBeCloseTo(analytic[k]!, 8);
    });
  });

  it('is answered for no examples and for no parameters', () => {
    const network = createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'tanh' }] });
    const loss: LossSpec = { name: 'squared', reduction: 'mean', huberDelta: 1 };
    const set = { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(1) };
    expect(checkOf(network, Float64Array.of(1, 0), loss, set, [])).toMatchObject({ analytic: Float64Array.of(0, 0), numeric: Float64Array.of(0, 0), relativeError: Float64Array.of(0, 0) });
    expect(checkOf(network, Float64Array.of(1, 0), loss, set, [0], []).indices).toHaveLength(0);
    expect(() => startCheck(network, Float64Array.of(1, 0), loss, set, Uint32Array.of(0), [2])).toThrow('not 2');
  });
});

describe('the kinks of a check', () => {
  const half: LossSpec = { name: 'half_squared', reduction: 'mean', huberDelta: 1 };

  it.each(['relu', 'leaky_relu'] as const)('are found where a weighted sum of %s is 0', (activation) => {
    // Unit 0: z = 1 · x − 1, 0 for the second example; unit 1 is far from 0. θ = (w₀, w₁, b₀, b₁, v₀, v₁, c).
    const network = createNetwork({ inputs: 1, layers: [{ units: 2, activation }, { units: 1, activation: 'linear' }] });
    const theta = Float64Array.of(1, 1, -1, 5, 2, 1, 0);
    const set = { count: 3, inputs: Float64Array.of(3, 1, 2), targets: Float64Array.of(0, 0, 0) };
    const { kinks, relativeError } = checkOf(network, theta, half, set, [0, 1, 2]);
    const kink = { at: 'activation', example: 1, layer: 0, unit: 0, z: 0 };
    expect(kinks).toEqual([{ ...kink, index: 0 }, { ...kink, index: 2 }]);
    expect(relativeError[0]).toBeGreaterThan(1e-3);
    for (const index of [1, 3, 4, 5, 6]) expect(relativeError[index]).toBeLessThan(1e-8);
    // The place in the mini-batch, not in the set.
    expect(checkOf(network, theta, half, set, [2, 1], [2]).kinks).toEqual([{ ...kink, index: 2 }]);
    expect(checkOf(network, theta, half, set, [2, 0]).kinks).toEqual([]);
  });

  it('are found where a weighted sum crosses 0 between the two', () => {
    const network = createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'relu' }] });
    const set = { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(4) };
    const [near] = checkOf(network, Float64Array.of(1, -1 + 3e-6), half, set, [0], [0]).kinks;
    expect(near).toMatchObject({ index: 0, at: 'activation', example: 0, layer: 0, unit: 0 });
    expect(near?.at === 'activation' && near.z).toBeCloseTo(3e-6, 12);
    expect(checkOf(network, Float64Array.of(1, -1 + 3e-5), half, set, [0]).kinks).toEqual([]);
  });

  it('are not where a sum is 0 whatever the parameter', () => {
    const network = createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'relu' }, { units: 1, activation: 'linear' }] });
    const set = { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(4) };
    expect(checkOf(network, new Float64Array(4), half, set, [0]).kinks.map(({ index }) => index)).toEqual([0, 1]);
  });

  it('are found in an activation of a later layer', () => {
    const network = createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'tanh' }, { units: 2, activation: 'relu' }, { units: 1, activation: 'elu' }] });
    // z of the second layer is 0 for unit 1: tanh(0.5) · 0 + 0 stays, so b decides.
    const theta = Float64Array.of(1, 0, 1, 0, 1, 0, 1, 1, 0);
    const set = { count: 1, inputs: Float64Array.of(0.5), targets: Float64Array.of(0) };
    const { kinks } = checkOf(network, theta, half, set, [0]);
    expect(kinks.map(({ index }) => index)).toEqual([3, 5]);
    expect(kinks[0]).toMatchObject({ at: 'activation', layer: 1, unit: 1, z: 0 });
  });

  it.each([['absolute', 2], ['hinge', 1]] as const)('are found in the loss %s', (name, target) => {
    // ŷ = x: the second example is at the corner.
    const network = createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'linear' }] });
    const set = { count: 3, inputs: Float64Array.of(-0.3, target, 0.7), targets: Float64Array.of(target, target, target) };
    const loss: LossSpec = { name, reduction: 'sum', huberDelta: 1 };
    const kink = { at: 'loss', example: 1, output: 0 };
    expect(checkOf(network, Float64Array.of(1, 0), loss, set, [0, 1, 2]).kinks).toEqual([{ ...kink, index: 0 }, { ...kink, index: 1 }]);
    expect(checkOf(network, Float64Array.of(1, 0), loss, set, [0, 2]).kinks).toEqual([]);
  });

  it('are found in any chunk of a large batch', () => {
    const layers = [...Array.from({ length: 5 }, () => ({ units: 64, activation: 'tanh' as const })), { units: 1, activation: 'linear' as const }];
    const network = createNetwork({ inputs: 1, layers });
    const count = 2 * chunkSize(network) + 3;
    const set = { count, inputs: new Float64Array(count), targets: Float64Array.from({ length: count }, (_, e) => (e === count - 2 ? 0.25 : 1)) };
    const theta = new Float64Array(network.parameterCount);
    const bias = theta.length - 1;
    theta[bias] = 0.25;
    expect(checkOf(network, theta, { name: 'absolute', reduction: 'mean', huberDelta: 1 }, set, inOrder(count), [bias]).kinks)
      .toEqual([{ index: bias, at: 'loss', example: count - 2, output: 0 }]);
  });

  it('knows what a rounding of the loss and of its outputs amounts to', () => {
    const loss: LossSpec = { name: 'squared', reduction: 'sum', huberDelta: 1 };
    const set: TrainingSet = { count: 2, inputs: Float64Array.of(2, -3), targets: Float64Array.of(1, -1, 2, 0.5) };
    // Two linear outputs of one input: w = 0.5 and −1, b = 0.25 and −0.75.
    const network = createNetwork({ inputs: 1, layers: [{ units: 2, activation: 'linear' }] });
    const theta = Float64Array.of(0.5, -1, 0.25, -0.75);
    let expected = 0;
    [2, -3].forEach((x, e) => {
      [[0.5, 0.25], [-1, -0.75]].forEach(([w = 0, b = 0], k) => {
        const error = w * x + b - set.targets[2 * e + k]!;
        expected += error ** 2 + Math.abs(2 * error) * (Math.abs(b) + Math.abs(w * x));
      });
    });
    expect(checkOf(network, theta, loss, set, [0, 1]).rounding / Number.EPSILON).toBeCloseTo(expected, 10);
    expect(checkOf(network, theta, loss, set, [1, 0]).rounding / Number.EPSILON, 'in another order').toBeCloseTo(expected, 10);
    // Behind a hidden layer the output's inputs are its activations: a = −2x.
    const deep = createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'linear' }, { units: 2, activation: 'linear' }] });
    const below = Float64Array.of(-2, 0, -0.25, 0.5, 0.25, -0.75);
    expect(checkOf(deep, below, loss, set, [0, 1]).rounding / Number.EPSILON).toBeCloseTo(expected, 10);
  });
});
