import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coupleExperiment } from '../../src/config/couple.ts';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { limits, type Limit } from '../../src/config/limits.ts';
import { networkSpecOf, outputCountOf } from '../../src/config/network.ts';
import { repairExperiment } from '../../src/config/repair.ts';
import { datasetNames, datasetTasks } from '../../src/config/tasks.ts';
import { features } from '../../src/datasets/features.ts';
import { activations, outputActivationTexts } from '../../src/engine/activations.ts';
import type { InitializerSpec } from '../../src/engine/initializers.ts';
import { losses, reductions } from '../../src/engine/losses.ts';
import { createNetwork } from '../../src/engine/network.ts';
import type { OptimizerSpec } from '../../src/engine/optimizers.ts';
import type { ScheduleSpec } from '../../src/engine/schedules.ts';

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] => Object.keys(record) as K[];

/** An experiment with some of its leaves replaced by anything. */
const damaged = fc.tuple(fc.constantFrom(...datasetNames), fc.dictionary(fc.constantFrom(...Object.keys(initialExperiment)), fc.jsonValue()))
  .map(([set, replaced]) => ({ ...defaultExperiment(set), ...replaced }));

const numberIn = ({ min, max, step }: Limit): fc.Arbitrary<number> =>
  step === 1 ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
const seed = numberIn(limits.seed);
const steps = numberIn(limits.scheduleSteps);
const rate = numberIn(limits.minimumRate);
const factor = numberIn(limits.scheduleFactor);

const initializer: fc.Arbitrary<InitializerSpec> = fc.oneof(
  fc.constant({ kind: 'zero' } as const), fc.constant({ kind: 'orthogonal' } as const),
  fc.record({ kind: fc.constant('constant' as const), value: numberIn(limits.initialValue) }),
  fc.tuple(numberIn(limits.initialValue), numberIn(limits.initialValue))
    .map(([a, b]) => ({ kind: 'uniform', low: Math.min(a, b), high: Math.max(a, b) }) as const),
  fc.record({ kind: fc.constant('normal' as const), mean: numberIn(limits.initialValue), std: numberIn(limits.initialSpread) }),
  fc.record(
    { kind: fc.constantFrom('xavier', 'he', 'lecun'), distribution: fc.constantFrom('uniform', 'normal'), gain: numberIn(limits.gain) },
    { requiredKeys: ['kind', 'distribution'] },
  ),
);
const named = <N extends string>(name: N): { readonly name: fc.Arbitrary<N> } => ({ name: fc.constant(name) });
const optimizer: fc.Arbitrary<OptimizerSpec> = fc.oneof(
  fc.record(named('sgd')), fc.record({ name: fc.constantFrom('momentum', 'nesterov'), momentum: numberIn(limits.momentum) }),
  fc.record({ ...named('adagrad'), epsilon: numberIn(limits.epsilon), decay: numberIn(limits.rateDecay) }, { requiredKeys: ['name', 'epsilon'] }),
  fc.record({ ...named('rmsprop'), alpha: numberIn(limits.alpha), epsilon: numberIn(limits.epsilon) }),
  fc.record({ ...named('adam'), beta1: numberIn(limits.beta1), beta2: numberIn(limits.beta2), epsilon: numberIn(limits.epsilon) }),
);
const schedule: fc.Arbitrary<ScheduleSpec> = fc.oneof(
  fc.record(named('constant')), fc.record({ ...named('step'), stepSize: steps, gamma: factor }),
  fc.record({ ...named('multi_step'), milestones: fc.array(steps, { maxLength: 50 }), gamma: factor }),
  fc.record({ ...named('cosine_restarts'), period: steps, growth: numberIn(limits.scheduleGrowth), minimum: rate }),
  fc.tuple(steps, steps).filter(([a, b]) => a !== b)
    .map(([a, b]) => ({ name: 'warmup_cosine', warmup: Math.min(a, b), length: Math.max(a, b) }) as const),
  fc.record({
    ...named('one_cycle'), length: steps, rise: numberIn(limits.scheduleRise), divisor: numberIn(limits.scheduleDivisor),
    finalDivisor: numberIn(limits.scheduleDivisor), form: fc.constantFrom('cosine', 'linear'), threePhases: fc.boolean(),
    momentum: fc.tuple(numberIn(limits.momentum), numberIn(limits.momentum)).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) })),
  }, { requiredKeys: ['name', 'length'] }),
);
/** Any experiment the page can make: every setting in its range, then coupled. */
const valid: fc.Arbitrary<Experiment> = fc.record({
  version: fc.constant(1 as const),
  data: fc.record({
    set: fc.constantFrom(...datasetNames), points: fc.integer({ min: limits.points.min, max: limits.points.max }), noise: numberIn(limits.noise),
    trainShare: numberIn(limits.trainShare), seed,
  }),
  features: fc.uniqueArray(fc.constantFrom(...keysOf(features)), { minLength: 1 }),
  hidden: fc.array(fc.record({ units: numberIn(limits.units), activation: fc.constantFrom(...keysOf(activations)) }), { maxLength: limits.hiddenLayers.max }),
  outputActivation: fc.constantFrom(...keysOf(outputActivationTexts)),
  initialization: fc.record({ weights: initializer, biases: initializer, seed }),
  loss: fc.record({ name: fc.constantFrom(...keysOf(losses)), reduction: fc.constantFrom(...keysOf(reductions)), huberDelta: numberIn(limits.huberDelta) }),
  learningRate: numberIn(limits.learningRate),
  optimizer, schedule,
  regularization: fc.record({ l1: numberIn(limits.l1), l2: numberIn(limits.l2), clipNorm: numberIn(limits.clipNorm) }),
  batchSize: numberIn(limits.batchSize),
}).map((experiment) => coupleExperiment(experiment).experiment);

