import { losses, type LossName } from '../engine/losses.ts';
import { formatSetting } from '../viz/format.ts';
import type { TrainingStatus } from '../worker/protocol.ts';
import { say } from '../words/say.ts';

/** Where a run became non-finite, and the learning rate of that step. */
export type Divergence = { readonly step: number; readonly epoch: number; readonly learningRate: number };

/**
 * What is known of a divergence after news from the run: at the same step it is still the old one with its old cause, whatever
 * η is now, until a step has been made or another moment is shown.
 */
export function divergenceAfter(known: Divergence | null, status: TrainingStatus, { step, epoch, learningRate }: Divergence): Divergence | null {
  if (known !== null && known.step === step) return known;
  return status === 'diverged' ? { step, epoch, learningRate } : null;
}

/** Why the numbers left the range of numbers, as the end of the sentence "Diverged at step 41: …"; `present` is η in the box. */
export function divergenceReason({ learningRate }: Divergence, loss: LossName, present: number): string {
  if (losses[loss].trap === true) return say('this loss has no lower bound, so following its gradient never ends');
  const then = formatSetting(learningRate);
  const aside = then === formatSetting(present) ? '' : ` ${say('(it was η = {earlier} at that step)', { earlier: then })}`;
  return say('the learning rate {earlier} is too high for this network{aside}', { earlier: then, aside });
}
