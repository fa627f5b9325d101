// text → JSON → format → experiment, repaired: what can be used is used, and what was done is said
import * as v from 'valibot';
import type { Experiment } from '../config/experiment.ts';
import { initialExperiment } from '../config/defaults.ts';
import { repairExperiment } from '../config/repair.ts';
import { show } from '../config/showValue.ts';
import type { Table } from '../datasets/table.ts';
import { jsonProblem } from './jsonProblem.ts';
import { FILE_VERSION, fileFormats } from './networkFile.ts';
import { factsOfTable } from '../datasets/tableFacts.ts';
import { readTable } from './tableFile.ts';
import { counted } from '../words/counted.ts';
import { say } from '../words/say.ts';

export type OpenedFile =
  | {
      readonly kind: 'experiment' | 'network';
      /** Whole and within all limits; a network's weights are its first weights. */
      readonly experiment: Experiment;
      /** One sentence for each thing that could not be used as it was. */
      readonly notes: readonly string[];
      /** The table of someone's own that the experiment is about, where the file has it. */
      readonly table?: Table;
    }
  /** Why nothing could be made of the file, in a sentence. */
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Letters; the largest table, of 10,000 rows of 64 inputs, takes 14 million. */
const LONGEST_FILE = 30_000_000;

/**
 * Reads what experimentFile and networkFile write, and an experiment without any frame round it. Never throws.
 * @param noun what holds the text, as the sentences call it
 */
export function openFile(text: string, noun: 'file' | 'message' = 'file'): OpenedFile {
  const read = openText(text);
  if (noun === 'file') return read;
  // The first word of that name which nobody has quoted.
  const file = new RegExp(String.raw`(?<![\p{L}“"])${say('file')}(?![\p{L}”"])`, 'u');
  const called = (sentence: string): string => sentence.replace(file, say('message'));
  return read.kind === 'unreadable' ? { ...read, problem: called(read.problem) } : { ...read, notes: read.notes.map(called) };
}

function openText(text: string): OpenedFile {
  if (text.length > LONGEST_FILE) return unreadable(say('The file is too long: {length} million letters, where up to {most} million are read.', { length: Math.ceil(text.length / 1e6), most: LONGEST_FILE / 1e6 }));
  // A byte order mark is no part of JSON.
  const content = text.replace(/^\uFEFF/, '').trim();
  if (content === '') return unreadable(say('The file is empty.'));
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return unreadable(jsonProblem(content));
  }
  if (!isRecord(value)) return unreadable(say('The file holds {given}, which is not an experiment.', { given: show(value) }));
  const notes: string[] = [];
  const { format } = value;
  const isNetwork = format === fileFormats.network || (format !== fileFormats.experiment && Array.isArray(value['layers']));
  const isFramed = isNetwork || format === fileFormats.experiment || isRecord(value['experiment']);
  if (isFramed && format !== fileFormats.network && format !== fileFormats.experiment) {
    notes.push(say('The file {what}; it is read as {kind}.', { what: format === undefined ? say('says no format') : say('has the format {given}, which is not known', { given: show(format) }), kind: isNetwork ? say('a network') : say('an experiment') }));
  }
  if (isNetwork) return openNetwork(value, notes);
  if (isFramed) {
    readVersion(value, notes);
    if (value['experiment'] === undefined) notes.push(say('The file holds no experiment, so the default one is used.'));
    return opened('experiment', value['experiment'], notes, value['table']);
  }
  if (Object.keys(initialExperiment).some((key) => key !== 'version' && Object.hasOwn(value, key))) return opened('experiment', value, notes);
  return unreadable(format === undefined
    ? say('The file is JSON, but it holds no experiment and no network.')
    : say('The file’s format is {given}; {experiment} and {network} can be read.', { given: show(format), experiment: fileFormats.experiment, network: fileFormats.network }));
}

type Fields = Readonly<Record<string, unknown>>;

function unreadable(problem: string): OpenedFile {
  return { kind: 'unreadable', problem };
}

