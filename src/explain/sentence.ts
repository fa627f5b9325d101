// Backward: ∂L/∂w₁₁₁ = ∂L/∂z₁ · x₁ = 0.0793 · 0.800 = 0.0635, so w₁₁₁ will go down by 0.0317
import { outputActivationTexts } from '../engine/activations.ts';
import { losses } from '../engine/losses.ts';
import { addressOf, biasIndex, weightIndex } from '../engine/network.ts';
import { formatNumber, formatSetting } from '../viz/format.ts';
import type { Address } from './address.ts';
import { hasPenaltyShare, stepGradient } from './explanationBatch.ts';
import { cornerSlope } from './explanationBackward.ts';
import { inputOf } from './explanationForward.ts';
import { deriveOutputLoss } from './explanationLoss.ts';
import { derivativeValue } from './localDerivative.ts';
import { meaningOf } from './meaning.ts';
import { asShown, givesValueAsShown } from './rounding.ts';
import type { Beat, Phase } from './script.ts';
import { newParameterWords } from './sentenceUpdate.ts';
import { bracketed, equals, equalsShown, products, say, spokenNumber, type Result, type Words } from './sentenceWords.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';

export type Headline = {
  /** With $…$ around symbols: "Backward: $∂L/∂w_{111}$ = $∂L/∂z_1$ · $x_1$ = 0.0793 · 0.800 = 0.0635, so $w_{111}$ will go down by 0.0317." */
  readonly prose: string;
  /** The same as a person would say it. */
  readonly spoken: string;
  /** What it means, short, without a full stop: "Raise $w_{111}$ and the loss rises". */
  readonly meaning: string;
};

export const phaseNames: Readonly<Record<Phase, string>> = { forward: 'Forward', loss: 'Loss', backward: 'Backward', mean: 'Mean', update: 'Update' };

/** What a beat computes and what it means; with `known` false the result is left out, to be asked for, with `isBrief` why a step is so long. */
export function headlineOf(study: Study, beat: Beat, known: boolean, isBrief = false): Headline {
  const { prose, spoken } = wordsOf(study, beat, known, isBrief);
  const phase = phaseNames[beat.phase];
  return { prose: `${phase}: ${prose}${prose.endsWith('?') ? '' : '.'}`, spoken: `${phase}. ${asSentence(known ? spoken : questionOf(spoken))}`, meaning: meaningOf(study, beat, known) };
}

/** With a capital, which a symbol such as w 1 1 1 does without, and a full stop. */
function asSentence(text: string): string {
  const first = /^[a-z] /.test(text) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return text.endsWith('?') ? first : `${first}.`;
}

/** "… is what" as a person asks it. */
function questionOf(spoken: string): string {
  if (/\bwhat is\b/i.test(spoken)) return `${spoken}?`;
  return `${spoken.replace(/[:,]?( and [^,:]*)?( that)?( is)? what$/, '')}. How much is that?`;
}

function wordsOf(study: Study, { address, term }: Beat, known: boolean, isBrief: boolean): Words {
  const { network } = study;
  const name = say(study, address);
  const value = valueOf(study, address);
  const result: Result = known ? { prose: formatNumber(value), spoken: spokenNumber(value), value } : { prose: '?', spoken: 'what', value };
  const plain: Words = { prose: `${name.prose} = ${result.prose}`, spoken: `${name.spoken} is ${result.spoken}` };
  switch (address.kind) {
    case 'z': return weightedSum(study, address, term ?? network.layers[address.layer]!.inputs, known);
    case 'a': return activation(study, address, name, result, known);
    case 'outputLoss': return outputLoss(study, address.example, address.output, name, result);
    case 'exampleLoss': {
      const { units } = network.layers.at(-1)!;
      if (units === 1) return outputLoss(study, address.example, 0, name, result);
      return products(study, name, result, known, Array.from({ length: units }, (_, output) => [{ kind: 'outputLoss', example: address.example, output }]));
    }
    case 'dLda': {
      const next = network.layers[address.layer + 1];
      if (next === undefined) {
        const slope = `, the slope of the ${lossWord(study)} at this prediction`;
        return { prose: `${plain.prose}${slope}`, spoken: known ? `${plain.spoken}${slope}` : plain.spoken };
      }
      return products(study, name, result, known, Array.from({ length: next.units }, (_, k) => [
        { kind: 'delta', example: address.example, layer: address.layer + 1, unit: k },
        { kind: 'parameter', index: weightIndex(network, address.layer + 1, k, address.unit) },
      ]));
    }
    case 'delta': return delta(study, address, name, result, known);
    case 'exampleGradient': {
      const { layer, unit, input } = addressOf(network, address.index);
      const slope: Address = { kind: 'delta', example: address.example, layer, unit };
      const words = input === null ? biasGradient(study, name, slope, result, known) : products(study, name, result, known, [[slope, inputOf(address.example, layer, input)]]);
      const isAll = study.trace.config.optimizer.name === 'sgd' && stepGradient(study, address.index).kind === 'exampleGradient';
      const after = known && isAll ? consequence(study, address.index) : null;
      return after === null ? words : { prose: `${words.prose}, so ${after.prose}`, spoken: `${words.spoken}, so ${after.spoken}` };
    }
    case 'batchLoss': return overExamples(study, name, result, 'losses');
    case 'penalty': return { prose: `the penalty on large weights is ${name.prose} = ${result.prose}`, spoken: `the penalty on large weights is ${result.spoken}` };
    case 'objective': return products(study, name, result, known, [[{ kind: 'batchLoss' }], [{ kind: 'penalty' }]]);
    case 'gradientNorm': {
      const limit = study.trace.config.regularization.clipNorm;
      const tail = !known || limit === 0 ? '' : value > limit ? `, more than ${formatSetting(limit)}: it is cut down to that` : `, within the limit of ${formatSetting(limit)}`;
      return { prose: `${plain.prose}${tail}`, spoken: `${plain.spoken}${tail}` };
    }
    case 'gradient': return gradient(study, address.index, name, result, known);
    case 'newParameter': return newParameterWords(study, address.index, name, result, known, isBrief);
    default: return plain;
  }
}

