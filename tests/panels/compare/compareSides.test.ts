import { describe, expect, it } from 'vitest';
import { initialExperiment } from '../../../src/config/defaults.ts';
import { lossText, shareText, sidesFinding, type SideFigures } from '../../../src/panels/compare/CompareSidesText.ts';
import { drawCompareCurves, lineScales, type CompareLine } from '../../../src/panels/compare/CompareCurvesDraw.ts';
import { sidesFrom } from '../../../src/store/sideBySide.ts';
import type { SideRun, Sides } from '../../../src/store/sideBySideSlice.ts';
import { noVerdict } from '../../../src/store/sideBySideVerdict.ts';
import { sideMarks } from '../../../src/panels/compare/CompareSidesCurves.tsx';
import type { RunEvent } from '../../../src/worker/protocol.ts';
import { createPalette } from '../../../src/viz/palette.ts';
import { recordingContext } from '../../viz/recordingContext.ts';
import { readTokens } from '../../viz/tokens.ts';

function sidesOf(variable: Sides['variable'], value: number | string, diverged: { left?: number; right?: number } = {}): Sides {
  const { left, right } = sidesFrom(initialExperiment, variable, value);
  const run = (experiment: typeof left, at: number | undefined): SideRun => ({
    experiment, firstExperiment: experiment, data: null, log: [], verdict: noVerdict, divergence: at === undefined ? null : { step: at, epoch: 1, learningRate: 1 },
  });
  return { pair: 1, base: initialExperiment, variable, playing: false, runs: { left: run(left, diverged.left), right: run(right, diverged.right) } };
}
const at = (train: number, more: Partial<SideFigures> = {}): SideFigures => ({ step: 10, train, validation: train * 2, trainAccuracy: 0.9, validationAccuracy: 0.8, ...more });

describe('what two runs are said to do', () => {
  const sides = sidesOf('learningRate', 1);

  it('names the one with the lower training loss, and both where three digits do not tell them apart', () => {
    expect(sidesFinding(sides, { left: at(0.2), right: at(0.05) })).toBe('With η 1 the training loss is lower: 0.0500, against 0.200 with η 0.1.');
    expect(sidesFinding(sides, { left: at(0.05), right: at(0.2) })).toBe('With η 0.1 the training loss is lower: 0.0500, against 0.200 with η 1.');
    expect(sidesFinding(sides, { left: at(0.2), right: at(0.2004) })).toBe('Both have the same training loss to about three digits, 0.200.');
  });

  it('says which has diverged, and when', () => {
    expect(sidesFinding(sidesOf('learningRate', 1, { right: 271 }), { left: at(0.2), right: at(1e9) })).toBe('With η 1 it diverged at step 271; with η 0.1 it goes on.');
    expect(sidesFinding(sidesOf('learningRate', 1, { left: 3, right: 271 }), null)).toBe('Both have diverged.');
  });

  it('of different losses compares the answers that are right', () => {
    const losses = sidesOf('loss', 'binary_cross_entropy');
    expect(sidesFinding(losses, { left: at(0.2), right: at(0.6, { validationAccuracy: 0.95 }) })).toBe('With binary cross-entropy more of the validation examples are right: 95\u202f%, against 80\u202f% with half squared error.');
    expect(sidesFinding(losses, { left: at(0.2, { validation: Number.NaN }), right: at(0.6, { validation: Number.NaN }) })).toBe('Both get 90\u202f% of the training examples right.');
  });

  it('before the first step says what to do, and nothing before there is anything', () => {
    expect(sidesFinding(sides, { left: at(0.2, { step: 0 }), right: at(0.2, { step: 0 }) })).toContain('Press Play');
    expect(sidesFinding(sides, null)).toBe('');
    expect([lossText(Number.NaN), lossText(undefined), lossText(Infinity), shareText(Number.NaN), shareText(0.985)]).toEqual(['–', '–', 'too large', '–', '98.5\u202f%']);
  });
});

describe('their curves', () => {
  const line = (row: number, train: readonly number[], validation: readonly number[]): CompareLine => ({
    run: row, runs: [row], row, label: `run ${row}`, place: Float64Array.from(train.keys()), train: Float64Array.from(train), validation: Float64Array.from(validation), low: null, high: null, diverged: false, words: '',
  });
  const box = { x: 0, y: 0, width: 100, height: 100 };

  it('have an axis that holds the validation curves, too, where they are drawn', () => {
    const lines = [line(0, [0.5, 0.2], [0.5, 0.001]), line(1, [0.5, 0.3], [0.5, 0.4])];
    expect(lineScales(box, { lines, curves: 'both', axis: 'log', end: 20 }).low).toBeLessThanOrEqual(0.001);
    expect(lineScales(box, { lines, curves: 'training', axis: 'log', end: 20 }).low).toBeGreaterThan(0.01);
  });

  it('leave the axis at its top rather than run along it', () => {
    const lines = [line(0, [0.5, 0.2, 0.1, 0.1], [0.5, 0.2, 0.1, 0.1]), line(1, [0.5, 40, 900, 1e9], [0.5, 40, 900, 1e9])];
    const scales = lineScales(box, { lines, curves: 'training', axis: 'log', end: 20 });
    const recorder = recordingContext();
    drawCompareCurves(recorder.ctx, scales, createPalette({ ...readTokens('light'), t1: '12', pen: '1', text: 'sans-serif' }), { lines, curves: 'training', lit: null });
    const drawn = recorder.calls.filter(({ name, args }) => name === 'lineTo' && Math.abs(Number(args[1]) - scales.yOf(scales.high)) < 1e-9 && Number(args[0]) > scales.xOf(1) + 1e-9 && Number(args[0]) < box.width);
    expect(recorder.count('lineTo')).toBeGreaterThan(0);
    expect(drawn).toEqual([]);
  });
});

describe('the changes marked on their curves', () => {
  const rate = (step: number, learningRate: number): RunEvent => ({ step, epoch: step / 14, kind: 'experiment', experiment: { ...initialExperiment, learningRate }, label: `to ${learningRate}` });
  const marked = (left: readonly RunEvent[], right: readonly RunEvent[], reached = 1000) => {
    const { runs } = sidesOf('learningRate', 1);
    return sideMarks({ runs: { left: { ...runs.left, log: left }, right: { ...runs.right, log: right } } }, { left: reached, right: reached }, ({ step }) => step);
  };

  it('are one for a drag of the rate, and one for what was changed for both', () => {
    const drag = Array.from({ length: 300 }, (_, i) => rate(400 + i, 0.1 + (i + 1) / 1000));
    expect(marked(drag, [])).toEqual([{ place: 699, label: 'η 0.1 → 0.4', of: 'left' }]);
    const both: RunEvent = { step: 30, epoch: 2, kind: 'experiment', experiment: { ...initialExperiment, batchSize: 50 }, label: 'batch size 10 → 50' };
    expect(marked([both], [both, rate(500, 0.5)])).toEqual([{ place: 30, label: 'batch size 10 → 50', of: 'both' }, { place: 500, label: 'to 0.5', of: 'right' }]);
    expect(marked([both], [both, rate(500, 0.5)], 400)).toHaveLength(1);
  });
});
