/** What the runs of a comparison have in common, and what they cannot. */
import type { SweepSpec, SweepVariable } from '../config/sweep.ts';
import { say } from '../words/say.ts';

/** What is equal in all runs of a spec, and what is not although it is not varied, in one sentence. */
export function equalsSentence({ first, second, seeds }: SweepSpec): string {
  const varied = [first.variable, ...(second === null ? [] : [second.variable])];
  const has = (...variables: readonly SweepVariable[]): boolean => variables.some((variable) => varied.includes(variable));
  const order = has('batchSize') ? say('the same order of the examples, cut into batches of its size') : say('the same mini-batches in the same order');
  const draws = seeds > 1 ? say('{seeds} draws of initial weights, the same {seeds} for every value', { seeds }) : null;
  const weights = has('initialization', 'seed') ? say('only the initial weights are other ones')
    : has('width', 'depth') ? say('initial weights {seeds}', { seeds: draws === null ? say('from the same seed, as networks of another shape cannot have the same') : say('from {seeds} seeds, the same for every shape', { seeds }) })
      : draws ?? say('the same initial weights');
  // A loss may bring its output activation and the numbers of the classes with it (config/couple.ts).
  const but = has('loss') ? ` ${say('but for the output activation and the target values that a loss needs')}` : '';
  return say('Everything else is equal{but}: each run has the same data, {order}, and {weights}.', { but, order, weights });
}
