import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { proposeChoices, type CsvChoices } from '../../src/datasets/csvChoices.ts';
import { cellNumber, isMissing } from '../../src/datasets/csvNumber.ts';
import { MOST_COLUMNS, readCsv } from '../../src/datasets/csvRead.ts';
import { sniffCsv } from '../../src/datasets/csvSniff.ts';
import { CsvError, decodeCsv, pastedCsv, shownText } from '../../src/datasets/csvText.ts';
import { makeCsvTable, MOST_EXAMPLES } from '../../src/datasets/csvTable.ts';
import { rowCountOf } from '../../src/datasets/table.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [...part])));
const shipped = (name: string): string => readFileSync(new URL(`../../public/datasets/${name}.csv`, import.meta.url), 'utf8');
const uses = ({ columns }: CsvChoices): readonly string[] => columns.map(({ use, kind }) => `${use} ${kind}`);

describe('the bytes of a file', () => {
  it('are UTF-8 with or without a mark, UTF-16 with one, else Windows-1252', () => {
    expect(decodeCsv(bytes([0xef, 0xbb, 0xbf], 'ä,b\r\n1,2\r3,4'))).toEqual({ text: 'ä,b\n1,2\n3,4', encoding: 'UTF-8' });
    expect(decodeCsv(bytes([0xff, 0xfe, 0xe4, 0, 0x2c, 0, 0x31, 0]))).toEqual({ text: 'ä,1', encoding: 'UTF-16' });
    expect(decodeCsv(bytes([0xfe, 0xff, 0, 0xe4, 0, 0x2c]))).toEqual({ text: 'ä,', encoding: 'UTF-16' });
    expect(decodeCsv(bytes('Gr', [0xf6], 'sse;1'))).toEqual({ text: 'Grösse;1', encoding: 'Windows-1252' });
  });

  it('are refused with the reason where they are no text', () => {
    expect(() => decodeCsv(bytes('PK', [3, 4], 'xl/workbook.xml'))).toThrow('Save it as CSV first');
    expect(() => decodeCsv(bytes('abc', [0, 1, 2]))).toThrow('not a text file');
  });

  it('shows names and cells as one line of visible signs', () => {
    expect(shownText(' a\tb\u202Ec\n\u0000d ')).toBe('a b c d');
    expect(Array.from(shownText('😀'.repeat(100)))).toHaveLength(60);
    expect(shownText('<b>=1+1</b>')).toBe('<b>=1+1</b>');
  });
});

describe('cells as numbers', () => {
  it('read with the decimal sign they were written with', () => {
    expect(['1', '-2.5', '+.5', '1e-3', '1,234.5', '1 234.5', '−3', '12,345,678'].map((cell) => cellNumber(cell, 'point')))
      .toEqual([1, -2.5, 0.5, 0.001, 1234.5, 1234.5, -3, 12345678]);
    expect(['1,5', '1.234,5', '-0,25', '1,5e3', '1 234,5', ',5'].map((cell) => cellNumber(cell, 'comma'))).toEqual([1.5, 1234.5, -0.25, 1500, 1234.5, 0.5]);
  });

  it('are none where they are anything else', () => {
    for (const cell of ['1,5', '1.2.3', '12 %', '0x10', 'Infinity', '1e999', '1,23,456', '-', '=1+1', '1-2', '2024-01-01', '+']) {
      expect(cellNumber(cell, 'point'), cell).toBeNaN();
    }
    expect(cellNumber('1.5', 'comma')).toBeNaN();
  });

  it('tell what is missing from what is written', () => {
    expect(['', 'NA', 'n/a', 'NaN', 'null', '?', '-', '#N/A'].every(isMissing)).toBe(true);
    expect(['0', 'none', 'nano', 'no', '--'].some(isMissing)).toBe(false);
  });
});

