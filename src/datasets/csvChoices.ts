/** What the columns of a file become: what is likely meant, for the user to change. */
import { MOST_CLASSES, MOST_INPUTS } from './table.ts';
import type { CsvColumn } from './csvColumns.ts';
import type { CsvFile } from './csvRead.ts';
import { say } from '../words/say.ts';

export type CsvColumnChoice = {
  readonly use: 'input' | 'target' | 'unused';
  readonly kind: 'number' | 'category';
};

export type CsvChoices = {
  /** One of each column, in order. At most one is the target; predicted if a number, told apart if a category. */
  readonly columns: readonly CsvColumnChoice[];
  readonly isStandardised: boolean;
  /** Draws the sample of a large file. */
  readonly seed: number;
};

/** Numbers, where nearly all cells are; then the others are left out. */
const NUMERIC_SHARE = 0.8;
/** Categories that an input is given by itself, and different whole numbers that are taken for classes. */
const FEW_CATEGORIES = 20;
const ROWS_OF_A_CLASS = 5;
/** Of fewer, every row may well be different. */
const FEW_ROWS = 8;
/** Surer names first. */
const TARGET_NAMES: readonly RegExp[] = [/^(?:target|class|label|output|outcome|species|diagnosis|digit|quality|price|survived)$/i, /^y$/i];
const COUNT_NAME = /^(?:|#|id|index|idx|no\.?|nr\.?|row|rownames|key|column 1|spalte 1|zeile|unnamed.*|.*[ _]id)$/i;

/** Columns that hold neither too little nor too much, each as an input; the one with a telling name, or the last, as the target. */
export function proposeChoices(file: CsvFile): CsvChoices {
  const kinds = file.columns.map(kindOf);
  const why = file.columns.map((column, index) => whyUnused(column, kinds[index]!, file.rows));
  const target = proposeTarget(file, kinds, why);
  let inputs = 0;
  const columns = file.columns.map((column, index): CsvColumnChoice => {
    const kind = kinds[index]!;
    if (index === target) return { use: 'target', kind: kind === 'number' && looksLikeClasses(column, file.rows) ? 'category' : kind };
    const width = inputsOf(column, kind);
    if (why[index] !== null || inputs + width > MOST_INPUTS) return { use: 'unused', kind };
    inputs += width;
    return { use: 'input', kind };
  });
  return { columns, isStandardised: true, seed: 1 };
}

function kindOf(column: CsvColumn): CsvColumnChoice['kind'] {
  const values = valueCount(column);
  return column.numeric > 0 && column.numeric >= NUMERIC_SHARE * values ? 'number' : 'category';
}

/** Cells that are not empty. */
function valueCount({ texts, missing }: CsvColumn): number {
  return texts.length - missing;
}

/** Inputs of the network that a column becomes. */
function inputsOf(column: CsvColumn, kind: CsvColumnChoice['kind']): number {
  return kind === 'number' || column.categories.length <= 2 ? 1 : column.categories.length;
}

/** Why a column is no input by itself, as the end of a sentence; null where it is one. */
export function whyUnused(column: CsvColumn, kind: CsvColumnChoice['kind'], rows: number): string | null {
  const values = valueCount(column);
  if (values === 0) return say('it is empty');
  if (column.missing > rows / 2) return say('more than half of it is missing');
  if (kind === 'number' && column.least === column.most) return say('it never changes');
  if (kind === 'category' && column.categories.length === 1) return say('it never changes');
  if (column.isWhole && column.isCount && COUNT_NAME.test(column.name)) return say('it counts the rows');
  if (kind === 'category' && column.hasMore) return say('it has more than {count} different texts', { count: column.categories.length });
  // Names learn the rows by heart.
  if (kind === 'category' && values >= FEW_ROWS && column.categories.length === values) return say('it is different in every row');
  if (kind === 'category' && column.categories.length > FEW_CATEGORIES) return say('it has {count} different texts', { count: column.categories.length });
  return null;
}

/** Index of the column; −1 where none can be one. */
function proposeTarget(file: CsvFile, kinds: readonly CsvColumnChoice['kind'][], why: readonly (string | null)[]): number {
  const canBe = file.columns.map((column, index) => why[index] === null && (kinds[index] === 'number' || column.categories.length <= MOST_CLASSES));
  const named = TARGET_NAMES.map((pattern) => file.columns.findLastIndex(({ name }, index) => canBe[index] === true && pattern.test(name)));
  return named.find((index) => index >= 0) ?? canBe.lastIndexOf(true);
}

/** Few whole numbers that occur often are classes more likely than values. */
function looksLikeClasses({ isWhole, categories, hasMore }: CsvColumn, rows: number): boolean {
  return isWhole && !hasMore && categories.length <= MOST_CLASSES && rows >= ROWS_OF_A_CLASS * categories.length;
}
