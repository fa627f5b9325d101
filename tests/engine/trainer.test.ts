import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkSize } from '../../src/engine/chunkSize.ts';
import { createNetwork, initializeParameters } from '../../src/engine/network.ts';
import type { NetworkSpec } from '../../src/engine/network.ts';
import { defaultOptimizer, optimizers } from '../../src/engine/optimizers.ts';
import type { OptimizerName } from '../../src/engine/optimizers.ts';
import { createRandom } from '../../src/engine/random.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import type { Trainer, TrainerConfig, TrainerState, TrainingSet } from '../../src/engine/trainer.ts';

const small: NetworkSpec = { inputs: 2, layers: [{ units: 3, activation: 'tanh' }, { units: 1, activation: 'linear' }] };
/** Large enough for a mini-batch to take several chunks. */
const wide: NetworkSpec = { inputs: 2, layers: [...Array.from({ length: 6 }, () => ({ units: 64, activation: 'tanh' as const })), { units: 1, activation: 'linear' }] };

const plain: TrainerConfig = {
  network: small, loss: { name: 'squared', reduction: 'mean', huberDelta: 1 }, learningRate: 0.1, optimizer: { name: 'sgd' },
  schedule: { name: 'constant' }, regularization: { l1: 0, l2: 0, clipNorm: 0 }, batchSize: 4,
};

function dataOf(count: number, seed = 1): TrainingSet {
  const random = createRandom(seed);
  const inputs = Float64Array.from({ length: 2 * count }, () => random.normal());
  return { count, inputs, targets: Float64Array.from({ length: count }, (_, e) => inputs[2 * e]! * inputs[2 * e + 1]!) };
}

function start(config: TrainerConfig = plain, data: TrainingSet = dataOf(10), seed = 5): Trainer {
  const network = createNetwork(config.network);
  const theta = initializeParameters(network, { weights: { kind: 'xavier', distribution: 'uniform' }, biases: { kind: 'zero' } }, createRandom(3));
  return createTrainer(config, data, seed, theta);
}

function train(trainer: Trainer, steps: number): void {
  for (let made = 0; made < steps && trainer.finite;) if (trainer.advance()) made++;
}

const optimizerNames = Object.keys(optimizers) as OptimizerName[];
const setup = fc.record({
  name: fc.constantFrom(...optimizerNames), batchSize: fc.integer({ min: 1, max: 14 }), count: fc.integer({ min: 1, max: 12 }),
  seed: fc.integer(), before: fc.integer({ min: 0, max: 25 }), after: fc.integer({ min: 1, max: 12 }),
  l1: fc.constantFrom(0, 0.01), l2: fc.constantFrom(0, 0.01), clipNorm: fc.constantFrom(0, 0.5),
}).map(({ name, batchSize, l1, l2, clipNorm, ...rest }) => ({
  ...rest, config: { ...plain, batchSize, optimizer: defaultOptimizer(name), regularization: { l1, l2, clipNorm }, learningRate: 0.02 },
}));