describe('how a text is written is found out', () => {
  it('by the sign that parts its cells', () => {
    expect(sniffCsv('a,b\n1,2\n3,4').delimiter).toBe(',');
    expect(sniffCsv('a;b\n1,5;2,5\n3,5;4').delimiter).toBe(';');
    expect(sniffCsv('1,5;2,5\n3,5;4,5').delimiter).toBe(';');
    expect(sniffCsv('a\tb\n1,5\t2,5\n').delimiter).toBe('\t');
    expect(sniffCsv('a|b\n1|2\n').delimiter).toBe('|');
    expect(sniffCsv(' 1.0  2.0\n 3.0 4.0\n').delimiter).toBe(' ');
    expect(sniffCsv('a,b\n"1;x",2\n"3;y",4').delimiter).toBe(',');
    expect(sniffCsv('name,what\nx,a long story\ny,another one here').delimiter).toBe(',');
    expect(sniffCsv('x\n1\n2').delimiter).toBe(',');
  });

  it('by the sign of its decimals', () => {
    expect(sniffCsv('a;b\n1,5;2,25').decimal).toBe('comma');
    expect(sniffCsv('a;b\n1.5;2.25').decimal).toBe('point');
    expect(sniffCsv('a;b\n1,234;2').decimal).toBe('comma');
    expect(sniffCsv('a,b\n"1,234",2').decimal).toBe('point');
    expect(sniffCsv('a\tb\n1.234,5\t2').decimal).toBe('comma');
  });

  it('by whether names come first', () => {
    expect(sniffCsv('a,b\n1,2').hasHeader).toBe(true);
    expect(sniffCsv('1,2\n3,4').hasHeader).toBe(false);
    expect(sniffCsv('red,yes\nblue,no\nred,no').hasHeader).toBe(false);
    expect(sniffCsv('colour,answer\nred,yes\nblue,no').hasHeader).toBe(true);
    expect(sniffCsv('2019,2020\n1,2').hasHeader).toBe(false);
  });

  it('and what is given stays', () => {
    expect(sniffCsv('a,b\n1,2', { delimiter: ';', hasHeader: false, decimal: 'comma' })).toEqual({ delimiter: ';', hasHeader: false, decimal: 'comma' });
  });
});

