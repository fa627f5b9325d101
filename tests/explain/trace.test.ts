import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkSize } from '../../src/engine/chunkSize.ts';
import { lossNames } from '../../src/engine/losses.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { defaultOptimizer } from '../../src/engine/optimizers.ts';
import type { Trainer, TrainerConfig, TrainerState, TrainingSet } from '../../src/engine/trainer.ts';
import { startTrace, traceGuest, type Trace } from '../../src/explain/trace.ts';
import { anyConfig, dataFor, everyOptimizer, everyReduction, everySchedule, outputsFor, train, trainerFor } from './updates.ts';

const plain: TrainerConfig = {
  network: { inputs: 2, layers: [{ units: 3, activation: 'tanh' }, { units: 1, activation: 'linear' }] },
  loss: { name: 'half_squared', reduction: 'mean', huberDelta: 1 }, learningRate: 0.1, optimizer: { name: 'sgd' },
  schedule: { name: 'constant' }, regularization: { l1: 0, l2: 0, clipNorm: 0 }, batchSize: 4,
};

function traceOf(config: TrainerConfig, set: TrainingSet, state: TrainerState): Trace {
  const work = startTrace(config, set, state, state.parameters);
  for (;;) {
    const trace = work.advance();
    if (trace !== null) return trace;
  }
}

/** The trace of the next update says what the update then does, to the bit, and nothing is changed by it. */
function expectSame(trainer: Trainer, set: TrainingSet): void {
  const before = trainer.save();
  const copy = structuredClone(before);
  const trace = traceOf(trainer.config, set, before);
  expect(before).toEqual(copy);
  expect(trace.theta).toEqual(before.parameters);
  expect(trace.slots).toEqual(before.slots);
  expect(trace.learningRate).toBe(trainer.learningRate);
  train(trainer, 1);
  const after = trainer.save();
  expect(trace.finite).toBe(trainer.finite);
  if (!trainer.finite) {
    expect(after.parameters).toEqual(trace.theta);
    return;
  }
  expect([trace.step + 1, trace.optimizerStep]).toEqual([after.step, after.optimizerStep]);
  expect(trace.newTheta).toEqual(after.parameters);
  expect(trace.newSlots).toEqual(after.slots);
  expect(trace.gradient).toEqual(after.gradient);
  expect(trace.gradientNorm).toBe(after.gradientNorm);
  expect(trace.batchLoss).toBe(after.batchLoss);
}

