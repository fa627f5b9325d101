/** What a file holds and what is made of it, in sentences. */
import type { CsvChoices } from '../datasets/csvChoices.ts';
import type { CsvOutcome } from '../datasets/csvTable.ts';
import { leftOutCount, rowCountOf, type LeftOut, type Table, type TableColumn } from '../datasets/table.ts';
import { formatCount, formatNumber, formatSetting } from '../viz/format.ts';
import type { CsvColumnFacts, CsvFacts } from './csvWork.ts';
import { say } from '../words/say.ts';

/** "A sample of 10 000 of 200 000 rows, drawn with seed 1." null where all rows are there. */
export function sampleNote(table: Table, complete: number, seed: number): string | null {
  const rows = rowCountOf(table);
  return rows === complete ? null : say('A sample of {rows} of {all}, drawn with seed {seed}.', { rows: formatCount(rows), all: rowsOf(complete), seed });
}

/** "11 rows left out: sex is missing (the first is row 5)." */
export function leftOutSentence({ reason, count, firstRow }: LeftOut): string {
  return count === 1 ? say('1 row left out: {reason} (row {firstRow}).', { reason, firstRow: formatCount(firstRow) }) : say('{rows} left out: {reason} (the first is row {firstRow}).', { rows: rowsOf(count), reason, firstRow: formatCount(firstRow) });
}

function rowsOf(count: number): string {
  return count === 1 ? say('1 row') : say('{count} rows', { count: formatCount(count) });
}

const MOST_NAMES = 3;
const LONGEST = 36;

/** What a column holds: "32.1 to 59.6, 2 missing"; "Adelie, Chinstrap and Gentoo". */
export function contentSentence(column: CsvColumnFacts, kind: 'number' | 'category', rows: number): string {
  if (column.missing === rows) return 'empty';
  const what = kind === 'number' ? numbersOf(column, rows) : textsOf(column);
  return column.missing === 0 ? what : say('{what}; {missing} missing', { what, missing: formatCount(column.missing) });
}

function numbersOf({ numeric, least, most, missing, firstText }: CsvColumnFacts, rows: number): string {
  const others = rows - missing - numeric;
  const range = numeric === 0 ? say('no numbers') : least === most ? edge(least) : say('{low} to {high}', { low: edge(least), high: edge(most) });
  return others === 0 || firstText === null ? range : say('{range}; {others} no number, such as “{clipped}”', { range, others: formatCount(others), clipped: clipped(firstText.text) });
}

/** Whole numbers in full. */
function edge(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e7 ? formatCount(value) : formatSetting(value);
}

function textsOf({ categories, counts, hasMore }: CsvColumnFacts): string {
  if (hasMore) return say('more than {count} different texts, such as “{clipped}”', { count: categories.length, clipped: clipped(categories[0] ?? '') });
  const frequent = categories.map((name, index) => ({ name, count: counts[index]! })).toSorted((one, other) => other.count - one.count);
  const first = frequent.slice(0, categories.length === MOST_NAMES + 1 ? MOST_NAMES + 1 : MOST_NAMES);
  const shown = told(first.map(({ name }) => clipped(name))).map((name, index) => `${name} (${formatCount(first[index]!.count)})`);
  const rest = categories.length - shown.length;
  return rest === 0 ? shown.join(', ') : say('{list} and {rest} more', { list: shown.join(', '), rest });
}

function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** "a, b and c", or the first of many. */
function listed(names: readonly string[], most = 6): string {
  if (names.length > most) return say('{list} and {count} more', { list: names.slice(0, most - 1).join(', '), count: names.length - most + 1 });
  return names.length < 2 ? names.join('') : say('{list} and {last}', { list: names.slice(0, -1).join(', '), last: names.at(-1) ?? '' });
}

/** Names of the file, in quotation marks where one of them has a comma in it and they stand in a row. */
function told(names: readonly string[]): readonly string[] {
  return names.some((name) => name.includes(',')) ? names.map((name) => `“${name}”`) : names;
}

/** What will be done, before it is: one sentence for each thing. */
export function planSentences(facts: CsvFacts, choices: CsvChoices, { table, complete, classCounts, leftOut }: CsvOutcome): readonly string[] {
  const numbered = leftOut.length === 0 ? [] : [say('Rows are numbered as in a spreadsheet, the row of names included.')];
  const gone = [...leftOut.map(leftOutSentence), ...(facts.format.hasHeader ? numbered : [])];
  if (table === null) return [...gone, ...unusedSentences(facts, choices)];
  return [
    targetSentence(table, classCounts, facts.columns[choices.columns.findIndex(({ use }) => use === 'target')]),
    inputsSentence(table, facts, choices),
    ...scalingSentences(table),
    ...categorySentences(table, facts, choices),
    usedSentence(table, complete, leftOut),
    ...gone,
    ...table.notes,
    ...unusedSentences(facts, choices),
  ];
}

