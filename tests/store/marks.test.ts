import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { marksOf } from '../../src/store/marks.ts';
import type { RunEvent } from '../../src/worker/protocol.ts';

const first = { ...defaultExperiment('circle'), learningRate: 0.1 };
const rate = (step: number, learningRate: number, label = 'η'): RunEvent => ({ step, epoch: step / 10, kind: 'experiment', experiment: { ...first, learningRate }, label });
const edit = (step: number): RunEvent => ({ step, epoch: step / 10, kind: 'parameter', index: 0, value: 1, label: 'w' });

describe('marksOf', () => {
  it('shows a drag of η as one change from its beginning to its end', () => {
    const marks = marksOf([rate(100, 0.2), rate(110, 0.3), rate(125, 0.5)], first, 1000);
    expect(marks.map(({ step, label }) => [step, label])).toEqual([[125, 'η 0.1 → 0.5']]);
  });

  it('shows a slow drag while a run plays as one change, too', () => {
    const log = [rate(1400, 0.8), rate(1450, 2.9), rate(1530, 4), rate(1600, 5.4)];
    expect(marksOf(log, first, 1650).map(({ step, label }) => [step, label])).toEqual([[1600, 'η 0.1 → 5.4']]);
  });

  it('keeps changes apart that lie apart, and those of other things', () => {
    expect(marksOf([rate(100, 0.2), rate(200, 0.3)], first, 1000)).toEqual([rate(100, 0.2), rate(200, 0.3)]);
    const log = [rate(100, 0.2), edit(101), rate(102, 0.3)];
    expect(marksOf(log, first, 1000)).toEqual(log);
    const noisy: RunEvent = { ...rate(101, 0.2), kind: 'experiment', experiment: { ...first, learningRate: 0.2, data: { ...first.data, noise: 0.4 } }, label: 'noise' };
    expect(marksOf([rate(100, 0.2), noisy], first, 1000)).toEqual([rate(100, 0.2), noisy]);
  });

  it('says so of a hand that came back', () => {
    expect(marksOf([rate(100, 0.2), rate(105, 0.1)], first, 1000).map(({ label }) => label)).toEqual(['η back at 0.1']);
  });
});