function weightedSum(study: Study, address: Extract<Address, { kind: 'z' }>, term: number, known: boolean): Words {
  const { network } = study;
  const { example, layer, unit } = address;
  const { inputs } = network.layers[layer]!;
  const name = say(study, address);
  const bias: Address = { kind: 'parameter', index: biasIndex(network, layer, unit) };
  if (term < inputs) {
    const factors: Address[] = [{ kind: 'parameter', index: weightIndex(network, layer, unit, term) }, inputOf(example, layer, term)];
    const [weight, input] = factors.map((factor) => say(study, factor)) as [Words, Words];
    const [w, x] = factors.map((factor) => valueOf(study, factor)) as [number, number];
    const isFirst = term === 0;
    if (!known) return { prose: `${isFirst ? '' : 'next '}${weight.prose} · ${input.prose} = ?`, spoken: `what is ${weight.spoken} times ${input.spoken}` };
    const how = isFirst ? `is the first term of ${name.prose}` : `is added to ${name.prose}`;
    return {
      prose: `${weight.prose} · ${input.prose} = ${bracketed(w)} · ${bracketed(x)}${equalsShown(asShown(w) * asShown(x), w * x)}${formatNumber(w * x)} ${how}`,
      spoken: `${weight.spoken} times ${input.spoken}, ${spokenNumber(w)} times ${spokenNumber(x)}, is ${spokenNumber(w * x)}. It ${isFirst ? 'is the first term of' : 'is added to'} ${name.spoken}`,
    };
  }
  if (!known) return { prose: `with the bias ${say(study, bias).prose} the sum is complete: ${name.prose} = ?`, spoken: `with the bias the sum is complete. What is ${name.spoken}` };
  const b = valueOf(study, bias);
  const z = valueOf(study, address);
  const numbers = Array.from({ length: inputs }, (_, i) => valueOf(study, { kind: 'parameter', index: weightIndex(network, layer, unit, i) }) * valueOf(study, inputOf(example, layer, i)));
  const terms = inputs <= 4 ? `${[...numbers, b].map((number, i) => (i === 0 ? formatNumber(number) : bracketed(number))).join(' + ')}${equalsShown([...numbers, b].reduce((total, number) => total + asShown(number), 0), z)}` : '';
  return {
    prose: `the bias ${say(study, bias).prose} completes the sum, ${name.prose} = ${terms}${formatNumber(z)}`,
    spoken: `the bias adds ${spokenNumber(b)}, and ${name.spoken} is complete: ${spokenNumber(z)}`,
  };
}

function activation(study: Study, { example, layer, unit }: Extract<Address, { kind: 'a' }>, name: Words, result: Result, known: boolean): Words {
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
    prose: `${name.prose} = ${label}(${z.prose}) = ${known ? `${label}(${formatNumber(number)})${sign}` : ''}${result.prose}`,
    spoken: `${name.spoken} is the ${label} of ${z.spoken}: ${known ? `of ${spokenNumber(number)}, that is ` : ''}${result.spoken}`,
  };
}

