import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLossCurve, HISTORY_POINTS, type LossSample } from '../../src/worker/lossHistory.ts';

function sample(step: number, train: number, validation = train): LossSample {
  return { step, epoch: step / 10, train, validation };
}

describe('loss curve', () => {
  it('keeps every value while there is room', () => {
    const curve = createLossCurve();
    for (let step = 0; step <= HISTORY_POINTS; step += 1) curve.add(sample(step, step * 2));
    const { step, train, trainMin, trainMax, epoch } = curve.copy();
    expect(step.length).toBe(HISTORY_POINTS + 1);
    expect(train).toEqual(trainMin);
    expect(train).toEqual(trainMax);
    expect([step[0], step[7], train[7], epoch[7]]).toEqual([0, 7, 14, 0.7]);
  });

  it('stays of constant size over 1e5 points and loses no spike', () => {
    const curve = createLossCurve();
    const spikes = new Set([777, 50_001, 99_998]);
    let sum = 0;
    let longest = 0;
    for (let step = 0; step <= 100_000; step += 1) {
      const train = spikes.has(step) ? 1000 + step : Math.exp(-step / 2e4);
      sum += train;
      curve.add(sample(step, train, spikes.has(step) ? -step : 1));
      longest = Math.max(longest, curve.length);
    }
    expect(longest).toBeLessThanOrEqual(HISTORY_POINTS + 1);
    const { step, train, trainMax, validationMin, samples, trainMin } = curve.copy();
    expect(step.length).toBeGreaterThan(HISTORY_POINTS / 2 - 1);
    expect(step.at(-1)).toBe(100_000);
    for (const spike of spikes) {
      expect([...trainMax]).toContain(1000 + spike);
      expect([...validationMin]).toContain(-spike);
    }
    expect(trainMin.every((value, i) => value <= train[i]! && train[i]! <= trainMax[i]!)).toBe(true);
    // Means stay true means.
    const total = train.reduce((all, mean, i) => all + mean * samples![i]!, 0);
    expect(total / sum).toBeCloseTo(1, 9);
  });

  it('keeps step 0 by itself', () => {
    const curve = createLossCurve(undefined, 4);
    for (let step = 0; step < 100; step += 1) curve.add(sample(step, step));
    const { step, train } = curve.copy();
    expect([step[0], train[0]]).toEqual([0, 0]);
    expect(step.length).toBeLessThanOrEqual(5);
  });

  it('replaces the value of the same step: an edit before the next step', () => {
    const curve = createLossCurve();
    curve.add(sample(0, 5));
    curve.add(sample(0, 3));
    expect([...curve.copy().train]).toEqual([3]);
  });

  it('has no place for losses that are not finite or of the past', () => {
    const curve = createLossCurve();
    curve.add(sample(5, 1, NaN));
    curve.add(sample(6, Infinity));
    curve.add(sample(7, NaN));
    curve.add(sample(3, 1));
    const { step, validation, validationMax } = curve.copy();
    expect([...step]).toEqual([5]);
    expect([...validation, ...validationMax]).toEqual([NaN, NaN]);
  });

  it('a validation loss that comes and goes keeps its mean', () => {
    const curve = createLossCurve(undefined, 1);
    curve.add(sample(1, 1, NaN));
    curve.add(sample(2, 1, 4));
    curve.add(sample(3, 1, NaN));
    expect([...curve.copy().validation]).toEqual([4]);
  });

  it('knows the step of the lowest validation loss of every point, and its mean accuracies', () => {
    const curve = createLossCurve(undefined, 2);
    [5, 3, 4, 6, 1, 2].forEach((validation, i) => { curve.add({ ...sample(i + 1, 1, validation), trainAccuracy: i / 10, validationAccuracy: i < 2 ? NaN : 0.5 }); });
    const { step, validationMin, validationMinStep, trainAccuracy, validationAccuracy } = curve.copy();
    expect([...step]).toEqual([4, 6]);
    expect([...validationMin]).toEqual([3, 1]);
    expect([...validationMinStep!]).toEqual([2, 5]);
    expect(trainAccuracy![0]).toBeCloseTo(0.15, 12);
    expect(trainAccuracy![1]).toBeCloseTo(0.45, 12);
    expect([...validationAccuracy!]).toEqual([0.5, 0.5]);
  });

  it('goes on from an older copy that knows neither', () => {
    const before = createLossCurve();
    before.add(sample(3, 1, 2));
    const { step, epoch, train, trainMin, trainMax, validation, validationMin, validationMax } = before.copy();
    const restored = createLossCurve({ step, epoch, train, trainMin, trainMax, validation, validationMin, validationMax }).copy();
    expect([[...restored.validationMinStep!], [...restored.trainAccuracy!], [...restored.samples!]]).toEqual([[3], [NaN], [1]]);
  });

  it('goes on from a copy as if nothing had happened', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 3, max: 40 }), (before, after, limit) => {
      const straight = createLossCurve(undefined, limit);
      for (let step = 0; step < before; step += 1) straight.add(sample(step, Math.sin(step)));
      const restored = createLossCurve(structuredClone(straight.copy()), limit);
      for (let step = before; step < before + after; step += 1) {
        straight.add(sample(step, Math.sin(step)));
        restored.add(sample(step, Math.sin(step)));
      }
      expect(restored.copy()).toEqual(straight.copy());
    }), { numRuns: 50 });
  });

  it('forgets what lies after a step', () => {
    const curve = createLossCurve(undefined, 10);
    for (let step = 0; step <= 100; step += 1) curve.add(sample(step, step));
    curve.truncateAfter(50);
    expect(curve.lastStep).toBeLessThanOrEqual(50);
    expect(curve.lastStep).toBeGreaterThan(30);
    curve.add(sample(51, 7));
    expect(curve.lastStep).toBe(51);
  });
});
