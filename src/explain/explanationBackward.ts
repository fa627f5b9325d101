// ∂L/∂a = Σ ∂L/∂z w, ∂L/∂z = ∂L/∂a · φ′(z), ∂L/∂w = ∂L/∂z · x
import { losses } from '../engine/losses.ts';
import { addressOf, weightIndex } from '../engine/network.ts';
import { formatNumber, formatSetting } from '../viz/format.ts';
import type { Address } from './address.ts';
import { inputOf, slopeOf, softmaxShare } from './explanationForward.ts';
import { lossNames, outputShare, perOutput, readsBareLogits, targetSum } from './explanationLoss.ts';
import { constant, product, quantity, rule, sum } from './formula.ts';
import type { Derivation, Formula } from './formula.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';
import { say } from '../words/say.ts';

/** A slope below this lets hardly anything through. */
const FLAT = 0.01;

type Of<K extends Address['kind']> = Extract<Address, { readonly kind: K }>;

/** ∂L/∂a: at the output the loss's own derivative, elsewhere what comes back from the next layer. */
export function deriveUpstream(study: Study, address: Of<'dLda'>): Derivation {
  const { network, names } = study;
  const { example, layer, unit } = address;
  const symbol = names.symbol({ kind: 'a', example, layer, unit }).markup;
  if (layer === network.layers.length - 1) {
    if (losses[study.trace.config.loss.name].reads === 'logits') {
      return { formula: null, prose: say('This loss is worked out from the weighted sums, so the chain begins at ${markup}$; ${symbol}$ needs no gradient of its own.', { markup: names.symbol({ kind: 'delta', example, layer, unit }).markup, symbol }) };
    }
    const value = valueOf(study, address);
    const meaning = isLossCorner(study, example, unit) ? ` ${say('Here the loss has a corner and no slope; by agreement 0 is taken, so that nothing flows back.')}`
      : value < 0 ? ` ${say('Here it is negative: a larger ${symbol}$ would make the loss smaller.', { symbol })}`
      : value > 0 ? ` ${say('Here it is positive: a smaller ${symbol}$ would make the loss smaller.', { symbol })}` : ` ${say('Here it is 0: nothing flows back.')}`;
    return { formula: lossSlope(study, example, unit), prose: say('The chain begins here: how fast the loss changes with the prediction.{meaning}{bracketProse}', { meaning, bracketProse: bracketProse(losses[study.trace.config.loss.name].derivativeTex) }) };
  }
  const { units } = network.layers[layer + 1]!;
  const terms = Array.from({ length: units }, (_, k) => product(
    quantity({ kind: 'delta', example, layer: layer + 1, unit: k }),
    quantity({ kind: 'parameter', index: weightIndex(network, layer + 1, k, unit) }),
  ));
  const prose = units === 1
    ? say('${symbol}$ reaches the loss through ${markup}$ only, which it enters times its weight.', { symbol, markup: names.symbol({ kind: 'z', example, layer: layer + 1, unit: 0 }).markup })
    : say('${symbol}$ reaches the loss through all {units} neurons of the next layer. Each sends its gradient back times the weight of the connection, and they add up.', { symbol, units });
  return { formula: sum(terms), prose };
}

/** ∂f/∂ŷ in the letters of the loss's record. */
export function lossSlope(study: Study, example: number, output: number): Formula {
  const { name, huberDelta } = study.trace.config.loss;
  const loss = losses[name];
  if (/^-?\d+$/.test(loss.derivativeTex)) return perOutput(study, constant(Number(loss.derivativeTex)));
  return perOutput(study, rule(loss.derivativeTex, lossNames(study, example, output), (values) => loss.derivative(values['read it'] ?? NaN, values['y'] ?? NaN, huberDelta)));
}

/** ∂L/∂z. */
export function deriveDelta(study: Study, address: Of<'delta'>): Derivation {
  const { network, trace } = study;
  const { example, layer, unit } = address;
  const isOutput = layer === network.layers.length - 1;
  if (isOutput && losses[trace.config.loss.name].reads === 'logits') return { formula: logitSlope(study, example, unit), prose: logitProse(study, example) };
  const upstream = quantity({ kind: 'dLda', example, layer, unit });
  if (network.layers[layer]!.elementwise === null) return softmaxDelta(study, address);
  const a = study.names.symbol({ kind: 'a', example, layer, unit }).markup;
  return {
    formula: product(upstream, slopeOf(network, example, layer, unit)),
    prose: say('Back through the activation function: the gradient of ${a}$ times the slope of the curve at this point.{slopeProse}{bracketOf}', { a, slopeProse: slopeProse(study, example, layer, unit), bracketOf: bracketOf(study, layer) }),
  };
}

