/** Moments whose programs are run: every choice of the engine at least once, and random experiments. */
import fc from 'fast-check';
import { coupleExperiment } from '../../src/config/couple.ts';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { DatasetName, Experiment } from '../../src/config/experiment.ts';
import { limits, optimizerLimits, scheduleLimits, type Limit } from '../../src/config/limits.ts';
import { initialParametersOf, trainerConfigOf } from '../../src/config/network.ts';
import { presets } from '../../src/config/presets.ts';
import { datasetNames, featureNames } from '../../src/config/tasks.ts';
import { buildData } from '../../src/datasets/index.ts';
import { activationNames, outputActivationTexts, type OutputActivationName } from '../../src/engine/activations.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { initializers, type InitializerSpec } from '../../src/engine/initializers.ts';
import { lossNames, losses, reductionScale, reductions } from '../../src/engine/losses.ts';
import { optimizers, type OptimizerSpec } from '../../src/engine/optimizers.ts';
import { penalty, type Regularization } from '../../src/engine/regularizers.ts';
import { schedules, type ScheduleSpec } from '../../src/engine/schedules.ts';
import { createTrainer, type Trainer, type TrainingSet } from '../../src/engine/trainer.ts';
import { createWorkspace } from '../../src/engine/workspace.ts';
import type { CodeMoment } from '../../src/share/code.ts';
import { programOf, type Program } from '../../src/share/program.ts';

export type CodeCase = {
  readonly name: string;
  readonly experiment: Experiment;
  /** Updates made before the moment; null: the beginning, weights drawn by the program itself. */
  readonly step: number | null;
  readonly decayBiases?: true;
};

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] => Object.keys(record) as K[];

type Change = Partial<Omit<Experiment, 'data'>> & { readonly data?: Partial<Experiment['data']> };

/** A small experiment: 20 examples, two layers of few neurons. */
export function small(set: DatasetName, { data, ...change }: Change = {}): Experiment {
  const usual = defaultExperiment(set);
  const hidden = [{ units: 3, activation: 'tanh' }, { units: 2, activation: 'sigmoid' }] as const;
  const experiment: Experiment = { ...usual, hidden, batchSize: 4, learningRate: 0.05, ...change, data: { ...usual.data, points: 20, noise: 0.05, ...data } };
  return coupleExperiment(experiment).experiment;
}

/** As short as the few updates of a test, so that every part of the schedule is passed. */
function short(spec: ScheduleSpec): ScheduleSpec {
  switch (spec.name) {
    case 'constant': return spec;
    case 'step': return { ...spec, stepSize: 2 };
    case 'multi_step': return { ...spec, milestones: [5, 1, 3] };
    case 'exponential': return { ...spec, gamma: 0.8 };
    case 'inverse_time': return { ...spec, decay: 0.3 };
    case 'cosine': return { ...spec, period: 5, minimum: 0.01 };
    case 'cosine_restarts': return { ...spec, period: 2, minimum: 0.001 };
    case 'warmup': return { ...spec, length: 4 };
    case 'linear': return { ...spec, length: 5 };
    case 'warmup_cosine': return { ...spec, warmup: 3, length: 8 };
    case 'polynomial': return { ...spec, length: 6 };
    case 'one_cycle': return { ...spec, length: 9 };
  }
}

const cycle = schedules.one_cycle.spec as Extract<ScheduleSpec, { readonly name: 'one_cycle' }>;
const moreSchedules: readonly ScheduleSpec[] = [
  { name: 'cosine_restarts', period: 3, growth: 1, minimum: 0 },
  { ...cycle, length: 7, form: 'linear', rise: 0.5, divisor: 3, finalDivisor: 10 },
  { ...cycle, length: 12, threePhases: true, momentum: { low: 0.5, high: 0.9 } },
  { name: 'polynomial', length: 2, power: 0 },
];
const moreOptimizers: readonly OptimizerSpec[] = [
  { name: 'adagrad', epsilon: 1e-6, decay: 0.1 }, { name: 'nesterov', momentum: 0 }, { name: 'momentum', momentum: 0.5 },
];
const moreInitializers: readonly InitializerSpec[] = [
  ...(['xavier', 'he', 'lecun'] as const).flatMap((kind) => (['uniform', 'normal'] as const).map((distribution) => ({ kind, distribution, gain: 1.5 }))),
  { kind: 'uniform', low: 0, high: 1 }, { kind: 'normal', mean: -0.2, std: 0.7 },
];

