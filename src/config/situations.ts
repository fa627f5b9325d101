/**
 * Whole experiments in which something can be watched that seldom happens by itself. Each sentence is what training then shows, with
 * the numbers of this very experiment (tests/config/situations).
 */
import { defaultExperiment } from './defaults.ts';
import type { Experiment, GivenExample } from './experiment.ts';
import { say } from '../words/say.ts';

export type SituationId = 'lossFalls' | 'accuracyRises' | 'overFitting';

export type SituationSpec = {
  readonly id: SituationId;
  /** What happens in it, in a few words. */
  readonly label: string;
  readonly sentence: string;
  /** What the timeline has to draw for it to be seen. */
  readonly shows: 'loss' | 'both';
  readonly experiment: Experiment;
  /** As far as the sentence speaks of: there training stops by itself. */
  readonly epochs: number;
};

const at = (target: number, places: readonly (readonly [number, number])[]): readonly GivenExample[] => places.map((inputs) => ({ inputs, targets: [target] }));

/** Two classes that a line can part, half of one of them far from the border. */
const withFarOnes: readonly GivenExample[] = [
  ...at(-1, [
    [-0.42, -0.3], [-0.38, 0.25], [-0.35, -0.05], [-0.3, 0.45], [-0.28, -0.5], [-0.25, 0.1],
    [-0.2, -0.25], [-0.18, 0.3], [-0.14, -0.1], [-0.1, 0.15], [-0.08, -0.4], [-0.05, 0.02],
  ]),
  ...at(1, [[0.05, 0.12], [0.07, -0.2], [0.1, 0.35], [0.12, -0.05], [0.13, -0.42], [0.15, 0.22]]),
  ...at(1, [[0.95, 0.2], [1, -0.3], [1.02, 0.4], [1.05, 0], [1.08, -0.15], [1.1, 0.28]]),
];

const line = defaultExperiment('gauss');
const corners = defaultExperiment('xor');
const cubic = defaultExperiment('cubic');

/** In the order of the list. */
export const situations: readonly SituationSpec[] = [
  {
    id: 'lossFalls', label: say('Loss falls, accuracy falls with it'), shows: 'both', epochs: 1000,
    sentence: say('The loss falls from 0.671 to 0.211 and accuracy with it, from 100 % to 75 %: squared error also counts the far examples that are right by too much, and the boundary gives way to them.'),
    experiment: {
      ...line,
      data: { ...line.data, examples: withFarOnes },
      hidden: [], initialization: { ...line.initialization, given: [3, 0, 0] }, learningRate: 0.02, batchSize: withFarOnes.length,
    },
  },
  {
    id: 'accuracyRises', label: say('Accuracy rises, loss does too'), shows: 'both', epochs: 300,
    sentence: say('From epoch 50 to 300 the validation loss rises from 0.456 to 0.650 and validation accuracy with it, from 77 % to 81 %: fewer answers are wrong, but those are wrong ever more surely, and that costs more.'),
    experiment: {
      ...corners,
      data: { ...corners.data, points: 200, noise: 0.3, trainShare: 0.3, seed: 5 },
      outputActivation: 'sigmoid', loss: { ...corners.loss, name: 'binary_cross_entropy' }, learningRate: 0.3, batchSize: 10,
    },
  },
  {
    id: 'overFitting', label: say('Over-fitting'), shows: 'loss', epochs: 400,
    sentence: say('Twenty noisy examples and 177 parameters: the validation loss is lowest near epoch 100 and rises from there, while the training loss falls on. The timeline marks the best step.'),
    experiment: {
      ...cubic,
      data: { ...cubic.data, points: 40, noise: 0.2, trainShare: 0.5, seed: 2 },
      hidden: [{ units: 16, activation: 'tanh' }, { units: 8, activation: 'tanh' }],
      learningRate: 0.01, optimizer: { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, batchSize: 10,
    },
  },
];

export function situationById(id: SituationId): SituationSpec {
  return situations.find((situation) => situation.id === id)!;
}