/** "[z > 0] is 1 where the condition holds, else 0." for a rule that has such a bracket, else "". */
function bracketProse(tex: string): string {
  return /\[[^\]]*(<|>|\\le|\\ge)/.test(tex) ? ` ${say('[…] is 1 where the condition in it holds, else 0.')}` : '';
}

const bracketOf = ({ network }: Study, layer: number): string => bracketProse(network.layers[layer]?.elementwise?.derivativeTex ?? '');

/** The slope that is taken where the curve has a corner and z is exactly there; null anywhere else. */
export function cornerSlope(study: Study, example: number, layer: number, unit: number): number | null {
  const { elementwise } = study.network.layers[layer]!;
  const z = valueOf(study, { kind: 'z', example, layer, unit });
  if (elementwise?.corner === undefined || z !== elementwise.corner) return null;
  return elementwise.derivative(z, valueOf(study, { kind: 'a', example, layer, unit }));
}

/** Where the loss has a corner that the prediction is exactly at. */
function isLossCorner(study: Study, example: number, output: number): boolean {
  const prediction = valueOf(study, { kind: 'a', example, layer: study.network.layers.length - 1, unit: output });
  return losses[study.trace.config.loss.name].corner?.(prediction, valueOf(study, { kind: 'target', example, output })) === 0;
}

/** What the slope does to the gradient, from the numbers. */
function slopeProse(study: Study, example: number, layer: number, unit: number): string {
  const { activation, elementwise } = study.network.layers[layer]!;
  if (elementwise === null) return '';
  const z = valueOf(study, { kind: 'z', example, layer, unit });
  const slope = elementwise.derivative(z, valueOf(study, { kind: 'a', example, layer, unit }));
  if (activation === 'linear') return ` ${say('A linear neuron has the slope 1 everywhere, so that nothing changes.')}`;
  const corner = cornerSlope(study, example, layer, unit);
  if (corner !== null) {
    const what = corner === 0 ? say('nothing') : corner === 0.01 ? say('a hundredth of the gradient') : say('the share {corner} of the gradient', { corner: formatSetting(corner) });
    return ` ${say('The curve has a corner here, at 0, and no slope of its own. By agreement the slope {corner} is taken, that of its left side, so that {what} flows back.', { corner: formatSetting(corner), what })}`;
  }
  if (slope === 0) return ` ${say('The curve is flat here, its slope is 0: nothing flows back.')}`;
  if (Math.abs(slope) < FLAT) return ` ${say('The curve is nearly flat here, slope {slope}: hardly anything flows back.', { slope: formatNumber(slope) })}`;
  if (valueOf(study, { kind: 'dLda', example, layer, unit }) === 0) return ` ${say('Nothing came back to it, so nothing goes on.')}`;
  return '';
}

/** ∂L/∂z of a loss that reads the weighted sums: ŷ − y, for softmax ŷ_k Σy − y_k. */
export function logitSlope(study: Study, example: number, output: number): Formula {
  const { network, trace } = study;
  const { name } = trace.config.loss;
  const loss = losses[name];
  const layer = network.layers.length - 1;
  if (name !== 'softmax_cross_entropy') {
    if (!readsBareLogits(study)) return lossSlope(study, example, output);
    const names = { z: quantity({ kind: 'z', example, layer, unit: output }), y: quantity({ kind: 'target', example, output }) };
    return perOutput(study, rule('\\frac{1}{1 + e^{-z}} - y', names, (values) => loss.derivative(values['z'] ?? NaN, values['y'] ?? NaN, 1)));
  }
  const outputs = Array.from({ length: network.layers[layer]!.units }, (_, k) => k);
  const targets = outputs.map((k) => quantity({ kind: 'target', example, output: k }));
  const y = targets[output]!;
  const total = targetSum(study, example);
  if (readsBareLogits(study)) {
    const sums = outputs.map((unit) => quantity({ kind: 'z', example, layer, unit }));
    const hidden = Object.fromEntries([...sums.map((z, i) => [`z ${i}`, z]), ...targets.map((target, i) => [`y ${i}`, target])]) as Record<string, Formula>;
    const powers = sums.map((z) => rule('e^{z}', { z }, (values) => Math.exp(values['z'] ?? NaN)));
    return rule(`\\frac{e^{z}}{s}${total === 1 ? '' : '\\,(t)'} - y`, { z: sums[output]!, s: sum(powers), t: sum(targets), y, ...hidden }, (values) => (
      softmaxShare(sums.map((_, i) => values[`z ${i}`] ?? NaN), output) * (values['t'] ?? NaN) - (values['y'] ?? NaN)));
  }
  const share = quantity({ kind: 'a', example, layer, unit: output });
  if (total === 1) return rule(loss.derivativeTex, { '\\hat y_k': share, y_k: y }, (values) => (values['\\hat y_k'] ?? NaN) - (values['y_k'] ?? NaN));
  return rule('\\hat y_k\\,(t) - y_k', { '\\hat y_k': share, y_k: y, t: sum(targets) }, (values) => (values['\\hat y_k'] ?? NaN) * (values['t'] ?? NaN) - (values['y_k'] ?? NaN));
}

