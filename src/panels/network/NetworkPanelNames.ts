/** What the parts of the network are called, on the page and by assistive technology. */
import type { FeatureName } from '../../config/experiment.ts';
import { ofFurtherInputs } from '../../config/features.ts';
import type { DatasetInfo } from '../../datasets/index.ts';
import { features, inputLabel } from '../../datasets/features.ts';
import { biasIndex, weightIndex, type Network } from '../../engine/network.ts';
import type { EdgeQuantity, Selection } from '../../store/nabla.ts';
import { capital, formatNumber, formatSigned } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

export type NamedNetwork = {
  readonly network: Network;
  readonly features: readonly FeatureName[];
  readonly classes: readonly string[];
};

/** "hidden 2", "the output". */
export function layerName({ network }: NamedNetwork, layer: number): string {
  return layer === network.layers.length - 1 ? say('the output') : say('hidden {layer}', { layer: layer + 1 });
}

/** "hidden 1, neuron 4", "output setosa", "output". */
export function neuronName({ network, classes }: NamedNetwork, layer: number, unit: number): string {
  if (layer < network.layers.length - 1) return say('hidden {layer}, neuron {unit}', { layer: layer + 1, unit: unit + 1 });
  if ((network.layers[layer]?.units ?? 1) === 1) return say('output');
  return say('output {classes}', { classes: classes[unit] ?? unit + 1 });
}

/** Where an incoming edge starts: "x₁" for a feature, "hidden 1, neuron 4" otherwise. */
function sourceName(named: NamedNetwork, layer: number, input: number): string {
  if (layer > 0) return neuronName(named, layer - 1, input);
  const feature = named.features[input];
  return feature === undefined ? say('input {input}', { input: input + 1 }) : features[feature].label;
}

/** "weight from hidden 1, neuron 4, to hidden 2, neuron 1", "bias of hidden 1, neuron 2". */
export function parameterName(named: NamedNetwork, layer: number, unit: number, input: number | null): string {
  const target = neuronName(named, layer, unit);
  return input === null ? say('bias of {target}', { target }) : say('weight from {sourceName} to {target}', { sourceName: sourceName(named, layer, input), target });
}

/** Address in θ of a selected weight or bias; null for anything else. */
export function parameterIndex(network: Network, selection: Selection | null): number | null {
  if (selection === null) return null;
  if (selection.kind !== 'weight' && selection.kind !== 'bias') return null;
  const layer = network.layers[selection.layer];
  if (layer === undefined || selection.unit >= layer.units) return null;
  if (selection.kind === 'bias') return biasIndex(network, selection.layer, selection.unit);
  return selection.input < layer.inputs ? weightIndex(network, selection.layer, selection.unit, selection.input) : null;
}

/** "Hidden 1, neuron 4: bias 0.12, 2 incoming weights". */
export function neuronSentence(named: NamedNetwork, layer: number, unit: number, theta: Float64Array | null): string {
  const name = neuronName(named, layer, unit);
  const bias = theta?.[biasIndex(named.network, layer, unit)];
  const incoming = named.network.layers[layer]?.inputs ?? 0;
  const said = bias === undefined ? say('bias not drawn yet') : say('bias {bias}', { bias: formatNumber(bias) });
  return say('{name}: {said}, {incoming} incoming {weights}', { name: capital(name), said, incoming, weights: incoming === 1 ? say('weight') : say('weights') });
}

export type ParameterVectors = {
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  readonly update: Float64Array;
  /** At 0 there has been no gradient and no update. */
  readonly step?: number;
};

/** The vector that the edges show. */
export function shownVector(vectors: ParameterVectors, edges: EdgeQuantity): Float64Array {
  if (edges === 'gradients') return vectors.gradient;
  return edges === 'update' ? vectors.update : vectors.parameters;
}

/** A value as its tag shows it: gradients and updates always carry a sign. */
export function tagText(value: number, edges: EdgeQuantity): string {
  return edges === 'weights' ? formatNumber(value) : formatSigned(value);
}

/** "Weight from x₁ to hidden 1, neuron 4: −0.989, gradient +0.0115, last update −0.00115; 2 of 3, Enter to change". */
export function parameterSentence(
  named: NamedNetwork, vectors: ParameterVectors, layer: number, unit: number, input: number | null, place: readonly [number, number],
): string {
  const index = parameterIndex(named.network, input === null ? { kind: 'bias', layer, unit } : { kind: 'weight', layer, unit, input });
  if (index === null) return '';
  const name = parameterName(named, layer, unit, input);
  const value = formatNumber(vectors.parameters[index] ?? 0);
  if (vectors.step === 0) return say('{name}: {value}, no step made yet; {at} of {count}, Enter to change', { name: capital(name), value, at: place[0], count: place[1] });
  const gradient = formatSigned(vectors.gradient[index] ?? 0);
  const update = formatSigned(vectors.update[index] ?? 0);
  return say('{name}: {value}, gradient {gradient}, last update {update}; {at} of {count}, Enter to change', { name: capital(name), value, gradient, update, at: place[0], count: place[1] });
}

/** What x₁ and x₂ stand for in a real set: "x₁: petal length (standardised); x₂: …"; empty where they stand for themselves. */
export function featureMeaning({ inputNames, source }: Pick<DatasetInfo, 'inputNames' | 'source'>): string {
  return source === undefined ? '' : inputNames.map((name, index) => `${inputLabel(index + 1)}: ${name}`).join('; ');
}

const FEATURE_MATH: Readonly<Record<FeatureName, string>> = {
  x: 'x_1', y: 'x_2', x2: 'x_1^2', y2: 'x_2^2', xy: 'x_1x_2', sinX: say('sin πx_1'), sinY: say('sin πx_2'),
  ...ofFurtherInputs((number) => features[`input${number}` as FeatureName].tex),
};

/** A feature's symbol as MathText and canvases set it. */
export function featureMath(name: FeatureName): string {
  return FEATURE_MATH[name];
}
