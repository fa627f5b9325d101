// ∂L/∂z₃ = ∂L/∂ŷ · φ′(z₃) = (−1.25) · 0.937 = −1.17; with a cross-entropy (ŷ₁ − y₁)/3 = (0.610 − 1.00)/3 = −0.130
import { losses } from '../engine/losses.ts';
import { addressOf, weightIndex } from '../engine/network.ts';
import { sigmoid } from '../engine/tanh.ts';
import { formatNumber, formatSetting } from '../viz/format.ts';
import type { Address } from './address.ts';
import { stepGradient } from './explanationBatch.ts';
import { cornerSlope } from './explanationBackward.ts';
import { inputOf, softmaxShare } from './explanationForward.ts';
import { outputShare, readsBareLogits, targetSum } from './explanationLoss.ts';
import { derivativeValue } from './localDerivative.ts';
import { asShown } from './rounding.ts';
import { bracketed, equalsShown, products, say, spokenNumber, withTail, type Result, type Words } from './sentenceWords.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';

type Of<K extends Address['kind']> = Extract<Address, { readonly kind: K }>;

/** ∂L/∂a of a hidden neuron: what comes back from the next layer. */
export function upstreamWords(study: Study, { example, layer, unit }: Of<'dLda'>, name: Words, result: Result): Words {
  const { network } = study;
  return products(study, name, result, Array.from({ length: network.layers[layer + 1]!.units }, (_, k) => [
    { kind: 'delta', example, layer: layer + 1, unit: k },
    { kind: 'parameter', index: weightIndex(network, layer + 1, k, unit) },
  ]));
}

export function deltaWords(study: Study, address: Of<'delta'>, name: Words, result: Result): Words {
  const { network, trace } = study;
  const { example, layer, unit } = address;
  if (layer === network.layers.length - 1 && losses[trace.config.loss.name].reads === 'logits') return logitWords(study, address, name, result);
  if (network.layers[layer]!.elementwise === null) {
    const tail = ': its own share rises with it, all others fall';
    return { prose: `${name.prose} = ${result.prose}${tail}`, spoken: `${name.spoken} is ${result.spoken}${tail}` };
  }
  const upstream: Address = { kind: 'dLda', example, layer, unit };
  const z = say(study, { kind: 'z', example, layer, unit });
  const g = valueOf(study, upstream);
  const slope = derivativeValue(study, { kind: 'a', example, layer, unit }, { kind: 'z', example, layer, unit });
  const inside = z.prose.replaceAll('$', '');
  const corner = cornerSlope(study, example, layer, unit);
  const heard = slope === 1 ? ', which is 1: ' : `: ${spokenNumber(g)} times ${spokenNumber(slope)} is `;
  return withTail({
    // KaTeX's prime is made to stand above.
    prose: `${name.prose} = ${say(study, upstream).prose} · $φ^′(${inside})$ = ${bracketed(g)} · ${bracketed(slope)}${equalsShown(asShown(g) * asShown(slope), result.value)}${result.prose}`,
    spoken: `${name.spoken} is ${say(study, upstream).spoken} times the slope of the activation${heard}${result.spoken}`,
  }, corner === null ? '' : `, with the slope ${formatSetting(corner)} taken at the corner by agreement`);
}

