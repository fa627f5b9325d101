/**
 * Outside data becomes an experiment here and nowhere else: what can be used is used, a number out of range is moved to the
 * nearest allowed one, anything else is replaced by the default, and every replacement is said in one sentence.
 */
import * as v from 'valibot';
import { activations, outputActivationTexts } from '../engine/activations.ts';
import { initializers, type InitializerSpec } from '../engine/initializers.ts';
import { losses, reductions } from '../engine/losses.ts';
import { defaultOptimizer, optimizers, type OptimizerSpec } from '../engine/optimizers.ts';
import { defaultSchedule, schedules, type OneCycleSpec, type ScheduleSpec } from '../engine/schedules.ts';
import { coupleExperiment } from './couple.ts';
import { defaultExperiment, importedExperiment, initialExperiment } from './defaults.ts';
import type { Experiment, FeatureName, HiddenLayerSpec } from './experiment.ts';
import { allFeatures, MOST_INPUTS } from './features.ts';
import { limits, optimizerLimits, scheduleLimits, type Limit } from './limits.ts';
import { namesLike } from './nearestNames.ts';
import { repairExamples, repairGivenWeights } from './repairGiven.ts';
import { repairTable } from './repairTable.ts';
import { show } from './showValue.ts';
import { datasetNames, datasetTasks, drawnNames, labelOf } from './tasks.ts';

export type Repaired = {
  readonly experiment: Experiment;
  /** One sentence for each value that could not be used as it was; missing values are not worth one. */
  readonly notes: readonly string[];
};

/** @param input anything: parsed JSON, a stored record, a decoded address. Never throws. */
export function repairExperiment(input: unknown): Repaired {
  const notes: string[] = [];
  if (!isRecord(input)) {
    if (input !== undefined) notes.push(`The experiment ${show(input)} is not a set of settings, so the default one is used.`);
    return { experiment: initialExperiment, notes };
  }
  if (input['version'] !== undefined && input['version'] !== 1) {
    notes.push(`The experiment has version ${show(input['version'])}, but only version 1 is known; what could be read is used.`);
  }
  const repair = createRepair(notes);
  const data = repair.record('Data', input['data']);
  const table = data['set'] === 'imported' ? repairTable(data['table'], notes) : null;
  const set = table !== null ? 'imported' : repair.choice('Data set', data['set'] === 'imported' ? undefined : data['set'], [...datasetNames, ...drawnNames], initialExperiment.data.set, labelOf(initialExperiment.data));
  const usual = table !== null ? importedExperiment(table) : defaultExperiment(set);
  const loss = repair.record('Loss', input['loss']);
  const initialization = repair.record('Initialization', input['initialization']);
  const regularization = repair.record('Regularization', input['regularization']);
  const repaired: Experiment = {
    version: 1,
    data: {
      set,
      ...(table === null ? {} : { table }),
      points: usual.data.table?.rows ?? datasetTasks[set].fixedPoints ?? repair.whole(limits.points, data['points'], usual.data.points),
      noise: repair.number(limits.noise, data['noise'], usual.data.noise),
      trainShare: repair.number(limits.trainShare, data['trainShare'], usual.data.trainShare),
      seed: repair.whole(limits.seed, data['seed'], usual.data.seed),
      ...repairExamples(data['examples'], notes),
    },
    features: repairFeatures(repair, input['features'], usual.features),
    hidden: repairHidden(repair, input['hidden'], usual.hidden),
    outputActivation: repair.choice('Output activation', input['outputActivation'], keysOf(outputActivationTexts), usual.outputActivation),
    initialization: {
      weights: repairInitializer(repair, 'Initialization', initialization['weights'], usual.initialization.weights),
      biases: repairInitializer(repair, 'Initialization of the biases', initialization['biases'], usual.initialization.biases),
      seed: repair.whole(limits.seed, initialization['seed'], usual.initialization.seed),
      ...repairGivenWeights(initialization['given'], notes),
    },
    loss: {
      name: repair.choice('Loss', loss['name'], keysOf(losses), usual.loss.name),
      reduction: repair.choice('Reduction', loss['reduction'], keysOf(reductions), usual.loss.reduction),
      huberDelta: repair.number(limits.huberDelta, loss['huberDelta'], usual.loss.huberDelta),
    },
    learningRate: repair.number(limits.learningRate, input['learningRate'], usual.learningRate),
    optimizer: repairOptimizer(repair, input['optimizer'], usual.optimizer),
    schedule: repairSchedule(repair, input['schedule'], usual.schedule),
    regularization: {
      l1: repair.number(limits.l1, regularization['l1'], usual.regularization.l1),
      l2: repair.number(limits.l2, regularization['l2'], usual.regularization.l2),
      clipNorm: repair.number(limits.clipNorm, regularization['clipNorm'], usual.regularization.clipNorm),
    },
    batchSize: repair.whole(limits.batchSize, input['batchSize'], usual.batchSize),
    ...(input['naming'] === undefined ? {} : { naming: repair.choice('Naming', input['naming'], ['layers', 'neurons'], 'layers') }),
  };
  const coupled = coupleExperiment(repaired);
  return { experiment: coupled.experiment, notes: [...notes, ...coupled.notes] };
}

