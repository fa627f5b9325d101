import { expect, it } from 'vitest';
import { valueText } from '../../src/explain/measured.ts';
import { heldText } from '../../src/panels/data/DataPanelSlice.tsx';

it('shows a held input in the unit it was measured in, and 0 where only rounding is left', () => {
  expect(heldText(-3.17e-15, [-2, 2])).toBe('0');
  expect(heldText(0.5, [-2, 2])).toBe('0.500');
  expect(heldText(-3.17e-15, [-2, 2], { name: 'bill depth (mm)', mean: 17.2, deviation: 2 })).toBe('17.2 mm');
  expect(heldText(-1, [-2, 2], { name: 'bill depth (mm)', mean: 17.2, deviation: 2 })).toBe('15.2 mm');
  expect(heldText(0.061, [-2, 2], { name: 'bill depth (mm)', mean: 17.2, deviation: 2 })).toBe(valueText(0.061, 17.2, 2, 'mm'));
  expect(heldText(0.061, [-2, 2], { name: 'bill depth (mm)', mean: 17.2, deviation: 2 })).toBe('17.32 mm');
  expect(heldText(-1, [-2, 2], { name: 'change (mm)', mean: 2, deviation: 2 + 1e-12 })).toBe('0 mm');
  expect(heldText(-1, [-2, 2], { name: 'hue', mean: 17.2, deviation: 2 })).toBe('−1.00');
});
