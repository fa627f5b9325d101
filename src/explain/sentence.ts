// Backward: ∂L/∂w₁₁₁ = ∂L/∂z₁ · x₁ = 0.0793 · 0.800 = 0.0635, so w₁₁₁ will go down by 0.0317
import { outputActivationTexts } from '../engine/activations.ts';
import { losses } from '../engine/losses.ts';
import { addressOf, biasIndex, weightIndex } from '../engine/network.ts';
import { formatNumber, formatSetting } from '../viz/format.ts';
import type { Address } from './address.ts';
import { hasPenaltyShare } from './explanationBatch.ts';
import { inputOf } from './explanationForward.ts';
import { deriveOutputLoss } from './explanationLoss.ts';
import { asShown, givesValueAsShown } from './rounding.ts';
import { phaseNames } from './phases.ts';
import type { Beat, Stride } from './script.ts';
import { deltaWords, exampleGradientWords, slopeTail, upstreamWords } from './sentenceBackward.ts';
import { newParameterWords } from './sentenceUpdate.ts';
import { bracketed, equals, equalsShown, products, resultOf, TIMES, wording, spokenNumber, withTail, type Result, type Words } from './sentenceWords.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';
import { say, translated } from '../words/say.ts';

export type Headline = {
  /** With $…$ around symbols: "Backward: $∂L/∂w_{111}$ = $∂L/∂z_1$ · $x_1$ = 0.0793 · 0.800 = 0.0635, so $w_{111}$ will go down by 0.0317." */
  readonly prose: string;
  /** The same as a person would say it. */
  readonly spoken: string;
};

export type HeadlineOptions = {
  /** The stride that ends with this beat; a stride longer than a term gives a weighted sum whole. */
  readonly completes?: Stride;
  /** Without why a step of an optimizer is so long. */
  readonly isBrief?: boolean;
};

/** More terms of a weighted sum are not named, and more not shown. */
const MOST_NAMED = 2;
const MOST_NUMBERS = 4;

/** What a beat computes and what it means. */
export function headlineOf(study: Study, beat: Beat, { completes = 'term', isBrief = false }: HeadlineOptions = {}): Headline {
  const { prose, spoken } = wordsOf(study, beat, completes, isBrief);
  const phase = phaseNames[beat.phase];
  const whole = isBrief ? null : completionOf(study, beat, completes);
  if (whole === null) return { prose: `${phase}: ${prose}.`, spoken: `${phase}. ${asSentence(spoken)}` };
  return { prose: say('{phase}: {whole}. Lastly, {prose}.', { phase, whole, prose }), spoken: say('{phase}. {origin} Lastly, {spoken}.', { phase, origin: asSentence(whole), spoken }) };
}

