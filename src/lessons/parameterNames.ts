// w111 b1 (neurons numbered through the network), w1_11 b1_1 (layer first), neuron 1, neuron 1_1
/** The names by which a lesson speaks of parameters and neurons. Numbers over 9 are parted by commas: w12,3,1. */
import { biasIndex, weightIndex, type Network } from '../engine/network.ts';
import type { Selection } from '../store/selection.ts';

type Place = { readonly layer: number; readonly unit: number; readonly input: number | null };

/** Entry of θ, or null if there is no such parameter. */
export function parameterOf(network: Network, name: string): number | null {
  const place = /^[wb]/.test(name) ? placeOf(network, name) : null;
  if (place === null) return null;
  return place.input === null ? biasIndex(network, place.layer, place.unit) : weightIndex(network, place.layer, place.unit, place.input);
}

/** What is selected by a name, or null if there is no such thing. */
export function selectionOf(network: Network, name: string): Selection | null {
  const [, neuron] = /^neuron (\d+(?:_\d+)?)$/.exec(name) ?? [];
  const place = placeOf(network, neuron === undefined ? name : `b${neuron}`);
  if (place === null) return null;
  const { layer, unit, input } = place;
  if (neuron !== undefined) return { kind: 'neuron', layer, unit };
  return input === null ? { kind: 'bias', layer, unit } : { kind: 'weight', layer, unit, input };
}

function placeOf({ layers }: Network, name: string): Place | null {
  const [, letter, layerText, numbersText = ''] = /^([wb])(?:(\d+)_)?(\d+(?:,\d+)*)$/.exec(name) ?? [];
  if (letter === undefined) return null;
  const isSpread = numbersText.includes(',') || letter === 'b';
  const numbers = (numbersText.split(isSpread ? ',' : '')).map(Number);
  const [first = 0, second = 0, third = 1] = numbers;
  if (numbers.length !== (letter === 'b' ? 1 : layerText === undefined ? 3 : 2) || third !== 1) return null;
  let [layer, unit] = [Number(layerText ?? 1) - 1, first - 1];
  if (layerText === undefined) {
    while (layer < layers.length && unit >= layers[layer]!.units) {
      unit -= layers[layer]!.units;
      layer += 1;
    }
  }
  const found = layers[layer];
  if (found === undefined || unit < 0 || unit >= found.units) return null;
  if (letter === 'b') return { layer, unit, input: null };
  return second >= 1 && second <= found.inputs ? { layer, unit, input: second - 1 } : null;
}
