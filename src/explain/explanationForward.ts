// z = Σ wᵢ xᵢ + b, a = φ(z)
import { outputActivationTexts } from '../engine/activations.ts';
import { biasIndex, weightIndex } from '../engine/network.ts';
import type { Network } from '../engine/network.ts';
import { formatNumber } from '../viz/format.ts';
import type { Address } from './address.ts';
import { constant, product, quantity, rule, sum } from './formula.ts';
import type { Derivation, Formula } from './formula.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';
import { say, translated } from '../words/say.ts';

/** What the weight number `input` of a layer multiplies: an input of the network or an activation of the layer before. */
export function inputOf(example: number, layer: number, input: number): Address {
  return layer === 0 ? { kind: 'input', example, feature: input } : { kind: 'a', example, layer: layer - 1, unit: input };
}

/** The terms of a weighted sum, in the order of the inputs, the bias last. */
export function deriveWeightedSum(study: Study, { example, layer, unit }: Extract<Address, { kind: 'z' }>): Derivation {
  const { network, names } = study;
  const { inputs } = network.layers[layer]!;
  const terms = Array.from({ length: inputs }, (_, i) => product(
    quantity({ kind: 'parameter', index: weightIndex(network, layer, unit, i) }), quantity(inputOf(example, layer, i)),
  ));
  const bias: Address = { kind: 'parameter', index: biasIndex(network, layer, unit) };
  const source = layer === 0 ? say('input') : say('activation of the layer before');
  const what = inputs === 1 ? say('The only {source} times its weight', { source }) : say('Every {source} times its weight, all added up', { source });
  return {
    formula: sum([...terms, quantity(bias)]),
    prose: say('{what}, and the bias ${markup}$ on top. {strongestTerm}', { what, markup: names.symbol(bias).markup, strongestTerm: strongestTerm(study, example, layer, unit) }).trimEnd(),
  };
}

/** Which term decides the sum, where there is a choice. */
function strongestTerm(study: Study, example: number, layer: number, unit: number): string {
  const { network, names } = study;
  const { inputs } = network.layers[layer]!;
  if (inputs < 2) return '';
  let strongest = -1;
  let size = 0;
  for (let i = 0; i < inputs; i += 1) {
    const term = valueOf(study, { kind: 'parameter', index: weightIndex(network, layer, unit, i) }) * valueOf(study, inputOf(example, layer, i));
    if (Math.abs(term) > Math.abs(size)) {
      strongest = i;
      size = term;
    }
  }
  if (strongest < 0) return '';
  const weight = names.symbol({ kind: 'parameter', index: weightIndex(network, layer, unit, strongest) }).markup;
  const input = names.symbol(inputOf(example, layer, strongest)).markup;
  return say('${weight} {input}$ counts most: {size}.', { weight, input, size: formatNumber(size) });
}

export function deriveActivation(study: Study, address: Extract<Address, { kind: 'a' }>): Derivation {
  const { network, names } = study;
  const { example, layer, unit } = address;
  const { elementwise, activation, units } = network.layers[layer]!;
  const z: Address = { kind: 'z', example, layer, unit };
  const isOutput = layer === network.layers.length - 1;
  if (elementwise === null) return { formula: softmaxOf(network, example, unit), prose: softmaxProse(study, address) };
  const formula = elementwise.tex === 'z' ? quantity(z) : rule(elementwise.tex, { z: quantity(z) }, (values) => elementwise.output(values['z'] ?? NaN));
  const zSymbol = `$${names.symbol(z).markup}$`;
  const role = isOutput
    ? say('This is {unit}.', { unit: units === 1 ? say('what the network answers') : say('answer {unit} of the network', { unit: unit + 1 }) })
    : say('It goes on to every neuron of the next layer.');
  const label = translated(outputActivationTexts[activation].label);
  const how = activation === 'linear' ? say('A linear neuron gives its weighted sum {z} as it is.', { z: zSymbol }) : say('The activation function {label} turns the weighted sum {z} into the neuron\'s output.', { label, z: zSymbol });
  return { formula, prose: `${how} ${role}${saturation(study, address)}` };
}

/** Says it where the curve is so flat that hardly any gradient gets through. */
function saturation(study: Study, { example, layer, unit }: Extract<Address, { kind: 'a' }>): string {
  const { elementwise, activation } = study.network.layers[layer]!;
  if (elementwise === null) return '';
  const z = valueOf(study, { kind: 'z', example, layer, unit });
  const slope = elementwise.derivative(z, valueOf(study, { kind: 'a', example, layer, unit }));
  if (activation === 'relu' && slope === 0) return ` ${say('Its weighted sum is not above 0, so the neuron is silent for this example.')}`;
  if ((activation === 'tanh' || activation === 'sigmoid') && Math.abs(slope) < 0.01) return ` ${say('The curve is nearly flat here (slope {slope}): the neuron is saturated.', { slope: formatNumber(slope) })}`;
  return '';
}

/** e^{z_k} / Σ_j e^{z_j}; worked out with the largest z taken off first, as the engine does, so that no power is too large. */
function softmaxOf(network: Network, example: number, unit: number): Formula {
  const layer = network.layers.length - 1;
  const { units } = network.layers[layer]!;
  const sums = Array.from({ length: units }, (_, i) => quantity({ kind: 'z', example, layer, unit: i }));
  const powers = sums.map((z) => rule('e^{z}', { z }, (values) => Math.exp(values['z'] ?? NaN)));
  const hidden = Object.fromEntries(sums.map((z, i) => [`hidden ${i}`, z]));
  return rule('\\frac{e^{z}}{s}', { z: sums[unit]!, s: sum(powers), ...hidden }, (values) => softmaxShare(sums.map((_, i) => values[`hidden ${i}`] ?? NaN), unit));
}

/** The share of e^{z_k} in Σ_j e^{z_j}. */
export function softmaxShare(z: readonly number[], unit: number): number {
  const largest = Math.max(...z);
  return Math.exp(z[unit]! - largest) / z.reduce((total, value) => total + Math.exp(value - largest), 0);
}

function softmaxProse(study: Study, { example, layer, unit }: Extract<Address, { kind: 'a' }>): string {
  const z = study.names.symbol({ kind: 'z', example, layer, unit }).markup;
  return `${say('Softmax makes shares of 1 out of the weighted sums: e to the power of this one, over the sum of the powers of all.')} `
    + say('The share is read as a probability; it depends on every output\'s sum, not on ${z}$ alone.', { z });
}

/** φ′(z) of an elementwise layer, in the letters of the engine's record. */
export function slopeOf(network: Network, example: number, layer: number, unit: number): Formula {
  const { elementwise } = network.layers[layer]!;
  if (elementwise === null) throw new RangeError(say('Softmax has no derivative of one output alone.'));
  if (/^\d+$/.test(elementwise.derivativeTex)) return constant(Number(elementwise.derivativeTex));
  const z = quantity({ kind: 'z', example, layer, unit });
  const a = quantity({ kind: 'a', example, layer, unit });
  return rule(elementwise.derivativeTex, { z, a }, (values) => elementwise.derivative(values['z'] ?? NaN, values['a'] ?? NaN));
}
