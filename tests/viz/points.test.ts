import { expect, test } from 'vitest';
import { isPointShown, MOST_POINTS, shownPoints } from '../../src/viz/points.ts';

test('up to the limit every point is drawn', () => {
  expect(shownPoints(MOST_POINTS, MOST_POINTS)).toBe(MOST_POINTS);
});

test('of more an even choice is drawn, whatever order the classes come in', () => {
  for (const total of [2001, 4000, 5000, 10_000]) {
    expect(Math.abs(shownPoints(total, total) - MOST_POINTS)).toBeLessThan(5);
    for (const classes of [2, 3, 5, 10]) {
      const seen = Array.from({ length: classes }, () => 0);
      for (let index = 0; index < total; index++) if (isPointShown(index, total)) seen[index % classes] = (seen[index % classes] ?? 0) + 1;
      expect(Math.max(...seen) / Math.min(...seen)).toBeLessThan(1.1);
    }
  }
});
