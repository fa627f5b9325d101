// f(ŷ, y) of each output → L of the example → L of the batch, and R(θ) beside it
import { losses } from '../engine/losses.ts';
import type { Network } from '../engine/network.ts';
import { formatNumber } from '../viz/format.ts';
import type { Address } from './address.ts';
import { softmaxShare } from './explanationForward.ts';
import { constant, product, quantity, rule, sum, sumOf, termsOf } from './formula.ts';
import type { Derivation, Formula } from './formula.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';
import { say } from '../words/say.ts';

type Names = Readonly<Record<string, Formula>>;

/** What the letters of a loss's rules stand for at one output; `read` is what the engine computes it from. */
export function lossNames({ network, trace }: Study, example: number, output: number): Names {
  const layer = network.layers.length - 1;
  const { name, huberDelta } = trace.config.loss;
  const z = quantity({ kind: 'z', example, layer, unit: output });
  const a = quantity({ kind: 'a', example, layer, unit: output });
  return {
    '\\hat y': a, y: quantity({ kind: 'target', example, output }),
    'read it': losses[name].reads === 'logits' ? z : a,
    ...(name === 'huber' ? { d: constant(huberDelta, 'd') } : {}),
  };
}

/** m where the loss is a mean over the m outputs, too, else 1. */
export function outputShare({ network, trace }: Pick<Study, 'network' | 'trace'>): number {
  const { name, reduction } = trace.config.loss;
  return reduction !== 'mean_all' || name === 'softmax_cross_entropy' ? 1 : network.layers.at(-1)!.units;
}

/** Σy of an example: 1 for one class or probabilities. */
export function targetSum(study: Study, example: number): number {
  const { units } = study.network.layers.at(-1)!;
  const total = Array.from({ length: units }, (_, output) => valueOf(study, { kind: 'target', example, output })).reduce((added, y) => added + y, 0);
  // What binary fractions add.
  return Math.abs(total - 1) < 1e-12 ? 1 : total;
}

/** 1/m before a formula where the loss is a mean over the outputs, too. */
export function perOutput(study: Study, formula: Formula): Formula {
  const outputs = outputShare(study);
  if (outputs === 1) return formula;
  return product(rule('\\frac{1}{m}', { m: constant(outputs, 'm') }, (values) => 1 / (values['m'] ?? NaN)), formula);
}

/** The logits are the answer itself where a cross-entropy has no activation before it. */
export function readsBareLogits({ network, trace }: Study): boolean {
  return losses[trace.config.loss.name].reads === 'logits' && network.layers.at(-1)!.activation === 'linear';
}

export function deriveOutputLoss(study: Study, address: Extract<Address, { kind: 'outputLoss' }>): Derivation {
  return { formula: outputLoss(study, address.example, address.output), prose: lossProse(study, address.example) };
}

function outputLoss(study: Study, example: number, output: number): Formula {
  const { name, huberDelta } = study.trace.config.loss;
  if (name === 'softmax_cross_entropy') return crossEntropyTerm(study, example, output);
  const loss = losses[name];
  const names = lossNames(study, example, output);
  const evaluate = (values: Readonly<Record<string, number>>): number => loss.output(values['read it'] ?? NaN, values['y'] ?? NaN, huberDelta);
  if (!readsBareLogits(study)) return perOutput(study, rule(loss.tex, names, evaluate));
  return perOutput(study, rule('\\ln(1 + e^z) - y\\,z', { z: names['read it']!, y: names['y']! }, (values) => loss.output(values['z'] ?? NaN, values['y'] ?? NaN, huberDelta)));
}

/** −y_k ln ŷ_k, worked out from the weighted sums, which stay exact where ŷ_k rounds to 0. */
function crossEntropyTerm(study: Study, example: number, output: number): Formula {
  const { network } = study;
  const layer = network.layers.length - 1;
  const sums = Array.from({ length: network.layers[layer]!.units }, (_, unit) => quantity({ kind: 'z', example, layer, unit }));
  const hidden = Object.fromEntries(sums.map((z, i) => [`hidden ${i}`, z]));
  const y = quantity({ kind: 'target', example, output });
  const evaluate = (values: Readonly<Record<string, number>>): number => {
    const z = sums.map((_, i) => values[`hidden ${i}`] ?? NaN);
    const largest = z.indexOf(Math.max(...z));
    return (values['y'] ?? NaN) * ((z[largest] ?? NaN) - z[output]! - Math.log(softmaxShare(z, largest)));
  };
  if (!readsBareLogits(study)) return rule('-y\\,\\ln \\hat y', { y, '\\hat y': quantity({ kind: 'a', example, layer, unit: output }), ...hidden }, evaluate);
  const powers = sums.map((z) => rule('e^{z}', { z }, (values) => Math.exp(values['z'] ?? NaN)));
  return rule('y\\,(\\ln(s) - z)', { y, s: sum(powers), z: sums[output]!, ...hidden }, evaluate);
}

export function deriveExampleLoss(study: Study, { example }: Extract<Address, { kind: 'exampleLoss' }>): Derivation {
  const { network, trace } = study;
  const outputs = network.layers.at(-1)!.units;
  const { name } = trace.config.loss;
  const isOneRule = outputs === 1 || name === 'softmax_cross_entropy';
  const terms = Array.from({ length: outputs }, (_, output) => (isOneRule ? outputLoss(study, example, output) : quantity({ kind: 'outputLoss', example, output })));
  const added = isOneRule ? '' : ` ${say('The losses of the {outputs} outputs are added up.', { outputs })}`;
  return { formula: sum(terms), prose: `${lossProse(study, example)}${added}` };
}

