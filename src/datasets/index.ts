/** The data sets: what each one is, and the examples that an experiment trains and validates on. */
import type { Experiment, GivenExample } from '../config/experiment.ts';
import { outputCountOf } from '../config/network.ts';
import { isDrawn, labelOf, taskOf } from '../config/tasks.ts';
import { createRandom, type Random } from '../engine/random.ts';
import type { TrainingSet } from '../engine/trainer.ts';
import { makeFeatures } from './features.ts';
import { generators, type Example, type GeneratedName } from './generators.ts';
import { irisPetals } from './iris.ts';
import type { RunData } from './runData.ts';
import { isTable, tables, type Row } from './tables.ts';
import { datasets, infoOf, shelvedTableOf, standardisationOf, type DatasetInfo } from './datasetInfo.ts';
import { isMeasured } from './measured.ts';
import type { Table } from './table.ts';
import { classAskedFor, encodeTargets } from './targets.ts';
import { say } from '../words/say.ts';

export { datasets, infoOf, standardisationOf, type DatasetInfo, type Standardisation } from './datasetInfo.ts';

export type BuiltData = RunData & { readonly trainSet: TrainingSet; readonly validationSet: TrainingSet };

/**
 * The examples of an experiment with the features and targets that its network takes. Examples drawn or edited by hand are taken
 * literally and say what they are for; those of a table are all for training; others are drawn and divided by the data seed, at
 * least one for each part.
 */
export function buildData(experiment: Experiment): BuiltData {
  const { set, examples } = experiment.data;
  if (examples !== undefined) return buildGiven(experiment, examples);
  if (isDrawn(set)) return buildGiven(experiment, []);
  if (isTable(set)) return assemble(experiment, arraysOf(tables[set]), NO_ROWS);
  const { noise, points, seed } = experiment.data;
  const random = createRandom(seed);
  if (isMeasured(set) || set === 'imported') return divide(experiment, noisyTable(tableOf(experiment), noise, random), random);
  const drawn = set === 'iris' ? standardisedIris() : generate(set, points, random);
  const rows = drawn.map((example) => withNoise(example, noise, datasets[set], random));
  return divide(experiment, arraysOf(rows), random);
}

/** How many examples an experiment trains on. */
export function trainCountOfExperiment({ data }: Experiment): number {
  const { set, examples, points, trainShare } = data;
  if (examples !== undefined) return examples.filter(({ validation }) => validation !== true).length;
  if (isDrawn(set)) return 0;
  if (isTable(set)) return tables[set].length;
  const count = taskOf(data).fixedPoints ?? points;
  return Math.min(count - 1, Math.max(1, Math.round(count * trainShare)));
}

/** A table that stands ready. @throws RangeError while it has not been read */
function tableOf({ data }: Experiment): Table {
  const table = shelvedTableOf(data);
  if (table === undefined) throw new RangeError(say('The data “{table}” have not been read yet.', { table: labelOf(data) }));
  return table;
}

/** Some of the examples, in an order of chance, for training; the others for validation. */
function divide(experiment: Experiment, { inputs, targets }: Arrays, random: Random): BuiltData {
  const { inputs: width } = taskOf(experiment.data);
  const order = Uint32Array.from(targets.keys());
  random.shuffle(order);
  const trainCount = trainCountOfExperiment(experiment);
  const take = (chosen: Uint32Array): Arrays => {
    const taken = { inputs: new Float64Array(chosen.length * width), targets: Float64Array.from(chosen, (row) => targets[row]!) };
    chosen.forEach((row, place) => { taken.inputs.set(inputs.subarray(row * width, (row + 1) * width), place * width); });
    return taken;
  };
  return assemble(experiment, take(order.subarray(0, trainCount)), take(order.subarray(trainCount)));
}

/** Targets are class numbers or values; the outputs are asked for their codes. */
function assemble(experiment: Experiment, train: Arrays, validation: Arrays): BuiltData {
  const info = infoOf(experiment.data);
  const outputs = outputCountOf(experiment);
  const encode = (targets: Float64Array): Float64Array => encodeTargets(targets, outputs, info.task, experiment.outputActivation);
  return built(experiment, info, train, encode(train.targets), validation, encode(validation.targets));
}

/** What is asked of the outputs stands in the examples, and so does the class. */
function buildGiven(experiment: Experiment, examples: readonly GivenExample[]): BuiltData {
  const info = infoOf(experiment.data);
  const partOf = (isValidation: boolean): { readonly given: Arrays; readonly meant: Arrays } => {
    const part = examples.filter(({ validation }) => (validation === true) === isValidation);
    const given = arraysOf(part);
    const meant = info.task === 'regression' ? given.targets : Float64Array.from(part, ({ targets }) => classAskedFor(targets, experiment.outputActivation));
    return { given, meant: { inputs: given.inputs, targets: meant } };
  };
  const [train, validation] = [partOf(false), partOf(true)];
  const data = built(experiment, info, train.meant, train.given.targets, validation.meant, validation.given.targets);
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
    domain: info.domain, targetRange: info.targetRange, ...(info.slice === undefined ? {} : { slice: info.slice }), ...(info.components === undefined ? {} : { components: info.components }),
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

/** A table's rows; noise moves its numbers, not its categories, or the values to predict. */
function noisyTable({ columns, inputs, targets, task }: Table, noise: number, random: Random): Arrays {
  if (task === 'regression') return { inputs, targets: targets.map((value) => value + noise * random.normal()) };
  const isNumber = columns.map(({ kind }) => kind === 'number');
  return { inputs: inputs.map((value, at) => (isNumber[at % isNumber.length]! ? value + noise * random.normal() : value)), targets };
}

/** Each measurement minus its mean, divided by its standard deviation over all 150 flowers. */
function standardisedIris(): readonly Example[] {
  const flowers = Object.values(irisPetals).flatMap((petals, target) => petals.map((input) => ({ input, target })));
  const scales = standardisationOf({ set: 'iris' })!;
  return flowers.map(({ input, target }) => ({ input: input.map((value, k) => (value - scales[k]!.mean) / scales[k]!.deviation), target }));
}

type Arrays = { readonly inputs: Float64Array; readonly targets: Float64Array };

const NO_ROWS: Arrays = { inputs: new Float64Array(0), targets: new Float64Array(0) };

function arraysOf(rows: readonly Row[]): Arrays {
  return { inputs: Float64Array.from(rows.flatMap(({ inputs }) => inputs)), targets: Float64Array.from(rows.flatMap(({ targets }) => targets)) };
}
