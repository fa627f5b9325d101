// w_{111}, b_1, f_1, z_1, ŷ: what each quantity is called
import type { FeatureName, NamingScheme } from '../config/experiment.ts';
import { ofFurtherInputs } from '../config/features.ts';
import { features as featureRecords } from '../datasets/features.ts';
import { addressOf } from '../engine/network.ts';
import type { Network } from '../engine/network.ts';
import { capital } from '../viz/format.ts';
import type { Address } from './address.ts';
import { say } from '../words/say.ts';

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
  /** In words: "neuron 1", "neuron 2 of hidden layer 1", "the output". */
  neuron(layer: number, unit: number): string;
  /** How many parameters the network has that is named. */
  readonly parameterCount: number;
};

const plain = (tex: string, spoken: string, markup = tex): SymbolName => ({ tex, markup, spoken });

const subscript = (digits: string): string => (digits.length === 1 ? `_${digits}` : `_{${digits}}`);

/** A feature of several letters needs parentheses behind ∂. */
const featureSymbols: Readonly<Record<FeatureName, SymbolName>> = {
  x: plain('x_1', 'x 1'),
  y: plain('x_2', 'x 2'),
  x2: plain(featureRecords.x2.tex, say('x 1 squared')),
  y2: plain(featureRecords.y2.tex, say('x 2 squared')),
  xy: plain(featureRecords.xy.tex, say('the product of x 1 and x 2'), 'x_1x_2'),
  sinX: plain(featureRecords.sinX.tex, say('the sine of pi x 1'), 'sin πx_1'),
  sinY: plain(featureRecords.sinY.tex, say('the sine of pi x 2'), 'sin πx_2'),
  ...ofFurtherInputs((number) => plain(`x${subscript(String(number))}`, `x ${number}`)),
};

/** "111"; numbers over 9 are parted by commas. */
function joined(numbers: readonly number[]): string {
  return numbers.join(numbers.some((number) => number > 9) ? ',' : '');
}

