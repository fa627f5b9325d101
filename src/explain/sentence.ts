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
import { bracketed, equals, equalsShown, products, resultOf, say, spokenNumber, withTail, type Result, type Words } from './sentenceWords.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';

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
  return { prose: `${phase}: ${whole}. Lastly, ${prose}.`, spoken: `${phase}. ${asSentence(whole)} Lastly, ${spoken}.` };
}

/** With a capital, which a symbol such as w 1 1 1 does without, and a full stop. */
function asSentence(text: string): string {
  return `${/^[a-z] /.test(text) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`}.`;
}

/** What a long stride has completed with this beat, beside the beat's own number; null for nothing to speak of. */
function completionOf({ network, trace }: Study, { phase, address, example }: Beat, completes: Stride): string | null {
  if (completes === 'phase' && (phase === 'forward' || phase === 'backward')) return `the ${phase} pass is complete`;
  if (completes === 'example' && example !== null && trace.examples.length > 1) return `example ${example + 1} of ${formatSetting(trace.examples.length)} is complete`;
  if (completes !== 'layer') return null;
  const layer = 'layer' in address ? address.layer : 'index' in address ? addressOf(network, address.index).layer : null;
  return layer === null ? null : `layer ${layer + 1} is complete`;
}

function wordsOf(study: Study, { address, term }: Beat, completes: Stride, isBrief: boolean): Words {
  const { network } = study;
  const name = say(study, address);
  const value = valueOf(study, address);
  const result = resultOf(value);
  const plain: Words = { prose: `${name.prose} = ${result.prose}`, spoken: `${name.spoken} is ${result.spoken}` };
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
      return address.layer === network.layers.length - 1 ? withTail(plain, `, the slope of the ${lossWord(study)} at this prediction`) : upstreamWords(study, address, name, result);
    case 'delta': return deltaWords(study, address, name, result);
    case 'exampleGradient': return exampleGradientWords(study, address, name, result);
    case 'batchLoss': return overExamples(study, name, result, 'losses');
    case 'penalty': return { prose: `the penalty on large weights is ${name.prose} = ${result.prose}`, spoken: `the penalty on large weights is ${result.spoken}` };
    case 'objective': return products(study, name, result, [[{ kind: 'batchLoss' }], [{ kind: 'penalty' }]]);
    case 'gradientNorm': {
      const limit = study.trace.config.regularization.clipNorm;
      if (limit === 0) return plain;
      return withTail(plain, value > limit ? `, more than ${formatSetting(limit)}: it is cut down to that` : `, within the limit of ${formatSetting(limit)}`);
    }
    case 'gradient': return gradient(study, address.index, name, result);
    case 'newParameter': return newParameterWords(study, address.index, name, isBrief);
    default: return plain;
  }
}

type WeightedSum = Extract<Address, { kind: 'z' }>;

function termWords(study: Study, { example, layer, unit }: WeightedSum, term: number): Words {
  const name = say(study, { kind: 'z', example, layer, unit });
  const factors: Address[] = [{ kind: 'parameter', index: weightIndex(study.network, layer, unit, term) }, inputOf(example, layer, term)];
  const [weight, input] = factors.map((factor) => say(study, factor)) as [Words, Words];
  const [w, x] = factors.map((factor) => valueOf(study, factor)) as [number, number];
  const how = term === 0 ? 'is the first term of' : 'is added to';
  const heard = x === 1 ? `${weight.spoken} times ${input.spoken}, which is 1,` : w === 1 ? `${weight.spoken}, which is 1, times ${input.spoken}`
    : `${weight.spoken} times ${input.spoken}, ${spokenNumber(w)} times ${spokenNumber(x)},`;
  return {
    prose: `${weight.prose} · ${input.prose} = ${bracketed(w)} · ${bracketed(x)}${equalsShown(asShown(w) * asShown(x), w * x)}${formatNumber(w * x)} ${how} ${name.prose}`,
    spoken: `${heard} is ${spokenNumber(w * x)}. It ${how} ${name.spoken}`,
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
  const name = say(study, address);
  const z = valueOf(study, address);
  return {
    prose: `the bias ${say(study, bias).prose} completes the sum, ${name.prose} = ${termsOf(study, address)}${formatNumber(z)}`,
    spoken: `the bias adds ${spokenNumber(valueOf(study, bias))}, and ${name.spoken} is complete: ${spokenNumber(z)}`,
  };
}

/** The whole of it in one go. */
function weightedSum(study: Study, address: WeightedSum, name: Words, result: Result): Words {
  const { network } = study;
  const { example, layer, unit } = address;
  const { inputs } = network.layers[layer]!;
  const bias = say(study, { kind: 'parameter', index: biasIndex(network, layer, unit) });
  const numbers = termsOf(study, address);
  if (inputs > MOST_NAMED) {
    const what = `the sum of ${inputs} weighted inputs and the bias`;
    return { prose: `${name.prose} = ${numbers}${result.prose}, ${what}`, spoken: `${name.spoken} is ${what}: ${result.spoken}` };
  }
  const terms = Array.from({ length: inputs }, (_, i) => [say(study, { kind: 'parameter', index: weightIndex(network, layer, unit, i) }), say(study, inputOf(example, layer, i))]);
  return {
    prose: `${name.prose} = ${terms.map((factors) => factors.map(({ prose }) => prose).join(' · ')).join(' + ')} + ${bias.prose} = ${numbers}${result.prose}`,
    spoken: `${name.spoken} is ${terms.map((factors) => factors.map(({ spoken }) => spoken).join(' times ')).join(' plus ')} plus the bias: ${result.spoken}`,
  };
}

function activation(study: Study, { example, layer, unit }: Extract<Address, { kind: 'a' }>, name: Words, result: Result): Words {
  const { activation: kind, elementwise } = study.network.layers[layer]!;
  const sum: Address = { kind: 'z', example, layer, unit };
  const z = say(study, sum);
  const number = valueOf(study, sum);
  if (elementwise === null) {
    return { prose: `softmax makes the share ${name.prose} = ${result.prose} out of ${z.prose} = ${formatNumber(number)} and its neighbours`, spoken: `softmax turns ${z.spoken} and its neighbours into shares of 1, and ${name.spoken} is ${result.spoken}` };
  }
  if (kind === 'linear') return { prose: `${name.prose} = ${z.prose} = ${result.prose}, since the neuron is linear`, spoken: `the neuron is linear, so ${name.spoken} is ${z.spoken}: ${result.spoken}` };
  const { label } = outputActivationTexts[kind];
  const sign = equalsShown(elementwise.output(asShown(number)), result.value);
  return {
    prose: `${name.prose} = ${label}(${z.prose}) = ${label}(${formatNumber(number)})${sign}${result.prose}`,
    spoken: `${name.spoken} is the ${label} of ${z.spoken}: of ${spokenNumber(number)}, that is ${result.spoken}`,
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
    prose: `the ${label} of ${say(study, prediction).prose} = ${formatNumber(p)} against ${say(study, target).prose} = ${formatNumber(t)} is ${name.prose}${sign}${result.prose}`,
    spoken: `the ${label} of ${say(study, prediction).spoken}, ${spokenNumber(p)}, against ${say(study, target).spoken}, ${spokenNumber(t)}, is ${result.spoken}`,
  };
}

/** "half squared error", "Huber loss". */
function lossWord({ trace }: Study): string {
  const { label } = losses[trace.config.loss.name];
  return / (error|difference)$|entropy$/.test(label) ? label : `${label} loss`;
}

function overExamples({ trace }: Study, name: Words, result: Words, what: 'losses' | 'gradients'): Words {
  const count = trace.examples.length;
  const how = trace.config.loss.reduction === 'sum' ? 'sum' : 'mean';
  if (count === 1) return { prose: `${name.prose} = ${result.prose}, that of the only example`, spoken: `${name.spoken} is that of the only example: ${result.spoken}` };
  return {
    prose: `the ${how} of the ${what} of ${formatSetting(count)} examples is ${name.prose} = ${result.prose}`,
    spoken: `${name.spoken} is the ${how} of the ${what} of ${formatSetting(count)} examples: ${result.spoken}`,
  };
}

/** What the optimizer is given for a parameter, and what it says. */
function gradient(study: Study, index: number, name: Words, result: Result): Words {
  const { regularization } = study.trace.config;
  const parameter = say(study, { kind: 'parameter', index });
  const clips = regularization.clipNorm > 0;
  const isPenalised = hasPenaltyShare(study, index);
  const tail = slopeTail(study, index, result.value, isPenalised ? 'the loss with the penalty' : 'the loss');
  const ended = (words: Words): Words => ({ prose: `${words.prose}${tail.prose}`, spoken: `${words.spoken}${tail.spoken}` });
  if (!clips && regularization.l1 === 0 && regularization.l2 === 0) return ended(overExamples(study, name, result, 'gradients'));
  if (!clips && isPenalised) return ended(products(study, name, result, [[{ kind: 'dataGradient', index }], [{ kind: 'penaltyGradient', index }]]));
  const isCut = clips && valueOf(study, { kind: 'gradientNorm' }) > regularization.clipNorm;
  const changes = [...(isPenalised ? ["with the penalty's share"] : []), ...(isCut ? ['clipped'] : clips ? ['short enough not to be clipped'] : ['in which the penalty has no share'])].join(', ');
  return ended({
    prose: `the gradient of ${parameter.prose}, ${changes}, is ${name.prose} = ${result.prose}`,
    spoken: `the gradient of ${parameter.spoken}, ${changes}, is ${result.spoken}`,
  });
}
