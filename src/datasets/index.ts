/** The data sets: what each one is, and the examples that an experiment trains and validates on. */
import type { DatasetName, Experiment } from '../config/experiment.ts';
import { outputCountOf } from '../config/network.ts';
import { datasetLabels, datasetTasks, type DatasetTask } from '../config/tasks.ts';
import { createRandom, type Random } from '../engine/random.ts';
import type { TrainingSet } from '../engine/trainer.ts';
import { makeFeatures } from './features.ts';
import { generators, type Example } from './generators.ts';
import { irisPetals } from './iris.ts';
import type { RunData } from './runData.ts';
import { encodeTargets } from './targets.ts';

export type DatasetInfo = DatasetTask & {
  readonly label: string;
  readonly classNames: readonly string[];
  readonly inputNames: readonly string[];
  /** What the pictures cover, per raw input [min, max]. */
  readonly domain: readonly (readonly [number, number])[];
  /** Where the values of a regression lie, about. */
  readonly targetRange: readonly [number, number];
  readonly source?: string;
  readonly licence?: string;
};

const SPAN = [-1.2, 1.2] as const;
const generatedClasses: Readonly<Record<number, readonly string[]>> = { 2: ['−1', '+1'] };
const letters = ['A', 'B', 'C', 'D', 'E'];

function describe(set: DatasetName): DatasetInfo {
  const facts = datasetTasks[set];
  const generated: DatasetInfo = {
    ...facts, label: datasetLabels[set],
    classNames: generatedClasses[facts.classes] ?? letters.slice(0, facts.classes),
    inputNames: facts.inputs === 1 ? ['x'] : ['x₁', 'x₂'],
    domain: facts.inputs === 1 ? [SPAN] : [SPAN, SPAN],
    targetRange: [-1, 1],
  };
  if (set !== 'iris') return generated;
  return {
    ...generated,
    classNames: Object.keys(irisPetals),
    inputNames: ['petal length (standardised)', 'petal width (standardised)'],
    domain: [[-2.2, 2.2], [-2.2, 2.2]],
    source: 'R. A. Fisher 1936; UCI Machine Learning Repository',
    licence: 'CC BY 4.0',
  };
}

export const datasets = Object.fromEntries(
  (Object.keys(datasetTasks) as DatasetName[]).map((set) => [set, describe(set)]),
) as Readonly<Record<DatasetName, DatasetInfo>>;

/**
 * The examples of an experiment, drawn and divided by its data seed, with the features and targets that its network takes.
 * At least one example is for training and one for validation.
 */
export function buildData(experiment: Experiment): RunData & { readonly trainSet: TrainingSet; readonly validationSet: TrainingSet } {
  const { set, noise, trainShare, points, seed } = experiment.data;
  const info = datasets[set];
  const random = createRandom(seed);
  const drawn = set === 'iris' ? standardisedIris() : generate(set, points, random);
  const examples = drawn.map((example) => withNoise(example, noise, info, random));
  const order = Uint32Array.from(examples.keys());
  random.shuffle(order);
  const trainCount = Math.min(examples.length - 1, Math.max(1, Math.round(examples.length * trainShare)));
  const take = (from: number, to: number): readonly Example[] => Array.from(order.subarray(from, to), (index) => examples[index]!);
  const train = arraysOf(take(0, trainCount));
  const validation = arraysOf(take(trainCount, examples.length));
  const outputs = outputCountOf(experiment);
  const setOf = ({ inputs, targets }: Arrays): TrainingSet => ({
    count: targets.length,
    inputs: makeFeatures(experiment.features, inputs, info.inputs),
    targets: encodeTargets(targets, outputs, info.task, experiment.outputActivation),
  });
  return {
    trainInputs: train.inputs, trainTargets: train.targets, validationInputs: validation.inputs, validationTargets: validation.targets,
    inputCount: info.inputs, task: info.task, classes: info.classNames, inputNames: info.inputNames, domain: info.domain, targetRange: info.targetRange,
    trainSet: setOf(train), validationSet: setOf(validation),
  };
}

function generate(set: Exclude<DatasetName, 'iris'>, count: number, random: Random): readonly Example[] {
  return Array.from({ length: count }, (_, index) => generators[set](random, index, count));
}

/** Noise is on the inputs of a classification and on the value of a regression. */
function withNoise({ input, target }: Example, noise: number, info: DatasetInfo, random: Random): Example {
  if (info.task === 'regression') return { input, target: target + noise * random.normal() };
  return { input: input.map((place) => place + noise * random.normal()), target };
}

/** Each measurement minus its mean, divided by its standard deviation over all 150 flowers. */
function standardisedIris(): readonly Example[] {
  const flowers = Object.values(irisPetals).flatMap((petals, target) => petals.map((input) => ({ input, target })));
  const scales = [0, 1].map((k) => {
    const values = flowers.map(({ input }) => input[k]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return { mean, deviation };
  });
  return flowers.map(({ input, target }) => ({ input: input.map((value, k) => (value - scales[k]!.mean) / scales[k]!.deviation), target }));
}

type Arrays = { readonly inputs: Float64Array; readonly targets: Float64Array };

function arraysOf(examples: readonly Example[]): Arrays {
  const width = examples[0]?.input.length ?? 1;
  const inputs = new Float64Array(examples.length * width);
  for (const [index, { input }] of examples.entries()) inputs.set(input, index * width);
  return { inputs, targets: Float64Array.from(examples, ({ target }) => target) };
}
