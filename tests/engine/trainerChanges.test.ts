import { describe, expect, it } from 'vitest';
import { createNetwork, initializeParameters } from '../../src/engine/network.ts';
import type { NetworkSpec } from '../../src/engine/network.ts';
import { defaultOptimizer, optimizers } from '../../src/engine/optimizers.ts';
import type { OptimizerName } from '../../src/engine/optimizers.ts';
import { createRandom } from '../../src/engine/random.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import type { Trainer, TrainerConfig, TrainingSet } from '../../src/engine/trainer.ts';

const network: NetworkSpec = { inputs: 1, layers: [{ units: 3, activation: 'relu' }, { units: 1, activation: 'linear' }] };
const config: TrainerConfig = {
  network, loss: { name: 'squared', reduction: 'mean', huberDelta: 1 }, learningRate: 0.05, optimizer: { name: 'sgd' },
  schedule: { name: 'constant' }, regularization: { l1: 0, l2: 0, clipNorm: 0 }, batchSize: 4,
};

function line(count: number, slope = 2): TrainingSet {
  const inputs = Float64Array.from({ length: count }, (_, e) => (2 * e) / count - 1);
  return { count, inputs, targets: inputs.map((x) => slope * x) };
}

function start(changes: Partial<TrainerConfig> = {}, data: TrainingSet = line(10)): Trainer {
  const theta = initializeParameters(createNetwork(network), { weights: { kind: 'constant', value: 0.5 }, biases: { kind: 'zero' } }, createRandom(1));
  return createTrainer({ ...config, ...changes }, data, 5, theta);
}

function train(trainer: Trainer, steps: number): void {
  for (let made = 0; made < steps && trainer.finite;) if (trainer.advance()) made++;
}

