// data=spiral&hidden=6tanh,4tanh&rate=0.03&weights=…: an experiment in the keys of an address, and back
/**
 * Only what is not usual for the data set is said, in words and numbers that people can read and change by hand; weights and examples
 * given by hand are the bytes of their numbers. What comes back goes through the one repair of config/.
 */
import { defaultExperiment, importedExperiment } from '../config/defaults.ts';
import type { Experiment, GivenExample } from '../config/experiment.ts';
import { repairExperiment, type Repaired } from '../config/repair.ts';
import { show } from '../config/showValue.ts';
import { numbersOf, textOfNumbers } from './numbersText.ts';
import { pointsOfText, textOfPoints } from './pointsText.ts';
import { say } from '../words/say.ts';

/** Version of these keys; an address that says none has it. */
const ADDRESS_VERSION = '1';

export type Pair = readonly [key: string, value: string];

/** Keys of the address and where in the experiment they lead. */
const placesOf = {
  data: 'data.set', points: 'data.points', noise: 'data.noise', share: 'data.trainShare', dataSeed: 'data.seed',
  features: 'features', hidden: 'hidden', output: 'outputActivation',
  init: 'initialization.weights.kind', biases: 'initialization.biases.kind', seed: 'initialization.seed',
  loss: 'loss.name', reduction: 'loss.reduction', huberDelta: 'loss.huberDelta',
  rate: 'learningRate', optimizer: 'optimizer.name', schedule: 'schedule.name',
  l1: 'regularization.l1', l2: 'regularization.l2', clip: 'regularization.clipNorm', batch: 'batchSize', naming: 'naming',
} as const;
const places: Readonly<Record<string, string>> = placesOf;

export type SettingKey = keyof typeof placesOf | 'weights' | 'examples';

/** Every key that says a setting; numbers of a record follow its own behind a point. */
export const settingKeys = [...Object.keys(placesOf), 'weights', 'examples'] as readonly SettingKey[];

const keyAt: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(places).map(([key, place]) => [place, key]));

/** Records whose further numbers have keys behind a point: optimizer.beta1. */
const records: Readonly<Record<string, string>> = { init: 'initialization.weights', biases: 'initialization.biases', optimizer: 'optimizer', schedule: 'schedule', table: 'data.table' };
const RECORD_KEY = /^(init|biases|optimizer|schedule|table)\.([a-z]\w*(?:\.[a-z]\w*)?)$/i;

/** Whether a key of an address is one of these. */
export function isSettingsKey(key: string): boolean {
  return Object.hasOwn(places, key) || key === 'v' || key === 'weights' || key === 'examples' || RECORD_KEY.test(key);
}

/** The experiment as pairs, the data set first; null where it holds something that there are no keys for. */
export function settingsPairs(experiment: Experiment): readonly Pair[] | null {
  const { given, ...initialization } = experiment.initialization;
  const { examples, ...data } = experiment.data;
  const plain: Experiment = { ...experiment, data, initialization };
  const [wanted, usual] = [flat(plain), flat(data.table === undefined ? defaultExperiment(data.set) : importedExperiment(data.table))];
  let pairs: readonly Pair[] = [['v', ADDRESS_VERSION]];
  for (const [place, value] of wanted) {
    if (place === 'version' || (value === usual.get(place) && place !== 'data.set' && !place.startsWith('data.table.'))) continue;
    const key = keyOf(place);
    if (key === null) return null;
    pairs = [...pairs, [key, value]];
  }
  if (!isOf(pairs, plain)) return null;
  // What a choice brings with it need not be said.
  for (const [key] of pairs.toReversed()) {
    const fewer = pairs.filter((pair) => pair[0] !== key);
    if (key !== 'v' && key !== 'data' && isOf(fewer, plain)) pairs = fewer;
  }
  const whole: readonly Pair[] = [
    ...pairs, ...(given === undefined ? [] : [['weights', textOfNumbers(given)] as const]), ...(examples === undefined ? [] : [['examples', textOfExamples(examples)] as const]),
  ];
  return whole === pairs || isOf(whole, experiment) ? whole : null;
}

/** The experiment of these pairs, repaired, with a sentence for each that could not be used. Never throws. */
export function experimentOfPairs(pairs: readonly Pair[]): Repaired {
  const notes: string[] = [];
  const input: Fields = {};
  for (const [key, value] of pairs) {
    if (key === 'v') {
      if (value !== ADDRESS_VERSION) notes.push(say('They are of version {given}, but only version {addressVersion} is known; what could be read is used.', { given: show(value), addressVersion: ADDRESS_VERSION }));
    } else if (key === 'weights') {
      const given = numbersOf(value);
      if (given === null) notes.push(say('The weights {given} cannot be read, so they are drawn.', { given: show(value) }));
      else put(input, 'initialization.given', given);
    } else if (key === 'examples') {
      const examples = examplesOf(value);
      if (examples === null) notes.push(say('The examples {given} cannot be read, so the set’s own are used.', { given: show(value) }));
      else put(input, 'data.examples', examples);
    } else {
      const place = placeOf(key);
      if (place !== null) put(input, place, readValue(place, value));
    }
  }
  const { experiment, notes: repairs } = repairExperiment(input);
  return { experiment, notes: [...notes, ...repairs] };
}