function setFor(output: OutputActivationName, isClassification: boolean): DatasetName {
  return isClassification || output === 'softmax' ? 'blobs3' : 'exercise';
}

/** Every record of the engine's tables, found by its key: a new one is a new case. */
export function everyChoice(): readonly CodeCase[] {
  const start = { name: '', step: null } as const;
  const cases: CodeCase[] = [];
  const add = (name: string, experiment: Experiment, step: number | null = null): void => void cases.push({ ...start, name, experiment, step });
  for (const activation of activationNames) {
    add(`hidden ${activation}`, small('circle', { hidden: [{ units: 4, activation }, { units: 3, activation }], initialization: { weights: { kind: 'normal', mean: 0, std: 1.5 }, biases: { kind: 'normal', mean: 0, std: 1 }, seed: 3 } }));
  }
  add('as deep as it can be', small('rings', { hidden: Array.from({ length: limits.hiddenLayers.max }, () => ({ units: 3, activation: 'leaky_relu' })) }), 3);
  add('as wide as it can be', small('rings', { hidden: [{ units: limits.units.max, activation: 'tanh' }] }), 3);
  for (const name of lossNames) {
    for (const reduction of keysOf(reductions)) {
      const { requiredOutput, tasks } = losses[name];
      const outputs = requiredOutput === undefined ? keysOf(outputActivationTexts) : [requiredOutput];
      for (const outputActivation of reduction === 'mean' ? outputs : [outputs.includes('sigmoid') ? 'sigmoid' : outputs[0]!]) {
        const loss = { name, reduction, huberDelta: 0.3 };
        add(`${name} ${reduction} ${outputActivation}`, small(setFor(outputActivation, !tasks.includes('regression') || reduction === 'mean_all'), { outputActivation, loss }), 2);
      }
      add(`one output: ${name} ${reduction}`, small('moons', { outputActivation: requiredOutput ?? 'tanh', loss: { name, reduction, huberDelta: 0.3 } }), 1);
    }
  }
  for (const optimizer of [...Object.values(optimizers).map(({ spec }) => spec), ...moreOptimizers]) {
    for (const step of [null, 7]) add(`${JSON.stringify(optimizer)} from ${step}`, small('gauss', { optimizer }), step);
  }
  for (const schedule of [...Object.values(schedules).map(({ spec }) => short(spec)), ...moreSchedules]) {
    add(JSON.stringify(schedule), small('sine', { schedule }));
    add(`going on with ${JSON.stringify(schedule)}`, small('sine', { schedule, optimizer: optimizers.adam.spec }), 3);
  }
  for (const name of ['momentum', 'nesterov', 'adamw', 'sgd'] as const) {
    add(`${name} in a cycle`, small('cubic', { optimizer: optimizers[name].spec, schedule: moreSchedules[2]! }));
  }
  const weights: InitializerSpec = { kind: 'xavier', distribution: 'uniform' };
  for (const spec of [...Object.values(initializers).map(({ spec: usual }) => usual), ...moreInitializers]) {
    add(`weights ${JSON.stringify(spec)}`, small('xor', { initialization: { weights: spec, biases: { kind: 'zero' }, seed: 5 } }));
    add(`biases ${JSON.stringify(spec)}`, small('xor', { initialization: { weights, biases: spec, seed: 123_456_789 } }));
  }
  const off: Regularization = { l1: 0, l2: 0, clipNorm: 0 };
  for (const [step, regularization] of [{ l1: 0.01 }, { l2: 0.02 }, { l1: 0.01, l2: 0.02, clipNorm: 0.05 }, { clipNorm: 0.01 }, { clipNorm: 1000 }].entries()) {
    add(`regularization ${JSON.stringify(regularization)}`, small('blobs4', { regularization: { ...off, ...regularization } }), step);
  }
  cases.push({ name: 'biases decay, too', experiment: small('gauss', { regularization: { ...off, l2: 0.1 } }), step: 3, decayBiases: true });
  for (const features of [...featureNames.map((name) => [name]), featureNames]) add(`features ${features.join()}`, small('spiral', { features }));
  add('features of a curve', small('line', { features: ['x', 'x2', 'sinX'] }));
  // The digits are no other kind of data than wine, only a hundred thousand numbers more.
  for (const [index, set] of datasetNames.filter((name) => name !== 'digits').entries()) {
    add(`${set} from the beginning`, small(set));
    if (index % 2 === 0) add(`${set}, full batch, no hidden layer`, small(set, { hidden: [], batchSize: 10_000 }), 4);
    else add(`${set}, one example at a time`, small(set, { batchSize: 1 }), 5);
  }
  for (const { id, experiment } of presets) for (const step of [null, 6]) add(`preset ${id} from ${step}`, experiment, step);
  const given = small('blobs3', { hidden: [] });
  add('examples and weights by hand', {
    ...given,
    data: { ...given.data, examples: [{ inputs: [0.5, -0], targets: [0.2, 0.7, 0.4] }, { inputs: [-1e-7, 99], targets: [0, 0, 1] }, { inputs: [1, 1], targets: [-1, 0, 0.5] }] },
    initialization: { ...given.initialization, given: [0.1, -0.2, 0.3, 1e-9, 0, 1, -1, 0.5, 0.25] },
    batchSize: 2,
  });
  return cases;
}

