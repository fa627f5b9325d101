import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { raiseToBlame, stepOfLowestLoss } from '../../src/store/divergence.ts';
import type { RunEvent } from '../../src/worker/protocol.ts';
import { curve } from './curves.ts';

const first = { ...defaultExperiment('circle'), learningRate: 0.1 };
const raise = (step: number, learningRate: number): RunEvent => ({ step, epoch: step / 10, kind: 'experiment', experiment: { ...first, learningRate }, label: '' });

describe('the raise of η to blame for a divergence', () => {
  // Falls for 60 epochs, rises from there.
  const history = curve(80, (t) => (t < 60 ? 0.5 * 0.98 ** t : 0.5 * 0.98 ** 60 * 2 ** (t - 60)));

  it('is the one after which the loss never came below', () => {
    expect(raiseToBlame(history, [raise(100, 0.3), raise(600, 50)], first, 800)).toEqual({ step: 600, before: 0.3 });
  });

  it('is the first of a drag', () => {
    expect(raiseToBlame(history, [raise(600, 5), raise(605, 20), raise(610, 50)], first, 800)).toEqual({ step: 600, before: 0.1 });
  });

  it('is none that did good, that lowered η, or that came at the end', () => {
    expect(raiseToBlame(history, [raise(100, 0.3)], first, 800)).toBeNull();
    expect(raiseToBlame(history, [raise(650, 0.05)], first, 800)).toBeNull();
    expect(raiseToBlame(history, [raise(800, 9)], first, 800)).toBeNull();
  });

  it('leaves the lowest loss before it to go back to', () => {
    expect(stepOfLowestLoss(history, 599)).toBe(599);
  });
});
