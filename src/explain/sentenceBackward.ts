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
import { bracketed, equalsShown, products, wording, spokenNumber, withTail, type Result, type Words } from './sentenceWords.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';
import { say } from '../words/say.ts';

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
    const tail = say(': its own share rises with it, all others fall');
    return { prose: `${name.prose} = ${result.prose}${tail}`, spoken: say('{name} is {value}{tail}', { name: name.spoken, value: result.spoken, tail }) };
  }
  const upstream: Address = { kind: 'dLda', example, layer, unit };
  const z = wording(study, { kind: 'z', example, layer, unit });
  const g = valueOf(study, upstream);
  const slope = derivativeValue(study, { kind: 'a', example, layer, unit }, { kind: 'z', example, layer, unit });
  const inside = z.prose.replaceAll('$', '');
  const corner = cornerSlope(study, example, layer, unit);
  const heard = slope === 1 ? `${say(', which is 1:')} ` : `${say(': {gradient} times {slope} is', { gradient: spokenNumber(g), slope: spokenNumber(slope) })} `;
  return withTail({
    // KaTeX's prime is made to stand above.
    prose: `${name.prose} = ${wording(study, upstream).prose} · $φ^′(${inside})$ = ${bracketed(g)} · ${bracketed(slope)}${equalsShown(asShown(g) * asShown(slope), result.value)}${result.prose}`,
    spoken: say('{name} is {gradient} times the slope of the activation{numbers}{value}', { name: name.spoken, gradient: wording(study, upstream).spoken, numbers: heard, value: result.spoken }),
  }, corner === null ? '' : say(', with the slope {corner} taken at the corner by agreement', { corner: formatSetting(corner) }));
}

/** ŷ − y, over the outputs where the loss is a mean over them, too; ŷ_k Σy − y_k where softmax has targets that do not add up to 1. */
function logitWords(study: Study, { example, unit }: Of<'delta'>, name: Words, result: Result): Words {
  const target: Address = { kind: 'target', example, output: unit };
  const share = shareOf(study, example, unit);
  const y = wording(study, target);
  const t = valueOf(study, target);
  const outputs = outputShare(study);
  const total = study.trace.config.loss.name === 'softmax_cross_entropy' ? targetSum(study, example) : 1;
  const times = total === 1 ? { symbol: '', number: '', heard: '', value: 1 }
    : { symbol: ' · $Σy$', number: ` · ${bracketed(total)}`, heard: ` ${say('times the sum of the targets')}`, value: asShown(total) };
  const over = outputs === 1 ? { open: '', close: '', heard: '', value: 1 } : { open: '(', close: `)/${outputs}`, heard: say(', over the {outputs} outputs', { outputs }), value: outputs };
  const combined = (asShown(share.value) * times.value - asShown(t)) / over.value;
  const first = total === 1 ? spokenNumber(share.value) : say('{share} times {total}', { share: spokenNumber(share.value), total: spokenNumber(total) });
  const heard = say('{first} minus {spokenNumber}{outputs}', { first, spokenNumber: spokenNumber(t), outputs: outputs === 1 ? '' : say(', divided by {outputs},', { outputs }) });
  return {
    prose: `${name.prose} = ${over.open}${share.prose}${times.symbol} − ${y.prose}${over.close} = `
      + `${over.open}${formatNumber(share.value)}${times.number} − ${bracketed(t)}${over.close}${equalsShown(combined, result.value)}${result.prose}`,
    spoken: say('{name} is {share}{times} minus {target}{over}: {numbers} is {value}', { name: name.spoken, share: share.spoken, times: times.heard, target: y.spoken, over: over.heard, numbers: heard, value: result.spoken }),
  };
}

/** The probability that the loss makes of the weighted sum: ŷ, or without an activation before it the loss's own. */
function shareOf(study: Study, example: number, unit: number): Result {
  const layer = study.network.layers.length - 1;
  const a: Address = { kind: 'a', example, layer, unit };
  if (!readsBareLogits(study)) return { ...wording(study, a), value: valueOf(study, a) };
  const sum: Address = { kind: 'z', example, layer, unit };
  const z = wording(study, sum);
  if (study.trace.config.loss.name !== 'softmax_cross_entropy') return { prose: `sigmoid(${z.prose})`, spoken: say('the sigmoid of {spoken}', { spoken: z.spoken }), value: sigmoid(valueOf(study, sum)) };
  return { prose: `softmax(${z.prose})`, spoken: say('the share softmax makes of {spoken}', { spoken: z.spoken }), value: softmaxShare([...study.pass(example).z[layer]!], unit) };
}

/** ∂L/∂θ of one example, and what follows from it. */
export function exampleGradientWords(study: Study, { example, index }: Of<'exampleGradient'>, name: Words, result: Result): Words {
  const { layer, unit, input } = addressOf(study.network, index);
  const slope: Address = { kind: 'delta', example, layer, unit };
  const from = wording(study, slope);
  const words: Words = input === null
    ? { prose: `${name.prose} = ${from.prose} · 1 = ${result.prose}`, spoken: say('{name} is {source}: {value}', { name: name.spoken, source: from.spoken, value: result.spoken }) }
    : products(study, name, result, [[slope, inputOf(example, layer, input)]]);
  const isAll = stepGradient(study, index).kind === 'exampleGradient';
  const tail = isAll && study.trace.config.optimizer.name === 'sgd' ? consequence(study, index)
    : slopeTail(study, index, result.value, isAll ? say('the loss') : say('the loss of this example'));
  return { prose: `${words.prose}${tail.prose}`, spoken: `${words.spoken}${tail.spoken}` };
}

const nothing: Words = { prose: '', spoken: '' };

/** What the update will do to the parameter. */
function consequence(study: Study, index: number): Words {
  const change = valueOf(study, { kind: 'update', index });
  if (!Number.isFinite(change)) return nothing;
  const { prose, spoken } = wording(study, { kind: 'parameter', index });
  if (change === 0) return { prose: say(', so {prose} will stay as it is', { prose }), spoken: say(', so {spoken} will stay as it is', { spoken }) };
  const sentence = (name: string, by: string): string => (change > 0 ? say(', so {name} will go up by {by}', { name, by }) : say(', so {name} will go down by {by}', { name, by }));
  return { prose: sentence(prose, formatNumber(Math.abs(change))), spoken: sentence(spoken, spokenNumber(Math.abs(change))) };
}

/** What the sign of a gradient says: ": raise $w_{111}$ and the loss rises". */
export function slopeTail(study: Study, index: number, value: number, what: string): Words {
  if (!Number.isFinite(value) || value === 0) return nothing;
  const { prose, spoken } = wording(study, { kind: 'parameter', index });
  const sentence = (name: string): string => (value > 0 ? say(': raise {name} and {what} rises', { name, what }) : say(': raise {name} and {what} falls', { name, what }));
  return { prose: sentence(prose), spoken: sentence(spoken) };
}
