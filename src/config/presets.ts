/** Whole experiments to begin with, each small enough to follow number by number: names of their own, first weights by hand (no two alike). */
import { defaultExperiment, importedExperiment } from './defaults.ts';
import type { Experiment, HiddenLayerSpec } from './experiment.ts';
import { say } from '../words/say.ts';

export type PresetId = 'workedNetwork' | 'singleNeuron' | 'deeperNetwork' | 'exercise' | 'cancellingErrors';

export type Preset = {
  readonly id: PresetId;
  readonly label: string;
  readonly description: string;
  readonly experiment: Experiment;
  /** What there is to see in its first moment: it opens standing still, and says so. */
  readonly opening?: string;
};

/** The learning rates of the exercise: from reliable but slow to overshooting. */
export const exerciseRates: readonly number[] = [0.1, 0.2, 0.5, 0.8, 1, 2];

/**
 * A truth table learned by tanh neurons, one example an update. With the usual data seed the first one is (1, 1), where no input is 0.
 * @param given θ, layer by layer: the weights neuron by neuron, then the biases
 */
function tanhNetwork(set: 'andTable' | 'xorTable', hidden: readonly number[], given: readonly number[]): Experiment {
  const usual = defaultExperiment(set);
  return {
    ...usual,
    hidden: hidden.map((units): HiddenLayerSpec => ({ units, activation: 'tanh' })),
    initialization: { ...usual.initialization, given },
    learningRate: 0.5, batchSize: 1, naming: 'neurons',
  };
}

const exercise = defaultExperiment('exercise');
const line = defaultExperiment('line');

/** In the order of the menu. */
export const presets: readonly Preset[] = [
  {
    id: 'workedNetwork', label: say('Worked network'),
    description: say('Two tanh neurons and an output neuron learn XOR in about 30 epochs. One path leads from the loss to each weight.'),
    experiment: tanhNetwork('xorTable', [2], [0.9, -0.5, -0.7, 1, 0.6, -0.1, -0.4, 0.3, 0.2]),
  },
  {
    id: 'singleNeuron', label: say('Single neuron'),
    description: say('One tanh neuron learns AND in about 15 epochs. The shortest chain: three factors.'),
    experiment: tanhNetwork('andTable', [], [0.4, -0.3, 0.1]),
  },
  {
    id: 'deeperNetwork', label: say('Worked network, one layer more'),
    description: say('XOR with a second hidden layer, in about 30 epochs. Two paths lead to each weight of the first, and each has two factors more.'),
    experiment: tanhNetwork('xorTable', [2, 2], [0.9, -0.6, -0.7, 1, 0.5, -0.1, 0.8, -0.55, -0.45, 0.75, 0.25, -0.2, -0.4, 0.3, 0.15]),
  },
  {
    id: 'exercise', label: say('2-2-2 sigmoid exercise'),
    description: say('The classic exercise: one example, two outputs with a target each. Two paths lead to each weight of the hidden layer.'),
    experiment: {
      ...exercise,
      initialization: { ...exercise.initialization, given: [0.15, 0.2, 0.25, 0.3, 0.35, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.6] },
      loss: { ...exercise.loss, reduction: 'sum' },
      learningRate: 0.5, batchSize: 1, naming: 'neurons',
    },
  },
  {
    id: 'cancellingErrors', label: say('Errors that cancel'),
    description: say('A line that slopes the wrong way. Its signed differences cancel: they add up to almost 0.'),
    opening: say('The line slopes the wrong way, and yet its signed differences add up to almost 0: those too low and those too high cancel. Press Play: the loss falls below 0 without end, and the line only moves away.'),
    experiment: {
      ...line,
      hidden: [],
      // Through the middle of the examples: what it is too low on the one side it is too high on the other.
      initialization: { ...line.initialization, given: [-0.75, 0.171] },
      loss: { ...line.loss, name: 'signed_difference' },
    },
  },
];

export function presetById(id: PresetId): Preset {
  return presets.find((preset) => preset.id === id)!;
}

/** The preset an experiment is, whatever its learning rate: that is there to be turned. null for settings of one's own. */
export function presetOf(experiment: Experiment): PresetId | null {
  if (experiment.data.examples !== undefined) return null;
  return presets.find((preset) => isSameButRate(preset.experiment, experiment))?.id ?? null;
}

/** Whether an experiment has the usual settings of its data set, and nothing was changed. */
export function isUsual(experiment: Experiment): boolean {
  const { set, table } = experiment.data;
  return canonical(table === undefined ? defaultExperiment(set) : importedExperiment(table)) === canonical(experiment);
}

function isSameButRate(a: Experiment, b: Experiment): boolean {
  return a.data.set === b.data.set && canonical({ ...a, learningRate: 0 }) === canonical({ ...b, learningRate: 0 });
}

/** JSON with the keys of every record in one order. */
function canonical(experiment: Experiment): string {
  return JSON.stringify(experiment, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b)))
      : value);
}
