/** The network's function on one line, ŷ = tanh(w₃₁₁ tanh(w₁₁₁x₁ + …) + …), or only the neuron at hand, with the present part on the marker. */
import { outputActivationTexts, type OutputActivationName } from '../../engine/activations.ts';
import { addressOf, biasIndex, weightIndex } from '../../engine/network.ts';
import { addressKey, type Address } from '../../explain/address.ts';
import { shownTerms } from '../../explain/fold.ts';
import { formulaTex } from '../../explain/formulaTex.ts';
import type { Study } from '../../explain/study.ts';
import { translated } from '../../words/say.ts';

/** More parameters than this, and the line would not fit. */
const MOST_PARAMETERS = 14;

/**
 * What of the line is on the marker: the name of a part or the key of a quantity. A parameter stands there by itself, and stands for
 * all that belongs to it; a neuron's sum and what follows from it are parts of the line.
 * @param term of a weighted sum: the one being added
 */
export function markedPart(address: Address, term: number | null): string | null {
  if ('index' in address) return addressKey({ kind: 'parameter', index: address.index });
  switch (address.kind) {
    case 'z': case 'delta': case 'outputDelta': return partName('z', address.layer, address.unit, term);
    case 'a': case 'dLda': return partName('a', address.layer, address.unit);
    case 'input': return addressKey(address);
    case 'dLdx': return addressKey({ kind: 'input', example: address.example, feature: address.feature });
    default: return null;
  }
}

const partName = (kind: 'z' | 'a', layer: number, unit: number, term: number | null = null): string =>
  `${kind}-${layer}-${unit}${term === null ? '' : `-${term}`}`;

const part = (name: string, tex: string): string => `{\\htmlData{part=${name}}{${tex}}}`;

/** The output whose function is shown: the one the quantity belongs to, else the first. */
function outputOf(study: Study, address: Address | null): number {
  if (address === null) return 0;
  if ('output' in address) return address.output;
  const last = study.network.layers.length - 1;
  const place = placeOf(study, address);
  return place?.layer === last ? place.unit : 0;
}

/** The neuron a quantity belongs to, if it belongs to one. */
function placeOf(study: Study, address: Address): { readonly layer: number; readonly unit: number } | null {
  if ('layer' in address) return address;
  return 'index' in address ? addressOf(study.network, address.index) : null;
}

/** φ's name around its argument: \tanh(…), nothing for linear. */
function call(activation: OutputActivationName, argument: string, nested: boolean): string {
  if (activation === 'linear') return argument;
  const name = activation === 'tanh' || activation === 'sin' ? `\\${activation}`
    : activation === 'sigmoid' ? '\\sigma' : `\\operatorname{${translated(outputActivationTexts[activation].label)}}`;
  return nested ? `${name}\\bigl(${argument}\\bigr)` : `${name}(${argument})`;
}

class FunctionLine {
  readonly #study: Study;
  readonly #example: number;
  readonly #expands: boolean;

  constructor(study: Study, example: number, expands: boolean) {
    this.#study = study;
    this.#example = example;
    this.#expands = expands;
  }

  /** Sums and activations are in ink: their colour would tell their sign before it is computed. */
  quantity(of: Address): string {
    if (of.kind === 'z' || of.kind === 'a') return `{\\htmlData{quantity=${addressKey(of)}}{${this.#study.names.symbol(of).tex}}}`;
    return formulaTex(this.#study, { kind: 'quantity', of }, { show: 'symbols' });
  }

  /** Σ w a + b */
  sum(layer: number, unit: number): string {
    const { network } = this.#study;
    const inputs = network.layers[layer]?.inputs ?? 0;
    const term = (i: number): string => {
      const tex = i === inputs
        ? this.quantity({ kind: 'parameter', index: biasIndex(network, layer, unit) })
        : `${this.quantity({ kind: 'parameter', index: weightIndex(network, layer, unit, i) })}\\,${this.#source(layer, i)}`;
      return part(partName('z', layer, unit, i), tex);
    };
    const shown = shownTerms(inputs + 1);
    const terms = shown.flatMap((i, at) => (i > (shown[at - 1] ?? -1) + 1 ? ['\\htmlData{fold=open}{\\cdots}', term(i)] : [term(i)]));
    return part(partName('z', layer, unit), terms.join('+'));
  }

  /** What a weight of the layer is multiplied with. */
  #source(layer: number, input: number): string {
    if (layer === 0) return this.quantity({ kind: 'input', example: this.#example, feature: input });
    if (!this.#expands) return this.quantity({ kind: 'a', example: this.#example, layer: layer - 1, unit: input });
    const activation = this.#study.network.layers[layer - 1]?.activation;
    const tex = this.activation(layer - 1, input);
    return activation === 'linear' ? `(${tex})` : tex;
  }

  /** φ(Σ w a + b) */
  activation(layer: number, unit: number): string {
    const { activation = 'linear' } = this.#study.network.layers[layer] ?? {};
    return part(partName('a', layer, unit), call(activation, this.sum(layer, unit), this.#expands && layer > 0));
  }
}

/** What decides the line: the whole network if that is short, for one output, else a neuron. It changes less often than the step. */
export type FunctionSubject = { readonly expands: boolean; readonly layer: number; readonly unit: number };

/** @param address the present quantity; null: none yet */
export function functionSubject(study: Study, address: Address | null): FunctionSubject {
  const { layers, parameterCount } = study.network;
  const last = layers.length - 1;
  const whole = { expands: parameterCount <= MOST_PARAMETERS && layers[last]?.activation !== 'softmax', layer: last, unit: outputOf(study, address) };
  if (whole.expands) return whole;
  const place = address === null ? null : placeOf(study, address);
  return place === null ? whole : { expands: false, layer: place.layer, unit: place.unit };
}

/**
 * TeX of ŷ = φ(Σ w φ(…) + b), or of the neuron z = Σ w a + b, a = φ(z). The symbols carry their quantities' keys (data-quantity), and
 * sums and neurons their names (data-part, see markedPart).
 * @param example whose inputs and activations a click opens
 */
export function functionTex(study: Study, { expands, layer, unit }: FunctionSubject, example: number): string {
  const line = new FunctionLine(study, example, expands);
  if (expands) return `${line.quantity({ kind: 'a', example, layer, unit })}=${line.activation(layer, unit)}`;
  const z = line.quantity({ kind: 'z', example, layer, unit });
  const a = line.quantity({ kind: 'a', example, layer, unit });
  const { activation = 'linear' } = study.network.layers[layer] ?? {};
  const of = activation === 'softmax' ? `\\operatorname{softmax}_{${unit + 1}}(z)` : call(activation, z, false);
  return `${z}=${line.sum(layer, unit)},\\quad ${a}=${part(partName('a', layer, unit), of)}`;
}
