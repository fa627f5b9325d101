// run,epoch,step,training loss,…: one line a point of a curve; a name can never be taken for a formula
/** The curves of a run as comma-separated values for a spreadsheet. */

import { csvText, type CsvCell } from './csv.ts';

/** One entry a point; structurally the worker's LossHistory. */
export type CsvCurve = {
  readonly step: ArrayLike<number>;
  readonly epoch: ArrayLike<number>;
  readonly train: ArrayLike<number>;
  readonly trainMin: ArrayLike<number>;
  readonly trainMax: ArrayLike<number>;
  readonly validation: ArrayLike<number>;
  readonly validationMin: ArrayLike<number>;
  readonly validationMax: ArrayLike<number>;
};

const COLUMNS = [
  ['epoch', 'epoch'], ['step', 'step'],
  ['train', 'training loss'], ['trainMin', 'training loss, least'], ['trainMax', 'training loss, largest'],
  ['validation', 'validation loss'], ['validationMin', 'validation loss, least'], ['validationMax', 'validation loss, largest'],
] as const satisfies readonly (readonly [keyof CsvCurve, string])[];

/** A curve with the name of its run. */
export type NamedCurve = { readonly name: string; readonly curve: CsvCurve };

/**
 * The curves one after the other, with a header line; the first column names the run. Numbers in full precision with a decimal point; a
 * cell is empty where there is no number.
 */
export function curvesCsv(runs: readonly NamedCurve[]): string {
  const lines = runs.flatMap(({ name, curve }) => (
    Array.from({ length: curve.step.length }, (_, i): readonly CsvCell[] => [name, ...COLUMNS.map(([column]) => curve[column][i])])));
  return csvText([['run', ...COLUMNS.map(([, title]) => title)], ...lines]);
}
