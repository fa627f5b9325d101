// w_{111}, b_1, f_1, z_1, ŷ: what each quantity is called
import type { FeatureName, NamingScheme } from '../config/experiment.ts';
import { ofFurtherInputs } from '../config/features.ts';
import { features as featureRecords } from '../datasets/features.ts';
import { addressOf } from '../engine/network.ts';
import type { Network } from '../engine/network.ts';
import { capital } from '../viz/format.ts';
import type { Address } from './address.ts';

/** One name in three spellings. */
export type SymbolName = {
  /** For KaTeX: "w_{111}", "\\hat y", "\\frac{\\partial L}{\\partial w_{111}}". */
  readonly tex: string;
  /** For viz/mathText, in pictures and labels: "w_{111}", "ŷ", "∂L/∂w_{111}". */
  readonly markup: string;
  /** For screen readers: "w 1 1 1", "the prediction", "the gradient of w 1 1 1". */
  readonly spoken: string;
};

export type Names = {
  /**
   * The symbol of any quantity. The loss of one example among several and its derivatives have the example's number, L^{[3]}, since
   * L is the loss of the batch; `numbered` says otherwise.
   */
  symbol(address: Address, numbered?: boolean): SymbolName;
  /** In words, sentence case without a full stop: "Weighted sum of neuron 1", "Weight from x₁ to neuron 1". */
  title(address: Address): string;
};

const plain = (tex: string, spoken: string, markup = tex): SymbolName => ({ tex, markup, spoken });

const subscript = (digits: string): string => (digits.length === 1 ? `_${digits}` : `_{${digits}}`);

/** A feature of several letters needs parentheses behind ∂. */
const featureSymbols: Readonly<Record<FeatureName, SymbolName>> = {
  x: plain('x_1', 'x 1'),
  y: plain('x_2', 'x 2'),
  x2: plain(featureRecords.x2.tex, 'x 1 squared'),
  y2: plain(featureRecords.y2.tex, 'x 2 squared'),
  xy: plain(featureRecords.xy.tex, 'the product of x 1 and x 2', 'x_1x_2'),
  sinX: plain(featureRecords.sinX.tex, 'the sine of pi x 1', 'sin πx_1'),
  sinY: plain(featureRecords.sinY.tex, 'the sine of pi x 2', 'sin πx_2'),
  ...ofFurtherInputs((number) => plain(`x${subscript(String(number))}`, `x ${number}`)),
};

/** "111"; numbers over 9 are parted by commas. */
function joined(numbers: readonly number[]): string {
  return numbers.join(numbers.some((number) => number > 9) ? ',' : '');
}

/** A letter with indices below, a layer's number above where the scheme has one, and a word such as "new" above. */
function letter(base: string, numbers: readonly number[], layer: number | null, word: string): SymbolName {
  const spoken = `${base} ${numbers.join(' ')}${layer === null ? '' : ` in layer ${layer}`}`;
  const low = subscript(joined(numbers));
  if (layer === null) {
    const above = word === '' ? '' : `^{\\text{${word}}}`;
    return { tex: `${base}${low}${above}`, markup: `${base}${low}${word === '' ? '' : `^{${word}}`}`, spoken };
  }
  const above = word === '' ? `(${layer})` : `(${layer}),\\text{${word}}`;
  return { tex: `${base}^{${above}}${low}`, markup: `${base}^{(${layer})${word === '' ? '' : `, ${word}`}}${low}`, spoken };
}

/** ∂top/∂bottom. */
function derivative(top: Pick<SymbolName, 'tex' | 'markup'>, bottom: SymbolName, spoken: string): SymbolName {
  const isSingle = !/^\\sin|\^2$|x_1 x_2/.test(bottom.tex);
  const tex = isSingle ? bottom.tex : `(${bottom.tex})`;
  const markup = isSingle ? bottom.markup : `(${bottom.markup})`;
  return { tex: `\\frac{\\partial ${top.tex}}{\\partial ${tex}}`, markup: `∂${top.markup}/∂${markup}`, spoken };
}

const L = plain('L', 'the loss');
const R = plain('R', 'the penalty');

/** The optimizer's slots, by the letters of engine/optimizers.ts; the names stay true whatever the optimizer. */
type SlotNames = readonly { readonly name: string; readonly tex: string }[];

/** What the names need to know of an update, beside the network. */
export type NameFacts = {
  /** Left out, its letters are v for one slot. */
  readonly slots?: SlotNames;
  /** Of the batch: 1 if left out. */
  readonly examples?: number;
  /** What is done to the gradient before the optimizer is given it; where nothing is, it is called ∂L/∂θ and not g. */
  readonly hasPenalty?: boolean;
  readonly clips?: boolean;
};

/**
 * @param scheme `neurons` numbers the neurons through the whole network, `layers` within each layer
 * @param features of the network's inputs, in order; inputs without one are x₁, x₂, …
 */
