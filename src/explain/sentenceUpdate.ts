// Update: b₃ − η m̂/(√v̂ + ε) = −0.377 + 0.5 · 1.02/(√1.04 + 10⁻⁸) = 0.123: each optimizer's own rule in numbers
import { optimizers } from '../engine/optimizers.ts';
import { formatNumber, formatSetting } from '../viz/format.ts';
import type { Address } from './address.ts';
import { stepGradient } from './explanationBatch.ts';
import { deriveNewParameter, optimizerOf } from './explanationUpdate.ts';
import { givesValueAsShown } from './rounding.ts';
import { bracketed, equals, resultOf, wording, spokenNumber, type Words } from './sentenceWords.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';
import { say } from '../words/say.ts';

/** A ratio between these is about 1. */
const ABOUT_ONE = { least: 0.8, most: 1.25 };
const FEWEST_DIGITS = 3;
/** As many as a double has. */
const MOST_DIGITS = 15;
/** A size of this many ε is large beside it. */
const MANY = 100;

/** How many digits of a parameter are shown. */
type Digits = (value: number) => number;

/** One side of an equation, in symbols and in numbers. */
type Side = { readonly symbols: string; readonly numbers: string };

/** What makes the new value of a parameter, and unless `isBrief` why so. */
export function newParameterWords(study: Study, index: number, name: Words, isBrief: boolean): Words {
  const { formula } = deriveNewParameter(study, { index });
  const value = valueOf(study, { kind: 'newParameter', index });
  const digits = digitsFor(valueOf(study, { kind: 'update', index }));
  const result = resultOf(value, digits(value));
  const { symbols, numbers } = sideOf(study, index, digits);
  const sign = equals(formula === null || givesValueAsShown(study, formula, value, digits));
  const prose = `${name.prose} = ${symbols} = ${numbers}${sign}${result.prose}`;
  if (study.trace.config.optimizer.name === 'sgd') return { prose, spoken: spokenSgd(study, index, name, result, digits) };
  const spoken = spokenMove(study, index, result, digits);
  const why = isBrief || !Number.isFinite(value) ? null : whyOf(study, index);
  return why === null ? { prose, spoken } : { prose: `${prose}. ${why.prose}`, spoken: `${spoken}. ${why.spoken}` };
}

/** So many digits of a parameter that a change of this size is seen: 0.2000 − 0.0004 = 0.1996; three at least. */
function digitsFor(change: number): Digits {
  const last = Math.floor(Math.log10(Math.abs(change)));
  return (value) => (Number.isFinite(last) && Number.isFinite(value) && value !== 0
    ? Math.min(MOST_DIGITS, Math.max(FEWEST_DIGITS, Math.floor(Math.log10(Math.abs(value))) - last + 1)) : FEWEST_DIGITS);
}

function spokenSgd(study: Study, index: number, name: Words, result: Words, digits: Digits): string {
  const parameter: Address = { kind: 'parameter', index };
  const gradient = stepGradient(study, index);
  const old = valueOf(study, parameter);
  const { learningRate } = study.trace;
  const times = learningRate === 1 ? '' : `${say('{spokenNumber} times', { spokenNumber: spokenNumber(learningRate) })} `;
  return `${say('{name} is {parameter} minus the learning rate times {gradient}:', { name: name.spoken, parameter: wording(study, parameter).spoken, gradient: wording(study, gradient).spoken })} `
    + say('{old} minus {times}{gradient} is {value}', { old: spokenNumber(old, digits(old)), times, gradient: spokenNumber(valueOf(study, gradient)), value: result.spoken });
}

