import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { buildData } from '../../src/datasets/index.ts';
import { trainCountOf } from '../../src/datasets/runData.ts';
import { lowered } from '../../src/explain/lowered.ts';

const usual = defaultExperiment('spiral');
const data = buildData(usual);
const all = trainCountOf(data);

function withPenalty(changes: Partial<Experiment['regularization']>, reduction: 'mean' | 'sum' = 'mean', batchSize = 10): Experiment {
  return { ...usual, batchSize, loss: { ...usual.loss, reduction }, regularization: { l1: 0, l2: 0, clipNorm: 0, ...changes } };
}

describe('what training lowers', () => {
  it('is the data loss alone without a penalty', () => {
    expect(lowered(withPenalty({ clipNorm: 1 }), data, 0.0315, 0)).toBeNull();
  });

  it.each([{ l1: 0.01 }, { l2: 0.01 }])('is the data loss and the penalty, %j; a mean is the same for a mini-batch', (penalty) => {
    expect(lowered(withPenalty(penalty), data, 0.0315, 0.0042)).toEqual({
      share: 1, data: 0.0315, penalty: 0.0042, total: 0.0315 + 0.0042, sentence: 'Data 0.0315 + penalty 0.00420 = 0.0357 is what training lowers.',
    });
  });

  it('is a mini-batch’s share of a sum, while every step pays the whole penalty', () => {
    const { share, total, sentence } = lowered(withPenalty({ l2: 0.01 }, 'sum', all / 2), data, 14, 0.5)!;
    expect([share, total]).toEqual([0.5, 7.5]);
    expect(sentence).toBe('A mini-batch’s share of the data loss, 7.00 + penalty 0.500 = 7.50 is what a step lowers, on average.');
    expect(lowered(withPenalty({ l2: 0.01 }, 'sum', 2 * all), data, 14, 0.5)).toMatchObject({ share: 1, data: 14 });
  });
});