describe('a trace', () => {
  it('is the next update to the bit, for any settings', () => {
    fc.assert(fc.property(anyConfig, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 15 }), fc.nat(), (config, count, before, seed) => {
      const set = dataFor(config, count, seed);
      const trainer = trainerFor(config, set, seed);
      train(trainer, before);
      expectSame(trainer, set);
    }), { numRuns: 400 });
  });

  it.each(everyOptimizer)('is the next update of %s under every schedule, penalty and limit', (name) => {
    for (const schedule of everySchedule) {
      for (const regularization of [{ l1: 0, l2: 0, clipNorm: 0 }, { l1: 0.01, l2: 0, clipNorm: 0.05 }, { l1: 0, l2: 0.1, clipNorm: 100, decayBiases: true }]) {
        const config = { ...plain, optimizer: defaultOptimizer(name), schedule, regularization };
        const set = dataFor(config, 10);
        const trainer = trainerFor(config, set);
        for (let step = 0; step < 14; step += 1) expectSame(trainer, set);
      }
    }
  });

  it.each(lossNames)('is the next update of %s with every output and reduction, for batches of all sizes', (name) => {
    for (const activation of outputsFor(name)) {
      for (const reduction of everyReduction) {
        for (const batchSize of [1, 2, 3, 5, 6, 7, 9]) {
          const config: TrainerConfig = { ...plain, network: { inputs: 2, layers: [{ units: 2, activation: 'relu' }, { units: 3, activation }] }, loss: { name, reduction, huberDelta: 0.5 }, batchSize };
          const set = dataFor(config, 6);
          const trainer = trainerFor(config, set);
          for (let step = 0; step < 3; step += 1) expectSame(trainer, set);
        }
      }
    }
  });

  const wide: TrainerConfig = { ...plain, network: { inputs: 2, layers: [...Array.from({ length: 6 }, () => ({ units: 64, activation: 'tanh' as const })), { units: 1, activation: 'linear' as const }] } };

  it.each([23, 61, 100])('of a batch of %d, larger than a chunk, is worked off in pieces', (batchSize) => {
    const config = { ...wide, batchSize };
    const set = dataFor(config, 100);
    const trainer = trainerFor(config, set);
    train(trainer, 2);
    const work = startTrace(config, set, trainer.save(), trainer.parameters);
    const progress = [work.progress];
    while (work.advance() === null) progress.push(work.progress);
    const { position } = trainer.save();
    expect(progress).toHaveLength(Math.ceil(Math.min(batchSize, 100 - position) / chunkSize(createNetwork(config.network))));
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(work.progress).toBe(1);
    expectSame(trainer, set);
  });

  it('is the same where the trainer has begun the batch already', () => {
    const config = { ...wide, batchSize: 60 };
    const set = dataFor(config, 100);
    const trainer = trainerFor(config, set);
    expect(trainer.advance()).toBe(false);
    expectSame(trainer, set);
  });

  it('names the examples of the mini-batch and reduces their losses to its loss', () => {
    fc.assert(fc.property(anyConfig, fc.integer({ min: 1, max: 12 }), (config, count) => {
      const set = dataFor(config, count);
      const trainer = trainerFor(config, set);
      train(trainer, 2);
      const { order, position } = trainer.save();
      const { examples, inputs, targets, losses: own, batchLoss, finite } = traceOf(config, set, trainer.save());
      expect(examples).toEqual(order.slice(position, position + config.batchSize));
      expect([...inputs]).toEqual([...examples].flatMap((e) => [...set.inputs.subarray(e * config.network.inputs, (e + 1) * config.network.inputs)]));
      const outputs = set.targets.length / count;
      expect([...targets]).toEqual([...examples].flatMap((e) => [...set.targets.subarray(e * outputs, (e + 1) * outputs)]));
      if (!finite) return;
      const sum = own.reduce((total, loss) => total + loss, 0);
      const expected = config.loss.reduction === 'sum' ? sum : sum / examples.length;
      const size = own.reduce((total, loss) => total + Math.abs(loss), 0);
      expect(Math.abs(batchLoss - expected)).toBeLessThanOrEqual(1e-13 * size);
    }));
  });

  it('parts the gradient of the data from what the penalty and the limit make of it', () => {
    const config = { ...plain, regularization: { l1: 0.1, l2: 0.2, clipNorm: 0.01 } };
    const set = dataFor(config, 10);
    const trainer = trainerFor(config, set);
    const trace = traceOf(config, set, trainer.save());
    const bare = traceOf({ ...config, regularization: { l1: 0, l2: 0, clipNorm: 0 } }, set, trainer.save());
    expect(trace.dataGradient).toEqual(bare.gradient);
    expect(bare.dataGradient).toEqual(bare.gradient);
    expect(trace.penalty).toBeGreaterThan(0);
    expect(bare.penalty).toBe(0);
    expect(Math.hypot(...trace.gradient)).toBeCloseTo(0.01, 14);
    expect(trace.gradientNorm).toBeGreaterThan(0.01);
  });

  it('is answered where the update would not be finite', () => {
    for (const optimizer of everyOptimizer.map(defaultOptimizer)) {
      const config: TrainerConfig = { ...plain, network: { inputs: 2, layers: [{ units: 1, activation: 'linear' }] }, optimizer };
      const set = dataFor(config, 4);
      const trainer = trainerFor(config, set);
      trainer.setParameter(0, 1e200);
      expectSame(trainer, set);
      expect(trainer.finite).toBe(false);
      expect(traceOf(config, set, trainer.save())).toMatchObject({ finite: false, step: 0 });
    }
  });

  it('is answered where there are no examples', () => {
    const set: TrainingSet = { count: 0, inputs: new Float64Array(0), targets: new Float64Array(0) };
    const trace = traceOf(plain, set, trainerFor(plain, set).save());
    expect(trace).toMatchObject({ finite: false, batchLoss: NaN, gradientNorm: 0 });
    expect([trace.examples.length, trace.losses.length]).toEqual([0, 0]);
  });

  it('can be cloned and shares nothing with the run', () => {
    const set = dataFor(plain, 10);
    const state = trainerFor(plain, set).save();
    const trace = traceOf(plain, set, state);
    expect(structuredClone(trace)).toEqual(trace);
    const own = Object.values(trace).flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer] : []));
    expect(new Set(own).size).toBe(own.length);
    for (const theirs of [state.parameters, state.order, set.inputs, set.targets]) expect(own).not.toContain(theirs.buffer);
  });

  it('refuses a state that does not fit', () => {
    const state = trainerFor(plain, dataFor(plain, 10)).save();
    expect(() => startTrace(plain, dataFor(plain, 9), state, state.parameters)).toThrow('does not fit');
  });

  it('knows a momentum that the schedule sets', () => {
    const schedule = everySchedule.at(-1)!;
    const config = { ...plain, schedule, optimizer: defaultOptimizer('momentum') };
    const set = dataFor(config, 4);
    expect(traceOf(config, set, trainerFor(config, set).save()).momentum).toBe(0.95);
    expect(traceOf(plain, set, trainerFor(plain, set).save()).momentum).toBeNull();
  });
});

describe('a trace of a guest', () => {
  it('is the forward pass and the loss of the example as if it were trained on alone, and no update', () => {
    fc.assert(fc.property(anyConfig, fc.integer({ min: 1, max: 6 }), fc.nat(5), fc.nat(), (config, count, place, seed) => {
      const set = dataFor(config, count, seed);
      const trainer = trainerFor(config, set, seed);
      train(trainer, 3);
      const before = trainer.save();
      const copy = structuredClone(before);
      const example = place % count;
      const guest = traceGuest(config, set, before, before.parameters, example);
      expect(before).toEqual(copy);
      const first = traceOf({ ...config, batchSize: 1 }, set, { ...before, order: Uint32Array.of(example, ...Array.from({ length: count }, (_, i) => i).filter((i) => i !== example)), position: 0 });
      expect(guest).toMatchObject({ guest: true, config, step: before.step });
      expect([guest.examples, guest.inputs, guest.targets, guest.losses, guest.batchLoss]).toEqual([first.examples, first.inputs, first.targets, first.losses, first.batchLoss]);
      expect([guest.newTheta, guest.newSlots]).toEqual([before.parameters, before.slots]);
    }), { numRuns: 100 });
  });

  it('is refused where there is no such example', () => {
    const set = dataFor(plain, 3);
    const state = trainerFor(plain, set).save();
    for (const example of [-1, 3, 0.5, NaN]) expect(() => traceGuest(plain, set, state, state.parameters, example)).toThrow(RangeError);
  });
});