/** Why this loss, in a sentence or two. */
function lossProse(study: Study, example: number): string {
  const { name, huberDelta } = study.trace.config.loss;
  const outputs = outputShare(study);
  const shared = outputs > 1 ? ` ${say('It is a mean over the {outputs} outputs, hence 1/m.', { outputs })}` : '';
  const why = ((): string => {
    switch (name) {
      case 'squared': return say('How far the prediction is from the target, squared: twice as far costs four times as much.');
      case 'half_squared': return say('How far the prediction is from the target, squared; the half makes the derivative simply $ŷ − y$.');
      case 'absolute': return say('How far the prediction is from the target: a single example that is far off counts no more than its distance.');
      case 'huber': return say('Squared while the prediction is within {huberDelta} of the target, a straight line beyond, so that an example far off does not decide everything.', { huberDelta: formatNumber(huberDelta) });
      case 'binary_cross_entropy': return say('The prediction is read as a probability; the loss is minus the logarithm of the probability given to the right answer. It is worked out from the weighted sum, as $max(z, 0) − zy + ln(1 + {power})$, which stays exact where $ŷ$ rounds to 0 or 1.', { power: 'e^{−|z|}' });
      case 'softmax_cross_entropy': return say('Minus the logarithm of the probability given to the right class. It is worked out from the weighted sums, so that it stays exact where a probability rounds to 0.');
      case 'hinge': return hingeProse(study, example);
      case 'signed_difference': return say('The difference with its sign. This is a trap: a prediction that is too large makes the loss smaller, and it has no lowest value.');
    }
  })();
  return why + shared;
}

function hingeProse(study: Study, example: number): string {
  const outputs = study.network.layers.at(-1)!.units;
  const isRight = Array.from({ length: outputs }, (_, output) => valueOf(study, { kind: 'target', example, output })
    * valueOf(study, { kind: 'a', example, layer: study.network.layers.length - 1, unit: output }) >= 1).every(Boolean);
  return say('It is 0 once the prediction is on the right side by at least 1{now}; short of that it grows in a straight line.', { now: isRight ? say(', as it is here') : '' });
}

/** Σ over the examples, or their mean: what the loss's reduction makes of the examples' numbers. */
export function reduceExamples({ trace }: Study, termAt: (example: number) => Formula): Formula {
  const count = trace.examples.length;
  const added: Formula = { kind: 'sum', terms: termsOf(count, termAt) };
  if (trace.config.loss.reduction === 'sum' || count === 1) return added;
  return product(rule('\\frac{1}{n}', { n: constant(count, 'n') }, (values) => 1 / (values['n'] ?? NaN)), added);
}

export function deriveBatchLoss(study: Study): Derivation {
  const { examples, config } = study.trace;
  const count = examples.length;
  const prose = count === 1 ? say('The batch is this one example, so its loss is the batch\'s.')
    : config.loss.reduction === 'sum' ? say('The losses of the {count} examples, added up. A sum grows with the batch, and with it the steps.', { count })
      : say('The mean of the losses of the {count} examples of this mini-batch.', { count });
  return { formula: reduceExamples(study, (example) => quantity({ kind: 'exampleLoss', example })), prose };
}

export function derivePenalty({ network, trace }: Study): Derivation {
  const { l1, l2 } = trace.config.regularization;
  if (l1 === 0 && l2 === 0) return { formula: constant(0), prose: say('No penalty is set.') };
  const count = network.layers.reduce((weights, { inputs, units }) => weights + inputs * units, 0);
  const added = (tex: string, f: (w: number) => number): Formula => sumOf(count, (place) => (
    rule(tex, { w: quantity({ kind: 'parameter', index: weightAt(network, place) }) }, (values) => f(values['w'] ?? NaN))
  ));
  const terms: Formula[] = [];
  if (l1 > 0) terms.push(product(constant(l1, '\\lambda_1'), added('|w|', Math.abs)));
  if (l2 > 0) terms.push(product(constant(0.5, '\\tfrac{1}{2}'), constant(l2, '\\lambda_2'), added('w^2', (w) => w * w)));
  return { formula: sum(terms), prose: say('Large weights cost something, biases do not. It is kept apart from the loss, but both are made small together.') };
}

/** Index in θ of weight number `place`, the biases left out. */
function weightAt({ layers }: Network, place: number): number {
  let left = place;
  for (const { weights, biases } of layers) {
    if (left < biases - weights) return weights + left;
    left -= biases - weights;
  }
  throw new RangeError(say('There is no weight number {place}.', { place }));
}

export function deriveObjective({ trace }: Study): Derivation {
  // A loss below 0, which a trap can have, has no share of a sum.
  const largely = trace.batchLoss >= 0 && trace.penalty > trace.batchLoss ? ` ${say('Most of it is the penalty at present.')}` : '';
  return {
    formula: sum([quantity({ kind: 'batchLoss' }), quantity({ kind: 'penalty' })]),
    prose: say('What the update makes smaller: the loss and the penalty together.{largely}', { largely }),
  };
}
