// x, y, θ, η: what an update begins with; w ∼ U[a, b]: what θ began with
import { distributionOf } from '../engine/initializers.ts';
import { initializerText } from '../config/initializerText.ts';
import type { Distribution } from '../engine/initializers.ts';
import { addressOf } from '../engine/network.ts';
import { learningRateAt, milestonesPassed, restartBefore, schedules } from '../engine/schedules.ts';
import type { ScheduleSpec } from '../engine/schedules.ts';
import { formatNumber, formatSetting } from '../viz/format.ts';
import type { Address } from './address.ts';
import { constant, quantity, rule } from './formula.ts';
import type { Derivation, Formula } from './formula.ts';
import { texSetting } from './formulaTex.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';
import { say, translated } from '../words/say.ts';

/** "training example 3", "validation example 12" */
function exampleWords({ guest, examples }: Study['trace'], example: number): string {
  return guest === true ? say('validation example {number}', { number: (examples[example] ?? 0) + 1 }) : say('training example {number}', { number: (examples[example] ?? 0) + 1 });
}

export function deriveInput({ trace, names }: Study, address: Extract<Address, { kind: 'input' }>): Derivation {
  const symbol = names.symbol(address).markup;
  const given = /^x_\{?\d+\}?$/.test(symbol) ? say('It is given, not computed: the chain ends here.') : say('The feature is made of the raw inputs before the network sees them.');
  return { formula: null, prose: say('What {example} has for ${symbol}$. {given}', { example: exampleWords(trace, address.example), symbol, given }) };
}

export function deriveTarget({ trace, network, names }: Study, address: Extract<Address, { kind: 'target' }>): Derivation {
  const prediction = names.symbol({ kind: 'a', example: address.example, layer: network.layers.length - 1, unit: address.output }).markup;
  return { formula: null, prose: say('What the network should answer for {example}. The loss says how far ${prediction}$ is from it.', { example: exampleWords(trace, address.example), prediction }) };
}

/** θᵢ before the update. Before the first step of a run it is what was drawn, unless it has been changed by hand since. */
export function deriveParameter(study: Study, { index }: Extract<Address, { kind: 'parameter' }>): Derivation {
  const { trace, network, names } = study;
  const draw: Address = { kind: 'draw', index };
  const isWeight = addressOf(network, index).input !== null;
  const role = isWeight ? say('A weight says how much an input counts, and in which direction.') : say('A bias shifts the weighted sum, whatever the inputs are.');
  if (trace.step > 0) {
    const given = { role, value: formatNumber(valueOf(study, draw)) };
    return { formula: null, prose: trace.step === 1 ? say('{role} It began at {value}; 1 update has been made since.', given) : say('{role} It began at {value}; {step} updates have been made since.', { ...given, step: formatSetting(trace.step) }) };
  }
  if (trace.theta[index] !== trace.initial[index]) return { formula: null, prose: say('{role} It was set by hand before the first update.', { role }) };
  if (study.initialization.isGiven) return { formula: quantity(draw), prose: say('{role} Before the first update it is what was set by hand.', { role }) };
  return { formula: quantity(draw), prose: say('{role} Before the first update ${markup}$ is still as it was drawn.', { role, markup: names.symbol({ kind: 'parameter', index }).markup }) };
}

export function deriveDraw(study: Study, address: Extract<Address, { kind: 'draw' }>): Derivation {
  const { network, initialization } = study;
  const { weights, biases, seed, isGiven } = initialization;
  if (isGiven) return { formula: null, prose: say('Set by hand, not drawn.') };
  const { layer, input } = addressOf(network, address.index);
  const { inputs, units } = network.layers[layer]!;
  const spec = input === null ? biases : weights;
  const distribution = distributionOf(spec, inputs, units);
  const value = valueOf(study, address);
  const what = input === null ? say('biases') : say('weights');
  const source = spec.kind === 'xavier' || spec.kind === 'he' || spec.kind === 'lecun'
    ? `${say('{initializerLabel} chooses the spread for the {inputs} {inputWord} and {units} {neuronWord} of this layer.', { initializerLabel: initializerText(spec), inputs, inputWord: inputs === 1 ? say('input') : say('inputs'), units, neuronWord: units === 1 ? say('neuron') : say('neurons') })} ` : '';
  switch (distribution.kind) {
    case 'constant':
      if (value !== distribution.value) return { formula: null, prose: say('Set by hand, not drawn.') };
      return { formula: constant(distribution.value), prose: say('All {what} of this layer begin at {value}: nothing is drawn.{alike}', { what, value: formatSetting(distribution.value), alike: input === null ? '' : ` ${say('Neurons that begin alike stay alike.')}` }) };
    case 'uniform':
      return { formula: drawn(value, distribution), prose: say('{source}Drawn with seed {seed}: every number from {low} to {high} was equally likely.', { source, seed, low: formatSetting(distribution.low), high: formatSetting(distribution.high) }) };
    case 'normal': {
      const orthogonal = spec.kind === 'orthogonal' ? `${say('The weights of the layer were drawn together, as an orthogonal matrix; a single one comes close to this.')} ` : '';
      return { formula: drawn(value, distribution), prose: say('{source}{orthogonal}Drawn with seed {seed} from a bell around {mean} with standard deviation {std}.', { source, orthogonal, seed, mean: formatSetting(distribution.mean), std: formatSetting(distribution.std) }) };
    }
  }
}