/** With a capital, which a symbol such as w 1 1 1 does without, and a full stop. */
function asSentence(text: string): string {
  return `${/^[a-z] /.test(text) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`}.`;
}

/** What a long stride has completed with this beat, beside the beat's own number; null for nothing to speak of. */
function completionOf({ network, trace }: Study, { phase, address, example }: Beat, completes: Stride): string | null {
  if (completes === 'phase' && (phase === 'forward' || phase === 'backward')) return phase === 'forward' ? say('the forward pass is complete') : say('the backward pass is complete');
  if (completes === 'example' && example !== null && trace.examples.length > 1) return say('example {example} of {count} is complete', { example: example + 1, count: formatSetting(trace.examples.length) });
  if (completes !== 'layer') return null;
  const layer = 'layer' in address ? address.layer : 'index' in address ? addressOf(network, address.index).layer : null;
  return layer === null ? null : say('layer {layer} is complete', { layer: layer + 1 });
}

function wordsOf(study: Study, { address, term }: Beat, completes: Stride, isBrief: boolean): Words {
  const { network } = study;
  const name = wording(study, address);
  const value = valueOf(study, address);
  const result = resultOf(value);
  const plain: Words = { prose: `${name.prose} = ${result.prose}`, spoken: say('{name} is {value}', { name: name.spoken, value: result.spoken }) };
  switch (address.kind) {
    case 'z': {
      const { inputs } = network.layers[address.layer]!;
      if (term !== null && term < inputs) return termWords(study, address, term);
      return completes === 'term' ? lastTermWords(study, address) : weightedSum(study, address, name, result);
    }
    case 'a': return activation(study, address, name, result);
    case 'outputLoss': return outputLoss(study, address.example, address.output, name, result);
    case 'exampleLoss': {
      const { units } = network.layers.at(-1)!;
      if (units === 1) return outputLoss(study, address.example, 0, name, result);
      return products(study, name, result, Array.from({ length: units }, (_, output) => [{ kind: 'outputLoss', example: address.example, output }]));
    }
    case 'dLda':
      return address.layer === network.layers.length - 1 ? withTail(plain, say(', the slope of the {loss} at this prediction', { loss: lossWord(study) })) : upstreamWords(study, address, name, result);
    case 'delta': return deltaWords(study, address, name, result);
    case 'exampleGradient': return exampleGradientWords(study, address, name, result);
    case 'batchLoss': return overExamples(study, name, result, 'losses');
    case 'penalty': return { prose: say('the penalty on large weights is {name} = {value}', { name: name.prose, value: result.prose }), spoken: say('the penalty on large weights is {spoken}', { spoken: result.spoken }) };
    case 'objective': return products(study, name, result, [[{ kind: 'batchLoss' }], [{ kind: 'penalty' }]]);
    case 'gradientNorm': {
      const limit = study.trace.config.regularization.clipNorm;
      if (limit === 0) return plain;
      return withTail(plain, value > limit ? say(', more than {limit}: it is cut down to that', { limit: formatSetting(limit) }) : say(', within the limit of {limit}', { limit: formatSetting(limit) }));
    }
    case 'gradient': return gradient(study, address.index, name, result);
    case 'newParameter': return newParameterWords(study, address.index, name, isBrief);
    default: return plain;
  }
}

type WeightedSum = Extract<Address, { kind: 'z' }>;

function termWords(study: Study, { example, layer, unit }: WeightedSum, term: number): Words {
  const name = wording(study, { kind: 'z', example, layer, unit });
  const factors: Address[] = [{ kind: 'parameter', index: weightIndex(study.network, layer, unit, term) }, inputOf(example, layer, term)];
  const [weight, input] = factors.map((factor) => wording(study, factor)) as [Words, Words];
  const [w, x] = factors.map((factor) => valueOf(study, factor)) as [number, number];
  const how = term === 0 ? say('is the first term of') : say('is added to');
  const heard = x === 1 ? say('{weight} times {input}, which is 1,', { weight: weight.spoken, input: input.spoken }) : w === 1 ? say('{weight}, which is 1, times {input}', { weight: weight.spoken, input: input.spoken })
    : say('{weight} times {input}, {w} times {x},', { weight: weight.spoken, input: input.spoken, w: spokenNumber(w), x: spokenNumber(x) });
  return {
    prose: `${weight.prose} · ${input.prose} = ${bracketed(w)} · ${bracketed(x)}${equalsShown(asShown(w) * asShown(x), w * x)}${formatNumber(w * x)} ${how} ${name.prose}`,
    spoken: say('{heard} is {spokenNumber}. It {how} {spoken}', { heard, spokenNumber: spokenNumber(w * x), how, spoken: name.spoken }),
  };
}

/** "0.735 + 0.242 + 0.606 = " before the sum; "" where there are too many terms. */
function termsOf(study: Study, { example, layer, unit }: WeightedSum): string {
  const { network } = study;
  const { inputs } = network.layers[layer]!;
  if (inputs > MOST_NUMBERS) return '';
  const weighted = Array.from({ length: inputs }, (_, i) => valueOf(study, { kind: 'parameter', index: weightIndex(network, layer, unit, i) }) * valueOf(study, inputOf(example, layer, i)));
  const numbers = [...weighted, valueOf(study, { kind: 'parameter', index: biasIndex(network, layer, unit) })];
  const sign = equalsShown(numbers.reduce((total, number) => total + asShown(number), 0), valueOf(study, { kind: 'z', example, layer, unit }));
  return `${numbers.map((number, i) => (i === 0 ? formatNumber(number) : bracketed(number))).join(' + ')}${sign}`;
}

function lastTermWords(study: Study, address: WeightedSum): Words {
  const bias: Address = { kind: 'parameter', index: biasIndex(study.network, address.layer, address.unit) };
  const name = wording(study, address);
  const z = valueOf(study, address);
  return {
    prose: say('the bias {bias} completes the sum, {sum} = {terms}{z}', { bias: wording(study, bias).prose, sum: name.prose, terms: termsOf(study, address), z: formatNumber(z) }),
    spoken: say('the bias adds {bias}, and {sum} is complete: {value}', { bias: spokenNumber(valueOf(study, bias)), sum: name.spoken, value: spokenNumber(z) }),
  };
}

/** The whole of it in one go. */
function weightedSum(study: Study, address: WeightedSum, name: Words, result: Result): Words {
  const { network } = study;
  const { example, layer, unit } = address;
  const { inputs } = network.layers[layer]!;
  const bias = wording(study, { kind: 'parameter', index: biasIndex(network, layer, unit) });
  const numbers = termsOf(study, address);
  if (inputs > MOST_NAMED) {
    const what = say('the sum of {inputs} weighted inputs and the bias', { inputs });
    return { prose: `${name.prose} = ${numbers}${result.prose}, ${what}`, spoken: say('{name} is {what}: {value}', { name: name.spoken, what, value: result.spoken }) };
  }
  const terms = Array.from({ length: inputs }, (_, i) => [wording(study, { kind: 'parameter', index: weightIndex(network, layer, unit, i) }), wording(study, inputOf(example, layer, i))]);
  return {
    prose: `${name.prose} = ${terms.map((factors) => factors.map(({ prose }) => prose).join(' · ')).join(' + ')} + ${bias.prose} = ${numbers}${result.prose}`,
    spoken: say('{name} is {terms} plus the bias: {value}', { name: name.spoken, terms: terms.map((factors) => factors.map(({ spoken }) => spoken).join(TIMES)).join(' plus '), value: result.spoken }),
  };
}

function activation(study: Study, { example, layer, unit }: Extract<Address, { kind: 'a' }>, name: Words, result: Result): Words {
  const { activation: kind, elementwise } = study.network.layers[layer]!;
  const sum: Address = { kind: 'z', example, layer, unit };
  const z = wording(study, sum);
  const number = valueOf(study, sum);
  if (elementwise === null) {
    return { prose: say('softmax makes the share {name} = {value} out of {sum} = {number} and its neighbours', { name: name.prose, value: result.prose, sum: z.prose, number: formatNumber(number) }), spoken: say('softmax turns {sum} and its neighbours into shares of 1, and {name} is {value}', { sum: z.spoken, name: name.spoken, value: result.spoken }) };
  }
  if (kind === 'linear') return { prose: say('{name} = {sum} = {value}, since the neuron is linear', { name: name.prose, sum: z.prose, value: result.prose }), spoken: say('the neuron is linear, so {name} is {sum}: {value}', { name: name.spoken, sum: z.spoken, value: result.spoken }) };
  const label = translated(outputActivationTexts[kind].label);
  const sign = equalsShown(elementwise.output(asShown(number)), result.value);
  return {
    prose: `${name.prose} = ${label}(${z.prose}) = ${label}(${formatNumber(number)})${sign}${result.prose}`,
    spoken: say('{name} is the {activation} of {sum}: of {number}, that is {value}', { name: name.spoken, activation: label, sum: z.spoken, number: spokenNumber(number), value: result.spoken }),
  };
}

function outputLoss(study: Study, example: number, output: number, name: Words, result: Result): Words {
  const label = lossWord(study);
  const prediction: Address = { kind: 'a', example, layer: study.network.layers.length - 1, unit: output };
  const target: Address = { kind: 'target', example, output };
  const [p, t] = [valueOf(study, prediction), valueOf(study, target)];
  const { formula } = deriveOutputLoss(study, { kind: 'outputLoss', example, output });
  const sign = equals(formula === null || givesValueAsShown(study, formula, result.value));
  return {
    prose: say('the {loss} of {prediction} = {p} against {target} = {t} is {name}{sign}{value}', { loss: label, prediction: wording(study, prediction).prose, p: formatNumber(p), target: wording(study, target).prose, t: formatNumber(t), name: name.prose, sign, value: result.prose }),
    spoken: say('the {loss} of {prediction}, {p}, against {target}, {t}, is {value}', { loss: label, prediction: wording(study, prediction).spoken, p: spokenNumber(p), target: wording(study, target).spoken, t: spokenNumber(t), value: result.spoken }),
  };
}

/** "half squared error", "Huber loss". */
function lossWord({ trace }: Study): string {
  const { label } = losses[trace.config.loss.name];
  return / (error|difference)$|entropy$/.test(label) ? translated(label) : say('{label} loss', { label: translated(label) });
}

function overExamples({ trace }: Study, name: Words, result: Words, what: 'losses' | 'gradients'): Words {
  const count = trace.examples.length;
  if (count === 1) return { prose: say('{name} = {value}, that of the only example', { name: name.prose, value: result.prose }), spoken: say('{name} is that of the only example: {value}', { name: name.spoken, value: result.spoken }) };
  const given = { count: formatSetting(count) };
  const whole = trace.config.loss.reduction === 'sum'
    ? (what === 'losses' ? say('the sum of the losses of {count} examples', given) : say('the sum of the gradients of {count} examples', given))
    : (what === 'losses' ? say('the mean of the losses of {count} examples', given) : say('the mean of the gradients of {count} examples', given));
  return {
    prose: say('{whole} is {name} = {value}', { whole, name: name.prose, value: result.prose }),
    spoken: say('{name} is {whole}: {value}', { name: name.spoken, whole, value: result.spoken }),
  };
}

/** What the optimizer is given for a parameter, and what it says. */
function gradient(study: Study, index: number, name: Words, result: Result): Words {
  const { regularization } = study.trace.config;
  const parameter = wording(study, { kind: 'parameter', index });
  const clips = regularization.clipNorm > 0;
  const isPenalised = hasPenaltyShare(study, index);
  const tail = slopeTail(study, index, result.value, isPenalised ? say('the loss with the penalty') : say('the loss'));
  const ended = (words: Words): Words => ({ prose: `${words.prose}${tail.prose}`, spoken: `${words.spoken}${tail.spoken}` });
  if (!clips && regularization.l1 === 0 && regularization.l2 === 0) return ended(overExamples(study, name, result, 'gradients'));
  if (!clips && isPenalised) return ended(products(study, name, result, [[{ kind: 'dataGradient', index }], [{ kind: 'penaltyGradient', index }]]));
  const isCut = clips && valueOf(study, { kind: 'gradientNorm' }) > regularization.clipNorm;
  const changes = [...(isPenalised ? [say('with the penalty\'s share')] : []), ...(isCut ? [say('clipped')] : clips ? [say('short enough not to be clipped')] : [say('in which the penalty has no share')])].join(', ');
  return ended({
    prose: say('the gradient of {parameter}, {changes}, is {name} = {value}', { parameter: parameter.prose, changes, name: name.prose, value: result.prose }),
    spoken: say('the gradient of {parameter}, {changes}, is {value}', { parameter: parameter.spoken, changes, value: result.spoken }),
  });
}
