/** Sets whose few examples are written down to the last digit: the truth tables of two inputs and the 2-2-2 exercise. */
import type { DatasetName } from '../config/experiment.ts';

export type TableName = Extract<DatasetName, 'andTable' | 'orTable' | 'xorTable' | 'exercise'>;

/** One row: raw inputs, and a class number from 0 or the values to predict. */
export type Row = { readonly inputs: readonly number[]; readonly targets: readonly number[] };

/** 00, 01, 10, 11, each with the class that `truth` gives it. */
function truthTable(truth: (x: number, y: number) => boolean): readonly Row[] {
  return [[0, 0], [0, 1], [1, 0], [1, 1]].map(([x = 0, y = 0]) => ({ inputs: [x, y], targets: [truth(x, y) ? 1 : 0] }));
}

export const tables: Readonly<Record<TableName, readonly Row[]>> = {
  andTable: truthTable((x, y) => x === 1 && y === 1),
  orTable: truthTable((x, y) => x === 1 || y === 1),
  xorTable: truthTable((x, y) => x !== y),
  exercise: [{ inputs: [0.05, 0.1], targets: [0.01, 0.99] }],
};

export function isTable(set: DatasetName): set is TableName {
  return set in tables;
}
