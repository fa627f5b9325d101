// what a step lowers, on average: share · L + penalty, share = 1 for a mean, batch size / examples for a sum
import type { Experiment } from '../config/experiment.ts';
import { trainCountOf, type RunData } from '../datasets/runData.ts';
import { formatNumber } from '../viz/format.ts';
import { say } from '../words/say.ts';

/** What training lowers where a penalty is on. */
export type Lowered = {
  /** The share of the training loss that a mini-batch has. */
  readonly share: number;
  readonly data: number;
  readonly penalty: number;
  readonly total: number;
  readonly sentence: string;
};

/**
 * The data loss of what a step sees on average, the penalty and both added; null without a penalty. A mean is the same for a
 * mini-batch as for all; of a sum a mini-batch has its share, while every step pays the whole penalty.
 */
export function lowered({ regularization, loss, batchSize }: Experiment, data: RunData, trainLoss: number, penalty: number): Lowered | null {
  if (regularization.l1 === 0 && regularization.l2 === 0) return null;
  const all = trainCountOf(data);
  const share = loss.reduction === 'sum' ? Math.min(batchSize, all) / all : 1;
  const part = trainLoss * share;
  const total = part + penalty;
  const sum = say('{part} + penalty {penalty} = {total}', { part: formatNumber(part), penalty: formatNumber(penalty), total: formatNumber(total) });
  return {
    share, data: part, penalty, total,
    sentence: share === 1 ? say('Data {sum} is what training lowers.', { sum })
      : say('A mini-batch’s share of the data loss, {sum} is what a step lowers, on average.', { sum }),
  };
}