function spokenMove(study: Study, index: number, result: Words, digits: Digits): string {
  const { label } = optimizers[study.trace.config.optimizer.name];
  const parameter: Address = { kind: 'parameter', index };
  const { spoken } = wording(study, parameter);
  const old = valueOf(study, parameter);
  const change = valueOf(study, { kind: 'update', index });
  if (change === 0) return say('{optimizer} leaves {parameter} at {value}', { optimizer: label, parameter: spoken, value: result.spoken });
  return say('{optimizer} takes {parameter} from {old} {direction} by {change} to {value}', { optimizer: label, parameter: spoken, old: spokenNumber(old, digits(old)), direction: change > 0 ? say('up') : say('down'), change: spokenNumber(Math.abs(change)), value: result.spoken });
}

/** θ − η d(g) of the optimizer in use. */
function sideOf(study: Study, index: number, digits: Digits): Side {
  const optimizer = optimizerOf(study);
  const eta = formatSetting(study.trace.learningRate);
  const w = wording(study, { kind: 'parameter', index }).prose;
  const value = valueOf(study, { kind: 'parameter', index });
  const g = sideOfQuantity(study, stepGradient(study, index));
  const old: Side = { symbols: w, numbers: formatNumber(value, digits(value)) };
  const slot = (number: number): Address => ({ kind: 'newSlot', slot: number, index });
  switch (optimizer.name) {
    case 'sgd': return { symbols: `${w} − $η$ · ${g.symbols}`, numbers: `${old.numbers} − ${eta} · ${g.numbers}` };
    case 'momentum': {
      const v = sideOfQuantity(study, slot(0));
      return { symbols: `${w} − $η$ · ${v.symbols}`, numbers: `${old.numbers} − ${eta} · ${v.numbers}` };
    }
    case 'nesterov': {
      const v = sideOfQuantity(study, slot(0));
      const mu = formatSetting(optimizer.momentum);
      return { symbols: `${w} − $η$ · (${g.symbols} + $μ$ · ${v.symbols})`, numbers: `${old.numbers} − ${eta} · (${formatNumber(valueOf(study, stepGradient(study, index)))} + ${mu} · ${v.numbers})` };
    }
    case 'adagrad': {
      const decay = optimizer.decay ?? 0;
      const share = overRoot(study, g, slot(0), optimizer.epsilon);
      const rate: Side = decay === 0 ? { symbols: '$η$', numbers: eta }
        : { symbols: '$η$/(1 + $(k − 1)d$)', numbers: `${eta}/(1 + ${formatSetting(study.trace.optimizerStep - 1)} · ${formatSetting(decay)})` };
      return { symbols: `${w} − ${rate.symbols} · ${share.symbols}`, numbers: `${old.numbers} − ${rate.numbers} · ${share.numbers}` };
    }
    case 'rmsprop': {
      const share = overRoot(study, g, slot(0), optimizer.epsilon);
      return { symbols: `${w} − $η$ · ${share.symbols}`, numbers: `${old.numbers} − ${eta} · ${share.numbers}` };
    }
    case 'adam':
    case 'adamw': {
      const m = sideOfQuantity(study, { kind: 'correctedSlot', slot: 0, index });
      const share = overRoot(study, m, { kind: 'correctedSlot', slot: 1, index }, optimizer.epsilon);
      const kept: Side = optimizer.name === 'adam' ? old
        : { symbols: `(1 − $ηλ$) · ${w}`, numbers: `(1 − ${eta} · ${formatSetting(optimizer.weightDecay)}) · ${value < 0 ? `(${old.numbers})` : old.numbers}` };
      return { symbols: `${kept.symbols} − $η$ · ${share.symbols}`, numbers: `${kept.numbers} − ${eta} · ${share.numbers}` };
    }
  }
}

/** As a factor. */
function sideOfQuantity(study: Study, address: Address): Side {
  return { symbols: wording(study, address).prose, numbers: bracketed(valueOf(study, address)) };
}

