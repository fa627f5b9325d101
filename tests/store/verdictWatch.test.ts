import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { networkOf } from '../../src/store/network.ts';
import { judge } from '../../src/store/verdict.ts';
import { verdictInput } from '../../src/store/verdictWatch.ts';
import { curve } from './curves.ts';
import { createFrame } from './frames.ts';

const experiment = defaultExperiment('circle');
const state = { experiment, firstExperiment: experiment, divergence: null, log: [], data: null };
const parameters = Float64Array.from({ length: networkOf(experiment).parameterCount }, (_, i) => Math.sin(i + 1));

describe('the verdict after going back', () => {
  // Falls for 60 epochs, then breaks out.
  const history = curve(80, (t) => (t < 60 ? 0.5 * 0.98 ** t : 0.5 * 0.98 ** 60 * 3 ** (t - 60)));

  it('knows nothing of the future that was left', () => {
    const input = verdictInput(createFrame({ step: 590, epoch: 59, history, parameters }), state, 'Diverged', 590);
    expect(input.history.step.at(-1)).toBe(590);
    expect(input.history.train.length).toBe(591);
    expect(judge(input).sentence).toBe('Converging: training loss falls 2 % an epoch.');
  });

  it('compares nothing with what was before, once it plays on', () => {
    const input = verdictInput(createFrame({ step: 790, history, parameters }), state, null, 600);
    expect(input.changedAt).toBe(600);
    expect(input.history.step.at(-1)).toBe(790);
  });

  it('takes the whole curve where nothing was left', () => {
    const input = verdictInput(createFrame({ step: 800, history, parameters }), state, null);
    expect(input.history).toBe(history);
    expect(input.changedAt).toBe(0);
  });
});