/** A letter with indices below, a layer's number above where the scheme has one, and a word such as "new" above. */
function letter(base: string, numbers: readonly number[], layer: number | null, word: string): SymbolName {
  const spoken = `${base} ${numbers.join(' ')}${layer === null ? '' : ` ${say('in layer {layer}', { layer })}`}`;
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

const L = plain('L', say('the loss'));
const R = plain('R', say('the penalty'));

/** What an optimizer remembers, by its name in engine/optimizers.ts. */
const slotTexts: Readonly<Record<string, string>> = {
  velocity: say('velocity'), 'sum of squares': say('sum of squares'), 'mean square': say('mean square'), 'first moment': say('first moment'), 'second moment': say('second moment'),
};

export const slotWords = (name: string): string => slotTexts[name] ?? name;

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
    ? plain('\\hat y', say('the prediction'), 'ŷ')
    : plain(`\\hat y${subscript(String(output + 1))}`, say('prediction {output}', { output: output + 1 }), `ŷ${subscript(String(output + 1))}`));
  const sum = (layer: number, unit: number): SymbolName => letter('z', [numberOf(layer, unit)], layerNumber(layer), '');
  const activation = (layer: number, unit: number): SymbolName => (layer === last
    ? prediction(unit)
    : letter(byNeuron ? 'f' : 'a', [numberOf(layer, unit)], layerNumber(layer), ''));
  const slotLetter = (slot: number): string => slots[slot]?.tex ?? (slots.length === 0 && slot === 0 ? 'v' : 'mv'[slot] ?? 's');
  const slotName = (slot: number): string => slots[slot] === undefined ? say('memory {slot}', { slot: slot + 1 }) : slotWords(slots[slot].name);
  const exampleLoss = (example: number, numbered: boolean): SymbolName =>
    (numbered ? plain(`L^{[${example + 1}]}`, say('the loss of example {example}', { example: example + 1 })) : L);
  /** ∂L/∂ of something that belongs to one example. */
  const gradientOf = (bottom: SymbolName, example: number, numbered: boolean): SymbolName => derivative(exampleLoss(example, numbered), bottom, bottom.tex === '\\hat y' ? say('the gradient of the prediction') : say('the gradient of {spoken}', { spoken: bottom.spoken }));
  const batchGradient = (index: number): SymbolName => derivative(L, parameter(index), examples > 1 ? say('the batch gradient of {spoken}', { spoken: parameter(index).spoken }) : say('the gradient of {spoken}', { spoken: parameter(index).spoken }));
  const outputLoss = (example: number, output: number, numbered: boolean): SymbolName => {
    if (outputs === 1) return exampleLoss(example, numbered);
    const low = subscript(String(output + 1));
    return plain(numbered ? `L^{[${example + 1}]}${low}` : `L${low}`, say('the loss of output {output}', { output: output + 1 }));
  };

  const byWords = (output: number, bottom: string): string => (outputs === 1
    ? say('the derivative of the prediction by {quantity}', { quantity: bottom }) : say('the derivative of {of} by {by}', { of: prediction(output).spoken, by: bottom }));

  const symbol = (address: Address, numbered = examples > 1): SymbolName => {
    switch (address.kind) {
      case 'input': return input(address.feature);
      case 'target': return outputs === 1 ? plain('y', say('the target')) : plain(`y${subscript(String(address.output + 1))}`, say('target {output}', { output: address.output + 1 }));
      case 'parameter': return parameter(address.index);
      case 'draw': return { ...parameter(address.index, say('start@@symbol')), spoken: say('the first {spoken}', { spoken: parameter(address.index).spoken }) };
      case 'learningRate': return plain('\\eta', say('the learning rate'), 'η');
      case 'z': return sum(address.layer, address.unit);
      case 'a': return activation(address.layer, address.unit);
      case 'outputLoss': return outputLoss(address.example, address.output, numbered);
      case 'exampleLoss': return exampleLoss(address.example, numbered);
      case 'batchLoss': return plain('L', say('the batch loss'));
      case 'penalty': return R;
      case 'objective': return plain('J', say('the loss with its penalty'));
      case 'dLda': return gradientOf(activation(address.layer, address.unit), address.example, numbered);
      case 'delta': return gradientOf(sum(address.layer, address.unit), address.example, numbered);
      case 'dLdx': return gradientOf(input(address.feature), address.example, numbered);
      case 'exampleGradient': {
        const bottom = parameter(address.index);
        if (!numbered) return gradientOf(bottom, address.example, false);
        return derivative(exampleLoss(address.example, true), bottom, say('example {example}\'s gradient of {spoken}', { example: address.example + 1, spoken: bottom.spoken }));
      }
      case 'outputDelta': {
        const bottom = sum(address.layer, address.unit);
        return derivative(prediction(address.output), bottom, byWords(address.output, bottom.spoken));
      }
      case 'outputGradient': {
        const bottom = parameter(address.index);
        return derivative(prediction(address.output), bottom, byWords(address.output, bottom.spoken));
      }
      case 'dataGradient': return batchGradient(address.index);
      case 'penaltyGradient': return derivative(R, parameter(address.index), say('the penalty gradient of {spoken}', { spoken: parameter(address.index).spoken }));
      case 'gradientNorm': return plain(`\\lVert\\nabla ${hasPenalty ? '(L + R)' : 'L'}\\rVert`, say('the length of the gradient'), `‖∇${hasPenalty ? '(L + R)' : 'L'}‖`);
      case 'gradient': return hasOwnGradient ? plain('g', say('the final gradient of {spoken}', { spoken: parameter(address.index).spoken })) : batchGradient(address.index);
      case 'slot': return plain(slotLetter(address.slot), say('the old {slotName} of {spoken}', { slotName: slotName(address.slot), spoken: parameter(address.index).spoken }));
      case 'newSlot':
        return plain(`${slotLetter(address.slot)}^{\\text{${say('new@@symbol')}}}`, say('the {slotName} of {spoken}', { slotName: slotName(address.slot), spoken: parameter(address.index).spoken }), `${slotLetter(address.slot)}^{${say('new@@symbol')}}`);
      case 'correctedSlot': {
        const base = slotLetter(address.slot);
        return plain(`\\hat ${base}`, say('the corrected {slotName} of {spoken}', { slotName: slotName(address.slot), spoken: parameter(address.index).spoken }), `${base}\u0302`);
      }
      case 'update': {
        const { tex, markup, spoken } = parameter(address.index);
        return { tex: `\\Delta ${tex}`, markup: `Δ${markup}`, spoken: say('the change of {spoken}', { spoken }) };
      }
      case 'newParameter': return { ...parameter(address.index, say('new@@symbol')), spoken: say('the new {spoken}', { spoken: parameter(address.index).spoken }) };
    }
  };

  const neuron = (layer: number, unit: number): string => {
    if (byNeuron) return say('neuron {numberOf}', { numberOf: numberOf(layer, unit) });
    if (layer === last) return outputs === 1 ? say('the output@@of') : say('output {unit}', { unit: unit + 1 });
    return say('neuron {unit} of hidden layer {layer}', { unit: unit + 1, layer: layer + 1 });
  };
  const featureName = (feature: number): FeatureName | undefined => (features.length === network.spec.inputs ? features[feature] : undefined);
  const featureWord = (feature: number): string => {
    const name = featureName(feature);
    return name === undefined ? String(feature + 1) : featureRecords[name].label;
  };
  const inputWord = (feature: number): string => (featureName(feature) === undefined ? say('input {feature}', { feature: feature + 1 }) : featureWord(feature));
  const parameterWords = (index: number): string => {
    const { layer, unit, input: from } = addressOf(network, index);
    if (from === null) return say('bias of {neuron}', { neuron: neuron(layer, unit) });
    return say('weight from {inputWord} to {neuron}', { inputWord: layer === 0 ? inputWord(from) : neuron(layer - 1, from), neuron: neuron(layer, unit) });
  };
  /** Behind “of the”. */
  const ofParameter = (index: number): string => {
    const { layer, unit, input: from } = addressOf(network, index);
    if (from === null) return say('bias of {neuron}@@of the', { neuron: neuron(layer, unit) });
    return say('weight from {inputWord} to {neuron}@@of the', { inputWord: layer === 0 ? inputWord(from) : neuron(layer - 1, from), neuron: neuron(layer, unit) });
  };
  const predictionWords = (output: number): string => (outputs === 1 ? say('the prediction') : say('prediction {output}', { output: output + 1 }));

  const title = (address: Address): string => {
    switch (address.kind) {
      case 'input': return capital(say('input {feature}', { feature: featureWord(address.feature) }));
      case 'target': return outputs === 1 ? say('Target') : say('Target of output {output}', { output: address.output + 1 });
      case 'parameter': return capital(parameterWords(address.index));
      case 'draw': return say('First value of the {parameter}', { parameter: ofParameter(address.index) });
      case 'learningRate': return say('Learning rate');
      case 'z': return say('Weighted sum of {neuron}', { neuron: neuron(address.layer, address.unit) });
      case 'a': return address.layer === last ? (outputs === 1 ? say('Prediction') : say('Prediction {unit}', { unit: address.unit + 1 })) : say('Activation of {neuron}', { neuron: neuron(address.layer, address.unit) });
      case 'outputLoss': return outputs === 1 ? say('Loss of the prediction') : say('Loss of output {output}', { output: address.output + 1 });
      case 'exampleLoss': return say('Loss of the example');
      case 'batchLoss': return say('Loss of the batch');
      case 'penalty': return say('Penalty');
      case 'objective': return say('Loss with penalty');
      case 'dLda':
        return address.layer === last ? (outputs === 1 ? say('Gradient of the prediction') : say('Gradient of {prediction}', { prediction: predictionWords(address.unit) }))
          : say('Gradient of the activation of {neuron}', { neuron: neuron(address.layer, address.unit) });
      case 'delta': return say('Gradient of the weighted sum of {neuron}', { neuron: neuron(address.layer, address.unit) });
      case 'dLdx': return say('Gradient of {inputWord}', { inputWord: inputWord(address.feature) });
      case 'exampleGradient': return say('Gradient of the {parameter}', { parameter: ofParameter(address.index) });
      case 'outputDelta': return say('How {prediction} changes with the weighted sum of {neuron}', { prediction: predictionWords(address.output), neuron: neuron(address.layer, address.unit) });
      case 'outputGradient': return say('How {prediction} changes with the {parameter}', { prediction: predictionWords(address.output), parameter: ofParameter(address.index) });
      case 'dataGradient': return say('Batch gradient of the {parameter}', { parameter: ofParameter(address.index) });
      case 'penaltyGradient': return say('Penalty gradient of the {parameter}', { parameter: ofParameter(address.index) });
      case 'gradientNorm': return say('Length of the gradient');
      case 'gradient': return !hasOwnGradient && examples > 1 ? say('Batch gradient of the {parameter}', { parameter: ofParameter(address.index) }) : say('Final gradient of the {parameter}', { parameter: ofParameter(address.index) });
      case 'slot': return say('Old {slotName} of the {parameter}', { slotName: slotName(address.slot), parameter: ofParameter(address.index) });
      case 'newSlot': return say('{slotName} of the {parameter}', { slotName: capital(slotName(address.slot)), parameter: ofParameter(address.index) });
      case 'correctedSlot': return say('Corrected {slotName} of the {parameter}', { slotName: slotName(address.slot), parameter: ofParameter(address.index) });
      case 'update': return say('Change of the {parameter}', { parameter: ofParameter(address.index) });
      case 'newParameter': return say('New value of the {parameter}', { parameter: ofParameter(address.index) });
    }
  };

  return { symbol, title, neuron, parameterCount: network.parameterCount };
}
