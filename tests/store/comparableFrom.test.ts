import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { comparableFrom } from '../../src/store/verdictWatch.ts';
import type { RunEvent } from '../../src/worker/protocol.ts';

const first = defaultExperiment('circle');
const faster: Experiment = { ...first, learningRate: 0.3 };
const squared: Experiment = { ...faster, loss: { ...faster.loss, name: 'squared' } };
const at = (step: number, experiment: Experiment): RunEvent => ({ step, epoch: step / 10, kind: 'experiment', experiment, label: '' });

describe('comparableFrom', () => {
  it('is the beginning while only the rate changes', () => {
    expect(comparableFrom([at(50, faster)], first, 90)).toBe(0);
  });
  it('is the step at which the loss or the data changed last', () => {
    const log = [at(50, faster), at(70, squared), at(80, { ...squared, learningRate: 1 })];
    expect(comparableFrom(log, first, 90)).toBe(70);
    expect(comparableFrom([...log, at(85, { ...squared, data: { ...squared.data, noise: 0.3 } })], first, 90)).toBe(85);
  });
  it('knows nothing of what is still to come', () => {
    expect(comparableFrom([at(70, squared)], first, 60)).toBe(0);
  });
});