describe('reconfigure', () => {
  it('leaves the parameters, the position and the order alone when the rate changes', () => {
    const [changed, whole] = [start(), start({ learningRate: 0.01 })];
    train(changed, 2);
    const before = changed.save();
    changed.reconfigure({ ...config, learningRate: 0.01 });
    expect(changed.save()).toEqual(before);
    whole.restore(before);
    train(changed, 5);
    train(whole, 5);
    expect(changed.save()).toEqual(whole.save());
  });

  it('goes on with a half-done mini-batch when only what comes after its gradient changes', () => {
    const advancesOfAStep = (trainer: Trainer): number => {
      let advances = 1;
      while (!trainer.advance()) advances++;
      return advances;
    };
    const trainer = start({ batchSize: 5000 }, line(5000));
    const whole = advancesOfAStep(trainer);
    expect(whole).toBeGreaterThan(2);
    trainer.advance();
    trainer.reconfigure({ ...config, batchSize: 5000, learningRate: 0.01, optimizer: defaultOptimizer('adam') });
    expect(advancesOfAStep(trainer)).toBe(whole - 1);
    // Whatever the gradient is made of begins the mini-batch anew.
    const others: readonly Partial<TrainerConfig>[] = [
      { loss: { ...config.loss, name: 'absolute' } }, { loss: { ...config.loss, reduction: 'sum' } }, { loss: { ...config.loss, huberDelta: 2 } },
      ...network.layers.map((_, changed) => ({ network: { ...network, layers: network.layers.map((layer, l) => (l === changed ? { ...layer, activation: 'tanh' as const } : layer)) } })),
    ];
    for (const changes of others) {
      const other = start({ batchSize: 5000 }, line(5000));
      other.advance();
      other.reconfigure({ ...config, batchSize: 5000, ...changes });
      expect(advancesOfAStep(other), JSON.stringify(changes)).toBe(whole);
    }
  });

  it('gives another kind of optimizer empty slots, and the same kind keeps its own', () => {
    const trainer = start({ optimizer: defaultOptimizer('momentum') });
    train(trainer, 3);
    const velocity = trainer.slots[0]!.slice();
    trainer.reconfigure({ ...config, optimizer: { name: 'momentum', momentum: 0.5 } });
    expect(trainer.slots[0]).toEqual(velocity);
    trainer.reconfigure({ ...config, optimizer: defaultOptimizer('adam') });
    expect(trainer.slots).toHaveLength(2);
    expect(trainer.slots.every((slot) => slot.every((value) => value === 0))).toBe(true);
    expect(trainer.save().optimizerStep).toBe(0);
  });

  it('goes on with the rest of the epoch when the batch size changes', () => {
    const trainer = start();
    train(trainer, 1);
    trainer.reconfigure({ ...config, batchSize: 100 });
    expect([trainer.epoch, trainer.stepsPerEpoch]).toEqual([0, 1]);
    train(trainer, 1);
    expect([trainer.epoch, trainer.save().position]).toEqual([1, 0]);
    trainer.reconfigure({ ...config, batchSize: 1 });
    expect(trainer.stepsPerEpoch).toBe(10);
    train(trainer, 10);
    expect(trainer.epoch).toBe(2);
  });

  it('begins an epoch with another number of examples, and not with other examples of the same number', () => {
    const trainer = start();
    train(trainer, 1);
    trainer.reconfigure(config, line(10, -2));
    expect(trainer.save().position).toBe(4);
    trainer.reconfigure(config, line(7));
    expect(trainer.save().position).toBe(0);
    expect(Array.from(trainer.save().order).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    train(trainer, 2);
    expect([trainer.epoch, trainer.step]).toEqual([1, 3]);
  });

  it('learns the new data of a full batch', () => {
    const trainer = start({ batchSize: 10 });
    train(trainer, 1);
    trainer.reconfigure({ ...config, batchSize: 10 }, line(10, 50));
    train(trainer, 1);
    expect(trainer.batchLoss).toBeGreaterThan(100);
  });

  it('refuses another network or data that do not fit, and changes nothing', () => {
    const trainer = start();
    train(trainer, 2);
    const before = trainer.save();
    const wider: NetworkSpec = { inputs: 1, layers: [{ units: 4, activation: 'relu' }, { units: 1, activation: 'linear' }] };
    expect(() => trainer.reconfigure({ ...config, network: wider })).toThrow('1-4-1 instead of 1-3-1');
    expect(() => trainer.reconfigure(config, { count: 3, inputs: new Float64Array(4), targets: new Float64Array(3) })).toThrow('invalid data');
    expect(() => trainer.reconfigure({ ...config, batchSize: 0 })).toThrow('invalid batch size: 0');
    expect(trainer.save()).toEqual(before);
  });
});

describe('setParameter', () => {
  it('changes one number and keeps the last update as it was', () => {
    const trainer = start();
    train(trainer, 1);
    const update = trainer.update.slice();
    trainer.setParameter(0, 7);
    expect(trainer.parameters[0]).toBe(7);
    expect(trainer.update).toEqual(update);
  });

  it('refuses what is not a parameter or not a number', () => {
    const trainer = start();
    expect(() => trainer.setParameter(10, 1)).toThrow('invalid parameter: 10');
    expect(() => trainer.setParameter(0, Infinity)).toThrow('invalid value of a parameter: Infinity');
  });
});

describe('restore', () => {
  it('refuses a state of another network, optimizer or data', () => {
    const state = start().save();
    expect(() => start({ optimizer: defaultOptimizer('adam') }).restore(state)).toThrow('0 slots does not fit Adam');
    expect(() => start({}, line(3)).restore(state)).toThrow('10 examples does not fit data of 3');
    expect(() => start().restore({ ...state, gradient: new Float64Array(2) })).toThrow('does not fit a network of 10');
  });
});

describe('a rate that is too large', () => {
  it.each(Object.keys(optimizers) as OptimizerName[])('stops %s with finite numbers, and lets it go on with a smaller rate', (name) => {
    const trainer = start({ optimizer: defaultOptimizer(name), learningRate: 1e200 });
    train(trainer, 1000);
    expect(trainer.finite).toBe(false);
    const state = trainer.save();
    for (const vector of [state.parameters, state.gradient, state.update, ...state.slots]) expect(vector.every(Number.isFinite)).toBe(true);
    expect(trainer.advance()).toBe(false);
    expect(trainer.save()).toEqual(state);
    for (let i = 0; i < trainer.parameters.length; i++) trainer.setParameter(i, 0.1);
    trainer.reconfigure({ ...config, learningRate: 0.01 });
    train(trainer, 10);
    expect(trainer.finite).toBe(true);
    expect(trainer.step).toBe(state.step + 10);
  });

  it('that fails in the optimizer’s rule leaves the update of the step before, read or not', () => {
    for (const reads of [true, false]) {
      const trainer = start({ learningRate: 0.01 });
      const before = trainer.parameters.slice();
      train(trainer, 1);
      const made = trainer.parameters.map((value, i) => value - before[i]!);
      if (reads) expect(trainer.update).toEqual(made);
      trainer.reconfigure({ ...config, learningRate: Infinity });
      train(trainer, 1);
      expect(trainer.finite).toBe(false);
      expect(trainer.update).toEqual(made);
      expect(made.some((change) => change !== 0)).toBe(true);
    }
  });

  it('does nothing without examples', () => {
    const trainer = start({}, { count: 0, inputs: new Float64Array(0), targets: new Float64Array(0) });
    expect([trainer.advance(), trainer.stepsPerEpoch, trainer.stepInEpoch]).toEqual([false, 0, 0]);
  });
});

describe('present', () => {
  it('lets an example change places with the first of the next mini-batch', () => {
    const trainer = start();
    train(trainer, 1);
    const { order, position } = trainer.save();
    for (const example of [order[2]!, order[9]!, order[position + 1]!]) {
      const before = trainer.save();
      expect(trainer.present(example)).toBe(before.order[position]);
      const expected = before.order.slice();
      expected[before.order.indexOf(example)] = before.order[position]!;
      expected[position] = example;
      expect(trainer.save()).toEqual({ ...before, order: expected });
    }
    expect(trainer.present(trainer.save().order[position]!)).toBeNull();
  });

  it('begins a half-done mini-batch again with it', () => {
    const [trainer, other] = [start({ batchSize: 2000 }, line(5000)), start({ batchSize: 2000 }, line(5000))];
    trainer.advance();
    trainer.present(77);
    other.present(77);
    train(trainer, 4);
    train(other, 4);
    expect(trainer.save()).toEqual(other.save());
  });

  it('leaves a batch of all examples as it is', () => {
    const trainer = start({ batchSize: 10 });
    const before = trainer.save();
    expect(trainer.present(5)).toBeNull();
    expect(trainer.save()).toEqual(before);
  });

  it('lets a diverged run try another example', () => {
    const data = { count: 2, inputs: Float64Array.of(1, 1), targets: Float64Array.of(1e200, 1) };
    const trainer = start({ batchSize: 1 }, data);
    trainer.present(0);
    trainer.advance();
    expect(trainer.finite).toBe(false);
    expect(trainer.present(1)).toBe(0);
    expect([trainer.advance(), trainer.finite, trainer.step]).toEqual([true, true, 1]);
  });

  it('names an example that there is not', () => {
    for (const example of [-1, 10, 1.5, NaN]) expect(() => start().present(example)).toThrow(`${example} of 10`);
  });
});
