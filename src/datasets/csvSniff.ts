/** How a text of separated values is written: what parts the cells, which sign the decimals have, whether names come first. */
import Papa from 'papaparse';
import { cellNumber, isMissing, type DecimalSign } from './csvNumber.ts';

export type Delimiter = ',' | ';' | '\t' | '|' | ' ';

export type CsvFormat = {
  readonly delimiter: Delimiter;
  readonly decimal: DecimalSign;
  /** Whether the first row holds the columns' names. */
  readonly hasHeader: boolean;
};

/** In the order in which equals are preferred. */
const delimiters: readonly Delimiter[] = ['\t', ';', ',', '|', ' '];

const HEAD_ROWS = 100;
const HEAD_LETTERS = 200_000;

/** What is not given is found out from the beginning of the text. */
export function sniffCsv(text: string, given: Partial<CsvFormat> = {}): CsvFormat {
  const head = text.slice(0, HEAD_LETTERS);
  // Whole lines only, unless there is but one.
  const end = text.length > head.length ? head.lastIndexOf('\n') : -1;
  const lines = end > 0 ? head.slice(0, end) : head;
  const delimiter = given.delimiter ?? sniffDelimiter(lines);
  const rows = headRows(lines, delimiter);
  const decimal = given.decimal ?? sniffDecimal(rows, delimiter);
  return { delimiter, decimal, hasHeader: given.hasHeader ?? sniffHeader(rows, decimal) };
}

/** A row of cells parted by spaces has as many between two cells as it likes, and before the first. */
export function withSingleSpaces(text: string): string {
  return text.replace(/ {2,}/g, ' ').replace(/(^|\n) | (?=\n|$)/g, '$1');
}

function headRows(text: string, delimiter: Delimiter): readonly (readonly string[])[] {
  const { data } = Papa.parse<string[]>(delimiter === ' ' ? withSingleSpaces(text) : text, { delimiter, newline: '\n', preview: HEAD_ROWS, skipEmptyLines: true });
  return data.map((row) => row.map((cell) => cell.trim()));
}

/**
 * The sign that gives rows of the same length, with cells in which no other such sign is left: of "1,5;2,5" the comma would leave "5;2".
 * A comma alone where there is nothing to part.
 */
function sniffDelimiter(text: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    if (!text.includes(delimiter)) continue;
    const score = scoreOf(headRows(text, delimiter), delimiter);
    // Spaces stand in texts, too: they part cells only where nothing else does.
    if (score > best.score + 1e-9 && (delimiter !== ' ' || best.score === 0)) best = { delimiter, score };
  }
  return best.delimiter;
}

function scoreOf(rows: readonly (readonly string[])[], delimiter: Delimiter): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width, often] = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one), [0, 0]);
  if (width < 2) return 0;
  const others = delimiters.filter((sign) => sign !== delimiter && sign !== ' ' && sign !== ',');
  const cells = rows.flatMap((row) => row.slice(0, 50));
  const clean = cells.filter((cell) => !others.some((sign) => cell.includes(sign))).length / Math.max(1, cells.length);
  const share = often / Math.max(1, rows.length);
  return delimiter === ' ' && share < 0.9 ? 0 : share * clean;
}

/** The sign with which more cells are numbers; where both do, as in "1,234", a comma goes with cells parted by semicolons. */
function sniffDecimal(rows: readonly (readonly string[])[], delimiter: Delimiter): DecimalSign {
  let [points, commas, either] = [0, 0, 0];
  for (const row of rows) {
    for (const cell of row) {
      if (!/[.,]/.test(cell)) continue;
      const [isPoint, isComma] = [!Number.isNaN(cellNumber(cell, 'point')), !Number.isNaN(cellNumber(cell, 'comma'))];
      if (isPoint && isComma) either += cell.includes(',') ? 1 : -1;
      else if (isPoint) points += 1;
      else if (isComma) commas += 1;
    }
  }
  if (points !== commas) return commas > points ? 'comma' : 'point';
  return either > 0 && delimiter === ';' ? 'comma' : 'point';
}

/**
 * Names are texts, all different, over columns that are not: numbers stand below one of them, or none of them occurs again
 * among the values.
 */
function sniffHeader(rows: readonly (readonly string[])[], decimal: DecimalSign): boolean {
  const [first, ...rest] = rows;
  if (first === undefined || rest.length === 0) return false;
  const isNumber = (cell: string | undefined): boolean => cell !== undefined && !Number.isNaN(cellNumber(cell, decimal));
  if (first.some((cell) => isNumber(cell))) return false;
  const named = first.filter((cell) => !isMissing(cell));
  if (named.length === 0 || new Set(named).size !== named.length) return false;
  const below = (column: number): readonly (string | undefined)[] => rest.map((row) => row[column]).filter((cell) => cell !== undefined && !isMissing(cell));
  if (first.some((_, column) => below(column).some((cell) => isNumber(cell)))) return true;
  return first.every((name, column) => !below(column).includes(name));
}