/** g/(√v + ε) */
function overRoot(study: Study, top: Side, square: Address, epsilon: number): Side {
  const { markup } = study.names.symbol(square);
  const number = formatNumber(valueOf(study, square));
  return {
    symbols: `${top.symbols.includes('/') ? `(${top.symbols})` : top.symbols}/($√${markup}$ + $ε$)`,
    numbers: `${top.numbers}/($√$${number.includes('·') ? `(${number})` : number} + ${formatSetting(epsilon).replace(/^1·/, '')})`,
  };
}

const same = (text: string): Words => ({ prose: text, spoken: text });

/** Why the step is as long as it is, true for the numbers at hand. */
function whyOf(study: Study, index: number): Words {
  const optimizer = optimizerOf(study);
  const isFirst = study.trace.optimizerStep === 1;
  switch (optimizer.name) {
    case 'sgd': return same(say('One step against the gradient; the learning rate sets its length'));
    case 'momentum': return same(isFirst ? say('At first the velocity is this gradient alone') : say('The velocity is this gradient plus {momentum} of the velocity before', { momentum: formatSetting(optimizer.momentum) }));
    case 'nesterov': return same(say('Nesterov adds to the gradient {momentum} of the new velocity, to look where it leads', { momentum: formatSetting(optimizer.momentum) }));
    case 'adagrad': return same(say('Adagrad divides the gradient by the root of the sum of all its squares so far'));
    case 'rmsprop': {
      const g = Math.abs(valueOf(study, stepGradient(study, index)));
      const root = Math.sqrt(valueOf(study, { kind: 'newSlot', slot: 0, index }));
      const end = lengthWords(g / (root + optimizer.epsilon));
      const isYoung = g > 0 && study.trace.optimizerStep * (1 - optimizer.alpha) < 1;
      const start = (isYoung ? `${say('RMSProp divides the gradient by its usual size, a mean that began at 0 and is still too small:')} ` : `${say('RMSProp divides the gradient by its usual size:')} `);
      return { prose: `${start}${end.prose}`, spoken: `${start}${end.spoken}` };
    }
    case 'adam':
    case 'adamw': {
      const m = Math.abs(valueOf(study, { kind: 'correctedSlot', slot: 0, index }));
      const root = Math.sqrt(valueOf(study, { kind: 'correctedSlot', slot: 1, index }));
      const ratio = m / (root + optimizer.epsilon);
      const end = lengthWords(ratio);
      const { label } = optimizers[optimizer.name];
      if (isFirst && ratio >= ABOUT_ONE.least) {
        return {
          prose: say('After one gradient the running mean over its usual size is 1 or −1: {label} moves each weight by about $η$, however small its gradient', { label }),
          spoken: say('After one gradient the running mean over its usual size is 1 or minus 1: {label} moves each weight by about the learning rate, however small its gradient', { label }),
        };
      }
      const why = root > 0 && root < MANY * optimizer.epsilon ? say('that is so small that ε counts beside it')
        : ratio === 0 || !Number.isFinite(ratio) ? ''
        : ratio > ABOUT_ONE.most ? say('the latest gradients are larger than usual')
        : ratio >= ABOUT_ONE.least ? say('its sign has been steady') : say('its sign or its size has been changing');
      const start = `${say('{label} divides the running mean of the gradient by its usual size{why}', { label, why: why === '' ? ':' : say('; {why}, so', { why }) })} `;
      return { prose: `${start}${end.prose}`, spoken: `${start.replace('ε', 'epsilon')}${end.spoken}` };
    }
  }
}

/** Of a step that is `ratio` times η. */
function lengthWords(ratio: number): Words {
  if (!Number.isFinite(ratio) || ratio === 0) return same(say('there is no step'));
  if (ratio >= ABOUT_ONE.least && ratio <= ABOUT_ONE.most) return { prose: say('the step is about $η$'), spoken: say('the step is about the learning rate') };
  return { prose: say('the step is {ratio} $η$', { ratio: formatNumber(ratio, 2) }), spoken: say('the step is {spokenNumber} times the learning rate', { spokenNumber: spokenNumber(Number(ratio.toPrecision(2))) }) };
}
