/** The columns of a file and what was chosen of them → a table the network can be given, or why there is none. */
import { createRandom } from '../engine/random.ts';
import { whyUnused, type CsvChoices, type CsvColumnChoice } from './csvChoices.ts';
import { NO_VALUE, OTHER_TEXT, type CsvColumn } from './csvColumns.ts';
import type { CsvFile } from './csvRead.ts';
import { encodeTable, type RawColumn } from './encodeTable.ts';
import { MOST_CLASSES, MOST_INPUTS, type LeftOut, type Table } from './table.ts';
import { tableId } from './tableId.ts';
import { say } from '../words/say.ts';

/** Larger tables are sampled. */
export const MOST_EXAMPLES = 10_000;
/** One to train on and one to validate on of each of two classes. */
const LEAST_EXAMPLES = 4;

export type CsvOutcome = {
  readonly table: Table | null;
  /** Why there is none, a sentence; empty where there is one. */
  readonly refusal: string;
  /** Rows without a gap in what is used, before a sample was drawn of them. */
  readonly complete: number;
  /** Classes or values to predict in the table, in the order of its classes; empty for a regression. */
  readonly classCounts: readonly number[];
  readonly leftOut: readonly LeftOut[];
};

type Gap = { count: number; firstRow: number };
type Used = { readonly column: CsvColumn; readonly kind: CsvColumnChoice['kind'] };

/** @param name of the file, shown as the table's */
export function makeCsvTable(file: CsvFile, choices: CsvChoices, name: string): CsvOutcome {
  const chosen = (use: CsvColumnChoice['use']): readonly Used[] =>
    file.columns.flatMap((column, index) => (choices.columns[index]?.use === use ? [{ column, kind: choices.columns[index].kind }] : []));
  const inputs = chosen('input');
  const target = chosen('target')[0];
  const refuse = (refusal: string, complete = 0, leftOut = file.leftOut): CsvOutcome => ({ table: null, refusal, complete, classCounts: [], leftOut });
  if (target === undefined) return refuse(say('Choose the column that is to be predicted.'));
  if (inputs.length === 0) return refuse(noInput(file, choices, target.column));
  const tooMany = inputs.find(({ column, kind }) => kind === 'category' && column.hasMore);
  if (tooMany !== undefined) return refuse(say('{name} has more than {count} different texts, too many for categories.', { name: tooMany.column.name, count: tooMany.column.categories.length }));

  const { complete, leftOut } = completeRows(file, [...inputs, target]);
  const allLeftOut = [...file.leftOut, ...leftOut];
  if (complete.length < LEAST_EXAMPLES) return refuse(tooFew(complete.length, allLeftOut), complete.length, allLeftOut);
  const rows = sampleOf(complete, choices.seed);
  const targetColumn = rawColumn(target, rows);
  const answer = targetRefusal(target, targetColumn);
  if (answer !== null) return refuse(answer, complete.length, allLeftOut);
  const inputColumns = inputs.map((input) => rawColumn(input, rows));
  const width = inputColumns.reduce((sum, column) => sum + widthOf(column), 0);
  if (width > MOST_INPUTS) return refuse(tooWide(inputColumns, width), complete.length, allLeftOut);

  const table = encodeTable({
    id: '', name, inputs: inputColumns, target: targetColumn, scaling: choices.isStandardised ? 'standardise' : 'none',
    source: '', licence: '', leftOut: allLeftOut,
  });
  const unfit = unfitSentence(table);
  if (unfit !== null) return refuse(unfit, complete.length, allLeftOut);
  return { table: { ...table, id: tableId(table) }, refusal: '', complete: complete.length, classCounts: countsOf(table), leftOut: allLeftOut };
}

/** What is needed, and whether it can be had. */
function noInput({ columns, rows }: CsvFile, choices: CsvChoices, target: CsvColumn): string {
  const needed = say('Two columns are needed, one to predict and one or more to predict it from');
  if (columns.length === 1) return say('{needed}; this table has one, {name}. If its rows hold more, say above what parts their cells.', { needed, name: target.name });
  const isLeft = columns.some((column, index) => column !== target && whyUnused(column, choices.columns[index]?.kind ?? 'number', rows) === null);
  return isLeft ? say('{needed}: choose an input besides {name}.', { needed, name: target.name }) : say('{needed}; by itself only {name} is of use here.', { needed, name: target.name });
}