function outputLoss(study: Study, example: number, output: number, name: Words, result: Result): Words {
  const label = lossWord(study);
  const prediction: Address = { kind: 'a', example, layer: study.network.layers.length - 1, unit: output };
  const target: Address = { kind: 'target', example, output };
  const [p, t] = [valueOf(study, prediction), valueOf(study, target)];
  const { formula } = deriveOutputLoss(study, { kind: 'outputLoss', example, output });
  const sign = equals(result.prose === '?' || formula === null || givesValueAsShown(study, formula, result.value));
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

function delta(study: Study, address: Extract<Address, { kind: 'delta' }>, name: Words, result: Result, known: boolean): Words {
  const { network, trace } = study;
  const { example, layer, unit } = address;
  const a: Address = { kind: 'a', example, layer, unit };
  const isOutput = layer === network.layers.length - 1;
  if (isOutput && losses[trace.config.loss.name].reads === 'logits') {
    const target: Address = { kind: 'target', example, output: unit };
    const [p, t] = [valueOf(study, a), valueOf(study, target)];
    const numbers = known ? `${formatNumber(p)} − ${bracketed(t)}${equalsShown(asShown(p) - asShown(t), result.value)}` : '';
    return {
      prose: `${name.prose} = ${say(study, a).prose} − ${say(study, target).prose} = ${numbers}${result.prose}`,
      spoken: `${name.spoken} is ${say(study, a).spoken} minus ${say(study, target).spoken}: ${known ? `${spokenNumber(valueOf(study, a))} minus ${spokenNumber(valueOf(study, target))} is ` : ''}${result.spoken}`,
    };
  }
  if (network.layers[layer]!.elementwise === null) {
    if (!known) return { prose: `${name.prose} = ?`, spoken: `what is ${name.spoken}` };
    return { prose: `${name.prose} = ${result.prose}: its own share rises with it, all others fall`, spoken: `${name.spoken} is ${result.spoken}: its own share rises with it, all others fall` };
  }
  const upstream: Address = { kind: 'dLda', example, layer, unit };
  const z = say(study, { kind: 'z', example, layer, unit });
  const g = valueOf(study, upstream);
  const slope = derivativeValue(study, a, { kind: 'z', example, layer, unit });
  const inside = z.prose.replaceAll('$', '');
  const corner = known ? cornerSlope(study, example, layer, unit) : null;
  const tail = corner === null ? '' : `, with the slope ${formatSetting(corner)} taken at the corner by agreement`;
  return {
    // KaTeX's prime is made to stand above.
    prose: `${name.prose} = ${say(study, upstream).prose} · $φ^′(${inside})$ = ${known ? `${bracketed(g)} · ${bracketed(slope)}${equalsShown(asShown(g) * asShown(slope), result.value)}` : ''}${result.prose}${tail}`,
    spoken: `${name.spoken} is ${say(study, upstream).spoken} times the slope of the activation: ${known ? `${spokenNumber(g)} times ${spokenNumber(slope)} is ` : ''}${result.spoken}${tail}`,
  };
}

function biasGradient(study: Study, name: Words, slope: Address, result: Words, known: boolean): Words {
  const from = say(study, slope);
  return {
    prose: `${name.prose} = ${from.prose} · 1 = ${result.prose}`,
    spoken: known ? `${name.spoken} is ${from.spoken} times 1: ${result.spoken}` : `${name.spoken} is ${from.spoken} times 1: what`,
  };
}

/** What the update will do to the parameter. */
function consequence(study: Study, index: number): Words | null {
  const change = valueOf(study, { kind: 'update', index });
  if (!Number.isFinite(change)) return null;
  const { prose, spoken } = say(study, { kind: 'parameter', index });
  if (change === 0) return { prose: `${prose} will stay as it is`, spoken: `${spoken} will stay as it is` };
  const way = change > 0 ? 'up' : 'down';
  return { prose: `${prose} will go ${way} by ${formatNumber(Math.abs(change))}`, spoken: `${spoken} will go ${way} by ${spokenNumber(Math.abs(change))}` };
}

function overExamples({ trace }: Study, name: Words, result: Result, what: 'losses' | 'gradients'): Words {
  const count = trace.examples.length;
  const how = trace.config.loss.reduction === 'sum' ? 'sum' : 'mean';
  if (count === 1) return { prose: `${name.prose} = ${result.prose}, that of the only example`, spoken: `${name.spoken} is that of the only example: ${result.spoken}` };
  return {
    prose: `the ${how} of the ${what} of ${formatSetting(count)} examples is ${name.prose} = ${result.prose}`,
    spoken: `${name.spoken} is the ${how} of the ${what} of ${formatSetting(count)} examples: ${result.spoken}`,
  };
}

function gradient(study: Study, index: number, name: Words, result: Result, known: boolean): Words {
  const { regularization } = study.trace.config;
  const parameter = say(study, { kind: 'parameter', index });
  const clips = regularization.clipNorm > 0;
  const isPenalised = hasPenaltyShare(study, index);
  if (!clips && regularization.l1 === 0 && regularization.l2 === 0) return overExamples(study, name, result, 'gradients');
  if (!clips && isPenalised) return products(study, name, result, known, [[{ kind: 'dataGradient', index }], [{ kind: 'penaltyGradient', index }]]);
  const isCut = clips && valueOf(study, { kind: 'gradientNorm' }) > regularization.clipNorm;
  const changes = [...(isPenalised ? ["with the penalty's share"] : []), ...(isCut ? ['clipped'] : clips ? ['short enough not to be clipped'] : ['in which the penalty has no share'])].join(', ');
  return {
    prose: `the gradient of ${parameter.prose}, ${changes}, is ${name.prose} = ${result.prose}`,
    spoken: `the gradient of ${parameter.spoken}, ${changes}, is ${result.spoken}`,
  };
}
