// input = (value − mean) / deviation; a category is 1 in its own column and 0 in the others of its kind
import { say } from '../words/say.ts';
/** A set of measured examples, shipped or imported: rows of numbers as the network is given them, and what was done to get there. */

/** One raw input of the network. */
export type TableColumn = {
  /** "bill length"; of a category "island: Dream". */
  readonly name: string;
  /** "mm"; empty where there is none or it is not known. */
  readonly unit: string;
  readonly kind: 'number' | 'category';
  /** How a measurement became the input: (value − mean) / deviation. 0 and 1 where it was left as it is. */
  readonly mean: number;
  readonly deviation: number;
};

/** What is predicted. */
type TableTarget = {
  readonly name: string;
  readonly unit: string;
  /** As of a column, for a regression; 0 and 1 for classes. */
  readonly mean: number;
  readonly deviation: number;
};

/** Rows that could not be used. */
export type LeftOut = {
  /** "sex is missing". */
  readonly reason: string;
  readonly count: number;
  /** Number of the first such row as a spreadsheet shows it: the row of names is 1. */
  readonly firstRow: number;
};

/** Rows that were left out, whatever the reason. */
export function leftOutCount(leftOut: readonly LeftOut[]): number {
  return leftOut.reduce((sum, { count }) => sum + count, 0);
}

export type Table = {
  /** Tells tables apart: the name of a shipped set, else something made of the contents. */
  readonly id: string;
  /** As it is shown: "penguins", "my measurements.csv". */
  readonly name: string;
  readonly task: 'classification' | 'regression';
  /** The inputs in order, 1 to 64. */
  readonly columns: readonly TableColumn[];
  readonly target: TableTarget;
  /** Names of the classes in order, 2 to 10; empty for a regression. */
  readonly classes: readonly string[];
  /** [row][input], finite. */
  readonly inputs: Float64Array;
  /** [row]: class numbers from 0, or values (value − mean) / deviation. */
  readonly targets: Float64Array;
  /** Empty where nothing is known. */
  readonly source: string;
  readonly licence: string;
  readonly leftOut: readonly LeftOut[];
  /** What else was done, a sentence each: "A sample of 10,000 of 200,000 rows, drawn with seed 4." */
  readonly notes: readonly string[];
};

/** Most inputs and classes that a network here can have. */
export const MOST_INPUTS = 64;
export const MOST_CLASSES = 10;

/** Number of examples. */
export function rowCountOf(table: Pick<Table, 'targets'>): number {
  return table.targets.length;
}

/** "bill length (mm, standardised)": the name of a column with its unit and what was done to it. */
export function columnTitle({ name, unit, mean, deviation }: Pick<TableColumn, 'name' | 'unit' | 'mean' | 'deviation'>): string {
  const done = mean === 0 && deviation === 1 ? '' : mean === 0 ? say('divided by {deviation}', { deviation }) : say('standardised');
  const facts = [unit, done].filter((fact) => fact !== '').join(', ');
  return facts === '' ? name : `${name} (${facts})`;
}
