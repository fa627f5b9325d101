import { expect, it } from 'vitest';
import { legendLines } from '../../../src/panels/output/OutputPanelLegendLines.ts';

it('the names of classes stand in one line, in two, or behind a word', () => {
  expect(legendLines([50, 60, 40], 10, 170, 2)).toBe(1);
  expect(legendLines([50, 60, 40], 10, 169, 2)).toBe(2);
  expect(legendLines([50, 60, 40], 10, 169, 1)).toBe(0);
  expect(legendLines([50, 60, 40], 10, 90, 2)).toBe(0);
  expect(legendLines([200, 60], 10, 190, 2)).toBe(0);
  expect(legendLines([], 10, 190, 2)).toBe(1);
});