type Fields = Readonly<Record<string, unknown>>;
type Repair = ReturnType<typeof createRepair>;

function createRepair(notes: string[]) {
  function number(limit: Limit, value: unknown, fallback: number, integer = false): number {
    if (value === undefined) return fallback;
    const range = `from ${show(limit.min)} to ${show(limit.max)}`;
    if (!v.is(v.number(), value)) {
      notes.push(`${limit.label} ${show(value)} is not a number ${range}; it is now ${show(fallback)}.`);
      return fallback;
    }
    const whole = integer && Number.isFinite(value) ? Math.round(value) : value;
    const kept = Math.min(limit.max, Math.max(limit.min, whole));
    if (kept !== value) notes.push(`${limit.label} ${show(value)} is not ${integer ? 'a whole number ' : ''}${range}; it is now ${show(kept)}.`);
    return kept;
  }
  return {
    number: (limit: Limit, value: unknown, fallback: number): number => number(limit, value, fallback),
    whole: (limit: Limit, value: unknown, fallback: number): number => number(limit, value, fallback, true),
    /** @param called what the page calls the fallback */
    choice<T extends string>(label: string, value: unknown, choices: readonly T[], fallback: T, called: string = fallback): T {
      if (v.is(v.picklist(choices), value)) return value;
      if (value !== undefined) notes.push(`${label} ${show(value)} is not one of ${namesLike(value, choices)}; it is now ${called}.`);
      return fallback;
    },
    /** undefined where nothing is said and nothing is usual, which means false. */
    flag(label: string, value: unknown, fallback: boolean | undefined): boolean | undefined {
      if (value === undefined || typeof value === 'boolean') return value ?? fallback;
      notes.push(`${label} ${show(value)} is neither true nor false; it is now ${fallback === true ? 'true' : 'false'}.`);
      return fallback;
    },
    record(label: string, value: unknown): Fields {
      if (isRecord(value)) return value;
      if (value !== undefined) notes.push(`${label} ${show(value)} is not a set of settings, so the defaults are used.`);
      return {};
    },
    /** null where there is no list to read. */
    list(label: string, value: unknown, most: number): readonly unknown[] | null {
      if (value === undefined) return null;
      if (!Array.isArray(value)) {
        notes.push(`${label} ${show(value)} is not a list, so the default is used.`);
        return null;
      }
      if (value.length > most) notes.push(`${label}: ${value.length} are more than the ${most} allowed; the first ${most} are used.`);
      return value.slice(0, most);
    },
    note(sentence: string): void {
      notes.push(sentence);
    },
  };
}

function repairFeatures(repair: Repair, value: unknown, usual: readonly FeatureName[]): readonly FeatureName[] {
  const list = repair.list('Features', value, MOST_INPUTS);
  if (list === null) return usual;
  const known = list.filter((name): name is FeatureName => v.is(v.picklist(allFeatures), name));
  for (const name of list) {
    if (!v.is(v.picklist(allFeatures), name)) repair.note(`Feature ${show(name)} is not one of ${namesLike(name, allFeatures)} and is left out.`);
  }
  const unique = [...new Set(known)];
  if (unique.length < known.length) repair.note('A feature that was named twice is used once.');
  if (unique.length > 0) return unique;
  if (list.length === 0) repair.note('A network needs at least one feature, so the defaults are used.');
  return usual;
}

function repairHidden(repair: Repair, value: unknown, usual: readonly HiddenLayerSpec[]): readonly HiddenLayerSpec[] {
  const list = repair.list('Hidden layers', value, limits.hiddenLayers.max);
  if (list === null) return usual;
  return list.map((layer, index): HiddenLayerSpec => {
    const fields = repair.record(`Hidden layer ${index + 1}`, layer);
    return {
      units: repair.whole(limits.units, fields['units'], 4),
      activation: repair.choice(`Activation of hidden layer ${index + 1}`, fields['activation'], keysOf(activations), 'tanh'),
    };
  });
}

