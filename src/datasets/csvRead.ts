/** A text of separated values row by row into columns. What cannot be read is left out by reason, with its first row. */
import Papa from 'papaparse';
import { columnNames, createColumnReader, type ColumnName, type ColumnReader, type CsvColumn } from './csvColumns.ts';
import { sniffCsv, withSingleSpaces, type CsvFormat } from './csvSniff.ts';
import { CsvError, shownText } from './csvText.ts';
import type { LeftOut } from './table.ts';
import { say } from '../words/say.ts';

export type CsvFile = {
  readonly format: CsvFormat;
  /** At least one. */
  readonly columns: readonly CsvColumn[];
  /** Rows that could be read, at least one. */
  readonly rows: number;
  /** Number of each of them as a spreadsheet shows it: the first row of the file is 1, names and empty rows are counted. */
  readonly rowNumbers: Uint32Array;
  /** The first of them as they stand in the file, each with its number. */
  readonly preview: readonly { readonly row: number; readonly cells: readonly string[] }[];
  readonly leftOut: readonly LeftOut[];
  /** What else was done, a sentence each. */
  readonly notes: readonly string[];
};

/** A column more than these is not read, except the last, which often holds what is to be predicted. */
export const MOST_COLUMNS = 256;
/** Rows × columns that are kept while one chooses. */
const MOST_CELLS = 20_000_000;
const PREVIEW_ROWS = 6;
/** Broken quotations after which quotation marks are taken for letters. */
const MOST_RESCUES = 20;
const PROGRESS_ROWS = 4096;

/**
 * @param given what is known of the format; the rest is found out
 * @param onProgress called now and then with the share that is read, 0 to 1, and the rows
 * @throws CsvError where there is no row to be read
 */
export function readCsv(text: string, given: Partial<CsvFormat> = {}, onProgress?: (share: number, rows: number) => void): CsvFile {
  if (text.trim() === '') throw new CsvError(say('There is no text to read.'));
  const format = sniffCsv(text, given);
  const source = format.delimiter === ' ' ? withSingleSpaces(text) : text;
  const reader = createReader(format);
  eachRow(source, format.delimiter, (row, at) => {
    reader.add(row);
    if (onProgress !== undefined && reader.rowCount() % PROGRESS_ROWS === 0) onProgress(at / source.length, reader.rowCount());
    return !reader.isFull();
  }, reader.leaveOut);
  return reader.finish();
}

/** Calls `onRow` with the cells of each row and how far it reaches, until it returns false; a quotation that never ends costs its line alone. */
function eachRow(text: string, delimiter: string, onRow: (row: readonly string[], at: number) => boolean, leaveOut: (reason: string) => void): void {
  let start = 0;
  for (let rescues = 0; start < text.length; rescues += 1) {
    const from = start;
    let before = from;
    let broken = -1;
    Papa.parse<string[]>(from === 0 ? text : text.slice(from), {
      delimiter, newline: '\n', skipEmptyLines: false, ...(rescues > MOST_RESCUES ? { fastMode: true } : {}),
      step: ({ data, errors, meta }, parser) => {
        const isBroken = errors.some(({ type }) => type === 'Quotes');
        if (isBroken) broken = before;
        before = from + meta.cursor;
        if (isBroken || !onRow(data, before)) parser.abort();
      },
    });
    if (broken < 0) return;
    leaveOut(say('a quotation mark is out of place'));
    const end = text.indexOf('\n', broken);
    start = end < 0 ? text.length : end + 1;
  }
}

type Reader = {
  add(row: readonly string[]): void;
  readonly leaveOut: (reason: string) => void;
  rowCount(): number;
  isFull(): boolean;
  finish(): CsvFile;
};

function createReader(format: CsvFormat): Reader {
  const left = new Map<string, { count: number; firstRow: number }>();
  const preview: CsvFile['preview'][number][] = [];
  const notes: string[] = [];
  let numbers = new Uint32Array(1024);
  let titles: readonly ColumnName[] | null = null;
  let columns: readonly ColumnReader[] = [];
  let kept: readonly number[] = [];
  let width = 0;
  // Rows that are kept, and all that have gone by.
  let [rows, seen] = [0, 0];
  let mostRows = Infinity;

  /** The row that has gone by last. */
  function leaveOut(reason: string): void {
    const known = left.get(reason);
    if (known === undefined) left.set(reason, { count: 1, firstRow: seen });
    else known.count += 1;
  }

  /** The first row says how many columns there are. */
  function begin(row: readonly string[]): void {
    width = row.length;
    // A delimiter that ends each line begins no column.
    if (format.hasHeader) while (width > 1 && row[width - 1]!.trim() === '') width -= 1;
    kept = Array.from({ length: Math.min(width, MOST_COLUMNS) }, (_, index) => (index === MOST_COLUMNS - 1 ? width - 1 : index));
    if (width > MOST_COLUMNS) notes.push(say('Of {width} columns the first {mostColumns} and the last are read.', { width, mostColumns: MOST_COLUMNS - 1 }));
    titles = columnNames(kept.map((index) => (format.hasHeader ? row[index]! : '')));
    columns = titles.map(() => createColumnReader(format.decimal));
    mostRows = Math.floor(MOST_CELLS / Math.max(1, columns.length));
  }

  /** How many cells there are when empty ones at the end that have no column are not counted. */
  function lengthOf(row: readonly string[]): number {
    let length = row.length;
    while (length > width && row[length - 1]!.trim() === '') length -= 1;
    return length;
  }

  return {
    leaveOut(reason) {
      seen += 1;
      leaveOut(reason);
    },
    rowCount: () => seen,
    isFull: () => rows >= mostRows,
    add(row) {
      seen += 1;
      if (row.length === 1 && row[0]!.trim() === '') return;
      if (titles === null) {
        begin(row);
        if (format.hasHeader) return;
      }
      const length = lengthOf(row);
      if (length !== width) {
        leaveOut(length < width ? say('fewer than {counted}', { counted: counted(width) }) : say('more than {counted}', { counted: counted(width) }));
        return;
      }
      if (rows === numbers.length) {
        const next = new Uint32Array(2 * rows);
        next.set(numbers);
        numbers = next;
      }
      numbers[rows] = seen;
      kept.forEach((index, column) => { columns[column]!.add(row[index]!); });
      if (preview.length < PREVIEW_ROWS) preview.push({ row: seen, cells: kept.map((index) => shownText(row[index]!)) });
      rows += 1;
    },
    finish() {
      if (titles === null || rows === 0) {
        const [reason] = left.keys();
        throw new CsvError(reason === undefined ? say('There are no rows below the names.') : say('No row can be read: {reason}.', { reason }));
      }
      if (rows >= mostRows) notes.push(say('Only the first {rows} rows are read: more do not fit.', { rows }));
      return {
        format, rows, preview, notes, rowNumbers: numbers.slice(0, rows),
        columns: columns.map((column, index) => column.finish(titles![index]!)),
        leftOut: [...left].map(([reason, found]) => ({ reason, ...found })),
      };
    },
  };
}

function counted(cells: number): string {
  return cells === 1 ? say('1 cell') : say('{cells} cells', { cells });
}
