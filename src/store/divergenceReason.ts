import { losses, type LossName } from '../engine/losses.ts';
import { formatSetting } from '../viz/format.ts';

/** Where a run became non-finite, and the learning rate of that step. */
export type Divergence = { readonly step: number; readonly epoch: number; readonly learningRate: number };

/** Why the numbers left the range of numbers, as the end of the sentence "Diverged at step 41: …". */
export function divergenceReason(divergence: Divergence, loss: LossName): string {
  if (losses[loss].trap === true) return 'this loss has no lower bound, so following its gradient never ends';
  return `the learning rate ${formatSetting(divergence.learningRate)} is too high for this network`;
}