function logitProse(study: Study, example: number): string {
  const isBare = readsBareLogits(study);
  if (study.trace.config.loss.name === 'softmax_cross_entropy') {
    const p = isBare ? 'p' : 'ŷ';
    const left = targetSum(study, example) === 1 ? say('{answer} minus the target is left', { answer: isBare ? say('this share') : say('the prediction') })
      : say('{answer} times the sum of the targets, minus the target, is left: the targets of this example do not add up to 1', { answer: isBare ? say('this share') : say('the prediction') });
    const own = isBare ? say('The loss makes shares $p$ of the weighted sums by softmax itself') : say('Cross-entropy and softmax belong together');
    return say('{own}: the 1/${p}$ that the logarithm gives cancels against the slope of softmax, and {left}. So no separate slope appears, and nothing is lost where softmax saturates.', { own, p, left });
  }
  const p = isBare ? 'p' : 'ŷ';
  const own = isBare ? say('The loss makes a probability $p$ of the weighted sum by the sigmoid itself') : say('Cross-entropy and sigmoid belong together');
  const outputs = outputShare(study);
  const shared = outputs === 1 ? '' : say(', here over the {outputs} outputs, of which the loss is the mean', { outputs });
  return say('{own}: its derivative $({p} − y)/{p}(1 − {p})$ times the slope ${p}(1 − {p})$ leaves the {answer} minus the target{shared}. So the gradient does not fade where the sigmoid is flat.', { own, p, answer: isBare ? say('probability') : say('prediction'), shared });
}

/** ŷ_k (g_k − Σ_j g_j ŷ_j): every output's gradient comes to every weighted sum. */
function softmaxDelta(study: Study, { example, layer, unit }: Of<'delta'>): Derivation {
  const { units } = study.network.layers[layer]!;
  const gradient = (k: number): Formula => quantity({ kind: 'dLda', example, layer, unit: k });
  const share = (k: number): Formula => quantity({ kind: 'a', example, layer, unit: k });
  const s = sum(Array.from({ length: units }, (_, j) => product(gradient(j), share(j))));
  const formula = rule('p \\cdot \\left(g - \\left(s\\right)\\right)', { p: share(unit), g: gradient(unit), s }, (values) => (values['p'] ?? NaN) * ((values['g'] ?? NaN) - (values['s'] ?? NaN)));
  return { formula, prose: say('Softmax ties the outputs together: raising one weighted sum raises its own share and lowers all others. What is left is the share times its own gradient minus the mean of all gradients, weighted by the shares.') };
}

export function deriveInputGradient(study: Study, { example, feature }: Of<'dLdx'>): Derivation {
  const { network, names } = study;
  const { units } = network.layers[0]!;
  const terms = Array.from({ length: units }, (_, k) => product(
    quantity({ kind: 'delta', example, layer: 0, unit: k }), quantity({ kind: 'parameter', index: weightIndex(network, 0, k, feature) }),
  ));
  return {
    formula: sum(terms),
    prose: say('How the loss would change with the input ${markup}$. Training does not need it, since inputs are given; it says which inputs matter to this example.', { markup: names.symbol({ kind: 'input', example, feature }).markup }),
  };
}

export function deriveExampleGradient(study: Study, { example, index }: Of<'exampleGradient'>): Derivation {
  const { network, names } = study;
  const { layer, unit, input } = addressOf(network, index);
  const delta: Address = { kind: 'delta', example, layer, unit };
  const z = `$${names.symbol({ kind: 'z', example, layer, unit }).markup}$`;
  if (input === null) {
    const prose = say('The bias is added to {z} as it is, so the last factor of the chain is 1: its gradient is that of the weighted sum.{nothingFlows}', { z, nothingFlows: valueOf(study, delta) === 0 ? ` ${say('Nothing flows back to it here.')}` : '' });
    return { formula: product(quantity(delta), constant(1)), prose };
  }
  const source = inputOf(example, layer, input);
  return {
    formula: product(quantity(delta), quantity(source)),
    prose: say('The last factor of the chain is the input that the weight multiplies: here ${markup}$. The other is the gradient of the weighted sum.{zeroProse}', { markup: names.symbol(source).markup, zeroProse: zeroProse(study, delta, source) }),
  };
}

