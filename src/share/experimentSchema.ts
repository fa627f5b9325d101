// limits, names and shapes of config/ and the engine → JSON Schema
/** What the file of an experiment may hold, for other programs: made from the tables that menus and repair read. */
import { allFeatures, MOST_INPUTS } from '../config/features.ts';
import { limits, optimizerLimits, scheduleLimits, type Limit } from '../config/limits.ts';
import { datasetNames, datasetTasks, drawnNames } from '../config/tasks.ts';
import { activationNames, outputActivationTexts } from '../engine/activations.ts';
import { initializers } from '../engine/initializers.ts';
import { lossNames, reductions } from '../engine/losses.ts';
import { optimizers } from '../engine/optimizers.ts';
import { schedules } from '../engine/schedules.ts';
import { FILE_VERSION, fileFormats } from './networkFile.ts';

export type JsonSchema = { readonly [key: string]: unknown };

/** JSON Schema (2020-12) of an experiment's file. Files outside of it are repaired when they are opened, and what was done is said. */
export function experimentSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Experiment of Nabla',
    description: 'Everything that decides what is trained and how. What is left out is as usual for the data set.',
    ...record({ format: { const: fileFormats.experiment }, version: { const: FILE_VERSION }, experiment: { $ref: '#/$defs/experiment' }, table: { $ref: '#/$defs/table' } }, ['format', 'version', 'experiment']),
    $defs: { experiment, table, initializer: { oneOf: Object.values(initializers).map(({ spec }) => initializer(spec)) } },
  };
}

function number({ min, max, label, step }: Limit): JsonSchema {
  return { type: step === 1 ? 'integer' : 'number', minimum: min, maximum: max, description: label };
}

const oneOf = (names: readonly string[]): JsonSchema => ({ enum: names });
const listOf = (items: JsonSchema, { min, max }: { readonly min: number; readonly max: number }): JsonSchema => ({ type: 'array', items, minItems: min, maxItems: max });

function record(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[] = []): JsonSchema {
  return { type: 'object', properties, ...(required.length === 0 ? {} : { required }), additionalProperties: false };
}

/** A record that its name tells from others, with a number for each key that has a limit. */
function named(key: 'name' | 'kind', value: string, keys: readonly string[], known: Readonly<Record<string, Limit>>, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const numbers = keys.flatMap((name): [string, JsonSchema][] => (known[name] === undefined ? [] : [[name, number(known[name])]]));
  return record({ [key]: { const: value }, ...Object.fromEntries(numbers), ...more }, [key]);
}

const initializerLimits: Readonly<Record<string, Limit>> = {
  value: limits.initialValue, low: limits.initialValue, high: limits.initialValue, mean: limits.initialValue, std: limits.initialSpread,
};

function initializer(spec: { readonly kind: string }): JsonSchema {
  const scales = 'distribution' in spec;
  return named('kind', spec.kind, Object.keys(spec), initializerLimits, scales ? { distribution: oneOf(['uniform', 'normal']), gain: number(limits.gain) } : {});
}

/** Keys that a specification may have beside those it usually has. */
const besides: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>> = {
  adagrad: { decay: number(limits.rateDecay) },
  multi_step: { milestones: listOf(number({ ...limits.scheduleSteps, label: 'Milestone' }), { min: 0, max: 50 }) },
  one_cycle: {
    rise: number(limits.scheduleRise), divisor: number(limits.scheduleDivisor), finalDivisor: number(limits.scheduleDivisor),
    form: oneOf(['cosine', 'linear']), threePhases: { type: 'boolean' },
    momentum: record({ low: number(limits.momentum), high: number(limits.momentum) }, ['low', 'high']),
  },
};

const choices = (specs: Readonly<Record<string, { readonly spec: { readonly name: string } }>>, known: Readonly<Record<string, Limit>>): JsonSchema => ({
  oneOf: Object.values(specs).map(({ spec }) => named('name', spec.name, Object.keys(spec), known, besides[spec.name])),
});

/** Tables have fewer than a set that can be asked for more. */
const leastPoints = Math.min(limits.points.min, ...datasetNames.map((set) => datasetTasks[set].fixedPoints ?? Infinity));

/** Of a column, and of what is predicted: the network is given (value − mean) / deviation. */
const scale = { name: { type: 'string' }, unit: { type: 'string' }, mean: { type: 'number' }, deviation: { type: 'number' } };

/** Of a data set "imported": each row its inputs, then its class from 0 or its value. */
const table: JsonSchema = record({
  name: { type: 'string' },
  columns: listOf(record({ ...scale, kind: oneOf(['number', 'category']) }, ['name', 'unit', 'kind', 'mean', 'deviation']), limits.tableInputs),
  target: record(scale, ['name', 'unit', 'mean', 'deviation']),
  classes: listOf({ type: 'string' }, { min: 0, max: limits.tableClasses.max }),
  rows: listOf(listOf({ type: 'number' }, { min: limits.tableInputs.min + 1, max: limits.tableInputs.max + 1 }), limits.tableRows),
  source: { type: 'string' }, licence: { type: 'string' },
  leftOut: { type: 'array', items: record({ reason: { type: 'string' }, count: { type: 'integer' }, firstRow: { type: 'integer' } }, ['reason', 'count', 'firstRow']) },
  notes: { type: 'array', items: { type: 'string' } },
}, ['name', 'columns', 'target', 'classes', 'rows']);

const experiment: JsonSchema = record({
  version: { const: 1 },
  data: record({
    set: oneOf([...datasetNames, ...drawnNames, 'imported']), points: { ...number(limits.points), type: 'integer', minimum: leastPoints }, noise: number(limits.noise), trainShare: number(limits.trainShare), seed: number(limits.seed),
    table: record({
      id: { type: 'string' }, name: { type: 'string' }, task: oneOf(['classification', 'regression']),
      inputs: number(limits.tableInputs), classes: { type: 'integer', minimum: 0, maximum: limits.tableClasses.max }, rows: number(limits.tableRows),
    }, ['id', 'name', 'task', 'inputs', 'classes', 'rows']),
    examples: listOf(record({ inputs: { type: 'array', items: number(limits.input) }, targets: { type: 'array', items: number(limits.target) }, validation: { type: 'boolean' } }, ['inputs', 'targets']), limits.examples),
  }),
  features: { ...listOf(oneOf(allFeatures), { min: 1, max: MOST_INPUTS }), uniqueItems: true },
  hidden: listOf(record({ units: number(limits.units), activation: oneOf(activationNames) }), limits.hiddenLayers),
  outputActivation: oneOf(Object.keys(outputActivationTexts)),
  initialization: record({
    weights: { $ref: '#/$defs/initializer' }, biases: { $ref: '#/$defs/initializer' }, seed: number(limits.seed), given: { type: 'array', items: number(limits.weight) },
  }),
  loss: record({ name: oneOf(lossNames), reduction: oneOf(Object.keys(reductions)), huberDelta: number(limits.huberDelta) }),
  learningRate: number(limits.learningRate),
  optimizer: choices(optimizers, optimizerLimits),
  schedule: choices(schedules, scheduleLimits),
  regularization: record({ l1: number(limits.l1), l2: number(limits.l2), clipNorm: number(limits.clipNorm) }),
  batchSize: number(limits.batchSize),
  naming: oneOf(['layers', 'neurons']),
});
