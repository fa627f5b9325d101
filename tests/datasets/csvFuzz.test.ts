import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeChoices, type CsvChoices } from '../../src/datasets/csvChoices.ts';
import { readCsv, type CsvFile } from '../../src/datasets/csvRead.ts';
import { CsvError, decodeCsv } from '../../src/datasets/csvText.ts';
import { makeCsvTable } from '../../src/datasets/csvTable.ts';
import { MOST_CLASSES, MOST_INPUTS, rowCountOf } from '../../src/datasets/table.ts';
import { createRandom, type Random } from '../../src/engine/random.ts';

const TEXTS = 10_000;
const junk = ['"', '""', ',', ';', '\t', '|', '\n', '\r', '\r\n', ' ', '\u0000', '\uFEFF', '\u2028', '=', '<', '1e999', '-', 'NaN', 'é', '😀', '\uD800', ',,,,,,', '0'.repeat(400), '"\n"', '\\'];

const rowsOf = (count: number): string => readFileSync(new URL('../../public/datasets/penguins.csv', import.meta.url), 'utf8').split('\n').slice(0, count).join('\n');
const sound: readonly string[] = [
  rowsOf(30), 'a;b;c\n1,5;2,5;x\n2,5;3,5;y\n3,5;1,0;x\n0,5;7,25;y\n1,25;8;x\n', 'x\ty\n1\t2\n2\t4.1\n3\t6.2\n4\t7.9\n5\t10.1\n', '1 2 0\n3 4 1\n5 6 0\n7 9 1\n',
  '"a b","c, d"\n"1,000","x ""y"""\n2,z\n3,z\n4,"x ""y"""\n', 'x|y|class\n1|2|p\n2|2|q\n3|1|p\n4|4|q\n5|2|p\n',
];

/** One to eight wounds: something put in, cut out, doubled, swapped, or the end torn off. */
function damaged(text: string, random: Random): string {
  let out = text;
  for (let wounds = 1 + random.integer(8); wounds > 0; wounds -= 1) {
    const at = random.integer(out.length + 1);
    const length = random.integer(1 + random.integer(12));
    const kind = random.integer(6);
    if (kind <= 1) out = out.slice(0, at) + junk[random.integer(junk.length)]! + out.slice(at);
    else if (kind === 2) out = out.slice(0, at) + out.slice(at + length);
    else if (kind === 3) out = out.slice(0, at) + out.slice(at, at + length).repeat(1 + random.integer(4)) + out.slice(at);
    else if (kind === 4) out = out.slice(0, at) + String.fromCharCode(random.integer(random.integer(2) === 0 ? 128 : 65536)) + out.slice(at + 1);
    else if (random.integer(4) === 0) out = out.slice(0, at);
  }
  return out;
}

/** Any use and kind for each column. */
function anyChoices(file: CsvFile, random: Random): CsvChoices {
  const pick = <T,>(...options: readonly [T, ...T[]]): T => options[random.integer(options.length)]!;
  return { columns: file.columns.map(() => ({ use: pick('input', 'target', 'unused'), kind: pick('number', 'category') })), isStandardised: pick(true, false), seed: 1 + random.integer(9) };
}

/** What is in a table that a network could not be given; empty where it is sound. */
function faultOf(file: CsvFile, choices: CsvChoices, lines: number): string {
  const { table, refusal, complete, leftOut, classCounts } = makeCsvTable(file, choices, 'fuzz');
  if (table === null) return /^[^\n]{10,}[.!]$/u.test(refusal) ? '' : `no sentence: ${refusal}`;
  const rows = rowCountOf(table);
  const width = table.columns.length;
  const lost = file.leftOut.reduce((sum, { count }) => sum + count, 0);
  const faults = {
    'a refusal beside the table': refusal !== '',
    'numbers that are not finite': ![...table.inputs, ...table.targets].every((value) => Number.isFinite(value)),
    'no or too many inputs': width < 1 || width > MOST_INPUTS || table.inputs.length !== rows * width,
    'classes that cannot be': table.task === 'classification' && (table.classes.length < 2 || table.classes.length > MOST_CLASSES || classCounts.some((count) => count === 0)),
    'class numbers without a class': table.task === 'classification' && !table.targets.every((value) => table.classes[value] !== undefined),
    'rows not accounted for': complete + leftOut.reduce((sum, { count }) => sum + count, 0) !== file.rows + lost,
    'a row number that is none': leftOut.some(({ firstRow, count }) => firstRow < 1 || firstRow > lines || count < 1),
    'names of more than a line': [...table.columns, table.target].some(({ name }) => name === '' || /[\n\r\u2028]/.test(name)),
  };
  return Object.entries(faults).filter(([, isSo]) => isSo).map(([what]) => what).join(', ');
}

/** The fault of one text, its file and its table. */
function tryText(give: () => string, random: Random): { readonly isTable: boolean; readonly fault: string } {
  let [file, lines]: [CsvFile | null, number] = [null, 0];
  try {
    const text = give();
    lines = text.split('\n').length;
    file = readCsv(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { isTable: false, fault: /^[^\n]{10,}\.$/u.test(error.message) ? '' : `no sentence: ${error.message}` };
  }
  const proposed = proposeChoices(file);
  return { isTable: makeCsvTable(file, proposed, 'fuzz').table !== null, fault: faultOf(file, proposed, lines) || faultOf(file, anyChoices(file, random), lines) };
}

describe('damaged texts', () => {
  it(`end in a table or in a sentence, ${TEXTS} of them`, () => {
    const random = createRandom(20261122);
    const faults: string[] = [];
    let tables = 0;
    for (let index = 0; index < TEXTS; index += 1) {
      const text = damaged(sound[index % sound.length]!, random);
      const { isTable, fault } = tryText(() => text, random);
      if (fault !== '') faults.push(`${fault}: ${JSON.stringify(text)}`);
      if (isTable) tables += 1;
    }
    expect(faults).toEqual([]);
    // Wounds of this size leave most of them of use.
    expect(tables).toBeGreaterThan(TEXTS / 2);
    expect(tables).toBeLessThan(TEXTS);
  });

  it('may be any bytes', () => {
    const random = createRandom(7);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(tryText(() => decodeCsv(bytes).text, random).fault).toBe('');
    }), { seed: 11, numRuns: 1000 });
  });

  it('are read no slower than sound ones', () => {
    const lines = 100_000;
    const started = performance.now();
    readCsv(`a,b\n${'"1,2\n'.repeat(lines)}`);
    readCsv(`a,b\n${'"1",2"\n'.repeat(lines)}`);
    readCsv(`a,b\n"${'1,2\n'.repeat(lines)}`);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