type Fields = { [key: string]: unknown };

function isOf(pairs: readonly Pair[], experiment: Experiment): boolean {
  const { experiment: read, notes } = experimentOfPairs(pairs);
  return notes.length === 0 && isSame(read, experiment);
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return Array.isArray(a) === Array.isArray(b) && keys.length === others.length
    && keys.every((key) => Object.hasOwn(b, key) && isSame((a as Fields)[key], (b as Fields)[key]));
}

function keyOf(place: string): string | null {
  if (Object.hasOwn(keyAt, place)) return keyAt[place]!;
  const record = Object.entries(records).find(([, start]) => place.startsWith(`${start}.`));
  if (record === undefined) return null;
  const key = `${record[0]}${place.slice(record[1].length)}`;
  return RECORD_KEY.test(key) ? key : null;
}

function placeOf(key: string): string | null {
  if (Object.hasOwn(places, key)) return places[key]!;
  const [, record = '', rest = ''] = RECORD_KEY.exec(key) ?? [];
  return Object.hasOwn(records, record) ? `${records[record]!}.${rest}` : null;
}

function put(input: Fields, place: string, value: unknown): void {
  const names = place.split('.');
  const last = names.pop()!;
  let record = input;
  for (const name of names) {
    const inner = Object.hasOwn(record, name) ? record[name] : undefined;
    const next: Fields = typeof inner === 'object' && inner !== null ? (inner as Fields) : {};
    record[name] = next;
    record = next;
  }
  record[last] = value;
}

/** Every setting by its place, as the text of an address. */
function flat(value: unknown, place = '', into = new Map<string, string>()): ReadonlyMap<string, string> {
  if (place === 'hidden') into.set(place, (value as Experiment['hidden']).map(({ units, activation }) => `${units}${activation}`).join(',') || NOTHING);
  else if (Array.isArray(value)) into.set(place, value.map(textOf).join(',') || NOTHING);
  else if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) flat(inner, place === '' ? key : `${place}.${key}`, into);
  else if (value !== undefined) into.set(place, textOf(value));
  return into;
}

/** An empty list. */
const NOTHING = 'none';
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A plus sign means a space in an address. */
function textOf(value: unknown): string {
  return String(value).replace('e+', 'e');
}

function readValue(place: string, text: string): unknown {
  if (place === 'data.table.id' || place === 'data.table.name') return text;
  if (place === 'features' || place === 'schedule.milestones') return text === NOTHING ? [] : text.split(',').map(readPlain);
  if (place !== 'hidden') return readPlain(text);
  return text === NOTHING ? [] : text.split(',').map((layer) => {
    const [, units, activation] = /^(\d+)(\w+)$/.exec(layer) ?? [];
    return units === undefined ? layer : { units: Number(units), activation };
  });
}

function readPlain(text: string): unknown {
  if (NUMBER.test(text)) return Number(text);
  return text === 'true' ? true : text === 'false' ? false : text;
}

/**
 * Drawn points by their short text behind a "p."; others as 2.1.…, how many inputs and targets each has, then all their numbers, and
 * where some are for validation as 2.1.7.…, how many are for training.
 */
export function textOfExamples(examples: readonly GivenExample[]): string {
  const points = textOfPoints(examples);
  if (points !== null) return `p.${points}`;
  const [first] = examples;
  const training = examples.filter(({ validation }) => validation !== true).length;
  const numbers = textOfNumbers(examples.flatMap(({ inputs, targets }) => [...inputs, ...targets]));
  return `${first?.inputs.length ?? 0}.${first?.targets.length ?? 0}.${training === examples.length ? '' : `${training}.`}${numbers}`;
}

function examplesOf(text: string): readonly GivenExample[] | null {
  if (text.startsWith('p.')) return pointsOfText(text.slice(2));
  const [, inputs = '0', targets = '0', training, letters = ''] = /^(\d{1,3})\.(\d{1,3})\.(?:(\d{1,5})\.)?(.+)$/.exec(text) ?? [];
  const numbers = numbersOf(letters);
  const width = Number(inputs) + Number(targets);
  if (numbers === null || width === 0 || numbers.length % width !== 0) return null;
  return Array.from({ length: numbers.length / width }, (_, i) => {
    const row = numbers.slice(i * width, (i + 1) * width);
    return { inputs: row.slice(0, Number(inputs)), targets: row.slice(Number(inputs)), ...(i < Number(training ?? Infinity) ? {} : { validation: true as const }) };
  });
}
