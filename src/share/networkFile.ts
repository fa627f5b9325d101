// {"format": "nabla-experiment" | "nabla-network", "version": 1, …}: an experiment, or a trained network with its experiment, as JSON
/** Files are written to be read by people and by other programs, too; networkFileReading.ts reads them back. */
import type { Experiment } from '../config/experiment.ts';
import type { Table } from '../datasets/table.ts';
import { exportNetwork } from './exportedNetwork.ts';
import { tableFields } from './tableFile.ts';

export const FILE_VERSION = 1;

/** What a file says it is. */
export const fileFormats = { experiment: 'nabla-experiment', network: 'nabla-network' } as const;

/**
 * The text of an experiment's file: all settings, drawn examples and weights set by hand included.
 * @param table the table of one's own that the experiment is about, which then travels with it
 */
export function experimentFile(experiment: Experiment, table?: Table): string {
  return json({ format: fileFormats.experiment, version: FILE_VERSION, experiment, ...(table === undefined ? {} : { table: tableFields(table) }) });
}

/** A network at a moment of its training. */
export type TrainedNetwork = {
  readonly experiment: Experiment;
  /** θ of the experiment's network, all finite. */
  readonly theta: ArrayLike<number>;
  /** Updates and epochs made; an epoch may be unfinished. */
  readonly step: number;
  readonly epoch: number;
  /** The table of one's own that the experiment is about. */
  readonly table?: Table | undefined;
};

/**
 * The text of a trained network's file: what it reads, its layers with W [unit][input] and b [unit], what its outputs mean, and the
 * experiment that it comes from. Every number in full precision.
 * @throws RangeError where θ is not that of the experiment's network
 */
export function networkFile({ experiment, theta, step, epoch, table }: TrainedNetwork): string {
  const { inputs, features, layers, task, classes, boundary } = exportNetwork(experiment, theta);
  return json({
    format: fileFormats.network, version: FILE_VERSION, task, inputs, features, layers,
    ...(classes.length === 0 ? {} : { classes }), ...(boundary === null ? {} : { boundary }), trained: { steps: step, epochs: epoch }, experiment,
    ...(table === undefined ? {} : { table: tableFields(table) }),
  });
}

/** JSON with two spaces a level; lists of numbers, and records of nothing but short values, each in one line. */
export function json(value: unknown): string {
  return `${write(value, '')}\n`;
}

const LONGEST_LINE = 100;

function write(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  const isRow = isList && value.every((entry) => typeof entry === 'number');
  const parts = isList
    ? value.map((entry) => write(entry, deeper))
    : Object.entries(value).filter(([, entry]) => entry !== undefined).map(([key, entry]) => `${JSON.stringify(key)}: ${write(entry, deeper)}`);
  if (parts.length === 0) return isList ? '[]' : '{}';
  const [open, close] = isList ? ['[', ']'] : ['{ ', ' }'];
  const line = `${open}${parts.join(', ')}${close}`;
  if (isRow || (line.length <= LONGEST_LINE && !line.includes('\n'))) return line;
  return `${open.trim()}\n${deeper}${parts.join(`,\n${deeper}`)}\n${indent}${close.trim()}`;
}