function repairInitializer(repair: Repair, label: string, value: unknown, usual: InitializerSpec): InitializerSpec {
  if (value === undefined) return usual;
  const fields = repair.record(label, value);
  const kind = repair.choice(label, fields['kind'], keysOf(initializers), usual.kind);
  const spec = kind === usual.kind ? usual : initializers[kind].spec;
  switch (spec.kind) {
    case 'zero':
    case 'orthogonal': return spec;
    case 'constant': return { kind: spec.kind, value: repair.number(limits.initialValue, fields['value'], spec.value) };
    case 'uniform': {
      const low = repair.number(limits.initialValue, fields['low'], spec.low);
      const high = repair.number(limits.initialValue, fields['high'], Math.max(low, spec.high));
      if (low <= high) return { kind: spec.kind, low, high };
      repair.note(`${label}: the range [${show(low)}, ${show(high)}] runs backwards; it is now [${show(high)}, ${show(low)}].`);
      return { kind: spec.kind, low: high, high: low };
    }
    case 'normal': return {
      kind: spec.kind,
      mean: repair.number(limits.initialValue, fields['mean'], spec.mean),
      std: repair.number(limits.initialSpread, fields['std'], spec.std),
    };
    case 'xavier':
    case 'he':
    case 'lecun': {
      const distribution = repair.choice(`${label}’s distribution`, fields['distribution'], ['uniform', 'normal'], spec.distribution);
      if (fields['gain'] === undefined) return { kind: spec.kind, distribution };
      return { kind: spec.kind, distribution, gain: repair.number(limits.gain, fields['gain'], 1) };
    }
  }
}

/** Numbers that a specification may leave out, and what they then are. */
const optionalNumbers: Readonly<Partial<Record<OptimizerSpec['name'] | ScheduleSpec['name'], Readonly<Record<string, number>>>>> = {
  adagrad: { decay: 0 }, one_cycle: { rise: 0.3, divisor: 25, finalDivisor: 1e4 },
};
/** More milestones than this nobody can follow. */
const MOST_MILESTONES = 50;

/** Every number of `usual`, and those that it may have besides, read from `fields`. */
function repairNumbers<S extends OptimizerSpec | ScheduleSpec>(repair: Repair, fields: Fields, usual: S, known: Readonly<Record<string, Limit>>): S {
  const besides = Object.entries(optionalNumbers[usual.name] ?? {}).filter(([key]) => fields[key] !== undefined);
  const numbers = [...besides, ...Object.entries(usual)].flatMap(([key, fallback]): [string, number][] => {
    const limit = known[key];
    if (limit === undefined || typeof fallback !== 'number') return [];
    return [[key, limit.step === 1 ? repair.whole(limit, fields[key], fallback) : repair.number(limit, fields[key], fallback)]];
  });
  return { ...usual, ...Object.fromEntries(numbers) };
}

function repairOptimizer(repair: Repair, value: unknown, usual: OptimizerSpec): OptimizerSpec {
  if (value === undefined) return usual;
  const fields = repair.record('Optimizer', value);
  const name = repair.choice('Optimizer', fields['name'], keysOf(optimizers), usual.name);
  return repairNumbers(repair, fields, name === usual.name ? usual : defaultOptimizer(name), optimizerLimits);
}

function repairSchedule(repair: Repair, value: unknown, usual: ScheduleSpec): ScheduleSpec {
  if (value === undefined) return usual;
  const fields = repair.record('Schedule', value);
  const name = repair.choice('Schedule', fields['name'], keysOf(schedules), usual.name);
  const spec = repairNumbers(repair, fields, name === usual.name ? usual : defaultSchedule(name), scheduleLimits);
  switch (spec.name) {
    case 'multi_step': return { ...spec, milestones: repairMilestones(repair, fields['milestones'], spec.milestones) };
    case 'one_cycle': return repairCycle(repair, fields, spec);
    default: return spec;
  }
}

function repairMilestones(repair: Repair, value: unknown, usual: readonly number[]): readonly number[] {
  const list = repair.list('Milestones', value, MOST_MILESTONES);
  if (list === null) return usual;
  const limit = { ...limits.scheduleSteps, label: 'Milestone' };
  return list.filter((step) => step !== undefined).map((step) => repair.whole(limit, step, limit.min));
}

/** What one cycle may say besides its numbers. */
function repairCycle(repair: Repair, fields: Fields, { form, threePhases, momentum, ...spec }: OneCycleSpec): OneCycleSpec {
  const phases = repair.flag('Three phases', fields['threePhases'], threePhases);
  return {
    ...spec,
    ...(fields['form'] === undefined ? form && { form } : { form: repair.choice('Form of the cycle', fields['form'], ['cosine', 'linear'], 'cosine') }),
    ...(phases === undefined ? {} : { threePhases: phases }),
    ...(fields['momentum'] === undefined ? momentum && { momentum } : { momentum: repairSwing(repair, fields['momentum']) }),
  };
}

/** Lowest and highest momentum of a cycle. */
function repairSwing(repair: Repair, value: unknown): { readonly low: number; readonly high: number } {
  const fields = repair.record('Momentum of the cycle', value);
  const low = repair.number({ ...limits.momentum, label: 'Lowest momentum' }, fields['low'], 0.85);
  const high = repair.number({ ...limits.momentum, label: 'Highest momentum' }, fields['high'], Math.max(low, 0.95));
  if (low <= high) return { low, high };
  repair.note(`The momentum of the cycle from ${show(low)} to ${show(high)} runs backwards; it is now from ${show(high)} to ${show(low)}.`);
  return { low: high, high: low };
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(record) as K[];
}
