import { describe, expect, it } from 'vitest';
import { stepColumns } from '../../src/viz/stepColumns.ts';

const layers = (count: number) => ({ layers: Array.from({ length: count }), spec: { inputs: 2 } });

describe('stepColumns', () => {
  it('gives the worked network the boxes of the page at 1440', () => {
    const columns = stepColumns(layers(2), 988);
    expect(columns.map(({ kind }) => kind)).toEqual(['inputs', 'layer', 'layer', 'loss']);
    expect(columns[0]).toMatchObject({ from: 100, to: 100, layer: -1 });
    expect(columns[1]!.to - columns[1]!.from).toBe(160);
    expect(columns.at(-1)).toMatchObject({ to: 988, layer: 2 });
  });
  it.each([1, 2, 3, 5, 9])('never lets columns of %i layers overlap, at any width', (count) => {
    for (const width of [320, 640, 988, 1400, 3000]) {
      for (const text of [13, 18]) {
        const columns = stepColumns(layers(count), width, text);
        expect(columns).toHaveLength(count + 2);
        columns.reduce((before, column) => {
          expect(column.from).toBeGreaterThan(before.to);
          return column;
        });
        for (const { kind, from, to } of columns) expect(to - from).toBeGreaterThan(kind === 'inputs' ? -1 : 10);
      }
    }
  });
});
