// θ_new = θ − η d(g), v_new = μ v + g, m̂ = m/(1 − β₁ᵏ) …: each optimizer's rule for one parameter
import { addressOf } from '../engine/network.ts';
import { optimizers, withMomentum } from '../engine/optimizers.ts';
import type { OptimizerSpec } from '../engine/optimizers.ts';
import { formatNumber, formatSetting } from '../viz/format.ts';
import type { Address } from './address.ts';
import { gradientLetter, stepGradient } from './explanationBatch.ts';
import { constant, quantity, rule } from './formula.ts';
import type { Derivation, Formula } from './formula.ts';
import { slotWords } from './names.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';
import { say, translated } from '../words/say.ts';

type Place = { readonly slot: number; readonly index: number };

/** The optimizer of this update, with the momentum that the schedule may set. */
export function optimizerOf({ trace }: Pick<Study, 'trace'>): OptimizerSpec {
  return trace.momentum === null ? trace.config.optimizer : withMomentum(trace.config.optimizer, trace.momentum);
}

export function deriveSlot({ trace, names }: Study, { slot, index }: Place): Derivation {
  const name = slotWords(optimizers[trace.config.optimizer.name].slots[slot]!.name);
  if (trace.optimizerStep === 1) return { formula: null, prose: say('The optimizer\'s memory of this parameter, its {name}: 0 before the first step.', { name }) };
  const parameter = names.symbol({ kind: 'parameter', index }).markup;
  return { formula: null, prose: say('The optimizer\'s memory of ${parameter}$, its {name}, as the {optimizerStep} before left it. It was 0 at the beginning.', { parameter, name, optimizerStep: trace.optimizerStep === 2 ? say('step@@before') : say('{optimizerStep} steps', { optimizerStep: formatSetting(trace.optimizerStep - 1) }) }) };
}

/** The optimizer's memory after it has seen this update's gradient. */
export function deriveNewSlot(study: Study, { slot, index }: Place): Derivation {
  const optimizer = optimizerOf(study);
  const g = quantity(stepGradient(study, index));
  const old = quantity({ kind: 'slot', slot, index });
  switch (optimizer.name) {
    case 'sgd': return { formula: null, prose: say('SGD remembers nothing.') };
    case 'momentum':
    case 'nesterov':
      return {
        formula: rule('\\mu\\,v + g', { '\\mu': constant(optimizer.momentum, '\\mu'), v: old, g }, (of) => (of['\\mu'] ?? NaN) * (of['v'] ?? NaN) + (of['g'] ?? NaN)),
        prose: say('The velocity keeps the share {momentum} of what it was, and this update\'s gradient is added: gradients that keep their direction build up, those that change it cancel.', { momentum: formatSetting(optimizer.momentum) }),
      };
    case 'adagrad':
      return {
        formula: rule('s + g^2', { s: old, g }, (of) => (of['s'] ?? NaN) + (of['g'] ?? NaN) ** 2),
        prose: say('Adagrad adds up the squares of all gradients of this parameter. The sum only grows, so that the same gradient moves the parameter less and less.'),
      };
    case 'rmsprop':
      return { formula: runningMean(optimizer.alpha, '\\alpha', old, g, 2), prose: say('A running mean of the squared gradient, which forgets: {kept} of the old mean and {added} of the new square.', { kept: formatSetting(optimizer.alpha), added: formatSetting(1 - optimizer.alpha) }) };
    case 'adam':
    case 'adamw':
      return slot === 0
        ? { formula: runningMean(optimizer.beta1, '\\beta_1', old, g, 1), prose: say('A running mean of the gradient: {kept} of the old mean and {added} of the new gradient. It smooths out what changes from batch to batch.', { kept: formatSetting(optimizer.beta1), added: formatSetting(1 - optimizer.beta1) }) }
        : { formula: runningMean(optimizer.beta2, '\\beta_2', old, g, 2), prose: say('A running mean of the squared gradient: how large this parameter\'s gradients usually are, whatever their sign.') };
  }
}

/** β v + (1 − β) gᵖ */
function runningMean(keep: number, letter: string, old: Formula, g: Formula, power: 1 | 2): Formula {
  return rule(
    power === 1 ? '\\beta\\,v + (1 - \\beta) \\cdot g' : '\\beta\\,v + (1 - \\beta) \\cdot g^2', { '\\beta': constant(keep, letter), v: old, g },
    (of) => (of['\\beta'] ?? NaN) * (of['v'] ?? NaN) + (1 - (of['\\beta'] ?? NaN)) * (of['g'] ?? NaN) ** power,
  );
}

