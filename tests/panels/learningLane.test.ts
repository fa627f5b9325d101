import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../src/engine/network.ts';
import { optimizers, type OptimizerName } from '../../src/engine/optimizers.ts';
import { schedules, type ScheduleName } from '../../src/engine/schedules.ts';
import { layerArrows } from '../../src/panels/LearningLaneArrows.ts';
import { optimizerFields, regularizationFields, regularizationKind, scheduleFields, withField, withRegularizationKind } from '../../src/panels/LearningLaneFields.ts';
import { nextRate, NARROW_RANGE, rateAt, rateRange, rateTicks, trackShare, WIDE_RANGE } from '../../src/panels/LearningLaneTrack.ts';

describe('the track', () => {
  it('is logarithmic from 10⁻⁶ to 100, and on a phone from 0.01 to 10 unless η lies outside', () => {
    expect(trackShare(0.01, WIDE_RANGE)).toBeCloseTo(0.5);
    expect(trackShare(1e9, WIDE_RANGE)).toBe(1);
    expect(rateRange(true, 0.1)).toBe(NARROW_RANGE);
    expect(rateRange(true, 0.001)).toBe(WIDE_RANGE);
    expect(rateRange(false, 0.1)).toBe(WIDE_RANGE);
  });
  it('gives rates a hand can place', () => {
    expect(rateAt(-1.5)).toBe(0.032);
    expect(rateAt(2)).toBe(100);
  });
  it('walks with the arrow keys over tidy values, ten presses to the decade, and stays on the track', () => {
    let rate = 0.01;
    for (let press = 0; press < 10; press++) rate = nextRate(rate, 1, false, WIDE_RANGE);
    expect(rate).toBe(0.1);
    expect(nextRate(0.03, -1, false, WIDE_RANGE)).toBe(0.025);
    expect(nextRate(0.03, 1, true, WIDE_RANGE)).toBe(0.3);
    expect(nextRate(100, 1, false, WIDE_RANGE)).toBe(100);
    expect(nextRate(1e-6, -1, false, WIDE_RANGE)).toBe(1e-6);
    fc.assert(fc.property(fc.double({ min: 1.1e-6, max: 99, noNaN: true }), (from) => {
      expect(nextRate(from, 1, false, WIDE_RANGE)).toBeGreaterThan(from);
      expect(nextRate(from, -1, false, WIDE_RANGE)).toBeLessThan(from);
    }));
  });
  it('labels every decade, and the threes where there is room', () => {
    const labels = rateTicks(WIDE_RANGE, 126).map(({ label }) => label).filter((label) => label !== '');
    expect(labels).toEqual(['10⁻⁶', '10⁻⁵', '10⁻⁴', '0.001', '0.003', '0.01', '0.03', '0.1', '0.3', '1', '3', '10', '30', '100']);
    expect(rateTicks(WIDE_RANGE, 40).filter(({ label }) => label !== '')).toHaveLength(9);
  });
});

describe('the arrows', () => {
  const network = (hidden: number, outputs = 1) => createNetwork({
    inputs: 2,
    layers: [...Array.from({ length: hidden }, () => ({ units: 4, activation: 'tanh' as const })), { units: outputs, activation: 'tanh' }],
  });
  it('stand under the edges of each layer, inside the picture, in order', () => {
    for (const hidden of [0, 1, 2, 8]) {
      const arrows = layerArrows(network(hidden), 576, 384);
      expect(arrows).toHaveLength(hidden + 1);
      for (const [index, { x }] of arrows.entries()) {
        expect(x).toBeGreaterThan(arrows[index - 1]?.x ?? 0);
        expect(x).toBeLessThan(576);
      }
    }
  });
  it('leave the inspector its place: the last text stands to the left where there is room', () => {
    expect(layerArrows(network(2), 576, 384).at(-1)?.side).toBe('left');
    expect(layerArrows(network(8), 576, 384).at(-1)?.side).toBe('below');
    expect(layerArrows(network(2), 0, 0)).toEqual([]);
  });
});

describe('the settings', () => {
  it('offer every number of every optimizer and schedule within its range', () => {
    for (const name of Object.keys(optimizers) as OptimizerName[]) {
      const numbers = Object.values(optimizers[name].spec).filter((value) => typeof value === 'number');
      const fields = optimizerFields(optimizers[name].spec);
      expect(fields, name).toHaveLength(numbers.length);
      for (const { value, min, max } of fields) expect(value >= min && value <= max).toBe(true);
    }
    for (const name of Object.keys(schedules) as ScheduleName[]) {
      const numbers = Object.values(schedules[name].spec).filter((value) => typeof value === 'number');
      expect(scheduleFields(schedules[name].spec), name).toHaveLength(numbers.length);
    }
    expect(withField({ name: 'momentum', momentum: 0.9 }, 'momentum', 0.5)).toEqual({ name: 'momentum', momentum: 0.5 });
    expect(withField({ name: 'sgd' }, 'momentum', 0.5)).toEqual({ name: 'sgd' });
  });
  it('turn penalties on at 0.001, keep a λ that is there, and off again', () => {
    const none = { l1: 0, l2: 0, clipNorm: 1 };
    expect(withRegularizationKind(none, 'l1l2')).toEqual({ l1: 0.001, l2: 0.001, clipNorm: 1 });
    expect(withRegularizationKind({ ...none, l2: 0.3 }, 'l2')).toEqual({ l1: 0, l2: 0.3, clipNorm: 1 });
    expect(regularizationKind(withRegularizationKind({ ...none, l1: 1 }, 'none'))).toBe('none');
    expect(regularizationFields({ l1: 0, l2: 0.3, clipNorm: 0 }).map(({ key }) => key)).toEqual(['l2', 'clipNorm']);
  });
});
