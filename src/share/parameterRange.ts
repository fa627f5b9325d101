// |θᵢ| < ∞ in every file; |θᵢ| ≤ (2 − 2⁻²³) 2¹²⁷ where numbers have single precision
/** Whether the parameters of a network can be written down, and which cannot. */
import { addressOf, type Network } from '../engine/network.ts';
import { formatNumber } from '../viz/format.ts';

/** Why parameters cannot be given away, in a sentence that names the first that is in the way; null where they can. */
export function parameterProblem(network: Network, theta: ArrayLike<number>): string | null {
  const index = firstIndex(theta, (value) => !Number.isFinite(value));
  return index === null ? null : `This run has diverged: ${nameOf(network, index)} is ${shown(theta[index]!)}, which is no number to go on with.`;
}

/** Whether a number stays one when it is rounded to single precision. */
export function fitsSingle(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}

/** A sentence on a number that is out of the range of single precision. */
export function tooLarge(name: string, value: number): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)} is ${formatNumber(value)}, and ONNX’s single precision ends at ${formatNumber(3.4e38)}.`;
}

function firstIndex(values: ArrayLike<number>, isMeant: (value: number) => boolean): number | null {
  for (let index = 0; index < values.length; index += 1) if (isMeant(values[index]!)) return index;
  return null;
}

/** "weight 4 → 1 of layer 2"; units are counted from 1, as everywhere on the page. */
function nameOf(network: Network, index: number): string {
  const { layer, unit, input } = addressOf(network, index);
  return `${input === null ? `bias ${unit + 1}` : `weight ${input + 1} → ${unit + 1}`} of layer ${layer + 1}`;
}

function shown(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
}
