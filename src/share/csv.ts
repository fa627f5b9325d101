// a,"b, c",-1.5e-7: cells of RFC 4180 that no spreadsheet takes for formulas
/** Comma-separated values for spreadsheets and programs. Text from outside stays text whatever it begins with. */

/** A number in full precision with a decimal point, empty where there is none; or a text. */
export type CsvCell = number | string | null | undefined;

/** The rows with line ends of their own, each cell as it may stand in a file. */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(cell: CsvCell): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  return cell === null || cell === undefined ? '' : quoted(withoutFormulas(cell));
}

/**
 * Spreadsheets compute a cell that begins with one of these signs, also in their wide forms; an apostrophe before it makes it text. Some
 * take a semicolon for the end of a cell, so that what follows one is a beginning, too. A cell is one line.
 */
function withoutFormulas(text: string): string {
  return text.replace(/[\t\r\n\v\f\u0085\u2028\u2029]+/g, ' ').replace(/(^|;)([\s"']*)(?=[=+\-@＝＋－＠])/g, (_, end: string, between: string) => `${end}'${between}`);
}

function quoted(text: string): string {
  return /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
