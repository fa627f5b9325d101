/** Experiments that differ in one setting, or two, and in nothing else: what a comparison runs. */
import { activationNames, activations, type ActivationName } from '../engine/activations.ts';
import { initializers, type InitializerSpec } from '../engine/initializers.ts';
import { initializerText } from './initializerText.ts';
import { lossNames, losses, type LossName } from '../engine/losses.ts';
import { defaultOptimizer, optimizers, type OptimizerName } from '../engine/optimizers.ts';
import { defaultSchedule, schedules, type ScheduleName } from '../engine/schedules.ts';
import { coupleExperiment } from './couple.ts';
import type { Experiment } from './experiment.ts';
import { limits } from './limits.ts';
import { taskOf } from './tasks.ts';
import { say, translated } from '../words/say.ts';
import { decimal } from '../words/decimal.ts';

export type SweepVariable =
  | 'learningRate' | 'initialization' | 'optimizer' | 'schedule' | 'loss' | 'activation' | 'batchSize' | 'width' | 'depth' | 'seed';

/** One value of a variable: a number, or the name of a choice. */
export type SweepValue = number | string;

export type SweepAxis = { readonly variable: SweepVariable; readonly values: readonly SweepValue[] };

export type SweepSpec = {
  readonly first: SweepAxis;
  /** Varied at the same time: a grid. */
  readonly second: SweepAxis | null;
  /** Every cell is run from so many initializations, the experiment's own seed first. */
  readonly seeds: number;
  readonly epochs: number;
};

/** One run of a sweep. */
export type SweepCell = {
  /** Places of its values on the two axes; column 0 without a second axis. */
  readonly row: number;
  readonly column: number;
  /** 0 for the experiment's own seed. */
  readonly seed: number;
  readonly experiment: Experiment;
  /** "η 0.1", "Adam, seed 3". */
  readonly label: string;
};

export type SweepVariableInfo = {
  readonly label: string;
  /** Numbers on a scale, or names. */
  readonly kind: 'number' | 'choice';
  /** What can be chosen, or the numbers that are proposed. */
  values(experiment: Experiment): readonly SweepValue[];
  labelOf(value: SweepValue): string;
  apply(experiment: Experiment, value: SweepValue): Experiment;
  /** The value an experiment has; null where it is none that could be chosen: layers of several widths, weights by hand. */
  valueOf(experiment: Experiment): SweepValue | null;
  /** Number variables: their range. */
  readonly limit?: { readonly min: number; readonly max: number; readonly step?: number };
};

const initializations: Readonly<Record<string, InitializerSpec>> = {
  zero: { kind: 'zero' }, constant: { kind: 'constant', value: 0.1 },
  'uniform 0.3': { kind: 'uniform', low: -0.3, high: 0.3 }, 'uniform 0 1': { kind: 'uniform', low: 0, high: 1 }, 'uniform 1': { kind: 'uniform', low: -1, high: 1 },
  normal: { kind: 'normal', mean: 0, std: 1 },
  'xavier uniform': { kind: 'xavier', distribution: 'uniform' }, 'xavier normal': { kind: 'xavier', distribution: 'normal' },
  'he uniform': { kind: 'he', distribution: 'uniform' }, 'he normal': { kind: 'he', distribution: 'normal' },
  'lecun normal': { kind: 'lecun', distribution: 'normal' }, orthogonal: initializers.orthogonal.spec,
};

const numberText = (value: SweepValue): string => decimal(String(value)).replace('-', '−');