function zeroProse(study: Study, delta: Address, source: Address): string {
  if (valueOf(study, source) === 0) return ` ${say('The input is 0 here, so the weight had no say in the answer and gets no gradient.')}`;
  if (valueOf(study, delta) === 0) return ` ${say('Nothing flows back to the weighted sum here, so the gradient is 0.')}`;
  return '';
}

/** ∂ŷ_k/∂z. */
export function deriveOutputDelta(study: Study, { example, output, layer, unit }: Of<'outputDelta'>): Derivation {
  const { network, names } = study;
  const last = network.layers.length - 1;
  const prediction = `$${names.symbol({ kind: 'a', example, layer: last, unit: output }).markup}$`;
  if (layer === last) return { formula: outputSlope(study, example, output, unit), prose: ownSlopeProse(study, example, output, unit) };
  const { units, elementwise } = network.layers[layer + 1]!;
  // An elementwise output depends on its own weighted sum alone.
  const through = Array.from({ length: units }, (_, k) => k).filter((k) => layer + 1 < last || elementwise === null || k === output);
  const terms = through.map((k) => product(
    quantity({ kind: 'outputDelta', example, output, layer: layer + 1, unit: k }), quantity({ kind: 'parameter', index: weightIndex(network, layer + 1, k, unit) }),
  ));
  return {
    formula: product(sum(terms), slopeOf(network, example, layer, unit)),
    prose: say('The chain rule from the prediction {prediction}, without the loss: what comes back from the next layer, times the slope of the curve.{slopeProse}{bracketOf}', { prediction, slopeProse: slopeProse(study, example, layer, unit), bracketOf: bracketOf(study, layer) }),
  };
}

/** ∂ŷ_m/∂z_k of the output layer: φ′(z), softmax ŷ_m ([m = k] − ŷ_k). */
export function outputSlope(study: Study, example: number, output: number, unit: number): Formula {
  const { network } = study;
  const layer = network.layers.length - 1;
  const share = (k: number): Formula => quantity({ kind: 'a', example, layer, unit: k });
  if (network.layers[layer]!.elementwise !== null) return unit === output ? slopeOf(network, example, layer, unit) : constant(0);
  if (unit === output) return rule('p\\,(1 - p)', { p: share(unit) }, (values) => (values['p'] ?? NaN) * (1 - (values['p'] ?? NaN)));
  return rule('-p\\,q', { p: share(output), q: share(unit) }, (values) => -(values['p'] ?? NaN) * (values['q'] ?? NaN));
}

function ownSlopeProse(study: Study, example: number, output: number, unit: number): string {
  const { elementwise } = study.network.layers.at(-1)!;
  if (elementwise === null) {
    return unit === output ? say('A share of softmax grows with its own weighted sum, fastest in the middle between 0 and 1.') : say('The shares of softmax add up to 1: what another output gains, this one loses.');
  }
  if (unit !== output) return say('Each output depends on its own weighted sum only.');
  const layer = study.network.layers.length - 1;
  return say('The slope of the output\'s curve at this point.{slopeProse}{bracketOf}', { slopeProse: slopeProse(study, example, layer, unit), bracketOf: bracketOf(study, layer) });
}

export function deriveOutputGradient(study: Study, { example, output, index }: Of<'outputGradient'>): Derivation {
  const { network, names } = study;
  const { layer, unit, input } = addressOf(network, index);
  const delta = quantity({ kind: 'outputDelta', example, output, layer, unit });
  const prediction = `$${names.symbol({ kind: 'a', example, layer: network.layers.length - 1, unit: output }).markup}$`;
  if (input === null) return { formula: product(delta, constant(1)), prose: say('How the prediction {prediction} changes with the bias, without asking the loss. The bias is added as it is: the last factor is 1.', { prediction }) };
  const source = inputOf(example, layer, input);
  return {
    formula: product(delta, quantity(source)),
    prose: say('How the prediction {prediction} changes with the weight, without asking the loss. The last factor is the input that the weight multiplies, ${markup}$.', { prediction, markup: names.symbol(source).markup }),
  };
}
