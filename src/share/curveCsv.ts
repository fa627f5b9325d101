// run,epoch,step,training loss,…: one line a point of a curve; a name can never be taken for a formula
/** The curves of a run as comma-separated values for a spreadsheet. */

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

const HEAD = ['run', ...COLUMNS.map(([, title]) => quoted(title))].join(',');

/**
 * RFC 4180 with a header line, the curves one after the other; the first column names the run. Numbers in full precision with a decimal
 * point; a cell is empty where there is no number. No cell can be taken for a formula: a name that could is marked as text.
 */
export function curvesCsv(runs: readonly NamedCurve[]): string {
  const lines = runs.flatMap(({ name, curve }) => pointsOf(curve).map((line) => `${nameCell(name)},${line}`));
  return `${[HEAD, ...lines].join('\r\n')}\r\n`;
}

function pointsOf(curve: CsvCurve): readonly string[] {
  return Array.from({ length: curve.step.length }, (_, i) => COLUMNS.map(([column]) => cell(curve[column][i])).join(','));
}

function cell(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '' : String(value);
}

/** Spreadsheets compute what begins with one of these; an apostrophe makes it text. */
function nameCell(name: string): string {
  return quoted(/^[=+\-@\t\r]/.test(name) ? `'${name}` : name);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