function opened(kind: 'experiment' | 'network', input: unknown, notes: readonly string[], given?: unknown): OpenedFile {
  const data = isRecord(input) && isRecord(input['data']) ? input['data'] : null;
  const table = given === undefined || data?.['set'] !== 'imported' ? null : readTable(given);
  if (table === null || typeof table === 'string') {
    const { experiment, notes: repairs } = repairExperiment(input);
    return { kind, experiment, notes: [...notes, ...(table === null ? [] : [table]), ...repairs] };
  }
  // What the experiment says of it counts less than what it is.
  const { experiment, notes: repairs } = repairExperiment({ ...(input as Fields), data: { ...data, table: factsOfTable(table) } });
  return { kind, experiment, notes: [...notes, ...repairs], ...(experiment.data.table?.id === table.id ? { table } : {}) };
}

function readVersion(file: Fields, notes: string[]): void {
  const version = file['version'];
  if (version !== FILE_VERSION) notes.push(say('The file has {given}, but only version {fileVersion} is known; what could be read is used.', { given: version === undefined ? say('no version') : say('version {given}', { given: show(version) }), fileVersion: FILE_VERSION }));
}

const numbers = v.array(v.pipe(v.number(), v.finite()));
const layerShape = v.object({ activation: v.string(), weights: v.array(numbers), biases: numbers });
type FileLayer = v.InferOutput<typeof layerShape>;

/** The experiment with the file's layers for its own, and their weights to begin with. */
function openNetwork(file: Fields, notes: string[]): OpenedFile {
  readVersion(file, notes);
  const own = isRecord(file['experiment']) ? file['experiment'] : {};
  if (!isRecord(file['experiment'])) notes.push(say('The file does not say which experiment the network comes from, so the data and the training are the default ones.'));
  const layers = readLayers(file['layers'], notes);
  if (layers === null) return opened('network', own, notes, file['table']);
  const hidden = layers.slice(0, -1).map(({ activation, biases }) => ({ units: biases.length, activation }));
  const outputActivation = layers.at(-1)?.activation;
  const said = own['hidden'];
  if (said !== undefined && JSON.stringify(said) !== JSON.stringify(hidden)) notes.push(say('The file’s experiment has other hidden layers than its network; those of the network are used.'));
  const initialization = isRecord(own['initialization']) ? own['initialization'] : {};
  const given = layers.flatMap(({ weights, biases }) => [...weights.flat(), ...biases]);
  const features = own['features'] ?? file['features'];
  return opened('network', {
    ...own, ...(features === undefined ? {} : { features }), hidden, outputActivation, initialization: { ...initialization, given },
  }, notes, file['table']);
}

/** The layers where each is whole and fits the one before it; otherwise null, and a sentence says which is not. */
function readLayers(value: unknown, notes: string[]): readonly FileLayer[] | null {
  if (!Array.isArray(value) || value.length === 0) {
    notes.push(say('The file holds no layers, so the weights are drawn.'));
    return null;
  }
  const layers: FileLayer[] = [];
  for (const [index, entry] of value.entries()) {
    const problem = v.is(layerShape, entry) ? misfitOf(entry, layers.at(-1)) : say('is not a table of weights with a bias for each neuron');
    if (problem !== null || !v.is(layerShape, entry)) {
      notes.push(say('Layer {index} of the file {problem}, so the weights are drawn.', { index: index + 1, problem: problem ?? say('cannot be read') }));
      return null;
    }
    layers.push(entry);
  }
  return layers;
}

function misfitOf({ weights, biases }: FileLayer, before: FileLayer | undefined): string | null {
  if (biases.length === 0 || weights.length !== biases.length) return say('has weights for {inputs} and {outputs}', { inputs: counted(weights.length, 'neuron'), outputs: counted(biases.length, 'bias') });
  const inputs = before?.biases.length ?? weights[0]!.length;
  const wrong = weights.findIndex((row) => row.length !== inputs);
  return wrong < 0 ? null : say('has {weights} at neuron {wrong} for {inputs}', { weights: counted(weights[wrong]!.length, 'weight'), wrong: wrong + 1, inputs: counted(inputs, 'input') });
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
