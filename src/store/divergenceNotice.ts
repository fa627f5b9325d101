import { losses, type LossName } from '../engine/losses.ts';
import { formatCount, formatNumber } from '../viz/format.ts';
import type { NoticeMessage } from './slices.ts';

export type Divergence = { readonly step: number; readonly epoch: number; readonly learningRate: number };

/** Why the numbers left the range of numbers, as the end of the sentence "Diverged at step 41: …". */
export function divergenceReason(divergence: Divergence, loss: LossName): string {
  if (losses[loss].trap === true) return 'this loss has no lower bound, so following its gradient never ends';
  return `the learning rate ${formatNumber(divergence.learningRate)} is too high for this network`;
}

/** What the page says when a run has diverged, with the two ways out. */
export function divergenceNotice(divergence: Divergence, loss: LossName): NoticeMessage {
  const text = `Diverged at step ${formatCount(divergence.step)}: ${divergenceReason(divergence, loss)}. Its last finite weights are kept.`;
  return { text, tone: 'warning', actions: losses[loss].trap === true ? ['goBackBefore'] : ['goBackBefore', 'halveEta'] };
}
