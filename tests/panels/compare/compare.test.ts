import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment, initialExperiment } from '../../../src/config/defaults.ts';
import { sweepCells } from '../../../src/config/sweep.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { heatScale } from '../../../src/panels/compare/CompareHeat.tsx';
import { fitGrid } from '../../../src/panels/compare/CompareMultiples.tsx';
import { spread } from '../../../src/panels/compare/CompareCurvesDraw.ts';
import { cellFigures, cellsOf, describeCell, describeRun, figureText, findingOf, planeWords, valueText } from '../../../src/panels/compare/CompareText.ts';
import type { ComparedRun, Comparison } from '../../../src/store/compareSlice.ts';
import { figuresOf, typicalRun } from '../../../src/store/compareFigures.ts';
import type { TrialResult } from '../../../src/worker/trial.ts';

const result = (train: number, divergedAt: number | null = null): TrialResult => ({
  epoch: Float64Array.of(0, 10), step: Float64Array.of(0, 100), train: Float64Array.of(1, train), validation: Float64Array.of(1, train * 2),
  trainAccuracy: 0.9, validationAccuracy: 0.8, divergedAt, state: {} as TrialResult['state'], outputPicture: new Float32Array(0),
});
const done = (train: number, divergedAt: number | null = null): ComparedRun => ({ state: 'done', result: result(train, divergedAt) });

function comparisonOf(runs: readonly ComparedRun[], seeds = 1): Comparison {
  const spec = { first: { variable: 'learningRate' as const, values: [0.01, 0.1] }, second: null, seeds, epochs: 10 };
  return { base: initialExperiment, spec, data: buildData(initialExperiment), cells: sweepCells(initialExperiment, spec), runs, status: 'done' };
}

describe('what a comparison says', () => {
  it('names the value with the lowest validation loss and counts the diverged', () => {
    expect(findingOf(comparisonOf([done(0.2), done(0.05)]))).toBe('η 0.1 ends with the lowest validation loss, 0.100.');
    expect(findingOf(comparisonOf([done(0.2), done(0.05, 7)]))).toBe('η 0.01 ends with the lowest validation loss, 0.400; 1 run diverged.');
    expect(findingOf(comparisonOf([done(9, 3), done(9, 7)]))).toBe('Every run diverged.');
  });

  it('judges a value by the median of its seeds, a diverged seed as the worst', () => {
    const comparison = comparisonOf([done(0.2), done(0.3), done(0.4), done(0.1), done(0.1, 5), done(0.1, 9)], 3);
    const [first = [], second = []] = cellsOf(comparison);
    expect(cellFigures(comparison, first)?.train).toBe(0.3);
    expect(cellFigures(comparison, second)?.divergedAt).toBe(5);
    expect(findingOf(comparison)).toContain('η 0.01 ends with the lowest median validation loss, 0.600');
  });

  it('does not take a loss that has exploded for a figure', () => {
    const comparison = comparisonOf([done(0.2), done(2e211)]);
    expect(findingOf(comparison)).toBe('η 0.01 ends with the lowest validation loss, 0.400; 1 run is diverging.');
    expect(describeRun('η 0.1', done(2e211))).toMatch(/^η 0.1: diverging, training loss/);
    const [small, exploded] = [done(0.2), done(2e211)].map((run) => figuresOf(run.result!));
    const share = heatScale([small!, { ...small!, train: 0.02 }, exploded!], 'train');
    expect(share(small!)).toBe(1);
    expect(share(exploded!)).toBe(1);
  });

  it('of seeds says how far apart they end, and names no winner', () => {
    const bySeed = (runs: readonly ComparedRun[]): Comparison => {
      const spec = { first: { variable: 'seed' as const, values: [1, 2, 3] }, second: null, seeds: 1, epochs: 10 };
      return { ...comparisonOf(runs), spec, cells: sweepCells(initialExperiment, spec) };
    };
    expect(findingOf(bySeed([done(0.1), done(0.3), done(0.2)]))).toBe('The validation loss ends between 0.200 and 0.600, depending on the seed; the median is 0.400.');
    expect(findingOf(bySeed([done(0.1), done(0.1), done(0.1)]))).toBe('With every seed the validation loss ends at 0.200.');
  });

  it('shows of several seeds the run that the median figures are nearest to, and says which', () => {
    const comparison = comparisonOf([done(0.2), done(0.4), done(0.3), done(0.1), done(0.1, 5), done(0.1, 9)], 3);
    const [first = [], second = []] = cellsOf(comparison);
    expect(typicalRun(comparison.runs, first)).toBe(2);
    expect(comparison.runs[typicalRun(comparison.runs, second)]?.result?.divergedAt).toBe(5);
    const { seed } = comparison.cells[2]!.experiment.initialization;
    expect(describeCell('η 0.01', comparison, first, 2)).toContain(`medians of 3 seeds: training loss 0.300, validation loss 0.600, accuracy 80\u202f%; picture of seed ${seed}`);
  });

  it('says of a run what became of it, never as a bare sign', () => {
    expect(describeRun('η 1', undefined)).toBe('η 1: not run yet');
    expect(describeRun('η 1', done(0.5, 41))).toBe('η 1: diverged at step 41');
    expect(describeRun('η 1', done(0.5))).toContain('training loss 0.500, validation loss 1.00, accuracy 80');
    expect(figureText(Number.NaN, 'loss')).toBe('–');
    expect(figureText(Infinity, 'loss')).toBe('too large');
    expect(valueText('batchSize', 14)).toBe('14');
  });
});

