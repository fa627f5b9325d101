/**
 * Two live runs side by side: the present experiment at the left, and at the right one that differs in a single setting. What both
 * have in common is changed for both at once, so that the difference stays the only one.
 */
import type { Experiment } from '../config/experiment.ts';
import { needsRestart } from '../config/restart.ts';
import { applyValue, sweepVariables, type SweepValue, type SweepVariable } from '../config/sweep.ts';
import { activations } from '../engine/activations.ts';
import { losses } from '../engine/losses.ts';
import type { OfBoth, PairSide } from '../worker/pairProtocol.ts';
import { equalsSentence } from './compareEquals.ts';
import type { SideRun, Sides } from './sideBySideSlice.ts';
import { say, translated } from '../words/say.ts';

/** Settings of both that can be changed while they run, without starting again. */
export const sharedVariables: readonly SweepVariable[] = ['learningRate', 'optimizer', 'schedule', 'batchSize', 'loss', 'activation'];

/** Values that make the most telling contrast with what people mostly have; the first that is another one is proposed. */
const TELLING: Partial<Readonly<Record<SweepVariable, readonly SweepValue[]>>> = {
  initialization: ['zero', 'uniform 0 1'], optimizer: ['adam', 'sgd'], schedule: ['cosine'], activation: ['relu', 'sigmoid'],
  loss: ['binary_cross_entropy', 'absolute'], batchSize: [1], width: [2], depth: [1, 3],
};

/** The value proposed for the right: ten times the rate (a tenth of a high one), another draw, another choice. */
export function proposedValue(base: Experiment, variable: SweepVariable): SweepValue {
  const { valueOf, values, limit } = sweepVariables[variable];
  const own = valueOf(base);
  if (variable === 'learningRate') {
    const times = base.learningRate >= 1 ? 0.1 : 10;
    return Math.min(limit?.max ?? Infinity, Math.max(limit?.min ?? 0, Number((base.learningRate * times).toPrecision(3))));
  }
  const offered = values(base);
  const telling = (TELLING[variable] ?? []).filter((value) => offered.includes(value));
  return [...telling, ...offered].find((value) => value !== own) ?? offered[0] ?? own ?? 0;
}

/** The settings of both: the present experiment, and the same with another value. */
export function sidesFrom(base: Experiment, variable: SweepVariable, value: SweepValue): OfBoth<Experiment> {
  return { left: base, right: applyValue(base, variable, value) };
}

/** Both with one value more in common. */
export function withShared({ runs }: Pick<Sides, 'runs'>, variable: SweepVariable, value: SweepValue): OfBoth<Experiment> {
  return { left: applyValue(runs.left.experiment, variable, value), right: applyValue(runs.right.experiment, variable, value) };
}

/** One of them with another value of the setting in which they differ. */
export function withOwn({ runs, variable }: Pick<Sides, 'runs' | 'variable'>, side: PairSide, value: SweepValue): OfBoth<Experiment> {
  const { left, right } = runs;
  return side === 'left' ? { left: applyValue(left.experiment, variable, value), right: right.experiment } : { left: left.experiment, right: applyValue(right.experiment, variable, value) };
}

/** Whether the runs cannot go on with these settings. */
export function startsAgain({ runs }: Pick<Sides, 'runs'>, experiments: OfBoth<Experiment>): boolean {
  return needsRestart(runs.left.experiment, experiments.left) || needsRestart(runs.right.experiment, experiments.right);
}

/** Whether another value of the variable starts both again. */
export const isOfBeginning = (variable: SweepVariable): boolean => !sharedVariables.includes(variable);

/** What a run has of a setting in words: "η 0.1", "6 and 4 neurons". */
export function valueWords(experiment: Experiment, variable: SweepVariable): string {
  const { labelOf, valueOf } = sweepVariables[variable];
  const value = valueOf(experiment);
  if (value !== null) return labelOf(value);
  const { hidden } = experiment;
  if (variable === 'initialization' || variable === 'seed') return say('weights by hand');
  if (hidden.length === 0) return say('no hidden layer');
  if (variable === 'width') return say('{units} neurons', { units: listed(hidden.map(({ units }) => String(units))) });
  return listed(hidden.map(({ activation }) => translated(activations[activation].label)));
}

const listed = (words: readonly string[]): string => (words.length < 2 ? words.join('') : say('{list} and {last}', { list: words.slice(0, -1).join(', '), last: words.at(-1) ?? '' }));

/** In what two runs differ, and their settings. */
export type Differing = Pick<Sides, 'variable'> & { readonly runs: OfBoth<Pick<SideRun, 'experiment'>> };

/** What is equal in both and what is not, in a sentence or two. */
export function sidesSentence({ variable, runs: { left, right } }: Differing): string {
  const equals = equalsSentence({ first: { variable, values: [] }, second: null, seeds: 1, epochs: 1 });
  if (variable !== 'loss' || left.experiment.loss.name === right.experiment.loss.name) return equals;
  const [a, b] = [left.experiment.outputActivation, right.experiment.outputActivation];
  const output = a === b ? '' : ` ${say('The output is {a} at the left and {b} at the right, as the losses need it.', { a, b })}`;
  return say('{equals}{output} Different losses have no common scale.', { equals, output });
}

/** A sentence where the two are the same, and so nothing can be seen; null where they differ. */
export function samenessSentence({ variable, runs: { left, right } }: Differing): string | null {
  if (JSON.stringify(left.experiment) !== JSON.stringify(right.experiment)) return null;
  return say('Both have {value}: they do exactly the same.', { value: valueWords(left.experiment, variable) });
}

/** Whether the losses of both are on one scale. */
export function sharesScale({ left, right }: OfBoth<SideRun>): boolean {
  return losses[left.experiment.loss.name] === losses[right.experiment.loss.name];
}