describe('reading', () => {
  it('keeps quoted cells whole and leaves rows of another length out, by reason and with the first one', () => {
    const file = readCsv('name,x,y\n"Smith, ""J""\nof X",1,2\n\n3\nb,1,2,3\nc,1\nd,4,5,,\n');
    expect(file.preview).toEqual([{ row: 2, cells: ['Smith, "J" of X', '1', '2'] }, { row: 7, cells: ['d', '4', '5'] }]);
    expect([...file.rowNumbers]).toEqual([2, 7]);
    expect(file.leftOut).toEqual([{ reason: 'fewer than 3 cells', count: 2, firstRow: 4 }, { reason: 'more than 3 cells', count: 1, firstRow: 5 }]);
  });

  it('loses one line to a quotation that never ends, not the rest of the file', () => {
    const file = readCsv('a,b\n1,2\n"3,4\n5,6\n7,8\n');
    expect(file.rows).toBe(3);
    expect(file.leftOut).toEqual([{ reason: 'a quotation mark is out of place', count: 1, firstRow: 3 }]);
    expect([...file.rowNumbers]).toEqual([2, 4, 5]);
  });

  it('takes quotation marks for letters when too many are out of place', () => {
    const file = readCsv(`a,b\n${Array.from({ length: 2000 }, (_, row) => `"${row},1\n`).join('')}`);
    expect(file.rows).toBeGreaterThan(1900);
    expect(file.rows + file.leftOut.reduce((sum, { count }) => sum + count, 0)).toBe(2000);
  });

  it('names what has no name, and tells equal names apart', () => {
    expect(readCsv('x,,x\n1,2,3\n4,5,6', { hasHeader: true }).columns.map(({ name }) => name)).toEqual(['x', 'column 2', 'x (2)']);
    expect(readCsv('1,2\n3,4').columns.map(({ name }) => name)).toEqual(['column 1', 'column 2']);
    const [first] = readCsv('length (mm),y\n1,2\n2,3').columns;
    expect(first).toMatchObject({ name: 'length', unit: 'mm' });
  });

  it('reads the last of very many columns', () => {
    const wide = Array.from({ length: 785 }, (_, index) => String(index));
    const file = readCsv(`${wide.map((name) => `p${name}`).join(',')}\n${wide.join(',')}\n${wide.join(',')}`);
    expect(file.columns).toHaveLength(MOST_COLUMNS);
    expect(file.columns.at(-1)!.name).toBe('p784');
    expect(file.notes).toEqual(['Of 785 columns the first 255 and the last are read.']);
  });

  it('says what is wrong where there is nothing to read', () => {
    expect(() => readCsv('  \n ')).toThrow(new CsvError('There is no text to read.'));
    expect(() => readCsv('a,b\n', { hasHeader: true })).toThrow('no rows below the names');
    expect(() => readCsv('a,b\n1\n2', { hasHeader: true, delimiter: ',' })).toThrow('No row can be read: fewer than 2 cells.');
  });
});

describe('what is likely meant', () => {
  it('predicts the last column, tells categories from numbers, and leaves out what is no input', () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${row % 7}.5,${row % 2 === 0 ? 'm' : 'f'},same,text ${row},${row % 3}`);
    const choices = proposeChoices(readCsv(`id,size,sex,constant,story,group\n${rows.join('\n')}`));
    expect(uses(choices)).toEqual(['unused number', 'input number', 'input category', 'unused category', 'unused category', 'target category']);
  });

  it('knows a telling name', () => {
    expect(uses(proposeChoices(readCsv('Species,x,y\na,1,2\nb,3,4\na,5,6')))).toEqual(['target category', 'input number', 'input number']);
  });

  it('keeps a count that is no name of one', () => {
    expect(uses(proposeChoices(readCsv('x,y\n1,2.5\n2,4\n3,9.1')))).toEqual(['input number', 'target number']);
  });

  it('uses as many inputs as fit', () => {
    const names = Array.from({ length: 80 }, (_, index) => `c${index}`);
    const row = (value: number): string => names.map((_, index) => value * (index + 1) + 0.5).join(',');
    const choices = proposeChoices(readCsv(`${names.join(',')}\n${[1, 2, 3].map(row).join('\n')}`));
    expect(choices.columns.filter(({ use }) => use === 'input')).toHaveLength(64);
    expect(choices.columns.at(-1)!.use).toBe('target');
  });
});

describe('the table', () => {
  it('of the penguins says how many rows are left out and why', () => {
    const file = readCsv(shipped('penguins'));
    const { table, leftOut, classCounts, complete } = makeCsvTable(file, proposeChoices(file), 'penguins.csv');
    expect(complete).toBe(333);
    expect(leftOut.reduce((sum, { count }) => sum + count, 0)).toBe(file.rows - 333);
    expect(leftOut.find(({ reason }) => reason === 'sex is missing')).toMatchObject({ count: 9 });
    expect(table!.classes).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
    expect(classCounts).toEqual([146, 68, 119]);
    expect(table!.columns.map(({ name }) => name).slice(4)).toEqual(['island: Biscoe', 'island: Dream', 'island: Torgersen', 'sex: male']);
    expect(table!.inputs).toHaveLength(333 * 8);
  });

  it('of each shipped set is found without a choice', () => {
    for (const [name, inputs, classes] of [['iris', 4, 3], ['wine', 13, 3], ['digits', 64, 10], ['diabetes', 10, 0]] as const) {
      const file = readCsv(shipped(name));
      const { table, refusal } = makeCsvTable(file, proposeChoices(file), name);
      expect(refusal, name).toBe('');
      expect([table!.columns.length <= inputs, table!.classes.length], name).toEqual([true, classes]);
    }
  });

  it('is sampled with the seed where it is large, each time the same', () => {
    const text = `x,y\n${Array.from({ length: 12_000 }, (_, row) => `${row},${(row * 7) % 1000}`).join('\n')}`;
    const file = readCsv(text);
    const choices: CsvChoices = { ...proposeChoices(file), isStandardised: false };
    const one = makeCsvTable(file, choices, 'a').table!;
    const again = makeCsvTable(file, choices, 'a').table!;
    const other = makeCsvTable(file, { ...choices, seed: 2 }, 'a').table!;
    expect(rowCountOf(one)).toBe(MOST_EXAMPLES);
    expect([again.id, again.inputs]).toEqual([one.id, one.inputs]);
    expect(other.id).not.toBe(one.id);
    expect(new Set(one.inputs).size).toBe(MOST_EXAMPLES);
    expect(one.inputs.slice(1).every((value, index) => value > one.inputs[index]!)).toBe(true);
    expect([...one.inputs].every((value, row) => (value * 7) % 1000 === one.targets[row])).toBe(true);
  });

  it('leaves out cells that are no numbers by a reason of their own', () => {
    const file = readCsv('x,y\n1,2\n2,4\nabout 3,5\n,5\n4,8\n5,9\n6,1.5\n7,2\n8,3');
    const { leftOut } = makeCsvTable(file, proposeChoices(file), 'a');
    expect(leftOut).toEqual([{ reason: 'x is missing', count: 1, firstRow: 5 }, { reason: 'x is no number, such as “about 3”', count: 1, firstRow: 4 }]);
  });

  const refusalOf = (text: string, change: (choices: CsvChoices) => CsvChoices = (choices) => choices): string => {
    const file = readCsv(text);
    const outcome = makeCsvTable(file, change(proposeChoices(file)), 'a');
    expect(outcome.table).toBeNull();
    return outcome.refusal;
  };

  it('is refused with a sentence', () => {
    expect(refusalOf('x\n1\n2\n3\n4')).toBe('Two columns are needed, one to predict and one or more to predict it from; this table has one, x. If its rows hold more, say above what parts their cells.');
    expect(refusalOf('x,id,site\n1.5,1,a\n2.5,2,a\n3.7,3,a\n4.1,4,a')).toBe('Two columns are needed, one to predict and one or more to predict it from; by itself only x is of use here.');
    expect(refusalOf('x,y\n1,2\n3,4\n5,6\n7,9', ({ columns, ...choices }) => ({ ...choices, columns: columns.map((column) => (column.use === 'input' ? { ...column, use: 'unused' } : column)) })))
      .toBe('Two columns are needed, one to predict and one or more to predict it from: choose an input besides y.');
    expect(refusalOf('x,y\n1,2\n3,4')).toBe('Only 2 rows are complete; at least 4 are needed.');
    expect(refusalOf('x,y\n1,a\n2,a\n3,a\n4,a', (choices) => ({ ...choices, columns: [{ use: 'input', kind: 'number' }, { use: 'target', kind: 'category' }] })))
      .toBe('y is “a” in every row that is used: there is nothing to tell apart.');
    const many = `x,y\n${Array.from({ length: 30 }, (_, row) => `${row},${row}.5`).join('\n')}`;
    expect(refusalOf(many, (choices) => ({ ...choices, columns: [{ use: 'input', kind: 'number' }, { use: 'target', kind: 'category' }] })))
      .toBe('y has 30 different texts; at most 10 classes can be told apart. Predict it as a value, or choose another column.');
    expect(refusalOf('x,y\n1e308,1\n-1e308,2\n1e308,3.5\n1,4\n2,5')).toBe('The numbers of x are too large to be reckoned with.');
  });

  it('holds texts as they were written: they are no formulas and no markup for it', () => {
    const file = readCsv(pastedCsv('=cmd(),<img src=x onerror=alert(1)>,class\n1,2,=1+1\n2,3,<b>\n3,4,=1+1\n4,5,<b>').text);
    const { table } = makeCsvTable(file, proposeChoices(file), '=evil.csv');
    expect(table!.columns.map(({ name }) => name)).toEqual(['=cmd()', '<img src=x onerror=alert(1)>']);
    expect(table!.classes.toSorted()).toEqual(['<b>', '=1+1']);
  });
});