function drawn(value: number, distribution: Exclude<Distribution, { kind: 'constant' }>): Formula {
  const text = distribution.kind === 'uniform'
    ? `U[${texSetting(distribution.low)}, ${texSetting(distribution.high)}]`
    : `N(${texSetting(distribution.mean)}, ${texSetting(distribution.std)}^2)`;
  return rule(`u \\sim ${text}`, { u: constant(value, 'u') }, (values) => values['u'] ?? NaN);
}

export function deriveLearningRate({ trace }: Study): Derivation {
  const { schedule, learningRate } = trace.config;
  const why = say('The learning rate says how far the update goes against the gradient.');
  if (schedule.name === 'constant') return { formula: null, prose: say('{why} It is a setting, the same in every update.', { why }) };
  return {
    formula: scheduleRule(schedule, learningRate, trace.step),
    prose: say('{why} The schedule “{label}” makes it out of the setting {learningRate}; {step} {updates} been made.{share}', { why, label: translated(schedules[schedule.name].label), learningRate: formatSetting(learningRate), step: formatSetting(trace.step), updates: trace.step === 1 ? say('update has') : say('updates have'), share: schedule.name === 'one_cycle' ? ` ${say('$c_k$ is the share of it at this place of the cycle.')}` : '' }),
  };
}

type Names = Readonly<Record<string, Formula>>;
type Values = Readonly<Record<string, number>>;
const at = (of: Values, name: string): number => of[name] ?? NaN;

/** The right-hand side of the schedule's formula with what its letters stand for at this step. */
function scheduleRule(schedule: Exclude<ScheduleSpec, { name: 'constant' }>, base: number, step: number): Formula {
  const right = schedules[schedule.name].tex.replace('\\eta_k = ', '').replaceAll('\\pi ', '\\pi\\,');
  const eta = { '\\eta': constant(base, '\\eta_0') };
  const k = constant(step, 'k');
  const gamma = (value: number): Names => ({ ...eta, '\\gamma': constant(value, '\\gamma') });
  const bend = (of: Values, turn: number): number => at(of, '\\eta_{\\text{min}}') + (at(of, '\\eta') - at(of, '\\eta_{\\text{min}}')) * 0.5 * (1 + Math.cos(Math.PI * turn));
  switch (schedule.name) {
    case 'step':
      return rule(right, { ...gamma(schedule.gamma), k, s: constant(schedule.stepSize, 's') }, (of) => at(of, '\\eta') * at(of, '\\gamma') ** Math.floor(at(of, 'k') / at(of, 's')));
    case 'multi_step':
      return rule('\\eta\\,\\gamma^{c}', { ...gamma(schedule.gamma), c: constant(milestonesPassed(schedule.milestones, step), '\\#\\{m \\le k\\}') }, (of) => at(of, '\\eta') * at(of, '\\gamma') ** at(of, 'c'));
    case 'exponential': return rule(right, { ...gamma(schedule.gamma), k }, (of) => at(of, '\\eta') * at(of, '\\gamma') ** at(of, 'k'));
    case 'inverse_time': return rule(right, { ...eta, d: constant(schedule.decay, 'd'), k }, (of) => at(of, '\\eta') / (1 + at(of, 'd') * at(of, 'k')));
    case 'cosine': {
      const names = { ...eta, '\\eta_{\\text{min}}': constant(schedule.minimum, '\\eta_{\\text{min}}'), k, T: constant(schedule.period, 'T') };
      return rule(right, names, (of) => bend(of, at(of, 'k') / at(of, 'T')));
    }
    case 'cosine_restarts': {
      const { since, period } = restartBefore(step, schedule.period, schedule.growth);
      const names = { ...eta, '\\eta_{\\text{min}}': constant(schedule.minimum, '\\eta_{\\text{min}}'), t: constant(since, 't'), T_i: constant(period, 'T_i') };
      return rule(right, names, (of) => bend(of, at(of, 't') / at(of, 'T_i')));
    }
    case 'warmup': return rule(right, { ...eta, k, n: constant(schedule.length, 'n') }, (of) => at(of, '\\eta') * Math.min(1, (at(of, 'k') + 1) / at(of, 'n')));
    case 'linear': {
      const names = { ...eta, k, n: constant(schedule.length, 'n'), a: constant(schedule.from, 'a'), b: constant(schedule.to, 'b') };
      return rule(right, names, (of) => at(of, '\\eta') * (at(of, 'a') + (at(of, 'b') - at(of, 'a')) * Math.min(1, at(of, 'k') / at(of, 'n'))));
    }
    case 'warmup_cosine': {
      const w = constant(schedule.warmup, 'w');
      if (step < schedule.warmup) return rule(right.split(' \\;(')[0]!, { ...eta, k, w }, (of) => (at(of, '\\eta') * (at(of, 'k') + 1)) / at(of, 'w'));
      return rule(right.split(',\\quad ')[1]!, { ...eta, k, w, T: constant(schedule.length, 'T') }, (of) => (
        at(of, '\\eta') * 0.5 * (1 + Math.cos((Math.PI * (at(of, 'k') - at(of, 'w'))) / (at(of, 'T') - at(of, 'w'))))));
    }
    case 'polynomial': {
      const names = { ...eta, k, n: constant(schedule.length, 'n'), p: constant(schedule.power, 'p') };
      return rule(right, names, (of) => at(of, '\\eta') * (1 - Math.min(1, at(of, 'k') / at(of, 'n'))) ** at(of, 'p'));
    }
    // The rate rises and falls in phases; what it is made of is said by the phase's place between its two ends.
    case 'one_cycle': return rule('\\eta\\,c', { ...eta, c: constant(learningRateAt(schedule, 1, step), 'c_k') }, (of) => at(of, '\\eta') * at(of, 'c'));
  }
}
