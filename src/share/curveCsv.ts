// epoch,step,training loss,…: one line a point of the curve, plain numbers only
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

/**
 * RFC 4180 with a header line. Numbers in full precision with a decimal point; a cell is empty where there is no number. No cell
 * can be taken for a formula: all but the header are numbers, and the header is fixed.
 */
export function curveCsv(curve: CsvCurve): string {
  const lines = [COLUMNS.map(([, title]) => (title.includes(',') ? `"${title}"` : title)).join(',')];
  for (let i = 0; i < curve.step.length; i += 1) lines.push(COLUMNS.map(([column]) => cell(curve[column][i])).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function cell(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '' : String(value);
}
