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
import { say } from '../words/say.ts';

export type Repaired = {
  readonly experiment: Experiment;
  /** One sentence for each value that could not be used as it was; missing values are not worth one. */
  readonly notes: readonly string[];
};

/** What an experiment is made of; what begins with $ is for editors. */
const settingNames: ReadonlySet<string> = new Set([...Object.keys(initialExperiment), 'naming']);
const MOST_UNKNOWN = 3;
const LONGEST_KEY = 40;

/** @param input anything: parsed JSON, a stored record, a decoded address. Never throws. */
export function repairExperiment(input: unknown): Repaired {
  const notes: string[] = [];
  if (!isRecord(input)) {
    if (input !== undefined) notes.push(say('The experiment {given} is not a set of settings, so the default one is used.', { given: show(input) }));
    return { experiment: initialExperiment, notes };
  }
  if (input['version'] !== undefined && input['version'] !== 1) {
    notes.push(say('The experiment has version {given}, but only version 1 is known; what could be read is used.', { given: show(input['version']) }));
  }
  for (const key of Object.keys(input).filter((each) => !settingNames.has(each) && !each.startsWith('$')).slice(0, MOST_UNKNOWN)) {
    notes.push(say('There is no setting “{key}”; there are {list}.', { key: key.slice(0, LONGEST_KEY), list: namesLike(key, [...settingNames]) }));
  }
  const repair = createRepair(notes);
  const data = repair.record(say('Data'), input['data']);
  const table = data['set'] === 'imported' ? repairTable(data['table'], notes) : null;
  const set = table !== null ? 'imported' : repair.choice(say('Data set'), data['set'] === 'imported' ? undefined : data['set'], [...datasetNames, ...drawnNames], initialExperiment.data.set, labelOf(initialExperiment.data));
  const usual = table !== null ? importedExperiment(table) : defaultExperiment(set);
  const loss = repair.record(say('Loss'), input['loss']);
  const initialization = repair.record(say('Initialization'), input['initialization']);
  const regularization = repair.record(say('Regularization'), input['regularization']);
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
    outputActivation: repair.choice(say('Output activation'), input['outputActivation'], keysOf(outputActivationTexts), usual.outputActivation),
    initialization: {
      weights: repairInitializer(repair, say('Initialization'), initialization['weights'], usual.initialization.weights),
      biases: repairInitializer(repair, say('Initialization of the biases'), initialization['biases'], usual.initialization.biases),
      seed: repair.whole(limits.seed, initialization['seed'], usual.initialization.seed),
      ...repairGivenWeights(initialization['given'], notes),
    },
    loss: {
      name: repair.choice(say('Loss'), loss['name'], keysOf(losses), usual.loss.name),
      reduction: repair.choice(say('Reduction'), loss['reduction'], keysOf(reductions), usual.loss.reduction),
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
    ...(input['naming'] === undefined ? {} : { naming: repair.choice(say('Naming'), input['naming'], ['layers', 'neurons'], 'layers') }),
  };
  const coupled = coupleExperiment(repaired);
  return { experiment: coupled.experiment, notes: [...notes, ...coupled.notes] };
}

type Fields = Readonly<Record<string, unknown>>;
type Repair = ReturnType<typeof createRepair>;

function createRepair(notes: string[]) {
  function number(limit: Limit, value: unknown, fallback: number, integer = false): number {
    if (value === undefined) return fallback;
    const range = say('from {low} to {high}', { low: show(limit.min), high: show(limit.max) });
    if (!v.is(v.number(), value)) {
      notes.push(say('{label} {given} is not a number {range}; it is now {now}.', { label: limit.label, given: show(value), range, now: show(fallback) }));
      return fallback;
    }
    const whole = integer && Number.isFinite(value) ? Math.round(value) : value;
    const kept = Math.min(limit.max, Math.max(limit.min, whole));
    if (kept !== value) notes.push(say('{label} {given} is not {kind}{range}; it is now {now}.', { label: limit.label, given: show(value), kind: integer ? `${say('a whole number')} ` : '', range, now: show(kept) }));
    return kept;
  }
  return {
    number: (limit: Limit, value: unknown, fallback: number): number => number(limit, value, fallback),
    whole: (limit: Limit, value: unknown, fallback: number): number => number(limit, value, fallback, true),
    /** @param called what the page calls the fallback */
    choice<T extends string>(label: string, value: unknown, choices: readonly T[], fallback: T, called: string = fallback): T {
      if (v.is(v.picklist(choices), value)) return value;
      if (value !== undefined) notes.push(say('{label} {given} is not one of {namesLike}; it is now {called}.', { label, given: show(value), namesLike: namesLike(value, choices), called }));
      return fallback;
    },
    /** undefined where nothing is said and nothing is usual, which means false. */
    flag(label: string, value: unknown, fallback: boolean | undefined): boolean | undefined {
      if (value === undefined || typeof value === 'boolean') return value ?? fallback;
      notes.push(say('{label} {given} is neither true nor false; it is now {kept}.', { label, given: show(value), kept: fallback === true ? 'true' : 'false' }));
      return fallback;
    },
    record(label: string, value: unknown): Fields {
      if (isRecord(value)) return value;
      if (value !== undefined) notes.push(say('{label} {given} is not a set of settings, so the defaults are used.', { label, given: show(value) }));
      return {};
    },
    /** null where there is no list to read. */
    list(label: string, value: unknown, most: number): readonly unknown[] | null {
      if (value === undefined) return null;
      if (!Array.isArray(value)) {
        notes.push(say('{label} {given} is not a list, so the default is used.', { label, given: show(value) }));
        return null;
      }
      if (value.length > most) notes.push(say('{label}: {count} are more than the {most} allowed; the first {most} are used.', { label, count: value.length, most }));
      return value.slice(0, most);
    },
    note(sentence: string): void {
      notes.push(sentence);
    },
  };
}