/** Random experiments, small and tame enough for a few updates to be the same to 1e-9 whatever the order of the additions. */
export function randomCases(count: number, seed: number): readonly CodeCase[] {
  const factor = fc.double({ min: 0.01, max: 1, noNaN: true });
  const initializer = fc.constantFrom<InitializerSpec>(...Object.values(initializers).map(({ spec }) => spec).filter(({ kind }) => kind !== 'zero' && kind !== 'constant'), ...moreInitializers);
  const arbitrary = fc.record({
    set: fc.constantFrom(...datasetNames), points: fc.integer({ min: 10, max: 40 }), noise: fc.double({ min: 0, max: 0.5, noNaN: true }), seed: fc.integer({ min: 1, max: 999_999_999 }),
    trainShare: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
    features: fc.uniqueArray(fc.constantFrom(...featureNames), { minLength: 1 }),
    hidden: fc.array(fc.record({ units: fc.integer({ min: 1, max: 6 }), activation: fc.constantFrom(...activationNames) }), { maxLength: 4 }),
    outputActivation: fc.constantFrom(...keysOf(outputActivationTexts)),
    weights: initializer, biases: initializer,
    loss: fc.record({ name: fc.constantFrom(...lossNames), reduction: fc.constantFrom(...keysOf(reductions)), huberDelta: factor }),
    learningRate: fc.double({ min: 1e-4, max: 0.05, noNaN: true }),
    optimizer: fc.constantFrom(...Object.values(optimizers).map(({ spec }) => spec), ...moreOptimizers),
    schedule: fc.constantFrom(...Object.values(schedules).map(({ spec }) => short(spec)), ...moreSchedules),
    l1: fc.constantFrom(0, 0.003), l2: fc.constantFrom(0, 0.01), clipNorm: fc.constantFrom(0, 0.5),
    batchSize: fc.integer({ min: 1, max: 30 }), step: fc.option(fc.integer({ min: 0, max: 9 })),
  });
  return fc.sample(arbitrary, { numRuns: count, seed }).map((chosen, index): CodeCase => {
    const { set, points, noise, trainShare, weights, biases, l1, l2, clipNorm, step, seed: drawn, ...rest } = chosen;
    const experiment = small(set, {
      ...rest, data: { points, noise, trainShare, seed: drawn }, initialization: { weights, biases, seed: drawn }, regularization: { l1, l2, clipNorm },
    });
    return { name: `random ${index}: ${JSON.stringify(chosen)}`, experiment, step };
  });
}

/** Every number of an experiment at one end of its range. */
export function wildCases(): readonly CodeCase[] {
  return (['min', 'max'] as const).flatMap((end) => {
    const all = <S extends object>(spec: S, known: Readonly<Record<string, Limit>>): S =>
      ({ ...spec, ...Object.fromEntries(Object.keys(spec).flatMap((key) => (known[key] === undefined ? [] : [[key, known[key][end]]]))) });
    const base: Change = {
      learningRate: limits.learningRate[end], regularization: { l1: limits.l1[end], l2: limits.l2[end], clipNorm: limits.clipNorm[end] }, batchSize: limits.batchSize[end],
      loss: { name: 'huber', reduction: 'mean', huberDelta: limits.huberDelta[end] }, data: { seed: limits.seed[end], noise: limits.noise[end], trainShare: limits.trainShare[end] },
    };
    const values = { value: limits.initialValue, low: limits.initialValue, high: limits.initialValue, mean: limits.initialValue, std: limits.initialSpread, gain: limits.gain };
    const experiments = [
      ...[...Object.values(optimizers).map(({ spec }) => spec), ...moreOptimizers].map((optimizer) => ({ ...base, optimizer: all(optimizer, optimizerLimits) })),
      ...[...Object.values(schedules).map(({ spec }) => spec), ...moreSchedules].map((schedule) => ({
        ...base, schedule: all(schedule, scheduleLimits), optimizer: all(optimizers.nesterov.spec, optimizerLimits),
      })),
      ...[...Object.values(initializers).map(({ spec }) => spec), ...moreInitializers].map((weights) => ({
        ...base, initialization: { weights: all(weights, values), biases: all(weights, values), seed: limits.seed[end] },
      })),
    ];
    return experiments.map((change) => ({ name: `${end}: ${JSON.stringify(change)}`, experiment: small('pinwheel', change), step: null }));
  });
}