describe('the pictures of the comparison', () => {
  it('of many inputs say which plane they show', () => {
    expect(planeWords(buildData(initialExperiment))).toBe('');
    expect(planeWords(buildData(defaultExperiment('iris4')))).toBe(': x₄ over x₃, 2 others held');
    expect(planeWords(buildData(defaultExperiment('digits')))).toBe(': two principal components');
    expect(planeWords({ inputCount: 3 })).toBe(': x₂ over x₁, 1 other held');
  });

  it('all fit their place where there is room for them', () => {
    fc.assert(fc.property(fc.integer({ min: 600, max: 1600 }), fc.integer({ min: 560, max: 1200 }), fc.integer({ min: 1, max: 12 }), (width, height, count) => {
      const { side, columns } = fitGrid(width, height, count, null);
      const rows = Math.ceil(count / columns);
      expect(columns * side + (columns - 1) * 20).toBeLessThanOrEqual(width);
      expect(rows * (side + 22 + 18) + (rows - 1) * 20).toBeLessThanOrEqual(height);
      expect(side).toBeGreaterThanOrEqual(40);
    }));
  });

  it('have tints from the lowest to the highest loss by their logarithm, diverged ones at the end', () => {
    const of = (train: number, divergedAt: number | null = null) => ({ train, validation: train, trainAccuracy: 1, validationAccuracy: 1, best: 1, bestEpoch: 1, divergedAt, isDiverging: false });
    const share = heatScale([of(0.01), of(0.1), of(1), of(9, 4), null], 'train');
    expect(share(of(0.01))).toBe(0);
    expect(share(of(0.1))).toBeCloseTo(0.5, 12);
    expect(share(of(1))).toBe(1);
    expect(share(of(9, 4))).toBe(1);
    expect(share(null)).toBe(0);
  });

  it('have labels that keep their order and their distance', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 12 }), (ends) => {
      const places = spread(ends.toSorted((a, b) => a - b), 15, 0, 300);
      for (let i = 1; i < places.length; i++) expect(places[i]! - places[i - 1]!).toBeGreaterThanOrEqual(15 - 1e-9);
      for (const place of places) expect(place).toBeLessThanOrEqual(300 + 1e-9);
    }));
  });
});
