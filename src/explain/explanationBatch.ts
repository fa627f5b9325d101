// g = (1/n Σ ∂L/∂θ + ∂R/∂θ) · min(1, c/‖·‖)
import { addressOf } from '../engine/network.ts';
import { formatNumber, formatSetting } from '../viz/format.ts';
import type { Address } from './address.ts';
import { reduceExamples } from './explanationLoss.ts';
import { constant, product, quantity, rule, sum, sumOf } from './formula.ts';
import type { Derivation, Formula } from './formula.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';
import { say } from '../words/say.ts';

/** What the optimizer is given for this parameter: the only example's own gradient where nothing is done to it. */
export function stepGradient(study: Pick<Study, 'trace'>, index: number): Address {
  return study.trace.examples.length === 1 && !hasPenalty(study) && !clips(study)
    ? { kind: 'exampleGradient', example: 0, index } : { kind: 'gradient', index };
}

function hasPenalty({ trace }: Pick<Study, 'trace'>): boolean {
  return trace.config.regularization.l1 > 0 || trace.config.regularization.l2 > 0;
}

function clips({ trace }: Pick<Study, 'trace'>): boolean {
  return trace.config.regularization.clipNorm > 0;
}

/** Whether the penalty has a part in the gradient of this parameter. */
export function hasPenaltyShare(study: Pick<Study, 'trace' | 'network'>, index: number): boolean {
  const { regularization } = study.trace.config;
  return hasPenalty(study) && (addressOf(study.network, index).input !== null || (regularization.decayBiases === true && regularization.l2 > 0));
}

/**
 * What g stands for, " $g$ is the gradient with the penalty's share, clipped."; "" where the optimizer is given ∂L/∂θ as it is.
 */
export function gradientLetter(study: Study, index: number): string {
  if (!hasPenalty(study) && !clips(study)) return '';
  const isCut = clips(study) && valueOf(study, { kind: 'gradientNorm' }) > study.trace.config.regularization.clipNorm;
  const penalty = hasPenaltyShare(study, index) ? ` ${say('with the penalty\'s share')}` : '';
  const asItIs = penalty === '' && !isCut ? ` ${say('$∂L/∂{markup}$ as it is', { markup: study.names.symbol({ kind: 'parameter', index }).markup })}` : '';
  return ` ${say('$g$ is the gradient{asItIs}{penalty}{clipped}.', { asItIs, penalty, clipped: isCut ? say(', clipped') : '' })}`;
}

export function deriveDataGradient(study: Study, { index }: { readonly index: number }): Derivation {
  const { examples, config } = study.trace;
  const count = examples.length;
  const why = count === 1 ? say('The batch is this one example, so its gradient is the batch\'s.')
    : config.loss.reduction === 'sum'
      ? say('The gradients of the {count} examples, added up, because their losses are. Each can be opened.', { count })
      : say('The mean of the gradients of the {count} examples: the loss is a mean, and the derivative of a mean is the mean of the derivatives. Each can be opened.', { count });
  return { formula: reduceExamples(study, (example) => quantity({ kind: 'exampleGradient', example, index })), prose: why };
}

export function derivePenaltyGradient(study: Study, { index }: { readonly index: number }): Derivation {
  const { l1, l2 } = study.trace.config.regularization;
  const isBias = addressOf(study.network, index).input === null;
  if (!hasPenaltyShare(study, index)) return { formula: constant(0), prose: isBias && hasPenalty(study) ? say('The penalty leaves biases alone.') : say('No penalty is set.') };
  const w = quantity({ kind: 'parameter', index });
  const terms: Formula[] = [];
  if (l1 > 0 && !isBias) terms.push(rule('\\lambda\\,\\operatorname{sign}(w)', { '\\lambda': constant(l1, '\\lambda_1'), w }, (values) => (values['\\lambda'] ?? NaN) * Math.sign(values['w'] ?? NaN)));
  if (l2 > 0) terms.push(product(constant(l2, '\\lambda_2'), w));
  const how = l1 > 0 && l2 > 0 ? say('The first part pulls equally hard at every size, the second the harder the larger the weight is')
    : l1 > 0 ? say('It pulls the weight towards 0, equally hard at every size, so that small weights can become 0') : say('It pulls the weight towards 0, the harder the larger it is');
  return { formula: sum(terms), prose: say('The derivative of the penalty by this parameter. {how}.', { how }) };
}

export function deriveGradientNorm(study: Study): Derivation {
  const { parameterCount } = study.network;
  const squares = sumOf(parameterCount, (index) => rule('g^2', { g: unclipped(study, index) }, (values) => (values['g'] ?? NaN) ** 2));
  const limit = study.trace.config.regularization.clipNorm;
  const norm = valueOf(study, { kind: 'gradientNorm' });
  const limited = limit > 0 ? ` ${say('The limit is {limit}, so {outcome}.', { limit: formatSetting(limit), outcome: norm > limit ? say('it is cut down to that') : say('it passes as it is') })}` : '';
  return {
    formula: rule('\\sqrt{s}', { s: squares }, (values) => Math.sqrt(values['s'] ?? NaN)),
    prose: say('The length of the gradient, all {parameterCount} entries of it: how steeply what is minimised falls against it.{limited}', { parameterCount: formatSetting(parameterCount), limited }),
  };
}

/** ∂L/∂θ + ∂R/∂θ. */
function unclipped(study: Study, index: number): Formula {
  const data = quantity({ kind: 'dataGradient', index });
  return hasPenaltyShare(study, index) ? sum([data, quantity({ kind: 'penaltyGradient', index })]) : data;
}

export function deriveGradient(study: Study, { index }: { readonly index: number }): Derivation {
  const limit = study.trace.config.regularization.clipNorm;
  if (!clips(study)) {
    // Alone, the batch's gradient is explained here and now.
    if (!hasPenalty(study)) return deriveDataGradient(study, { index });
    const prose = hasPenaltyShare(study, index) ? say('The gradient of the loss and that of the penalty, added up: both are made small together. The optimizer is given this sum, $g$.')
      : say('The gradient of the loss alone; the penalty leaves biases alone. The optimizer is given it as $g$.');
    return { formula: unclipped(study, index), prose };
  }
  const norm = valueOf(study, { kind: 'gradientNorm' });
  const formula = rule('s \\cdot \\min\\left(1, \\frac{c}{n}\\right)', {
    s: unclipped(study, index), c: constant(limit, 'c'), n: quantity({ kind: 'gradientNorm' }),
  }, (values) => (values['s'] ?? NaN) * Math.min(1, (values['c'] ?? NaN) / (values['n'] ?? NaN)));
  const what = norm > limit
    ? say('The gradient is {norm} long, more than the {limit} allowed. All its entries are made smaller by the same factor, so it keeps its direction. The optimizer is given the result, $g$.', { norm: formatNumber(norm), limit: formatSetting(limit) })
    : say('The gradient is {norm} long, within the {limit} allowed, and passes as it is. The optimizer is given it as $g$.', { norm: formatNumber(norm), limit: formatSetting(limit) });
  return { formula, prose: what };
}
