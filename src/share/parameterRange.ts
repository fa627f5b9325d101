// |θᵢ| < ∞ in every file; |θᵢ| ≤ (2 − 2⁻²³) 2¹²⁷ where numbers have single precision
/** Whether the parameters of a network can be written down, and which cannot. */
import { addressOf, type Network } from '../engine/network.ts';
import { formatNumber } from '../viz/format.ts';
import { say } from '../words/say.ts';

/** Why parameters cannot be given away, in a sentence that names the first that is in the way; null where they can. */
export function parameterProblem(network: Network, theta: ArrayLike<number>): string | null {
  const index = firstIndex(theta, (value) => !Number.isFinite(value));
  return index === null ? null : say('This run has diverged: {parameter} is {shown}, which is no number to go on with.', { parameter: parameterName(addressOf(network, index)), shown: shown(theta[index]!) });
}

/** Whether a number stays one when it is rounded to single precision. */
export function fitsSingle(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}

/** A sentence on a number that is out of the range of single precision. */
export function tooLarge(name: string, value: number): string {
  return say('ONNX’s single precision ends at {largest}, and {name} is {value}.', { largest: formatNumber(3.4e38), name, value: formatNumber(value) });
}

function firstIndex(values: ArrayLike<number>, isMeant: (value: number) => boolean): number | null {
  for (let index = 0; index < values.length; index += 1) if (isMeant(values[index]!)) return index;
  return null;
}

/** "weight 4 → 1 of layer 2"; units are counted from 1, as everywhere on the page. @param input null for the bias */
export function parameterName({ layer, unit, input }: { readonly layer: number; readonly unit: number; readonly input: number | null }): string {
  return say('{unit} of layer {layer}', { unit: input === null ? say('bias {unit}', { unit: unit + 1 }) : say('weight {input} → {unit}', { input: input + 1, unit: unit + 1 }), layer: layer + 1 });
}

function shown(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
}
