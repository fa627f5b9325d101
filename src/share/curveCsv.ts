// run,epoch,step,training loss,…: one line a point of a curve; a name can never be taken for a formula
/** The curves of a run as comma-separated values for a spreadsheet. */
import type { CurveHistory } from '../viz/curve.ts';
import { csvText, type CsvCell } from './csv.ts';

const COLUMNS = [
  ['epoch', 'epoch'], ['step', 'step'],
  ['train', 'training loss'], ['trainMin', 'training loss, least'], ['trainMax', 'training loss, largest'],
  ['validation', 'validation loss'], ['validationMin', 'validation loss, least'], ['validationMax', 'validation loss, largest'],
] as const satisfies readonly (readonly [keyof CurveHistory, string])[];

/** A curve with the name of its run. */
export type NamedCurve = { readonly name: string; readonly curve: CurveHistory };

/**
 * The curves one after the other, with a header line; the first column names the run. Numbers in full precision with a decimal point; a
 * cell is empty where there is no number.
 */
export function curvesCsv(runs: readonly NamedCurve[]): string {
  const lines = runs.flatMap(({ name, curve }) => (
    Array.from({ length: curve.step.length }, (_, i): readonly CsvCell[] => [name, ...COLUMNS.map(([column]) => curve[column][i])])));
  return csvText([['run', ...COLUMNS.map(([, title]) => title)], ...lines]);
}