/** The numbers a program begins with, by the engine's own evaluation: loss (and accuracy in %) of the training and validation examples. */
export function firstReport(item: CodeCase): readonly number[] {
  const { network, config, parameters } = trainerAt(item);
  const { trainSet, validationSet, task } = buildData(item.experiment);
  const outputs = network.layers.at(-1)!.units;
  const about = (set: TrainingSet): readonly number[] => {
    const { lossSum, correct } = evaluate(network, parameters, createWorkspace(network, set.count), config.loss, set, 0, set.count);
    const loss = lossSum * reductionScale(config.loss, set.count, outputs);
    return task === 'regression' ? [loss] : [loss, (100 * correct) / set.count];
  };
  return [...about(trainSet), ...(validationSet.count === 0 ? [] : about(validationSet))];
}

export type Expected = {
  readonly parameters: readonly number[];
  readonly outputs: readonly (readonly number[])[];
  readonly loss: number;
  readonly batchLoss: number;
  readonly penalty: number;
  readonly gradient: readonly number[];
  readonly after: readonly (readonly number[])[];
};

function configOf({ experiment, decayBiases }: CodeCase) {
  const config = trainerConfigOf(experiment);
  return decayBiases === true ? { ...config, regularization: { ...config.regularization, decayBiases } } : config;
}

function trainerAt(item: CodeCase): Trainer {
  const { experiment, step } = item;
  const trainer = createTrainer(configOf(item), buildData(experiment).trainSet, experiment.data.seed, initialParametersOf(experiment));
  while (trainer.step < (step ?? 0)) trainer.advance();
  return trainer;
}

export function momentOf(item: CodeCase): CodeMoment {
  return { experiment: item.experiment, data: buildData(item.experiment), state: item.step === null ? null : trainerAt(item).save() };
}

export function programFor(item: CodeCase): Program {
  const program = programOf(momentOf(item));
  return item.decayBiases === true ? { ...program, regularization: { ...program.regularization, decayBiases: true } } : program;
}

/** The updates after which the weights are compared: the next one, and one in the next epoch. */
export function updatesOf(item: CodeCase): readonly number[] {
  return [1, Math.min(9, trainerAt(item).stepsPerEpoch + 2)];
}

/** What the engine computes at this moment. */
export function expectedOf(item: CodeCase): Expected {
  const trainer = trainerAt(item);
  const { trainSet } = buildData(item.experiment);
  const { network, config } = trainer;
  const outputs = network.layers.at(-1)!.units;
  const answers = new Float64Array(trainSet.count * outputs);
  const workspace = createWorkspace(network, Math.max(2, trainSet.count));
  const { lossSum } = evaluate(network, trainer.parameters, workspace, config.loss, trainSet, 0, trainSet.count, { outputs: answers, losses: null });
  const parameters = Array.from(trainer.parameters);
  const before = penalty(network, trainer.parameters, config.regularization)
    + (item.decayBiases === true ? 0.5 * config.regularization.l2 * network.layers.reduce((sum, { biases, units }) => sum + trainer.parameters.subarray(biases, biases + units).reduce((total, b) => total + b * b, 0), 0) : 0);
  const after: (readonly number[])[] = [];
  let gradient: readonly number[] = [];
  let batchLoss = NaN;
  const first = trainer.step;
  for (const count of updatesOf(item)) {
    while (trainer.step < first + count) {
      const { step } = trainer;
      while (trainer.step === step) {
        trainer.advance();
        if (!trainer.finite) throw new RangeError(`diverged: ${item.name}`);
      }
      if (step === first) [gradient, batchLoss] = [Array.from(trainer.gradient), trainer.batchLoss];
    }
    after.push(Array.from(trainer.parameters));
  }
  return {
    parameters, outputs: Array.from({ length: trainSet.count }, (_, e) => Array.from(answers.subarray(e * outputs, (e + 1) * outputs))),
    loss: lossSum * reductionScale(config.loss, trainSet.count, outputs), batchLoss, penalty: before, gradient, after,
  };
}
