/** The network's function on one line, ŷ = tanh(w₃₁₁ tanh(w₁₁₁x₁ + …) + …), or only the neuron at hand, with the present part on the marker. */
import { outputActivationTexts, type OutputActivationName } from '../engine/activations.ts';
import { addressOf, biasIndex, weightIndex } from '../engine/network.ts';
import type { Address } from '../explain/address.ts';
import { formulaTex } from '../explain/formulaTex.ts';
import type { Study } from '../explain/study.ts';

/** More parameters than this, and the line would not fit. */
const MOST_PARAMETERS = 14;
/** Longer sums are folded to their first three and last two terms. */
const MOST_TERMS = 8;

/** A neuron, and which part of it: its sum, a term of the sum, or all of it. */
type Part = { readonly layer: number; readonly unit: number; readonly part: 'z' | 'a'; readonly term: number | null };

/** Where in the network's function a quantity is; a parameter stands there by itself, so it has no part. */
function partOf(address: Address, term: number | null): Part | null {
  switch (address.kind) {
    case 'z': case 'delta': case 'outputDelta': return { layer: address.layer, unit: address.unit, part: 'z', term };
    case 'a': case 'dLda': return { layer: address.layer, unit: address.unit, part: 'a', term: null };
    default: return null;
  }
}

/** What stands on the marker by itself: the parameter of a gradient, an input. */
function litSymbol(address: Address): Address | null {
  if ('index' in address) return { kind: 'parameter', index: address.index };
  if (address.kind === 'input') return address;
  return address.kind === 'dLdx' ? { kind: 'input', example: address.example, feature: address.feature } : null;
}

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

const mark = (tex: string): string => `\\htmlClass{mark}{${tex}}`;

/** φ's name around its argument: \tanh(…), nothing for linear. */
function call(activation: OutputActivationName, argument: string, nested: boolean): string {
  if (activation === 'linear') return argument;
  const name = activation === 'tanh' || activation === 'sin' ? `\\${activation}`
    : activation === 'sigmoid' ? '\\sigma' : `\\operatorname{${outputActivationTexts[activation].label}}`;
  return nested ? `${name}\\bigl(${argument}\\bigr)` : `${name}(${argument})`;
}

class FunctionLine {
  readonly #study: Study;
  readonly #example: number;
  readonly #part: Part | null;
  readonly #symbol: Address | null;
  readonly #expands: boolean;

  constructor(study: Study, example: number, lit: Address | null, term: number | null, expands: boolean) {
    this.#study = study;
    this.#example = example;
    this.#part = lit === null ? null : partOf(lit, term);
    this.#symbol = lit === null ? null : litSymbol(lit);
    this.#expands = expands;
  }

  quantity(of: Address): string {
    const isLit = this.#symbol !== null && JSON.stringify(of) === JSON.stringify(this.#symbol);
    const tex = formulaTex(this.#study, { kind: 'quantity', of }, { show: 'symbols' });
    return isLit ? mark(tex) : tex;
  }

  #isLit(layer: number, unit: number, part: 'z' | 'a', term: number | null): boolean {
    const lit = this.#part;
    return lit !== null && lit.layer === layer && lit.unit === unit && lit.part === part && lit.term === term;
  }

  /** Σ w a + b */
  sum(layer: number, unit: number): string {
    const { network } = this.#study;
    const inputs = network.layers[layer]?.inputs ?? 0;
    const term = (i: number): string => {
      const tex = i === inputs
        ? this.quantity({ kind: 'parameter', index: biasIndex(network, layer, unit) })
        : `${this.quantity({ kind: 'parameter', index: weightIndex(network, layer, unit, i) })}\\,${this.#source(layer, i)}`;
      return this.#isLit(layer, unit, 'z', i) ? mark(tex) : tex;
    };
    const folds = inputs + 1 > MOST_TERMS;
    const shown = folds ? [0, 1, 2, inputs - 1, inputs] : Array.from({ length: inputs + 1 }, (_, i) => i);
    const terms = shown.map(term);
    if (folds) terms.splice(3, 0, '\\htmlData{fold=open}{\\cdots}');
    const tex = terms.join('+');
    return this.#isLit(layer, unit, 'z', null) ? mark(tex) : tex;
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
    const tex = call(this.#study.network.layers[layer]?.activation ?? 'linear', this.sum(layer, unit), this.#expands && layer > 0);
    return this.#isLit(layer, unit, 'a', null) ? mark(tex) : tex;
  }
}

export type FunctionOptions = {
  /** The example whose inputs and activations a click opens. */
  readonly example: number;
  /** The present quantity: its part of the line is on the marker. */
  readonly lit: Address | null;
  /** The one term of a weighted sum that is being added, if any. */
  readonly term: number | null;
};

/**
 * TeX of the whole network if that is short, else of the neuron `lit` belongs to: z = Σ w a + b, a = φ(z).
 * The symbols carry their quantities' keys (data-quantity).
 */
export function functionTex(study: Study, { example, lit, term }: FunctionOptions): string {
  const { network } = study;
  const last = network.layers.length - 1;
  const isSoftmax = network.layers[last]?.activation === 'softmax';
  const expands = network.parameterCount <= MOST_PARAMETERS && !isSoftmax;
  const line = new FunctionLine(study, example, lit, term, expands);
  if (expands) {
    const unit = outputOf(study, lit);
    return `${line.quantity({ kind: 'a', example, layer: last, unit })}=${line.activation(last, unit)}`;
  }
  const { layer, unit } = (lit === null ? null : placeOf(study, lit)) ?? { layer: last, unit: outputOf(study, lit) };
  const z = line.quantity({ kind: 'z', example, layer, unit });
  const a = line.quantity({ kind: 'a', example, layer, unit });
  const activation = network.layers[layer]?.activation ?? 'linear';
  const of = activation === 'softmax' ? `\\operatorname{softmax}_{${unit + 1}}(z)` : call(activation, z, false);
  const isLit = lit !== null && (lit.kind === 'a' || lit.kind === 'dLda');
  return `${z}=${line.sum(layer, unit)},\\quad ${a}=${isLit ? mark(of) : of}`;
}
