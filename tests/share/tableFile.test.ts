import { beforeAll, describe, expect, it } from 'vitest';
import { importedExperiment } from '../../src/config/defaults.ts';
import { encodeTable } from '../../src/datasets/encodeTable.ts';
import { buildData } from '../../src/datasets/index.ts';
import type { Table } from '../../src/datasets/table.ts';
import { shelveTable } from '../../src/datasets/tableShelf.ts';
import { tableId } from '../../src/datasets/tableId.ts';
import { experimentSchema } from '../../src/share/experimentSchema.ts';
import { experimentFile, networkFile } from '../../src/share/networkFile.ts';
import { openFile } from '../../src/share/networkFileReading.ts';
import { factsOfTable } from '../../src/datasets/tableFacts.ts';
import { readTable, tableFields } from '../../src/share/tableFile.ts';
import { parametersFor } from './experiments.ts';
import { misfit } from './jsonSchema.ts';

function tableOf(rows: number, columns: number, classes: number): Table {
  const table = encodeTable({
    id: '', name: 'mine "=1+1".csv', source: '', licence: '', scaling: 'standardise', leftOut: [{ reason: 'a is missing', count: 2, firstRow: 7 }],
    inputs: [
      { name: 'colour', unit: '', kind: 'category', categories: ['red', 'green', 'blue'], values: Int32Array.from({ length: rows }, (_, row) => row % 3) },
      ...Array.from({ length: columns }, (_, k) => ({ name: `column ${k}`, unit: 'mm', kind: 'number' as const, values: Float64Array.from({ length: rows }, (_unused, row) => Math.sin(row * (k + 1)) * 1e3) })),
    ],
    target: classes === 0 ? { name: 'price', unit: '€', kind: 'number', values: Float64Array.from({ length: rows }, (_, row) => row ** 1.5) }
      : { name: 'kind', unit: '', kind: 'category', categories: Array.from({ length: classes }, (_, k) => `kind ${k}`), values: Int32Array.from({ length: rows }, (_, row) => row % classes) },
  });
  return { ...table, id: tableId(table) };
}

const tables = [tableOf(20, 2, 2), tableOf(50, 40, 7), tableOf(12, 1, 0)];
beforeAll(() => { for (const table of tables) shelveTable(table); });

describe('a table of one\'s own in a file', () => {
  it('comes back to the last digit, with the experiment and with a trained network', () => {
    for (const table of tables) {
      const experiment = importedExperiment(factsOfTable(table));
      const text = experimentFile(experiment, table);
      expect(openFile(text)).toEqual({ kind: 'experiment', experiment, notes: [], table });
      expect(misfit(experimentSchema(), JSON.parse(text))).toBeNull();
      const network = networkFile({ experiment, theta: parametersFor(experiment, 5), step: 3, epoch: 1, table });
      expect(openFile(network)).toMatchObject({ kind: 'network', notes: [], table: { id: table.id } });
      expect(buildData(experiment).trainSet.count + buildData(experiment).validationSet.count).toBe(table.targets.length);
    }
  });

  it('as large as one can be is still read', () => {
    const table = tableOf(10_000, 61, 10);
    const file = openFile(experimentFile(importedExperiment(factsOfTable(table)), table));
    expect(file).toMatchObject({ kind: 'experiment', notes: [], table: { id: table.id, columns: { length: 64 } } });
  }, 30_000);

  it('goes by what is in it, whatever else is said of it', () => {
    const [table, other] = [tables[0]!, tables[1]!];
    const file = openFile(experimentFile(importedExperiment({ ...factsOfTable(other), id: 'iris4' }), table));
    expect(file).toMatchObject({ kind: 'experiment', experiment: { data: { set: 'imported', table: factsOfTable(table) } }, table: { id: table.id } });
    const fields = JSON.parse(JSON.stringify({ ...tableFields(table), id: 'digits' })) as unknown;
    expect(readTable(fields)).toMatchObject({ id: table.id });
  });

  it('that cannot be used is named with what is wrong', () => {
    const table = tables[0]!;
    const fields = JSON.parse(JSON.stringify(tableFields(table))) as ReturnType<typeof tableFields>;
    const cases: readonly (readonly [unknown, RegExp])[] = [
      [7, /it is not as it should be/], [{ ...fields, rows: [[1]] }, /rows is not/], [{ ...fields, rows: fields.rows.with(3, [1, 2]) }, /row 4 is not 6 numbers/],
      [{ ...fields, rows: fields.rows.with(0, [0, 0, 0, 0, 0, 9]) }, /row 1 is of class 9/], [{ ...fields, rows: fields.rows.with(0, [0, 0, 0, 0, 0, 0.5]) }, /row 1 is of class 0\.5/],
      [{ ...fields, classes: ['one'] }, /it has one class/], [{ ...fields, columns: fields.columns.with(0, { ...fields.columns[0]!, deviation: 0 }) }, /columns\.0\.deviation is not/],
    ];
    const experiment = importedExperiment(factsOfTable(table));
    for (const [value, wrong] of cases) {
      const file = openFile(JSON.stringify({ format: 'nabla-experiment', version: 1, experiment, table: value }));
      expect(file).toMatchObject({ kind: 'experiment', notes: [expect.stringMatching(wrong)] });
      expect(file).not.toHaveProperty('table');
    }
  });
});
