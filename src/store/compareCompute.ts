/**
 * What training costs, as multiplications of weights and parameters. An example: each weight once forward, once for its gradient and,
 * behind the first layer, once more to carry δ back. A step: each parameter once, with η. What activations, losses and the moments of
 * optimizers take beside is not counted.
 */
import type { Experiment } from '../config/experiment.ts';
import { networkSpecOf } from '../config/network.ts';
import { say } from '../words/say.ts';

/** Said under curves drawn over it. */
export const COMPUTE_SENTENCE = say('Multiplications: 3 for each weight and example (2 in the first layer), and 1 for each parameter and step.');

export type Cost = { readonly perExample: number; readonly perStep: number };

/** Multiplications that one example and one step of an experiment's network take. */
export function costOf(experiment: Experiment): Cost {
  const { inputs, layers } = networkSpecOf(experiment);
  let perExample = 0;
  let perStep = 0;
  let before = inputs;
  layers.forEach(({ units }, layer) => {
    perExample += before * units * (layer === 0 ? 2 : 3);
    perStep += (before + 1) * units;
    before = units;
  });
  return { perExample, perStep };
}

/** Multiplications made after so many examples and steps. */
export function multiplications({ perExample, perStep }: Cost, examples: number, steps: number): number {
  return perExample * examples + perStep * steps;
}