export const sweepVariables: Readonly<Record<SweepVariable, SweepVariableInfo>> = {
  learningRate: {
    label: say('Learning rate'), kind: 'number', limit: limits.learningRate,
    values: () => [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
    labelOf: (value) => `η ${numberText(value)}`,
    apply: (experiment, value) => ({ ...experiment, learningRate: Number(value) }),
    valueOf: ({ learningRate }) => learningRate,
  },
  initialization: {
    label: say('Initialization'), kind: 'choice',
    values: () => Object.keys(initializations),
    labelOf: (value) => initializerText(initializations[value] ?? initializations['normal']!),
    apply: (experiment, value) => {
      const { given: _given, ...rest } = experiment.initialization;
      return { ...experiment, initialization: { ...rest, weights: initializations[value] ?? rest.weights } };
    },
    valueOf: ({ initialization: { given, weights } }) => (given !== undefined ? null
      : Object.keys(initializations).find((name) => JSON.stringify(initializations[name]) === JSON.stringify(weights)) ?? null),
  },
  optimizer: {
    label: say('Optimizer'), kind: 'choice',
    values: () => Object.keys(optimizers),
    labelOf: (value) => translated(optimizers[value as OptimizerName].label),
    apply: (experiment, value) => ({ ...experiment, optimizer: experiment.optimizer.name === value ? experiment.optimizer : defaultOptimizer(value as OptimizerName) }),
    valueOf: ({ optimizer }) => optimizer.name,
  },
  schedule: {
    label: say('Schedule'), kind: 'choice',
    values: () => Object.keys(schedules),
    labelOf: (value) => translated(schedules[value as ScheduleName].label),
    apply: (experiment, value) => ({ ...experiment, schedule: experiment.schedule.name === value ? experiment.schedule : defaultSchedule(value as ScheduleName) }),
    valueOf: ({ schedule }) => schedule.name,
  },
  loss: {
    label: say('Loss'), kind: 'choice',
    // Two classes have one output, and softmax none to share among.
    values: ({ data }) => lossNames.filter((name) => losses[name].tasks.includes(taskOf(data).task)
      && !(name === 'softmax_cross_entropy' && taskOf(data).classes === 2)),
    labelOf: (value) => translated(losses[value as LossName].label),
    apply: (experiment, value) => ({ ...experiment, loss: { ...experiment.loss, name: value as LossName } }),
    valueOf: ({ loss }) => loss.name,
  },
  activation: {
    label: say('Activation'), kind: 'choice',
    values: () => activationNames,
    labelOf: (value) => translated(activations[value as ActivationName].label),
    apply: (experiment, value) => ({ ...experiment, hidden: experiment.hidden.map((layer) => ({ ...layer, activation: value as ActivationName })) }),
    valueOf: ({ hidden }) => only(hidden.map(({ activation }) => activation)),
  },
  batchSize: {
    label: say('Batch size'), kind: 'number', limit: limits.batchSize,
    values: () => [1, 4, 14, 50, limits.batchSize.max],
    labelOf: (value) => (value === limits.batchSize.max ? say('all examples') : say('{number} a batch', { number: numberText(value) })),
    apply: (experiment, value) => ({ ...experiment, batchSize: Number(value) }),
    valueOf: ({ batchSize }) => batchSize,
  },
  width: {
    label: say('Width'), kind: 'number', limit: limits.units,
    values: () => [1, 2, 3, 4, 6, 8, 16],
    labelOf: (value) => say('{number} neurons a layer', { number: numberText(value) }),
    apply: (experiment, value) => ({ ...experiment, hidden: experiment.hidden.map((layer) => ({ ...layer, units: Number(value) })) }),
    valueOf: ({ hidden }) => only(hidden.map(({ units }) => units)),
  },
  depth: {
    label: say('Depth'), kind: 'number', limit: limits.hiddenLayers,
    values: () => [0, 1, 2, 3, 4],
    labelOf: (value) => say('{number} hidden {layers}', { number: numberText(value), layers: Number(value) === 1 ? say('layer') : say('layers') }),
    apply: (experiment, value) => {
      const layer = experiment.hidden[0] ?? { units: 4, activation: 'tanh' as const };
      return { ...experiment, hidden: Array.from({ length: Number(value) }, (_, i) => experiment.hidden[i] ?? experiment.hidden.at(-1) ?? layer) };
    },
    valueOf: ({ hidden }) => hidden.length,
  },
  seed: {
    label: say('Seed'), kind: 'number', limit: limits.seed,
    values: ({ initialization }) => Array.from({ length: 8 }, (_, i) => initialization.seed + i),
    labelOf: (value) => say('seed {number}', { number: numberText(value) }),
    apply: (experiment, value) => {
      const { given: _given, ...rest } = experiment.initialization;
      return { ...experiment, initialization: { ...rest, seed: Number(value) } };
    },
    valueOf: ({ initialization: { given, seed } }) => (given === undefined ? seed : null),
  },
};

/** The one value all have; null if there are several, or none. */
function only<Value>(values: readonly Value[]): Value | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

export const sweepVariableNames = Object.keys(sweepVariables) as readonly SweepVariable[];

/** The experiment with another value of a variable, and with what that forces elsewhere (an output that fits a loss). */
export function applyValue(experiment: Experiment, variable: SweepVariable, value: SweepValue): Experiment {
  return coupleExperiment(sweepVariables[variable].apply(experiment, value), experiment).experiment;
}

/** Runs at most: more would take minutes and could not be told apart. */
export const MOST_RUNS = 400;
/** Seeds of a cell, and epochs of a run. */
export const comparedSeeds = { min: 1, max: 50 };
export const comparedEpochs = { min: 1, max: 5000 };

/**
 * The runs of a sweep, row by row, the seeds of a cell together. All have the data, the order of the examples and, where the network
 * is the same, the initial weights of `base`; what a value forces elsewhere (an output that fits a loss) is made too.
 */
export function sweepCells(base: Experiment, { first, second, seeds }: SweepSpec): readonly SweepCell[] {
  const columns: readonly (SweepValue | null)[] = second === null ? [null] : second.values;
  return first.values.flatMap((rowValue, row) => columns.flatMap((columnValue, column) => Array.from({ length: seeds }, (_, seed): SweepCell => {
    let experiment = applyValue(base, first.variable, rowValue);
    if (second !== null && columnValue !== null) experiment = applyValue(experiment, second.variable, columnValue);
    if (seed > 0) experiment = applyValue(experiment, 'seed', Math.min(limits.seed.max, experiment.initialization.seed + seed));
    const label = [
      sweepVariables[first.variable].labelOf(rowValue),
      ...(second !== null && columnValue !== null ? [sweepVariables[second.variable].labelOf(columnValue)] : []),
      ...(seed > 0 ? [say('seed {seed}', { seed: experiment.initialization.seed })] : []),
    ].join(', ');
    return { row, column, seed, experiment, label };
  }))).slice(0, MOST_RUNS);
}
