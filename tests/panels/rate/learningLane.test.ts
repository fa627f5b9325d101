import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialExperiment } from '../../../src/config/defaults.ts';
import { createNetwork } from '../../../src/engine/network.ts';
import { optimizers, type OptimizerName } from '../../../src/engine/optimizers.ts';
import { schedules, type ScheduleName } from '../../../src/engine/schedules.ts';
import { borderPlaces, curvePath, lossHeight, outcomeText, placeOf, presentHeight, rangesText, readingText, wordPlaces } from '../../../src/panels/rate/LearningLaneCurve.ts';
import { edgeSide, edgeText } from '../../../src/panels/rate/LearningLaneEdgeText.ts';
import { layerArrows } from '../../../src/panels/rate/LearningLaneArrows.ts';
import { optimizerFields, regularizationFields, regularizationKind, scheduleFields, withField, withRegularizationKind } from '../../../src/panels/rate/LearningLaneFields.ts';
import { nextRate, NARROW_RANGE, rateAt, rateRange, rateTicks, trackShare, WIDE_RANGE } from '../../../src/panels/rate/LearningLaneTrack.ts';
import type { RateTrials } from '../../../src/store/rateLane.ts';

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
    expect(rateTicks(WIDE_RANGE, 44).filter(({ label }) => label !== '')).toHaveLength(9);
    expect(rateTicks(WIDE_RANGE, 36).flatMap(({ label }) => (label === '' ? [] : [label]))).toEqual(['10⁻⁶', '10⁻⁴', '0.01', '1', '100']);
  });
});

describe('the trials on the track', () => {
  const trials: RateTrials = {
    from: { run: 1, step: 20, epoch: 2, key: '' }, epochs: 40, orders: 1, sample: null, start: 1,
    outcomes: [[0.01, 0.99], [0.1, 0.2], [1, 0.5], [10, Infinity]].map(([rate, loss]) => ({ rate: rate!, losses: [loss!], rising: [0] })),
    ranges: { borders: [{ low: 0.01, high: 0.1 }, { low: 0.1, high: 1 }, { low: 1, high: 10 }], best: 0.1, isLevel: false },
  };
  const box = { width: 800, top: 1, bottom: 41 };
  it('stand at the present loss, at the foot where it falls most, and are cut off at 3.2 times it', () => {
    const height = lossHeight(trials, box);
    expect(height(1)).toBe(presentHeight(box));
    expect(height(0.2)).toBeCloseTo(41);
    expect([height(3.2), height(99), height(Infinity)]).toEqual([1, 1, 1]);
    expect(height(0)).toBe(41);
    expect(curvePath(trials, { low: -2, high: 2 }, box)).toMatch(/^M0\.0 2\d\.\dL200\.0 41\.0L400\.0 .*L600\.0 1\.0$/);
  });
  it('have the words in order, the present one always, and none on another', () => {
    const width = (word: string): number => word.length * 7;
    const wide = wordPlaces(trials, WIDE_RANGE, 970, 0.1, width);
    expect(wide.map(({ behaviour }) => behaviour)).toEqual(['crawling', 'converging', 'oscillating', 'diverging']);
    expect(wide.filter(({ isPresent }) => isPresent).map(({ behaviour }) => behaviour)).toEqual(['converging']);
    const narrow = wordPlaces(trials, WIDE_RANGE, 200, 1, width);
    expect(narrow.map(({ behaviour }) => behaviour)).toContain('oscillating');
    for (const [i, { x, behaviour }] of narrow.entries()) {
      const before = narrow[i - 1];
      if (before !== undefined) expect(x - before.x).toBeGreaterThan((width(behaviour) + width(before.behaviour)) / 2);
    }
    expect(borderPlaces(trials, WIDE_RANGE, 800).map(({ x }) => Math.round(x))).toEqual([450, 550, 650]);
    expect(placeOf(1e-7, WIDE_RANGE, 800)).toBe(-100);
  });
  it('advise no η where none lowers the loss', () => {
    const level: RateTrials = { ...trials, outcomes: trials.outcomes.map((outcome) => ({ ...outcome, losses: outcome.rate > 1 ? [Infinity] : [1] })), ranges: { borders: [{ low: 1, high: 10 }, { low: 1, high: 10 }, { low: 1, high: 10 }], best: null, isLevel: true } };
    expect(wordPlaces(level, WIDE_RANGE, 970, 0.1, (word) => word.length * 7).map(({ word, isPresent }) => [word, isPresent])).toEqual([['nothing to gain from here', true], ['diverging', false]]);
    expect(readingText(level, 0.12)).toBe('η 0.1: loss 1.00 after 40 epochs, level');
    expect(rangesText(level, WIDE_RANGE)).toBe('level below 3.2, diverging above');
  });
  it('are read in a sentence', () => {
    expect(readingText(trials, 0.12)).toBe('η 0.1: loss 0.200 after 40 epochs, converging');
    expect(outcomeText(trials, 10)).toBe('diverges within 40 epochs');
    expect(readingText({ ...trials, epochs: 4, sample: 400 }, 0.12)).toBe('η 0.1: loss 0.200 after 4 epochs of 400 examples, converging');
    expect(rangesText(trials, WIDE_RANGE)).toBe('crawling below 0.032, converging below 0.32, oscillating below 3.2, diverging above');
  });
  it('have the name of the edge beside its line where what ‖∇L‖ is of does not reach', () => {
    expect([441, 380, 592, 10].map((x) => edgeSide(x, 592, false))).toEqual(['left', 'right', 'left', 'right']);
    expect([200, 100].map((x) => edgeSide(x, 350, true))).toEqual(['left', 'right']);
  });
  it('say of the edge of stability what it means for the optimizer and the batch', () => {
    const text = (more: Partial<typeof initialExperiment>): string => edgeText({ ...initialExperiment, batchSize: 196, ...more }, 196, 4, 0.1).join(' ');
    expect(text({})).toContain('0.2 times the mark');
    expect(text({ optimizer: { name: 'momentum', momentum: 0.9 } })).toContain('0.950');
    expect(text({ optimizer: { name: 'nesterov', momentum: 0.5 } })).toContain('0.375');
    expect(text({ optimizer: { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } })).toContain('not which $η$ is too large');
    expect(text({ batchSize: 14 })).toContain('14 of 196 examples');
    expect(text({ batchSize: 14 })).not.toContain('times the mark');
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
