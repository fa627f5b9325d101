// Σ(y − ŷ) = Σ of those above 0 + Σ of those below, Σ|y − ŷ| = their difference
/** Errors with their sign, which cancel when they are added. */
import { losses } from '../engine/losses.ts';

/** y − ŷ of every answer known. @param outputs ŷ [example][output]; `targets` alike, of as many examples or more */
export function signedErrors(outputs: ArrayLike<number>, targets: ArrayLike<number>): Float64Array {
  const count = Math.min(outputs.length, targets.length);
  const errors = new Float64Array(count);
  for (let i = 0; i < count; i++) errors[i] = losses.signed_difference.output(outputs[i] ?? 0, targets[i] ?? 0, 1);
  return errors;
}

/** Signed errors that go either way, what they leave when they are added, and their sizes. */
export type Cancelling = {
  /** How many are above 0, how many below, and how many are no finite number and in no sum. */
  readonly up: number;
  readonly down: number;
  readonly lost: number;
  /** Σ of those above 0 and of those below, Σ of all, Σ of their sizes. */
  readonly plus: number;
  readonly minus: number;
  readonly left: number;
  readonly size: number;
};

/** The sums of `errors`; what is not finite is counted and in none of them. */
export function cancelling(errors: ArrayLike<number>): Cancelling {
  let [up, down, lost, plus, minus] = [0, 0, 0, 0, 0];
  for (let i = 0; i < errors.length; i++) {
    const error = errors[i] ?? Number.NaN;
    if (!Number.isFinite(error)) lost += 1;
    else if (error > 0) [up, plus] = [up + 1, plus + error];
    else if (error < 0) [down, minus] = [down + 1, minus + error];
  }
  return { up, down, lost, plus, minus, left: plus + minus, size: plus - minus };
}