/** All rows that were read: those used and those left out. */
function usedSentence(table: Table, complete: number, leftOut: readonly LeftOut[]): string {
  const are = rowCountOf(table) < complete ? say('can be used') : complete === 1 ? say('is used') : say('are used');
  const lost = leftOutCount(leftOut);
  return lost === 0 ? say('All {rows} {are}.', { rows: rowsOf(complete), are }) : say('Of {all} {complete} {are}, {left} {lostAre} left out.', { all: rowsOf(complete + lost), complete: formatCount(complete), are, left: formatCount(lost), lostAre: lost === 1 ? say('is') : say('are') });
}

/** @param column of the file, whose rows are not all used where some are left out or a sample is drawn */
function targetSentence({ task, target, classes }: Table, counts: readonly number[], column: CsvColumnFacts | undefined): string {
  const countOf = (name: string, used: number): string => {
    const all = column?.counts[column.categories.indexOf(name)] ?? used;
    return all === used ? formatCount(used) : say('{used} of {all}', { used: formatCount(used), all: formatCount(all) });
  };
  if (task === 'classification') return say('{name} is told apart: {classes}.', { name: target.name, classes: listed(told(classes).map((name, index) => `${name} (${countOf(classes[index]!, counts[index] ?? 0)})`), 10) });
  const unit = target.unit === '' ? '' : ` ${target.unit}`;
  return target.deviation === 1 && target.mean === 0
    ? say('{name} is predicted, as it stands.', { name: target.name })
    : say('{name} is predicted: its values less their mean {mean}{unit}, divided by their standard deviation {deviation}{unit}.', { name: target.name, mean: formatNumber(target.mean), unit, deviation: formatNumber(target.deviation) });
}

function inputsSentence({ columns }: Table, facts: CsvFacts, { columns: choices }: CsvChoices): string {
  const names = facts.columns.filter((_, index) => choices[index]?.use === 'input').map(({ name }) => name);
  const count = columns.length === 1 ? say('1 input') : say('{count} inputs', { count: columns.length });
  return names.length === columns.length ? `${count}: ${listed(told(names))}.` : say('{shown} from {all}: {names}.', { shown: count, all: names.length === 1 ? say('1 column') : say('{count} columns', { count: names.length }), names: listed(told(names)) });
}

function isScaled({ mean, deviation }: TableColumn): boolean {
  return mean !== 0 || deviation !== 1;
}

function scalingSentences({ columns }: Table): readonly string[] {
  const numbers = columns.filter(({ kind }) => kind === 'number');
  if (numbers.length === 0) return [];
  if (numbers.some(isScaled)) return [say('Numbers are standardised: less their mean, divided by their standard deviation.')];
  return [say('Numbers stay as they are: where they are large or far from 0, training is slow or diverges.')];
}

/** Of each column of categories, which inputs it became. */
function categorySentences({ columns }: Table, facts: CsvFacts, { columns: choices }: CsvChoices): readonly string[] {
  const sentences: string[] = [];
  let place = 0;
  facts.columns.forEach(({ name }, index) => {
    const choice = choices[index];
    if (choice?.use !== 'input') return;
    const categories: string[] = [];
    for (; columns[place]?.kind === choice.kind && (choice.kind === 'category' || categories.length === 0); place += 1) {
      const made = columns[place]!.name;
      if (choice.kind === 'category' && !made.startsWith(`${name}: `)) break;
      categories.push(made.slice(name.length + 2));
    }
    if (choice.kind === 'number') return;
    sentences.push(categories.length === 1
      ? say('{name} becomes 1 input: 1 for {categories}, else 0.', { name, categories: categories[0] ?? '' })
      : say('{name} becomes {count} inputs, one for each category: {categories}.', { name, count: categories.length, categories: listed(told(categories)) }));
  });
  return sentences;
}

function unusedSentences(facts: CsvFacts, { columns: choices }: CsvChoices): readonly string[] {
  const unused = facts.columns.filter((_, index) => choices[index]?.use === 'unused');
  if (unused.length === 0) return [];
  return [say('Not used: {columns}.', { columns: listed(unused.map(({ name, whyUnused }) => (whyUnused === null ? name : `${name} (${whyUnused})`))) })];
}
