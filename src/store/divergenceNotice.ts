import { losses, type LossName } from '../engine/losses.ts';
import { formatCount } from '../viz/format.ts';
import { divergenceReason, type Divergence } from './divergenceReason.ts';
import type { NoticeMessage } from './slices.ts';

/** What the page says when a run has diverged, with the ways out: half the learning rate helps where it was the cause. */
export function divergenceNotice(divergence: Divergence, loss: LossName): NoticeMessage {
  const text = `Diverged at step ${formatCount(divergence.step)}: ${divergenceReason(divergence, loss)}. Its last finite weights are kept.`;
  return { text, tone: 'warning', actions: losses[loss].trap === true ? ['goBackBefore'] : ['goBackBefore', 'halveEta'] };
}
