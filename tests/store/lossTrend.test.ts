import { expect, it } from 'vitest';
import { historyUpTo } from '../../src/store/lossTrend.ts';
import { createLossCurve } from '../../src/worker/lossHistory.ts';

it('the curve up to a step keeps every one of its columns, of one length, without copying', () => {
  const whole = createLossCurve(undefined, 50);
  for (let step = 0; step <= 40; step += 1) whole.add({ step, epoch: step / 10, train: 1 / (1 + step), validation: 2, trainAccuracy: 0.5, validationAccuracy: 0.25 });
  const history = whole.copy();
  const shown = historyUpTo(history, 12);
  expect(Object.keys(shown)).toEqual(Object.keys(history));
  expect(new Set(Object.values(shown).map((values) => values.length))).toEqual(new Set([13]));
  expect(shown.train.buffer).toBe(history.train.buffer);
  expect(shown.train.at(-1)).toBe(1 / 13);
  expect(historyUpTo(history, 40)).toBe(history);
});
