import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedGrid, embedWidth, fit, stageByWidth } from '../../src/app/embedLayout.ts';
import { embedParts, type EmbedPart } from '../../src/share/embedAddress.ts';

const anyParts = fc.subarray(embedParts.map(({ id }) => id), { minLength: 1 });
const inGrid: readonly EmbedPart[] = ['data', 'network', 'output', 'loss', 'lane', 'inspector', 'timeline', 'transport'];

describe('the grid of an embedded page', () => {
  it('has a place for every part that is chosen and for no other, in rows as long as there are columns', () => {
    fc.assert(fc.property(anyParts, fc.constantFrom('wide' as const, 'middle' as const, 'narrow' as const), (parts, width) => {
      const { columns, rows, inspectorBeside } = embedGrid(parts, width);
      const count = columns.split(/ (?![^(]*\))/).length;
      for (const row of rows) expect(row.areas).toHaveLength(count);
      const placed = new Set(rows.flatMap(({ areas }) => areas).filter((area) => area !== '.'));
      const wanted = inGrid.filter((part) => parts.includes(part) && !(part === 'inspector' && inspectorBeside));
      expect([...placed].toSorted()).toEqual([...wanted].toSorted());
      expect(rows.filter(({ isStage }) => isStage).length).toBeLessThanOrEqual(1);
    }));
  });

  it('has a stage that is never wider than the frame leaves room for', () => {
    fc.assert(fc.property(anyParts, fc.integer({ min: 240, max: 4000 }), (parts, frame) => {
      const stage = stageByWidth(parts, frame);
      const beside = parts.includes('loss') && parts.includes('output') && embedWidth(frame) !== 'narrow' ? 150 : 0;
      expect(stage).toBeLessThanOrEqual(Math.max(220, frame - 32 - beside));
      expect(fit(stage, embedWidth(frame))).toBe(stage);
    }));
  });
});
