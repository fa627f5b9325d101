/**
 * Why a loss suits what is learned, or does not: classes ask for a probability or a side, values for a distance. Each reason is a
 * property of the function that its picture shows.
 */
import type { OutputActivationName } from '../../engine/activations.ts';
import type { LossName, Task } from '../../engine/losses.ts';
import { say } from '../../words/say.ts';

/** fits: made for it; works: can be used, at a price; unfit: not offered; trap: minimising it does not make the answers right. */
export type LossFit = 'fits' | 'works' | 'unfit' | 'trap';

export type LossReason = { readonly fit: LossFit; readonly sentence: string };

export type LossSituation = { readonly task: Task; readonly output: OutputActivationName; readonly outputs: number };

/** "Fits values", "Not for one output": the word before the sentence. Of the losses for classes only one is unfit, where one output tells two classes. */
export function fitWord(fit: LossFit, task: Task): string {
  if (fit === 'trap') return say('A trap');
  return task === 'regression'
    ? { fits: say('Fits values'), works: say('Works for values'), unfit: say('Not for values') }[fit]
    : { fits: say('Fits classes'), works: say('Works for classes'), unfit: say('Not for one output') }[fit];
}

export function lossReason(name: LossName, situation: LossSituation): LossReason {
  if (name === 'signed_difference') return { fit: 'trap', sentence: say('no least value. The larger ŷ, the lower it is, and errors of opposite sign cancel.') };
  return situation.task === 'regression' ? forValues(name) : forClasses(name, situation);
}

function forValues(name: Exclude<LossName, 'signed_difference'>): LossReason {
  switch (name) {
    case 'squared': return { fit: 'fits', sentence: say('twice the error costs four times as much. Its best single answer is the mean.') };
    case 'half_squared': return { fit: 'fits', sentence: say('half the squared error, so that the slope is the error ŷ − y itself.') };
    case 'absolute': return { fit: 'fits', sentence: say('an outlier pulls no harder than any other. Its best single answer is the median.') };
    case 'huber': return { fit: 'fits', sentence: say('square up to δ, straight beyond: smooth at 0 and calm about outliers.') };
    case 'binary_cross_entropy': return { fit: 'unfit', sentence: say('it reads ŷ as the probability of a class, and a value is none.') };
    case 'softmax_cross_entropy': return { fit: 'unfit', sentence: say('it compares the probabilities of classes, which add up to 1.') };
    case 'hinge': return { fit: 'unfit', sentence: say('it asks on which side of 0 ŷ is, with a margin of 1, and never how far from y.') };
  }
}

function forClasses(name: Exclude<LossName, 'signed_difference'>, { output, outputs }: LossSituation): LossReason {
  switch (name) {
    case 'squared': case 'half_squared': case 'absolute': case 'huber': return { fit: 'works', sentence: distanceForClasses(name, isFlat(output)) };
    case 'binary_cross_entropy': return outputs === 1
      ? { fit: 'fits', sentence: say('−ln of the right class’s probability: sure and wrong costs without limit.') }
      : { fit: 'works', sentence: say('each class is a yes or no of its own, not one of them all.') };
    case 'softmax_cross_entropy': return outputs === 1
      ? { fit: 'unfit', sentence: say('it compares outputs, and two classes have one here. Binary cross-entropy is the same thing for one.') }
      : { fit: 'fits', sentence: say('−ln of the right class’s probability: sure and wrong costs without limit.') };
    case 'hinge': return { fit: 'fits', sentence: say('0 once ŷ is right by a margin of 1: what is right enough no longer pulls.') };
  }
}

/** What a loss made for values costs where classes are learned: with an output that has ends, and with one that has none. */
function distanceForClasses(name: 'squared' | 'half_squared' | 'absolute' | 'huber', flat: boolean): string {
  switch (name) {
    case 'squared': return flat ? say('a sure and wrong answer learns slowly, for the output is flat there.') : say('an answer beyond its target costs as well, right as its class is.');
    case 'half_squared': return say('squared error halved, so that its slope is the error itself.');
    case 'absolute': return flat ? say('every answer pulls alike, but little comes through where the output is flat.') : say('every answer pulls alike, also beyond its target.');
    case 'huber': return flat ? say('square up to δ, then straight; little comes through where the output is flat.') : say('square up to δ, then straight, on both sides of the target.');
  }
}

/** Near the ends of what the output can answer, an error hardly moves the weights. */
function isFlat(output: OutputActivationName): boolean {
  return output === 'sigmoid' || output === 'tanh' || output === 'softmax';
}
