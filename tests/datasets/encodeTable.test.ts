import { describe, expect, it } from 'vitest';
import { encodeTable, type RawTable } from '../../src/datasets/encodeTable.ts';
import { columnTitle } from '../../src/datasets/table.ts';

const raw: RawTable = {
  id: 'birds', name: 'birds', source: '', licence: '',
  inputs: [
    { name: 'length', unit: 'mm', kind: 'number', values: Float64Array.of(1, 2, Number.NaN, 3, 4) },
    { name: 'island', unit: '', kind: 'category', categories: ['A', 'B', 'C'], values: Int32Array.of(0, 1, 2, 2, 0) },
    { name: 'sex', unit: '', kind: 'category', categories: ['female', 'male'], values: Int32Array.of(1, -1, 0, 0, 1) },
  ],
  target: { name: 'species', unit: '', kind: 'category', categories: ['x', 'y'], values: Int32Array.of(0, 1, 1, 1, 0) },
  scaling: 'standardise',
};

describe('encodeTable', () => {
  it('leaves out rows with a gap and says for which column and where first', () => {
    expect(encodeTable(raw).leftOut).toEqual([{ reason: 'sex is missing', count: 1, firstRow: 3 }, { reason: 'length is missing', count: 1, firstRow: 4 }]);
    expect(Array.from(encodeTable(raw).targets)).toEqual([0, 1, 0]);
  });
  it('counts rows as they are numbered in their file', () => {
    expect(encodeTable({ ...raw, rowNumbers: [10, 20, 30, 40, 50] }).leftOut.map(({ firstRow }) => firstRow)).toEqual([20, 30]);
  });
  it('standardises numbers over the rows that are kept', () => {
    const { columns, inputs } = encodeTable(raw);
    const lengths = [0, 1, 2].map((row) => inputs[row * columns.length]!);
    expect(columns[0]).toMatchObject({ mean: 8 / 3 });
    expect(lengths.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    expect(lengths.reduce((sum, value) => sum + value ** 2, 0) / 3).toBeCloseTo(1, 12);
    expect(columnTitle(columns[0]!)).toBe('length (mm, standardised)');
  });
  it('gives each category a column, and two categories one', () => {
    const { columns, inputs } = encodeTable(raw);
    expect(columns.map(({ name }) => name)).toEqual(['length', 'island: A', 'island: B', 'island: C', 'sex: male']);
    expect([0, 1, 2].map((row) => Array.from(inputs.subarray(row * 5 + 1, row * 5 + 5)))).toEqual([[1, 0, 0, 1], [0, 0, 1, 0], [1, 0, 0, 1]]);
  });
  it('predicts a number on its own scale, and leaves a column that never changes finite', () => {
    const constant = { name: 'c', unit: '', kind: 'number', values: Float64Array.of(5, 5, 5) } as const;
    const target = { name: 't', unit: '', kind: 'number', values: Float64Array.of(10, 20, 30) } as const;
    const table = encodeTable({ ...raw, inputs: [constant], target });
    expect(table).toMatchObject({ task: 'regression', classes: [], target: { mean: 20 } });
    expect(Array.from(table.inputs)).toEqual([0, 0, 0]);
    expect(table.targets[2]! * table.target.deviation + table.target.mean).toBeCloseTo(30, 12);
    expect(Array.from(encodeTable({ ...raw, inputs: [constant], target, scaling: { divisor: 10 } }).inputs)).toEqual([0.5, 0.5, 0.5]);
  });
});
