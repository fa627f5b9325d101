/** From classes and values to what the outputs are asked for. */
import type { OutputActivationName } from '../engine/activations.ts';
import { targetEncoding } from '../engine/losses.ts';

/**
 * Values stay as they are. One output for two classes is asked for low or high, several outputs for high at the class and low
 * elsewhere; low and high are 0 and 1 for sigmoid and softmax, otherwise −1 and 1.
 * @param targets class numbers from 0, or values
 * @returns [example][output]
 */
export function encodeTargets(
  targets: Float64Array, outputs: number, task: 'classification' | 'regression', outputActivation: OutputActivationName,
): Float64Array {
  if (task === 'regression') return targets.slice();
  const { low, high } = targetEncoding(outputActivation);
  const out = new Float64Array(targets.length * outputs).fill(low);
  for (const [example, target] of targets.entries()) {
    if (outputs > 1) out[example * outputs + target] = high;
    else if (target === 1) out[example] = high;
  }
  return out;
}

/** The class an output is asked for: the one asked for most, or the side of the middle code. @param targets of one example */
export function classAskedFor(targets: readonly number[], outputActivation: OutputActivationName): number {
  const { low, high } = targetEncoding(outputActivation);
  return targets.length > 1 ? targets.indexOf(Math.max(...targets)) : targets[0]! > (low + high) / 2 ? 1 : 0;
}