function repairFeatures(repair: Repair, value: unknown, usual: readonly FeatureName[]): readonly FeatureName[] {
  const list = repair.list(say('Features'), value, MOST_INPUTS);
  if (list === null) return usual;
  const known = list.filter((name): name is FeatureName => v.is(v.picklist(allFeatures), name));
  for (const name of list) {
    if (!v.is(v.picklist(allFeatures), name)) repair.note(say('Feature {given} is not one of {namesLike} and is left out.', { given: show(name), namesLike: namesLike(name, allFeatures) }));
  }
  const unique = [...new Set(known)];
  if (unique.length < known.length) repair.note(say('A feature that was named twice is used once.'));
  if (unique.length > 0) return unique;
  if (list.length === 0) repair.note(say('A network needs at least one feature, so the defaults are used.'));
  return usual;
}

function repairHidden(repair: Repair, value: unknown, usual: readonly HiddenLayerSpec[]): readonly HiddenLayerSpec[] {
  const list = repair.list(say('Hidden layers'), value, limits.hiddenLayers.max);
  if (list === null) return usual;
  return list.map((layer, index): HiddenLayerSpec => {
    const fields = repair.record(say('Hidden layer {index}', { index: index + 1 }), layer);
    return {
      units: repair.whole(limits.units, fields['units'], 4),
      activation: repair.choice(say('Activation of hidden layer {index}', { index: index + 1 }), fields['activation'], keysOf(activations), 'tanh'),
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
      repair.note(say('{label}: the range [{from}, {to}] runs backwards; it is now [{to}, {from}].', { label, from: show(low), to: show(high) }));
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
      const distribution = repair.choice(say('{label}’s distribution', { label }), fields['distribution'], ['uniform', 'normal'], spec.distribution);
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
  const fields = repair.record(say('Optimizer'), value);
  const name = repair.choice(say('Optimizer'), fields['name'], keysOf(optimizers), usual.name);
  return repairNumbers(repair, fields, name === usual.name ? usual : defaultOptimizer(name), optimizerLimits);
}

function repairSchedule(repair: Repair, value: unknown, usual: ScheduleSpec): ScheduleSpec {
  if (value === undefined) return usual;
  const fields = repair.record(say('Schedule'), value);
  const name = repair.choice(say('Schedule'), fields['name'], keysOf(schedules), usual.name);
  const spec = repairNumbers(repair, fields, name === usual.name ? usual : defaultSchedule(name), scheduleLimits);
  switch (spec.name) {
    case 'multi_step': return { ...spec, milestones: repairMilestones(repair, fields['milestones'], spec.milestones) };
    case 'one_cycle': return repairCycle(repair, fields, spec);
    default: return spec;
  }
}

function repairMilestones(repair: Repair, value: unknown, usual: readonly number[]): readonly number[] {
  const list = repair.list(say('Milestones'), value, MOST_MILESTONES);
  if (list === null) return usual;
  const limit = { ...limits.scheduleSteps, label: say('Milestone') };
  return list.filter((step) => step !== undefined).map((step) => repair.whole(limit, step, limit.min));
}

/** What one cycle may say besides its numbers. */
function repairCycle(repair: Repair, fields: Fields, { form, threePhases, momentum, ...spec }: OneCycleSpec): OneCycleSpec {
  const phases = repair.flag(say('Three phases'), fields['threePhases'], threePhases);
  return {
    ...spec,
    ...(fields['form'] === undefined ? form && { form } : { form: repair.choice(say('Form of the cycle'), fields['form'], ['cosine', 'linear'], 'cosine') }),
    ...(phases === undefined ? {} : { threePhases: phases }),
    ...(fields['momentum'] === undefined ? momentum && { momentum } : { momentum: repairSwing(repair, fields['momentum']) }),
  };
}

/** Lowest and highest momentum of a cycle. */
function repairSwing(repair: Repair, value: unknown): { readonly low: number; readonly high: number } {
  const fields = repair.record(say('Momentum of the cycle'), value);
  const low = repair.number({ ...limits.momentum, label: say('Lowest momentum') }, fields['low'], 0.85);
  const high = repair.number({ ...limits.momentum, label: say('Highest momentum') }, fields['high'], Math.max(low, 0.95));
  if (low <= high) return { low, high };
  repair.note(say('The momentum of the cycle from {from} to {to} runs backwards; it is now from {to} to {from}.', { from: show(low), to: show(high) }));
  return { low: high, high: low };
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(record) as K[];
}