/** ŷ − y, over the outputs where the loss is a mean over them, too; ŷ_k Σy − y_k where softmax has targets that do not add up to 1. */
function logitWords(study: Study, { example, unit }: Of<'delta'>, name: Words, result: Result): Words {
  const target: Address = { kind: 'target', example, output: unit };
  const share = shareOf(study, example, unit);
  const y = say(study, target);
  const t = valueOf(study, target);
  const outputs = outputShare(study);
  const total = study.trace.config.loss.name === 'softmax_cross_entropy' ? targetSum(study, example) : 1;
  const times = total === 1 ? { symbol: '', number: '', heard: '', value: 1 }
    : { symbol: ' · $Σy$', number: ` · ${bracketed(total)}`, heard: ' times the sum of the targets', value: asShown(total) };
  const over = outputs === 1 ? { open: '', close: '', heard: '', value: 1 } : { open: '(', close: `)/${outputs}`, heard: `, over the ${outputs} outputs`, value: outputs };
  const combined = (asShown(share.value) * times.value - asShown(t)) / over.value;
  const first = total === 1 ? spokenNumber(share.value) : `${spokenNumber(share.value)} times ${spokenNumber(total)}`;
  const heard = `${first} minus ${spokenNumber(t)}${outputs === 1 ? '' : `, divided by ${outputs},`}`;
  return {
    prose: `${name.prose} = ${over.open}${share.prose}${times.symbol} − ${y.prose}${over.close} = `
      + `${over.open}${formatNumber(share.value)}${times.number} − ${bracketed(t)}${over.close}${equalsShown(combined, result.value)}${result.prose}`,
    spoken: `${name.spoken} is ${share.spoken}${times.heard} minus ${y.spoken}${over.heard}: ${heard} is ${result.spoken}`,
  };
}

/** The probability that the loss makes of the weighted sum: ŷ, or without an activation before it the loss's own. */
function shareOf(study: Study, example: number, unit: number): Result {
  const layer = study.network.layers.length - 1;
  const a: Address = { kind: 'a', example, layer, unit };
  if (!readsBareLogits(study)) return { ...say(study, a), value: valueOf(study, a) };
  const sum: Address = { kind: 'z', example, layer, unit };
  const z = say(study, sum);
  if (study.trace.config.loss.name !== 'softmax_cross_entropy') return { prose: `sigmoid(${z.prose})`, spoken: `the sigmoid of ${z.spoken}`, value: sigmoid(valueOf(study, sum)) };
  return { prose: `softmax(${z.prose})`, spoken: `the share softmax makes of ${z.spoken}`, value: softmaxShare([...study.pass(example).z[layer]!], unit) };
}

/** ∂L/∂θ of one example, and what follows from it. */
export function exampleGradientWords(study: Study, { example, index }: Of<'exampleGradient'>, name: Words, result: Result): Words {
  const { layer, unit, input } = addressOf(study.network, index);
  const slope: Address = { kind: 'delta', example, layer, unit };
  const from = say(study, slope);
  const words: Words = input === null
    ? { prose: `${name.prose} = ${from.prose} · 1 = ${result.prose}`, spoken: `${name.spoken} is ${from.spoken}: ${result.spoken}` }
    : products(study, name, result, [[slope, inputOf(example, layer, input)]]);
  const isAll = stepGradient(study, index).kind === 'exampleGradient';
  const tail = isAll && study.trace.config.optimizer.name === 'sgd' ? consequence(study, index)
    : slopeTail(study, index, result.value, isAll ? 'the loss' : 'the loss of this example');
  return { prose: `${words.prose}${tail.prose}`, spoken: `${words.spoken}${tail.spoken}` };
}

const nothing: Words = { prose: '', spoken: '' };

/** What the update will do to the parameter. */
function consequence(study: Study, index: number): Words {
  const change = valueOf(study, { kind: 'update', index });
  if (!Number.isFinite(change)) return nothing;
  const { prose, spoken } = say(study, { kind: 'parameter', index });
  if (change === 0) return { prose: `, so ${prose} will stay as it is`, spoken: `, so ${spoken} will stay as it is` };
  const way = change > 0 ? 'up' : 'down';
  return { prose: `, so ${prose} will go ${way} by ${formatNumber(Math.abs(change))}`, spoken: `, so ${spoken} will go ${way} by ${spokenNumber(Math.abs(change))}` };
}

/** What the sign of a gradient says: ": raise $w_{111}$ and the loss rises". */
export function slopeTail(study: Study, index: number, value: number, what: string): Words {
  if (!Number.isFinite(value) || value === 0) return nothing;
  const { prose, spoken } = say(study, { kind: 'parameter', index });
  const way = value > 0 ? 'rises' : 'falls';
  return { prose: `: raise ${prose} and ${what} ${way}`, spoken: `: raise ${spoken} and ${what} ${way}` };
}
