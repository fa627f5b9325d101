import { describe, expect, it } from 'vitest';
import { initialExperiment } from '../../src/config/defaults.ts';
import { behaviourAt, borderRate, canBeTried, holdsAt, isEdgeExact, middleLoss, momentOf, nearestOutcome, stretchesOf, timesEdge } from '../../src/store/rateLane.ts';
import type { RateRanges } from '../../src/worker/rateTrials.ts';

const ranges: RateRanges = { borders: [{ low: 0.001, high: 0.1 }, { low: 0.1, high: 1 }, { low: 1, high: 10 }], best: 0.3, isLevel: false };

describe('the ranges', () => {
  it('reach from border to border, each half way between the rates that disagree', () => {
    expect(stretchesOf(ranges, 1e-6, 100).map(({ behaviour, from, to }) => [behaviour, from, Number(to.toPrecision(3))])).toEqual([
      ['crawling', 1e-6, 0.01], ['converging', expect.closeTo(0.01), 0.316], ['oscillating', expect.closeTo(0.316), 3.16], ['diverging', expect.closeTo(3.16), 100],
    ]);
    expect(borderRate({ low: 0.01, high: 1 })).toBeCloseTo(0.1);
  });
  it('leave out what does not occur', () => {
    const some: RateRanges = { borders: [{ low: 0.01, high: 0.1 }, { low: 1, high: 10 }, { low: 1, high: 10 }], best: null, isLevel: false };
    expect(stretchesOf(some, 1e-6, 100).map(({ behaviour }) => behaviour)).toEqual(['crawling', 'converging', 'diverging']);
    expect(stretchesOf({ borders: [null, null, null], best: null, isLevel: false }, 1e-6, 100).map(({ behaviour }) => behaviour)).toEqual(['crawling']);
  });
  it('name what a rate does', () => {
    expect([1e-4, 0.05, 1, 50].map((rate) => behaviourAt(ranges, rate))).toEqual(['crawling', 'converging', 'oscillating', 'diverging']);
    expect([1e-4, 0.05, 1].map((rate) => behaviourAt({ borders: [{ low: 0.1, high: 1 }, { low: 0.1, high: 1 }, null], best: null, isLevel: true }, rate))).toEqual(['level', 'level', 'oscillating']);
  });
});

describe('a moment', () => {
  const at = (step: number, experiment = initialExperiment) => momentOf(1, step, 0, experiment, []);
  it('is the same at another η: trials of every η do not hang on it', () => {
    expect(at(5, { ...initialExperiment, learningRate: 3, schedule: { name: 'exponential', gamma: 0.9 } })).toEqual(at(5));
    expect(at(5, { ...initialExperiment, batchSize: 3 }).key).not.toBe(at(5).key);
  });
  it('is another after a weight was changed by hand, but not before', () => {
    const log = [{ kind: 'parameter', step: 5, epoch: 0, index: 2, value: 0.5, label: '' }] as const;
    expect(momentOf(1, 5, 0, initialExperiment, log).key).not.toBe(at(5).key);
    expect(momentOf(1, 4, 0, initialExperiment, log).key).toBe(at(4).key);
  });
  it('holds at later steps while the run trains, at the same one when it stands', () => {
    expect([holdsAt(at(5), at(9), true), holdsAt(at(5), at(9), false), holdsAt(at(5), at(5), false)]).toEqual([true, false, true]);
    expect(holdsAt(at(5), { ...at(5), run: 2 }, true)).toBe(false);
  });
});

it('the loss of a rate is that in the middle of its orders', () => {
  const outcome = (losses: number[], rate = 1) => ({ rate, losses, rising: [] });
  expect(middleLoss(outcome([0.3, Infinity, 0.1]))).toBe(0.3);
  expect(middleLoss(outcome([Infinity, Number.NaN, 0.1]))).toBe(Infinity);
  expect(nearestOutcome([outcome([1], 0.1), outcome([1], 1)], 0.5)?.rate).toBe(1);
});

it('2/λmax is the edge of plain gradient descent on all examples only', () => {
  const full = { ...initialExperiment, batchSize: 1000 };
  expect(isEdgeExact(full, 196)).toBe(true);
  expect(isEdgeExact(initialExperiment, 196)).toBe(false);
  expect(isEdgeExact({ ...full, optimizer: { name: 'momentum', momentum: 0.9 } }, 196)).toBe(false);
  expect(isEdgeExact({ ...full, regularization: { l1: 0, l2: 0, clipNorm: 1 } }, 196)).toBe(false);
  expect(canBeTried(initialExperiment)).toBe(true);
});

it('η is told in units of 2/λmax where it is known for the present moment', () => {
  const full = { ...initialExperiment, batchSize: 1000 };
  const sharpness = { from: momentOf(1, 5, 0, full, []), largest: 4 };
  const at = (step: number, experiment = full, isTraining = false) => timesEdge(sharpness, { run: 1, step, experiment, log: [] }, 196, 0.1, isTraining);
  expect([at(5), at(6), at(6, full, true), at(5, initialExperiment)]).toEqual([expect.closeTo(0.2), null, expect.closeTo(0.2), null]);
});