/** Rows in which each column that is used has a value of its kind; of each other one the first gap is the reason. */
function completeRows(file: CsvFile, used: readonly Used[]): { readonly complete: readonly number[]; readonly leftOut: readonly LeftOut[] } {
  const complete: number[] = [];
  const gaps = used.map((): readonly Gap[] => [{ count: 0, firstRow: 0 }, { count: 0, firstRow: 0 }]);
  for (let row = 0; row < file.rows; row += 1) {
    let isComplete = true;
    for (let index = 0; index < used.length; index += 1) {
      const { column, kind } = used[index]!;
      const text = column.texts[row]!;
      const isMissing = text === NO_VALUE;
      if (!isMissing && (kind === 'category' ? text !== OTHER_TEXT : !Number.isNaN(column.numbers[row]!))) continue;
      const gap = gaps[index]![isMissing ? 0 : 1]!;
      gap.count += 1;
      if (gap.count === 1) gap.firstRow = file.rowNumbers[row]!;
      isComplete = false;
      break;
    }
    if (isComplete) complete.push(row);
  }
  const leftOut = used.flatMap(({ column, kind }, index) => {
    const [missing, wrong] = [gaps[index]![0]!, gaps[index]![1]!];
    const example = column.firstText === null ? '' : say(', such as “{text}”', { text: column.firstText.text });
    const reason = kind === 'number' ? say('{name} is no number{example}', { name: column.name, example }) : say('{name} has too many different texts', { name: column.name });
    return [{ reason: say('{name} is missing', { name: column.name }), ...missing }, { reason, ...wrong }].filter(({ count }) => count > 0);
  });
  return { complete, leftOut };
}

function tooFew(count: number, leftOut: readonly LeftOut[]): string {
  const worst = leftOut.toSorted((one, other) => other.count - one.count)[0];
  const why = worst === undefined ? '' : ` ${say('Most are left out because {reason}.', { reason: worst.reason })}`;
  const have = count === 0 ? say('No row is complete') : count === 1 ? say('Only 1 row is complete') : say('Only {count} rows are complete', { count });
  return say('{have}; at least {leastExamples} are needed.{why}', { have, leastExamples: LEAST_EXAMPLES, why });
}

/** At most 10,000 rows, each as likely as another, in the order of the file. */
function sampleOf(rows: readonly number[], seed: number): Uint32Array {
  const order = Uint32Array.from(rows);
  if (order.length <= MOST_EXAMPLES) return order;
  const random = createRandom(seed);
  // The first places of Fisher and Yates.
  for (let place = 0; place < MOST_EXAMPLES; place += 1) {
    const other = place + random.integer(order.length - place);
    const row = order[place]!;
    order[place] = order[other]!;
    order[other] = row;
  }
  return order.slice(0, MOST_EXAMPLES).toSorted();
}

const byName = new Intl.Collator('en', { numeric: true });

/** Categories that no row has are none. */
function rawColumn({ column, kind }: Used, rows: Uint32Array): RawColumn {
  const { name, unit } = column;
  if (kind === 'number') return { name, unit, kind, values: Float64Array.from(rows, (row) => column.numbers[row]!) };
  const present = [...new Set(Array.from(rows, (row) => column.texts[row]!))];
  present.sort((one, other) => byName.compare(column.categories[one]!, column.categories[other]!) || one - other);
  const place = new Map(present.map((text, index) => [text, index]));
  return { name, unit, kind, categories: present.map((text) => column.categories[text]!), values: Int32Array.from(rows, (row) => place.get(column.texts[row]!)!) };
}

function widthOf(column: RawColumn): number {
  return column.kind === 'number' || column.categories.length <= 2 ? 1 : column.categories.length;
}

function targetRefusal({ column, kind }: Used, target: RawColumn): string | null {
  if (target.kind === 'category') {
    const count = target.categories.length;
    if (column.hasMore || count > MOST_CLASSES) {
      const instead = column.numeric > 0 ? say('Predict it as a value, or choose another column.') : say('Choose another column.');
      return say('{name} has {count} different texts; at most {mostClasses} classes can be told apart. {instead}', { name: column.name, count: column.hasMore ? say('more than {count}', { count: column.categories.length }) : count, mostClasses: MOST_CLASSES, instead });
    }
    if (count < 2) return say('{name} is “{categories}” in every row that is used: there is nothing to tell apart.', { name: column.name, categories: target.categories[0] ?? '' });
    return null;
  }
  if (kind === 'number' && target.values.every((value) => value === target.values[0])) return say('{name} is the same in every row that is used: there is nothing to predict.', { name: column.name });
  return null;
}

function tooWide(columns: readonly RawColumn[], width: number): string {
  const widest = columns.reduce((one, other) => (widthOf(other) > widthOf(one) ? other : one));
  const advice = widthOf(widest) > 2 ? say('{name} alone makes {inputs}.', { name: widest.name, inputs: widthOf(widest) }) : say('Use fewer columns.');
  return say('These columns make {width} inputs; at most {mostInputs} fit. {advice}', { width, mostInputs: MOST_INPUTS, advice });
}

/** Numbers so large or so far apart that their mean or spread is none. */
function unfitSentence({ inputs, targets, columns, target }: Table): string | null {
  const place = inputs.findIndex((value) => !Number.isFinite(value));
  const isTargetFit = Number.isFinite(target.mean + target.deviation) && targets.every((value) => Number.isFinite(value));
  const bad = columns.find(({ mean, deviation }) => !Number.isFinite(mean + deviation)) ?? (place >= 0 ? columns[place % columns.length] : isTargetFit ? undefined : target);
  return bad === undefined ? null : say('The numbers of {name} are too large to be reckoned with.', { name: bad.name });
}

function countsOf({ classes, targets }: Table): readonly number[] {
  const counts = classes.map(() => 0);
  if (counts.length > 0) for (const target of targets) counts[target]! += 1;
  return counts;
}
