/** Columns of a file while they are read: each cell as a number, where it is one, and as one of the texts that occur in its column. */
import { cellNumber, isMissing, type DecimalSign } from './csvNumber.ts';
import { shownText } from './csvText.ts';
import { say } from '../words/say.ts';

/** A column with more different texts than these is not kept as a category. */
const MOST_TEXTS = 256;

/** `texts` of a cell: its index among `categories`, or one of these. */
export const NO_VALUE = -1;
export const OTHER_TEXT = -2;

export type CsvColumn = {
  readonly name: string;
  /** Of a name such as "bill length (mm)". */
  readonly unit: string;
  /** NaN where the cell is empty or no number. */
  readonly numbers: Float64Array;
  readonly texts: Int32Array;
  /** The different texts in the order in which they came, at most 256; as they may be shown. */
  readonly categories: readonly string[];
  /** Cells of each category. */
  readonly counts: readonly number[];
  /** Whether there were more different texts than are kept. */
  readonly hasMore: boolean;
  readonly missing: number;
  /** Cells that are numbers; their range, NaN where there is none, and whether all of them are whole. */
  readonly numeric: number;
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  /** Whether each number is the one above it and 1. */
  readonly isCount: boolean;
  /** The first cell that is neither empty nor a number, and the index of its row. */
  readonly firstText: { readonly row: number; readonly text: string } | null;
};

export type ColumnReader = {
  /** @param cell as it stands in the file */
  add(cell: string): void;
  finish(title: ColumnName): CsvColumn;
};

export function createColumnReader(decimal: DecimalSign): ColumnReader {
  let numbers = new Float64Array(1024);
  let texts = new Int32Array(1024);
  let rows = 0;
  const known = new Map<string, number>();
  const counts: number[] = [];
  let hasMore = false;
  let [missing, numeric] = [0, 0];
  let [least, most, last] = [Infinity, -Infinity, Number.NaN];
  let [isWhole, isCount] = [true, true];
  let firstText: CsvColumn['firstText'] = null;

  function codeOf(text: string): number {
    const code = known.get(text);
    if (code !== undefined) {
      counts[code]! += 1;
      return code;
    }
    if (known.size >= MOST_TEXTS) {
      hasMore = true;
      return OTHER_TEXT;
    }
    known.set(text, known.size);
    counts.push(1);
    return known.size - 1;
  }

  function addNumber(value: number): void {
    numeric += 1;
    if (value < least) least = value;
    if (value > most) most = value;
    if (!Number.isInteger(value)) isWhole = false;
    if (numeric > 1 && value !== last + 1) isCount = false;
    last = value;
  }

  return {
    add(cell) {
      if (rows === numbers.length) {
        numbers = grown(numbers, Float64Array);
        texts = grown(texts, Int32Array);
      }
      const text = cell.trim();
      const isEmpty = isMissing(text);
      const value = isEmpty ? Number.NaN : cellNumber(text, decimal);
      numbers[rows] = value;
      texts[rows] = isEmpty ? NO_VALUE : codeOf(text);
      if (isEmpty) missing += 1;
      else if (!Number.isNaN(value)) addNumber(value);
      else firstText ??= { row: rows, text: shownText(text) };
      rows += 1;
    },
    finish({ name, unit }) {
      return {
        name, unit, numbers: numbers.slice(0, rows), texts: texts.slice(0, rows), categories: [...known.keys()].map(shownText), counts, hasMore, missing, numeric,
        least: numeric > 0 ? least : Number.NaN, most: numeric > 0 ? most : Number.NaN, isWhole: numeric > 0 && isWhole, isCount: numeric > 1 && isCount, firstText,
      };
    },
  };
}

function grown<A extends Float64Array | Int32Array>(array: A, Kind: new (length: number) => A): A {
  const next = new Kind(2 * array.length);
  next.set(array);
  return next;
}

export type ColumnName = { readonly name: string; readonly unit: string };

/** Names that can be told apart: "column 3" where there is none, "mass (2)" for the second mass; the unit apart. */
export function columnNames(titles: readonly string[]): readonly ColumnName[] {
  const taken = new Set<string>();
  return titles.map((title, index) => {
    const { name: wanted, unit } = namedUnit(shownText(title), say('column {index}', { index: index + 1 }));
    let name = wanted;
    for (let copy = 2; taken.has(name); copy += 1) name = `${wanted} (${copy})`;
    taken.add(name);
    return { name, unit };
  });
}

/** "bill length (mm)", "bill length [mm]" → bill length, in mm. */
function namedUnit(title: string, instead: string): ColumnName {
  const parts = /^(.*\S)\s*[([]([^()[\]]{0,11}[^()[\]\d\s])[)\]]$/.exec(title);
  return parts === null ? { name: title === '' ? instead : title, unit: '' } : { name: parts[1]!, unit: parts[2]!.trim() };
}