export function createNames(network: Network, scheme: NamingScheme, features: readonly FeatureName[], facts: NameFacts = {}): Names {
  const { slots = [], examples = 1, hasPenalty = false, clips = false } = facts;
  const hasOwnGradient = hasPenalty || clips;
  const { layers } = network;
  const last = layers.length - 1;
  const outputs = layers[last]!.units;
  const byNeuron = scheme === 'neurons';
  let before = 0;
  /** Neurons in the layers before each. */
  const counted = layers.map(({ units }) => (before += units) - units);
  const numberOf = (layer: number, unit: number): number => (byNeuron ? (counted[layer] ?? 0) + unit + 1 : unit + 1);
  const layerNumber = (layer: number): number | null => (byNeuron ? null : layer + 1);

  const input = (feature: number): SymbolName => {
    const name = features.length === network.spec.inputs ? features[feature] : undefined;
    return name === undefined ? plain(`x${subscript(String(feature + 1))}`, `x ${feature + 1}`) : featureSymbols[name];
  };
  const parameter = (index: number, word = ''): SymbolName => {
    const { layer, unit, input: from } = addressOf(network, index);
    const n = numberOf(layer, unit);
    if (from === null) return letter('b', [n], layerNumber(layer), word);
    return letter('w', byNeuron ? [n, from + 1, 1] : [n, from + 1], layerNumber(layer), word);
  };
  const prediction = (output: number): SymbolName => (outputs === 1
    ? plain('\\hat y', 'the prediction', 'ŷ')
    : plain(`\\hat y${subscript(String(output + 1))}`, `prediction ${output + 1}`, `ŷ${subscript(String(output + 1))}`));
  const sum = (layer: number, unit: number): SymbolName => letter('z', [numberOf(layer, unit)], layerNumber(layer), '');
  const activation = (layer: number, unit: number): SymbolName => (layer === last
    ? prediction(unit)
    : letter(byNeuron ? 'f' : 'a', [numberOf(layer, unit)], layerNumber(layer), ''));
  const slotLetter = (slot: number): string => slots[slot]?.tex ?? (slots.length === 0 && slot === 0 ? 'v' : 'mv'[slot] ?? 's');
  const slotName = (slot: number): string => slots[slot]?.name ?? `memory ${slot + 1}`;
  const exampleLoss = (example: number, numbered: boolean): SymbolName =>
    (numbered ? plain(`L^{[${example + 1}]}`, `the loss of example ${example + 1}`) : L);
  /** ∂L/∂ of something that belongs to one example. */
  const gradientOf = (bottom: SymbolName, example: number, numbered: boolean): SymbolName => derivative(exampleLoss(example, numbered), bottom, `the gradient of ${bottom.spoken}`);
  const batchGradient = (index: number): SymbolName => derivative(L, parameter(index), `the ${examples > 1 ? 'batch gradient' : 'gradient'} of ${parameter(index).spoken}`);
  const outputLoss = (example: number, output: number, numbered: boolean): SymbolName => {
    if (outputs === 1) return exampleLoss(example, numbered);
    const low = subscript(String(output + 1));
    return plain(numbered ? `L^{[${example + 1}]}${low}` : `L${low}`, `the loss of output ${output + 1}`);
  };

  const symbol = (address: Address, numbered = examples > 1): SymbolName => {
    switch (address.kind) {
      case 'input': return input(address.feature);
      case 'target': return outputs === 1 ? plain('y', 'the target') : plain(`y${subscript(String(address.output + 1))}`, `target ${address.output + 1}`);
      case 'parameter': return parameter(address.index);
      case 'draw': return { ...parameter(address.index, 'start'), spoken: `the first ${parameter(address.index).spoken}` };
      case 'learningRate': return plain('\\eta', 'the learning rate', 'η');
      case 'z': return sum(address.layer, address.unit);
      case 'a': return activation(address.layer, address.unit);
      case 'outputLoss': return outputLoss(address.example, address.output, numbered);
      case 'exampleLoss': return exampleLoss(address.example, numbered);
      case 'batchLoss': return plain('L', 'the batch loss');
      case 'penalty': return R;
      case 'objective': return plain('J', 'the loss with its penalty');
      case 'dLda': return gradientOf(activation(address.layer, address.unit), address.example, numbered);
      case 'delta': return gradientOf(sum(address.layer, address.unit), address.example, numbered);
      case 'dLdx': return gradientOf(input(address.feature), address.example, numbered);
      case 'exampleGradient': {
        const bottom = parameter(address.index);
        if (!numbered) return gradientOf(bottom, address.example, false);
        return derivative(exampleLoss(address.example, true), bottom, `example ${address.example + 1}'s gradient of ${bottom.spoken}`);
      }
      case 'outputDelta': {
        const bottom = sum(address.layer, address.unit);
        return derivative(prediction(address.output), bottom, `the derivative of ${prediction(address.output).spoken} by ${bottom.spoken}`);
      }
      case 'outputGradient': {
        const bottom = parameter(address.index);
        return derivative(prediction(address.output), bottom, `the derivative of ${prediction(address.output).spoken} by ${bottom.spoken}`);
      }
      case 'dataGradient': return batchGradient(address.index);
      case 'penaltyGradient': return derivative(R, parameter(address.index), `the penalty gradient of ${parameter(address.index).spoken}`);
      case 'gradientNorm': return plain(`\\lVert\\nabla ${hasPenalty ? '(L + R)' : 'L'}\\rVert`, 'the length of the gradient', `‖∇${hasPenalty ? '(L + R)' : 'L'}‖`);
      case 'gradient': return hasOwnGradient ? plain('g', `the final gradient of ${parameter(address.index).spoken}`) : batchGradient(address.index);
      case 'slot': return plain(slotLetter(address.slot), `the old ${slotName(address.slot)} of ${parameter(address.index).spoken}`);
      case 'newSlot':
        return plain(`${slotLetter(address.slot)}^{\\text{new}}`, `the ${slotName(address.slot)} of ${parameter(address.index).spoken}`, `${slotLetter(address.slot)}^{new}`);
      case 'correctedSlot': {
        const base = slotLetter(address.slot);
        return plain(`\\hat ${base}`, `the corrected ${slotName(address.slot)} of ${parameter(address.index).spoken}`, `${base}\u0302`);
      }
      case 'update': {
        const { tex, markup, spoken } = parameter(address.index);
        return { tex: `\\Delta ${tex}`, markup: `Δ${markup}`, spoken: `the change of ${spoken}` };
      }
      case 'newParameter': return { ...parameter(address.index, 'new'), spoken: `the new ${parameter(address.index).spoken}` };
    }
  };

  const neuron = (layer: number, unit: number): string => {
    if (byNeuron) return `neuron ${numberOf(layer, unit)}`;
    if (layer === last) return outputs === 1 ? 'the output' : `output ${unit + 1}`;
    return `neuron ${unit + 1} of hidden layer ${layer + 1}`;
  };
  const inputWord = (feature: number): string => {
    const name = features.length === network.spec.inputs ? features[feature] : undefined;
    return name === undefined ? `input ${feature + 1}` : featureRecords[name].label;
  };
  const parameterWords = (index: number): string => {
    const { layer, unit, input: from } = addressOf(network, index);
    if (from === null) return `bias of ${neuron(layer, unit)}`;
    return `weight from ${layer === 0 ? inputWord(from) : neuron(layer - 1, from)} to ${neuron(layer, unit)}`;
  };
  const predictionWords = (output: number): string => (outputs === 1 ? 'the prediction' : `prediction ${output + 1}`);

  const title = (address: Address): string => {
    switch (address.kind) {
      case 'input': return capital(`input ${inputWord(address.feature).replace('input ', '')}`);
      case 'target': return outputs === 1 ? 'Target' : `Target of output ${address.output + 1}`;
      case 'parameter': return capital(parameterWords(address.index));
      case 'draw': return `First value of the ${parameterWords(address.index)}`;
      case 'learningRate': return 'Learning rate';
      case 'z': return `Weighted sum of ${neuron(address.layer, address.unit)}`;
      case 'a': return address.layer === last ? (outputs === 1 ? 'Prediction' : `Prediction ${address.unit + 1}`) : `Activation of ${neuron(address.layer, address.unit)}`;
      case 'outputLoss': return outputs === 1 ? 'Loss of the prediction' : `Loss of output ${address.output + 1}`;
      case 'exampleLoss': return 'Loss of the example';
      case 'batchLoss': return 'Loss of the batch';
      case 'penalty': return 'Penalty';
      case 'objective': return 'Loss with penalty';
      case 'dLda':
        return address.layer === last ? `Gradient of ${predictionWords(address.unit)}`
          : `Gradient of the activation of ${neuron(address.layer, address.unit)}`;
      case 'delta': return `Gradient of the weighted sum of ${neuron(address.layer, address.unit)}`;
      case 'dLdx': return `Gradient of ${inputWord(address.feature)}`;
      case 'exampleGradient': return `Gradient of the ${parameterWords(address.index)}`;
      case 'outputDelta': return `How ${predictionWords(address.output)} changes with the weighted sum of ${neuron(address.layer, address.unit)}`;
      case 'outputGradient': return `How ${predictionWords(address.output)} changes with the ${parameterWords(address.index)}`;
      case 'dataGradient': return `Batch gradient of the ${parameterWords(address.index)}`;
      case 'penaltyGradient': return `Penalty gradient of the ${parameterWords(address.index)}`;
      case 'gradientNorm': return 'Length of the gradient';
      case 'gradient': return `${!hasOwnGradient && examples > 1 ? 'Batch gradient' : 'Final gradient'} of the ${parameterWords(address.index)}`;
      case 'slot': return `Old ${slotName(address.slot)} of the ${parameterWords(address.index)}`;
      case 'newSlot': return `${capital(slotName(address.slot))} of the ${parameterWords(address.index)}`;
      case 'correctedSlot': return `Corrected ${slotName(address.slot)} of the ${parameterWords(address.index)}`;
      case 'update': return `Change of the ${parameterWords(address.index)}`;
      case 'newParameter': return `New value of the ${parameterWords(address.index)}`;
    }
  };

  return { symbol, title };
}
