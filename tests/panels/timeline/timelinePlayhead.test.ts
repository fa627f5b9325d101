import { describe, expect, it } from 'vitest';
import { initialExperiment } from '../../../src/config/defaults.ts';
import { describeDifferences, joinDifferences } from '../../../src/config/differences.ts';
import { curvesCsv } from '../../../src/share/curveCsv.ts';
import { changesAt, momentSentence, stepOfKey, stepUnder } from '../../../src/panels/timeline/TimelinePlayhead.ts';
import { differenceText, fileNameOf, keptText, runText } from '../../../src/panels/timeline/TimelineRunsText.ts';
import { epochAt, stepAt } from '../../../src/store/historyPlaces.ts';
import { curveScales } from '../../../src/viz/curve.ts';
import type { LossHistory, RunEvent } from '../../../src/worker/protocol.ts';

/** A run of ten steps an epoch; as far into it, points are 100 steps apart. */
function history(points: number): LossHistory {
  const step = Float64Array.from({ length: points }, (_, i) => i * 100);
  const loss = step.map((at) => 1 / (1 + at));
  return { step, epoch: step.map((at) => at / 10), train: loss, trainMin: loss, trainMax: loss, validation: loss, validationMin: loss, validationMax: loss };
}

const mark = (step: number, label = 'η 0.1 → 0.3'): RunEvent => ({ kind: 'example', example: 0, step, epoch: step / 10, label });
const place = { step: 340, epoch: 34, stepInEpoch: 0, stepsPerEpoch: 10 };
const curve = history(11);

describe('the playhead', () => {
  it('finds the step of an epoch and the epoch of a step between the points of the curve', () => {
    expect(stepAt(curve, 34.2)).toBe(342);
    expect(epochAt(curve, 342)).toBeCloseTo(34.2, 12);
    expect(stepAt(curve, 1e9)).toBe(1000);
    expect(epochAt(history(0), 5)).toBe(0);
  });

  it('goes by steps or epochs with arrows, and by far keys from change to change', () => {
    const marks = [mark(310), mark(720)];
    const go = (key: string, from = place, unit: 'batch' | 'epoch' = 'batch') => stepOfKey(key, from, unit, curve, marks);
    expect([go('ArrowLeft'), go('ArrowRight'), go('Home'), go('End')]).toEqual([339, 341, 0, 1000]);
    expect([go('ArrowDown', place, 'epoch'), go('ArrowUp', place, 'epoch')]).toEqual([330, 350]);
    const within = { ...place, step: 344, stepInEpoch: 4 };
    expect([go('ArrowLeft', within, 'epoch'), go('ArrowRight', within, 'epoch')]).toEqual([340, 350]);
    expect([go('PageDown'), go('PageUp'), go('PageUp', { ...place, step: 700 })]).toEqual([310, 440, 720]);
    expect(go('ArrowLeft', { ...place, step: 0 })).toBe(0);
    expect(go('ArrowRight', { ...place, step: 1000 })).toBe(1000);
    expect(go('a')).toBeNull();
  });

  it('means a change or the end where the pointer is near one', () => {
    const scales = curveScales(curve, { x: 0, y: 0, width: 1600, height: 100 });
    expect(scales.end).toBe(160);
    expect(stepUnder(343, scales, curve, [])).toBe(343);
    expect(stepUnder(343, scales, curve, [mark(341)])).toBe(341);
    expect(stepUnder(343, scales, curve, [mark(330)])).toBe(343);
    expect(stepUnder(998, scales, curve, [])).toBe(1000);
    expect(stepUnder(1500, scales, curve, [])).toBe(1000);
    expect(stepUnder(-5, scales, curve, [])).toBe(0);
  });

  it('says where it is and what was changed there', () => {
    expect(momentSentence(curve, { step: 300, epoch: 30 })).toMatch(/^epoch 30, step 300: training 0\.0033.*, validation 0\.0033/);
    expect(changesAt(310, [mark(310), mark(310, 'loss: a → b'), mark(400)])).toBe('; here η 0.1 → 0.3, loss: a → b');
    expect(changesAt(311, [mark(310)])).toBe('');
  });
});

describe('the list of runs', () => {
  const other = { ...initialExperiment, learningRate: 0.5, initialization: { ...initialExperiment.initialization, seed: 9 }, batchSize: 3 };
  it('says what is different now, settings first, then what was done on the way', () => {
    expect(describeDifferences(other, initialExperiment)).toHaveLength(3);
    expect(joinDifferences(['a', 'b', 'c'])).toBe('a, b and 1 more');
    expect(differenceText({ experiment: initialExperiment, log: [] }, { experiment: other, log: [] })).toMatch(/^since then η 0\.5 → 0\.1, seed 9 → \d+ and 1 more$/);
    const same = (log: readonly RunEvent[], before: readonly RunEvent[]) => differenceText({ experiment: other, log }, { experiment: other, log: before });
    expect(same([], [])).toBe('the same settings');
    expect(same([mark(10, 'w 1')], [])).toBe('since then w 1 at epoch 1');
    expect(same([], [mark(10, 'w 1')])).toBe('with w 1 at epoch 1');
  });
  it('says what a run was: its data and settings, and where it diverged', () => {
    const run = { ...initialExperiment, hidden: [{ units: 6, activation: 'tanh' as const }, { units: 4, activation: 'relu' as const }], learningRate: 3 };
    expect(runText(run, null)).toBe('two spirals, 6–4 tanh, ReLU, η 3, half squared error');
    expect(runText({ ...run, hidden: [] }, 2319)).toBe('two spirals, no hidden layer, η 3, half squared error; diverged at step 2\u202f319');
  });
  it('names files so that every system takes them', () => {
    expect(fileNameOf('run 1')).toBe('nabla-run-1.csv');
    expect(fileNameOf('=cmd|"/../')).toBe('nabla-cmd.csv');
    expect(fileNameOf('…')).toBe('nabla-run.csv');
  });
  it('gives the curve as plain numbers', () => {
    const gap = history(2);
    gap.validation[1] = Number.NaN;
    const lines = curvesCsv([{ name: 'run 1', curve: { ...gap, train: Float64Array.of(0.1, -2e-7) } }]).split('\r\n');
    expect(lines[0]).toMatch(/^run,epoch,step,training loss,/);
    expect(lines[2]).toMatch(/^run 1,10,100,-2e-7,/);
    expect(lines[2]?.split(',')[6]).toBe('');
    for (const cell of lines.slice(1, -1).flatMap((line) => line.split(',').slice(1))) expect(cell).toMatch(/^(-?[\d.]+(e-?\d+)?)?$/);
  });
  it('names the run of each line, never as a formula', () => {
    const runs = ['=1+1', 'a, "b"', '-x'].map((name) => ({ name, curve: history(1) }));
    expect(curvesCsv(runs).split('\r\n').slice(1, -1).map((line) => line.replace(/,\d.*/, ''))).toEqual(["'=1+1", '"a, ""b"""', "'-x"]);
  });
  it('says which runs a reload loses', () => {
    const runs = [1, 2, 3, 4].map((run) => ({ run, name: `run ${run}` }));
    expect(keptText(runs, [])).toBe('A reload keeps this list.');
    expect(keptText(runs, [2])).toBe('A reload loses run 2: it cannot be kept.');
    expect(keptText(runs, [1, 2, 4])).toBe('A reload loses run 1, run 2 and run 4: they cannot be kept.');
    expect(keptText(runs, [1, 2, 3, 4])).toBe('A reload loses 4 of these runs: they cannot be kept.');
  });
});