/** Adam's m̂ and v̂. */
export function deriveCorrectedSlot(study: Study, { slot, index }: Place): Derivation {
  const optimizer = optimizerOf(study);
  const memory = quantity({ kind: 'newSlot', slot, index });
  if (optimizer.name !== 'adam' && optimizer.name !== 'adamw') {
    return { formula: memory, prose: say('{label} corrects nothing: its memory is used as it is.', { label: translated(optimizers[optimizer.name].label) }) };
  }
  const k = study.trace.optimizerStep;
  const beta = slot === 0 ? constant(optimizer.beta1, '\\beta_1') : constant(optimizer.beta2, '\\beta_2');
  return {
    formula: rule('\\frac{m}{1 - \\beta^{k}}', { m: memory, '\\beta': beta, k: constant(k, 'k') }, (of) => (of['m'] ?? NaN) / (1 - (of['\\beta'] ?? NaN) ** (of['k'] ?? NaN))),
    prose: say('The memory began at 0, so over the first steps it is too near to 0. Divided by the share that {k} so far {have} in it, it is their mean, right from the beginning.', { k: k === 1 ? say('the one gradient') : say('the {k} gradients', { k: formatSetting(k) }), have: k === 1 ? say('has') : say('have') }),
  };
}

type Step = { readonly tex: string; readonly names: Readonly<Record<string, Formula>>; readonly length: (of: Readonly<Record<string, number>>) => number; readonly why: string };

/** What is taken off θ: η d(g) without its sign. */
function stepOf(study: Study, index: number): Step {
  const optimizer = optimizerOf(study);
  const eta = { '\\eta': quantity({ kind: 'learningRate' }) };
  const g = quantity(stepGradient(study, index));
  const slot = (number: number): Formula => quantity({ kind: 'newSlot', slot: number, index });
  const at = (of: Readonly<Record<string, number>>, name: string): number => of[name] ?? NaN;
  switch (optimizer.name) {
    case 'sgd':
      return { tex: '\\eta\\,g', names: { ...eta, g }, length: (of) => at(of, '\\eta') * at(of, 'g'), why: say('One step against the gradient; the learning rate sets its length.') };
    case 'momentum':
      return { tex: '\\eta\\,v', names: { ...eta, v: slot(0) }, length: (of) => at(of, '\\eta') * at(of, 'v'), why: say('The step goes against the velocity, in which earlier gradients live on.') };
    case 'nesterov':
      return {
        tex: '\\eta\\,\\left(g + \\mu\\,v\\right)', names: { ...eta, g, '\\mu': constant(optimizer.momentum, '\\mu'), v: slot(0) },
        length: (of) => at(of, '\\eta') * (at(of, 'g') + at(of, '\\mu') * at(of, 'v')),
        why: say('Nesterov looks ahead: it goes against the gradient and where the velocity is going to carry it.'),
      };
    case 'adagrad': {
      const decay = optimizer.decay ?? 0;
      const epsilon = constant(optimizer.epsilon, '\\varepsilon');
      const why = say('The gradient is divided by the root of the sum of all its squares, so a parameter that had large gradients moves less.');
      const fraction = (of: Readonly<Record<string, number>>): number => at(of, 'g') / (Math.sqrt(at(of, 's')) + at(of, '\\varepsilon'));
      if (decay === 0) return { tex: '\\eta\\,\\frac{g}{\\sqrt{s} + \\varepsilon}', names: { ...eta, g, s: slot(0), '\\varepsilon': epsilon }, length: (of) => at(of, '\\eta') * fraction(of), why };
      return {
        tex: '\\frac{\\eta}{1 + (k - 1)\\,d}\\,\\frac{g}{\\sqrt{s} + \\varepsilon}',
        names: { ...eta, g, s: slot(0), '\\varepsilon': epsilon, k: constant(study.trace.optimizerStep, 'k'), d: constant(decay, 'd') },
        length: (of) => (at(of, '\\eta') / (1 + (at(of, 'k') - 1) * at(of, 'd'))) * fraction(of),
        why,
      };
    }
    case 'rmsprop':
      return {
        tex: '\\eta\\,\\frac{g}{\\sqrt{v} + \\varepsilon}', names: { ...eta, g, v: slot(0), '\\varepsilon': constant(optimizer.epsilon, '\\varepsilon') },
        length: (of) => (at(of, '\\eta') * at(of, 'g')) / (Math.sqrt(at(of, 'v')) + at(of, '\\varepsilon')),
        why: say('The gradient is divided by how large it usually is, so that parameters with small gradients move, too.'),
      };
    case 'adam':
    case 'adamw':
      return {
        tex: '\\eta\\,\\frac{m}{\\sqrt{v} + \\varepsilon}',
        names: {
          ...eta, m: quantity({ kind: 'correctedSlot', slot: 0, index }), v: quantity({ kind: 'correctedSlot', slot: 1, index }),
          '\\varepsilon': constant(optimizer.epsilon, '\\varepsilon'),
        },
        length: (of) => (at(of, '\\eta') * at(of, 'm')) / (Math.sqrt(at(of, 'v')) + at(of, '\\varepsilon')),
        why: study.trace.optimizerStep === 1
          ? say('Adam divides the running mean of the gradient by its usual size. After one gradient that is 1 or −1, so the step is about η, however small the gradient; only later is it shorter where the sign changes.')
          : say('Adam divides the running mean of the gradient by its usual size, so the step is about η where the sign of the gradient is steady, and shorter where it changes.'),
      };
  }
}

