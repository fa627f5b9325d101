import type { RunData } from '../datasets/runData.ts';
import type { OutputActivationName } from '../engine/activations.ts';
import { targetEncoding } from '../engine/losses.ts';

/** Target of an example as a network with one output is asked for it: two classes become the two codes of its activation. */
export function encodedTarget(target: number, task: RunData['task'], activation: OutputActivationName): number {
  if (task === 'regression') return target;
  const { low, high } = targetEncoding(activation);
  return target > 0 ? high : low;
}