describe('trainer', () => {
  it('is left as it was, slots included, by a step that would carry a parameter beyond all numbers', () => {
    // Decay alone: |1 − ηλ| = 9 times as large. tanh keeps the loss finite.
    const network: NetworkSpec = { inputs: 2, layers: [{ units: 3, activation: 'tanh' }, { units: 1, activation: 'tanh' }] };
    const optimizer = { ...defaultOptimizer('adamw'), weightDecay: 0.1 } as TrainerConfig['optimizer'];
    const trainer = start({ ...plain, network, optimizer, learningRate: 0.01 });
    train(trainer, 5);
    trainer.reconfigure({ ...plain, network, optimizer, learningRate: 100 });
    trainer.setParameter(0, 1e308);
    const before = trainer.save();
    train(trainer, 1);
    expect(trainer.finite).toBe(false);
    const { parameters, slots, step } = trainer.save();
    expect({ parameters, slots, step }).toEqual({ parameters: before.parameters, slots: before.slots, step: before.step });
    expect(slots.flatMap((slot) => [...slot]).some((value) => value !== 0)).toBe(true);
  });

  it('gives the same numbers, bit by bit, for the same seed', () => {
    fc.assert(fc.property(setup, ({ config, count, seed, before }) => {
      const [one, two] = [start(config, dataOf(count), seed), start(config, dataOf(count), seed)];
      train(one, before);
      train(two, before);
      expect(one.save()).toEqual(two.save());
    }));
  });

  it('goes on exactly from a saved state, in the middle of an epoch or not', () => {
    fc.assert(fc.property(setup, ({ config, count, seed, before, after }) => {
      const trainer = start(config, dataOf(count), seed);
      train(trainer, before);
      const state: TrainerState = structuredClone(trainer.save());
      train(trainer, after);
      const copy = start(config, dataOf(count), seed + 1);
      copy.restore(state);
      expect(copy.save()).toEqual(state);
      train(copy, after);
      expect(copy.save()).toEqual(trainer.save());
    }));
  });

  it('uses every example once an epoch, in a new order each time', () => {
    const trainer = start(plain, dataOf(10));
    expect([trainer.stepsPerEpoch, trainer.stepInEpoch, trainer.epoch]).toEqual([3, 0, 0]);
    const orders = Array.from({ length: 3 }, () => {
      const order = Array.from(trainer.save().order);
      train(trainer, 3);
      return order;
    });
    expect([trainer.stepInEpoch, trainer.epoch, trainer.step]).toEqual([0, 3, 9]);
    for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(orders[0]).not.toEqual(orders[1]);
    expect(orders[1]).not.toEqual(orders[2]);
  });

  it('takes the mean of a last, smaller batch over its own examples', () => {
    const data = dataOf(10);
    const trainer = start(plain, data);
    train(trainer, 2);
    const { order, parameters } = trainer.save();
    const last = Array.from(order.subarray(8));
    const rest: TrainingSet = {
      count: 2, inputs: Float64Array.from(last.flatMap((e) => [data.inputs[2 * e]!, data.inputs[2 * e + 1]!])),
      targets: Float64Array.from(last, (e) => data.targets[e]!),
    };
    const alone = createTrainer({ ...plain, batchSize: 2 }, rest, 1, parameters);
    train(trainer, 1);
    train(alone, 1);
    expect(trainer.batchLoss).toBeCloseTo(alone.batchLoss, 14);
    trainer.parameters.forEach((value, i) => expect(value).toBeCloseTo(alone.parameters[i]!, 14));
  });

  it('adds the chunks of a large batch up to the gradient of the whole', () => {
    const data = dataOf(100);
    const chunked = start({ ...plain, network: wide, batchSize: 100 }, data);
    expect(chunkSize(chunked.network)).toBeLessThan(50);
    let calls = 0;
    let done = false;
    while (!done) {
      expect(chunked.gradient.every((g) => g === 0)).toBe(true);
      done = chunked.advance();
      calls++;
    }
    expect(calls).toBe(Math.ceil(100 / chunkSize(chunked.network)));
    // The same mean as one step per example, averaged.
    const sum = new Float64Array(chunked.gradient.length);
    for (let e = 0; e < 100; e++) {
      const one = start({ ...plain, network: wide, batchSize: 1 }, { count: 1, inputs: data.inputs.slice(2 * e, 2 * e + 2), targets: data.targets.slice(e, e + 1) });
      train(one, 1);
      one.gradient.forEach((g, i) => { sum[i] = sum[i]! + g / 100; });
    }
    chunked.gradient.forEach((g, i) => expect(g).toBeCloseTo(sum[i]!, 12));
  });

  it('does not depend on when it is called, saved or told to abandon a half-done batch', () => {
    const config: TrainerConfig = { ...plain, network: wide, batchSize: 40, learningRate: 0.01, optimizer: defaultOptimizer('adam') };
    const straight = start(config, dataOf(100));
    const disturbed = start(config, dataOf(100));
    train(straight, 4);
    for (let made = 0, calls = 0; made < 4; calls++) {
      if (calls % 5 === 1) disturbed.abandon();
      if (calls % 7 === 2) disturbed.restore(disturbed.save());
      if (disturbed.advance()) made++;
    }
    expect(disturbed.save()).toEqual(straight.save());
  });

  it('tells the update, the gradient and its length', () => {
    const trainer = start({ ...plain, optimizer: defaultOptimizer('momentum') });
    expect([trainer.gradientNorm, trainer.batchLoss]).toEqual([0, Number.NaN]);
    train(trainer, 3);
    const before = trainer.parameters.slice();
    train(trainer, 1);
    trainer.update.forEach((change, i) => expect(change).toBe(trainer.parameters[i]! - before[i]!));
    expect(trainer.gradientNorm).toBeCloseTo(Math.hypot(...trainer.gradient), 12);
    expect(trainer.slots[0]!.some((v) => v !== 0)).toBe(true);
  });

  it('cuts a long gradient, and tells how long it was', () => {
    const trainer = start({ ...plain, regularization: { l1: 0, l2: 0, clipNorm: 1e-3 } });
    train(trainer, 1);
    expect(Math.hypot(...trainer.gradient)).toBeCloseTo(1e-3, 12);
    expect(trainer.gradientNorm).toBeGreaterThan(1e-3);
  });

  it('moves the momentum of one cycle against its rate', () => {
    const cycle: TrainerConfig = {
      ...plain, optimizer: { name: 'momentum', momentum: 0.1 }, schedule: { name: 'one_cycle', length: 20, momentum: { low: 0.8, high: 0.9 } },
    };
    const trainer = start(cycle);
    train(trainer, 1);
    const first = trainer.gradient.slice();
    const velocity = trainer.slots[0]!.slice();
    expect(velocity).toEqual(first);
    expect(trainer.learningRate).toBeGreaterThan(0.1 / 25);
    train(trainer, 1);
    const ratio = (trainer.slots[0]![0]! - trainer.gradient[0]!) / velocity[0]!;
    expect(ratio).toBeLessThan(0.9);
    expect(ratio).toBeGreaterThan(0.8);
  });
});