/** θ_new − θ. */
export function deriveUpdate(study: Study, { index }: { readonly index: number }): Derivation {
  const { tex, names, length, why } = stepOf(study, index);
  const optimizer = optimizerOf(study);
  const prose = `${why}${gradientLetter(study, index)}${directionOf(study, index)}`;
  if (optimizer.name !== 'adamw') return { formula: rule(`-${tex}`, names, (of) => -length(of)), prose };
  const decayed = { ...names, '\\lambda': constant(optimizer.weightDecay, '\\lambda'), w: quantity({ kind: 'parameter', index }) };
  return {
    formula: rule(`-\\eta\\,\\lambda\\,w - ${tex}`, decayed, (of) => -(of['\\eta'] ?? NaN) * (of['\\lambda'] ?? NaN) * (of['w'] ?? NaN) - length(of)),
    prose: say('{prose} AdamW also takes the share ηλ off the parameter itself, past the optimizer\'s memory.', { prose }),
  };
}

export function deriveNewParameter(study: Study, { index }: { readonly index: number }): Derivation {
  const { tex, names, length, why } = stepOf(study, index);
  const optimizer = optimizerOf(study);
  const prose = `${why}${gradientLetter(study, index)}${directionOf(study, index)}`;
  const w = quantity({ kind: 'parameter', index });
  if (optimizer.name !== 'adamw') return { formula: rule(`w - ${tex}`, { ...names, w }, (of) => (of['w'] ?? NaN) - length(of)), prose };
  return {
    formula: rule(`(1 - \\eta\\,\\lambda)\\,w - ${tex}`, { ...names, w, '\\lambda': constant(optimizer.weightDecay, '\\lambda') },
      (of) => (1 - (of['\\eta'] ?? NaN) * (of['\\lambda'] ?? NaN)) * (of['w'] ?? NaN) - length(of)),
    prose: say('{prose} AdamW first shrinks the parameter by the share ηλ, which an L2 penalty inside the gradient would not do for Adam.', { prose }),
  };
}

/** What the step does to the parameter, in its sign. */
function directionOf(study: Study, index: number): string {
  const change = valueOf(study, { kind: 'update', index });
  const gradient: Address = stepGradient(study, index);
  const what = addressOf(study.network, index).input === null ? say('the bias') : say('the weight');
  if (!Number.isFinite(change)) return ` ${say('The result is too large for a number: the update is not made.')}`;
  if (change === 0) return valueOf(study, gradient) === 0 ? ` ${say('The gradient is 0, so {what} stays as it is.', { what })}` : ` ${say('The step is too short to change {what}.', { what })}`;
  const slope = valueOf(study, gradient);
  const against = slope !== 0 && Math.sign(slope) === Math.sign(change) ? say(', although the present gradient alone would take it {direction}', { direction: change > 0 ? say('down') : say('up') }) : '';
  return ` ${say('Here {what} goes {direction} by {change}{against}.', { what, direction: change > 0 ? say('up') : say('down'), change: formatNumber(Math.abs(change)), against })}`;
}
