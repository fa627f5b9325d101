import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { verdictAfter } from './runs.ts';

const circle = defaultExperiment('circle');
const sgd = (more: Partial<Experiment>): Experiment => ({ ...circle, optimizer: { name: 'sgd' }, schedule: { name: 'constant' }, ...more });

describe('the verdict on real runs', () => {
  it('converges with the defaults, and its number is the curve\'s', () => {
    const { word, sentence, frame } = verdictAfter(circle, 8);
    expect(['Converging', 'Converged']).toContain(word);
    expect(sentence.startsWith(word)).toBe(true);
    expect(frame.trainLoss).toBeLessThan(frame.history.train[0] ?? 0);
  });

  it('crawls with a tiny learning rate', () => {
    expect(verdictAfter(sgd({ learningRate: 1e-5 }), 60).word).toBe('Crawling');
  });

  it('diverges with an enormous one, at the step and with the learning rate it names', () => {
    const sine = { ...defaultExperiment('sine'), optimizer: { name: 'sgd' } as const, schedule: { name: 'constant' } as const, learningRate: 100 };
    const { word, sentence } = verdictAfter(sine, 1000);
    expect(word).toBe('Diverged');
    expect(sentence).toMatch(/^Diverged at step \d+: the learning rate 100 is too high for this network\.$/);
  });

  it('is stuck with equal weights', () => {
    for (const kind of [{ kind: 'zero' } as const, { kind: 'constant', value: 0.5 } as const]) {
      const { word, sentence } = verdictAfter(sgd({ initialization: { ...circle.initialization, weights: kind } }), 5);
      expect(word).toBe('Stuck');
      expect(sentence).toContain('all hidden neurons are identical');
    }
  });

  it('converges in the end', () => {
    expect(['Converged', 'Converging', 'Over-fitting']).toContain(verdictAfter(circle, 3000).word);
  });
});