const many = (limit: Limit, length: number): fc.Arbitrary<number[]> => fc.array(numberIn(limit), { minLength: length, maxLength: length });
/** Such an experiment with examples and first weights by hand. */
const validByHand: fc.Arbitrary<Experiment> = valid.filter(({ hidden }) => hidden.length < 3).chain((experiment) => {
  const { inputs } = datasetTasks[experiment.data.set];
  const examples = fc.array(fc.record({ inputs: many(limits.input, inputs), targets: many(limits.target, outputCountOf(experiment)) }), { maxLength: 9 })
    .chain((all) => fc.nat({ max: all.length }).map((training) => all.map((each, i) => (i < training ? each : { ...each, validation: true as const }))));
  const given = many(limits.weight, createNetwork(networkSpecOf(experiment)).parameterCount);
  return fc.tuple(examples, given, fc.constantFrom('layers', 'neurons')).map(([more, weights, naming]): Experiment => ({
    ...experiment, data: { ...experiment.data, examples: more }, initialization: { ...experiment.initialization, given: weights }, naming,
  }));
});

describe('repairExperiment', () => {
  it('names a setting that there is not, and what it may have been meant for', () => {
    const { experiment, notes } = repairExperiment({ ...initialExperiment, learnigRate: 3, $schema: 'x' });
    expect(experiment).toEqual(initialExperiment);
    expect(notes).toEqual([expect.stringMatching(/^There is no setting “learnigRate”; there are .*learningRate/)]);
  });
  it('leaves every valid experiment as it is, without a word', () => {
    fc.assert(fc.property(valid, (experiment) => {
      expect(repairExperiment(experiment)).toEqual({ experiment, notes: [] });
      expect(createNetwork(networkSpecOf(experiment)).parameterCount).toBeGreaterThan(0);
    }), { numRuns: 300 });
  });

  it('leaves examples and first weights by hand as they are', () => {
    fc.assert(fc.property(validByHand, (experiment) => {
      expect(repairExperiment(experiment)).toEqual({ experiment, notes: [] });
    }), { numRuns: 50 });
  });

  it('repairs what is given by hand, one sentence for each kind of change', () => {
    const table = defaultExperiment('orTable');
    const repaired = repairExperiment({
      ...table, naming: 'nicknames',
      data: { ...table.data, examples: [{ inputs: [0, 500], targets: [-1] }, { inputs: 'none', targets: [1] }, 7, { inputs: [1, -200], targets: [101] }] },
      initialization: { ...table.initialization, given: [1, 2e9, -3] },
    });
    expect(repaired.experiment).toEqual({
      ...table, naming: 'layers',
      data: { ...table.data, examples: [{ inputs: [0, 100], targets: [-1] }, { inputs: [1, -100], targets: [100] }] },
      initialization: { ...table.initialization, given: [1, 1e6, -3] },
    });
    expect(repaired.notes).toEqual([
      'Example 2, “{"inputs":"none","targets":[1]}”, and 1 more are no lists of numbers; the rest are used.',
      'Input 500 is not from −100 to 100; it is now 100, with 2 more like it.',
      'Weight 2000000000 is not from −1000000 to 1000000; it is now 1000000.',
      'Naming “nicknames” is not one of layers, neurons; it is now layers.',
    ]);
    const broken = repairExperiment({ ...table, data: { ...table.data, examples: {} }, initialization: { ...table.initialization, given: [1, null, 3] } });
    expect(broken).toEqual({
      experiment: table,
      notes: ['Examples “{}” is not a list, so the set’s own are used.', 'First weights given by hand are a list of numbers, not “nothing”, so they are drawn.'],
    });
  });

  it('takes halves of characters out of what a table is called: no address can say them', () => {
    const table = { id: 'a\uD800', name: '\uDC00 💥 mine.csv', task: 'classification', inputs: 2, classes: 2, rows: 20 };
    const { experiment, notes } = repairExperiment({ ...initialExperiment, data: { ...initialExperiment.data, set: 'imported', table } });
    expect([experiment.data.table?.id, experiment.data.table?.name, notes]).toEqual(['a\uFFFD', '\uFFFD 💥 mine.csv', []]);
  });

  it('takes things that JSON has no word for', () => {
    const ring: Record<string, unknown> = { ...initialExperiment };
    ring['features'] = ring;
    const { experiment, notes } = repairExperiment({ ...ring, learningRate: 3n, hidden: Symbol('hidden'), schedule: () => 1 });
    expect(experiment).toEqual(initialExperiment);
    expect(notes).toHaveLength(4);
  });

  it('repairs a schedule entry by entry', () => {
    const repaired = (given: unknown) => repairExperiment({ ...initialExperiment, schedule: given });
    expect(repaired({ name: 'multi_step', gamma: 0.5, milestones: [100, -3, 'soon'] }).experiment.schedule)
      .toEqual({ name: 'multi_step', gamma: 0.5, milestones: [100, 1, 1] });
    expect(repaired({ name: 'one_cycle', length: 400, rise: 7, threePhases: 'yes', momentum: { low: 0.9, high: 0.5 } })).toEqual({
      experiment: { ...initialExperiment, schedule: { name: 'one_cycle', length: 400, rise: 0.99, momentum: { low: 0.5, high: 0.9 } } },
      notes: [
        'Rising share 7 is not from 0.01 to 0.99; it is now 0.99.',
        'Three phases “yes” is neither true nor false; it is now false.',
        'The momentum of the cycle from 0.9 to 0.5 runs backwards; it is now from 0.5 to 0.9.',
      ],
    });
    expect(repaired({ name: 'warmup_cosine', warmup: 900, length: 20 }).experiment.schedule).toEqual({ name: 'warmup_cosine', warmup: 900, length: 901 });
  });

  it.each(datasetNames)('takes the settings of %s as they are', (set) => {
    const experiment = defaultExperiment(set);
    expect(repairExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual({ experiment, notes: [] });
  });

  it('makes anything an experiment that a network can be built from, and repairs it only once', () => {
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), damaged, fc.anything()), (input) => {
      const { experiment } = repairExperiment(input);
      expect(createNetwork(networkSpecOf(experiment)).parameterCount).toBeGreaterThan(0);
      expect(repairExperiment(experiment)).toEqual({ experiment, notes: [] });
    }), { numRuns: 500 });
  });

  it('names the value and the range', () => {
    const { experiment, notes } = repairExperiment({ ...initialExperiment, learningRate: 5000, batchSize: Number.NaN, hidden: [{ units: 900, activation: 'relu' }] });
    expect(experiment.learningRate).toBe(100);
    expect(experiment.hidden).toEqual([{ units: 64, activation: 'relu' }]);
    expect(notes).toEqual([
      'Neurons of a layer 900 is not a whole number from 1 to 64; it is now 64.',
      'Learning rate 5000 is not from 0.000001 to 100; it is now 100.',
      'Batch size “not a number” is not a number from 1 to 10000; it is now 14.',
    ]);
  });

  it('says nothing of what is missing', () => {
    expect(repairExperiment({ data: { set: 'iris' } })).toEqual({ experiment: defaultExperiment('iris'), notes: [] });
  });
});
