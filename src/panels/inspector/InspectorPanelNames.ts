/** Names of what can be selected, in words and as TeX symbols: wᵢⱼ of layer l is w^{(l)}_{ij}, the weight from unit j to unit i. */
import type { Network } from '../../engine/network.ts';
import type { Selection } from '../../store/nabla.ts';
import { say } from '../../words/say.ts';

const isOutput = (network: Network, layer: number): boolean => layer === network.layers.length - 1 && network.layers[layer]?.units === 1;

/** "hidden 2, neuron 1"; an output has the name of its class, a single one is just "the output". */
function unitName(network: Network, layer: number, unit: number, classes: readonly string[] = []): string {
  if (isOutput(network, layer)) return say('the output');
  return layer < network.layers.length - 1
    ? say('hidden {layer}, neuron {unit}', { layer: layer + 1, unit: unit + 1 })
    : say('output {classes}', { classes: classes[unit] ?? unit + 1 });
}

/** Where a weight comes from: a feature by its label, or a neuron of the layer before. */
export function sourceName(network: Network, layer: number, input: number, features: readonly string[]): string {
  return layer === 0 ? (features[input] ?? say('input {input}', { input: input + 1 })) : unitName(network, layer - 1, input);
}

/** What is selected, as the caption says it. */
export function selectionName(network: Network, selection: Selection, features: readonly string[], classes: readonly string[] = []): string {
  switch (selection.kind) {
    case 'neuron': return unitName(network, selection.layer, selection.unit, classes);
    case 'bias': return say('bias of {unitName}', { unitName: unitName(network, selection.layer, selection.unit, classes) });
    case 'weight': {
      const source = sourceName(network, selection.layer, selection.input, features);
      if (isOutput(network, selection.layer)) return say('weight from {source} to the output', { source });
      return say('weight from {source} to {unitName}', { source, unitName: unitName(network, selection.layer, selection.unit, classes) });
    }
    case 'feature': return say('feature {features}', { features: features[selection.index] ?? selection.index + 1 });
    case 'example': return selection.split === 'train' ? say('training example {number}', { number: selection.index + 1 }) : say('validation example {number}', { number: selection.index + 1 });
  }
}

const pair = (unit: number, input: number): string =>
  unit >= 9 || input >= 9 ? `${unit + 1},${input + 1}` : `${unit + 1}${input + 1}`;

export const weightTex = (layer: number, unit: number, input: number): string => `w^{(${layer + 1})}_{${pair(unit, input)}}`;
export const biasTex = (layer: number, unit: number): string => `b^{(${layer + 1})}_{${unit + 1}}`;
export const sumTex = (layer: number, unit: number): string => `z^{(${layer + 1})}_{${unit + 1}}`;

/** a of a unit; the last layer's is ŷ. */
export function activationTex(network: Network, layer: number, unit: number): string {
  if (layer !== network.layers.length - 1) return `a^{(${layer + 1})}_{${unit + 1}}`;
  return network.layers[layer]?.units === 1 ? '\\hat y' : `\\hat y_{${unit + 1}}`;
}
