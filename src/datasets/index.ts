/** The data sets: what each one is, and the examples that an experiment trains and validates on. */
import type { DatasetName, Experiment, GivenExample } from '../config/experiment.ts';
import { outputCountOf } from '../config/network.ts';
import { datasetLabels, datasetTasks, type DatasetTask } from '../config/tasks.ts';
import { targetEncoding } from '../engine/losses.ts';
import { createRandom, type Random } from '../engine/random.ts';
import type { TrainingSet } from '../engine/trainer.ts';
import { makeFeatures } from './features.ts';
import { generators, type Example, type GeneratedName } from './generators.ts';
import { irisPetals } from './iris.ts';
import type { RunData } from './runData.ts';
import { isTable, tables, type Row } from './tables.ts';
import { encodeTargets } from './targets.ts';

export type BuiltData = RunData & { readonly trainSet: TrainingSet; readonly validationSet: TrainingSet };

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
/** Around the corners of a truth table, which are at 0 and 1. */
const TABLE_SPAN = [-0.5, 1.5] as const;
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
  if (isTable(set)) return { ...generated, classNames: facts.classes === 2 ? ['0', '1'] : [], domain: [TABLE_SPAN, TABLE_SPAN] };
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
 * The examples of an experiment with the features and targets that its network takes. Examples edited by hand are taken literally
 * and all for training, as are those of a table; others are drawn and divided by the data seed, at least one for each part.
 */
export function buildData(experiment: Experiment): BuiltData {
  const { set, examples } = experiment.data;
  if (examples !== undefined) return buildGiven(experiment, examples);
  if (isTable(set)) return assemble(experiment, tables[set], []);
  const { noise, trainShare, points, seed } = experiment.data;
  const random = createRandom(seed);
  const drawn = set === 'iris' ? standardisedIris() : generate(set, points, random);
  const rows = drawn.map((example) => withNoise(example, noise, datasets[set], random));
  const order = Uint32Array.from(rows.keys());
  random.shuffle(order);
  const trainCount = Math.min(rows.length - 1, Math.max(1, Math.round(rows.length * trainShare)));
  const take = (from: number, to: number): readonly Row[] => Array.from(order.subarray(from, to), (index) => rows[index]!);
  return assemble(experiment, take(0, trainCount), take(trainCount, rows.length));
}

/** Rows hold class numbers or values; the outputs are asked for their codes. */
function assemble(experiment: Experiment, trainRows: readonly Row[], validationRows: readonly Row[]): BuiltData {
  const info = datasets[experiment.data.set];
  const outputs = outputCountOf(experiment);
  const encode = (targets: Float64Array): Float64Array => encodeTargets(targets, outputs, info.task, experiment.outputActivation);
  const [train, validation] = [arraysOf(trainRows), arraysOf(validationRows)];
  return built(experiment, info, train, encode(train.targets), validation, encode(validation.targets));
}

/** What is asked of the outputs stands in the examples; the class is the output asked for most, or the side of the middle code. */
function buildGiven(experiment: Experiment, examples: readonly GivenExample[]): BuiltData {
  const info = datasets[experiment.data.set];
  const { low, high } = targetEncoding(experiment.outputActivation);
  const classOf = (targets: readonly number[]): number =>
    targets.length > 1 ? targets.indexOf(Math.max(...targets)) : targets[0]! > (low + high) / 2 ? 1 : 0;
  const rows = info.task === 'regression' ? examples : examples.map(({ inputs, targets }) => ({ inputs, targets: [classOf(targets)] }));
  const data = built(experiment, info, arraysOf(rows), arraysOf(examples).targets, NO_ROWS, NO_ROWS.targets);
  return {
    ...data,
    domain: info.domain.map((range, input) => widened(range, examples.map(({ inputs }) => inputs[input] ?? 0))),
    targetRange: info.task === 'regression' ? widened(info.targetRange, examples.flatMap(({ targets }) => targets)) : info.targetRange,
  };
}

/** The range, wide enough for every value, with a margin where it had to grow. */
function widened([low, high]: readonly [number, number], values: readonly number[]): readonly [number, number] {
  let [least, most] = [low, high];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  const margin = 0.05 * (most - least);
  return [least < low ? least - margin : low, most > high ? most + margin : high];
}

function built(
  experiment: Experiment, info: DatasetInfo, train: Arrays, trainEncoded: Float64Array, validation: Arrays, validationEncoded: Float64Array,
): BuiltData {
  const setOf = ({ inputs }: Arrays, targets: Float64Array): TrainingSet => ({
    count: inputs.length / info.inputs, inputs: makeFeatures(experiment.features, inputs, info.inputs), targets,
  });
  return {
    trainInputs: train.inputs, trainTargets: train.targets, validationInputs: validation.inputs, validationTargets: validation.targets,
    trainEncoded, validationEncoded,
    inputCount: info.inputs, targetCount: info.targets ?? 1, task: info.task, classes: info.classNames, inputNames: info.inputNames,
    domain: info.domain, targetRange: info.targetRange,
    trainSet: setOf(train, trainEncoded), validationSet: setOf(validation, validationEncoded),
  };
}

function generate(set: GeneratedName, count: number, random: Random): readonly Example[] {
  return Array.from({ length: count }, (_, index) => generators[set](random, index, count));
}

/** Noise is on the inputs of a classification and on the value of a regression. */
function withNoise({ input, target }: Example, noise: number, info: DatasetInfo, random: Random): Row {
  if (info.task === 'regression') return { inputs: input, targets: [target + noise * random.normal()] };
  return { inputs: input.map((place) => place + noise * random.normal()), targets: [target] };
}

/** How a measurement became a raw input: minus the mean, divided by the deviation. */
export type Standardisation = { readonly name: string; readonly mean: number; readonly deviation: number };

/** Of each raw input in order; null for a set whose inputs are as they were measured or drawn. */
export function standardisationOf(set: DatasetName): readonly Standardisation[] | null {
  if (set !== 'iris') return null;
  const flowers = Object.values(irisPetals).flat();
  return ['petal length (cm)', 'petal width (cm)'].map((name, k) => {
    const values = flowers.map((petals) => petals[k]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return { name, mean, deviation };
  });
}

/** Each measurement minus its mean, divided by its standard deviation over all 150 flowers. */
function standardisedIris(): readonly Example[] {
  const flowers = Object.values(irisPetals).flatMap((petals, target) => petals.map((input) => ({ input, target })));
  const scales = standardisationOf('iris')!;
  return flowers.map(({ input, target }) => ({ input: input.map((value, k) => (value - scales[k]!.mean) / scales[k]!.deviation), target }));
}

type Arrays = { readonly inputs: Float64Array; readonly targets: Float64Array };

const NO_ROWS: Arrays = { inputs: new Float64Array(0), targets: new Float64Array(0) };

function arraysOf(rows: readonly Row[]): Arrays {
  return { inputs: Float64Array.from(rows.flatMap(({ inputs }) => inputs)), targets: Float64Array.from(rows.flatMap(({ targets }) => targets)) };
}
