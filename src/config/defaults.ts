/** The settings each data set comes with: a network that fits it, trained at a rate at which one can watch it learn. */
import type { DatasetName, Experiment, HiddenLayerSpec } from './experiment.ts';
import { datasetTasks } from './tasks.ts';

const tanh = (...units: number[]): readonly HiddenLayerSpec[] => units.map((count) => ({ units: count, activation: 'tanh' }));

/** Two classes, one tanh output. */
const base: Experiment = {
  version: 1,
  data: { set: 'circle', points: 280, noise: 0.06, trainShare: 0.7, seed: 4 },
  features: ['x', 'y'],
  hidden: tanh(4),
  outputActivation: 'tanh',
  initialization: { weights: { kind: 'xavier', distribution: 'uniform' }, biases: { kind: 'zero' }, seed: 2 },
  loss: { name: 'half_squared', reduction: 'mean', huberDelta: 1 },
  learningRate: 0.1,
  optimizer: { name: 'sgd' },
  schedule: { name: 'constant' },
  regularization: { l1: 0, l2: 0, clipNorm: 0 },
  batchSize: 14,
};

const adam = { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
const momentum = { name: 'momentum', momentum: 0.9 } as const;

type Own = Partial<Omit<Experiment, 'data'>> & { readonly data?: Partial<Experiment['data']> };

const softmax: Own = { outputActivation: 'softmax', loss: { name: 'softmax_cross_entropy', reduction: 'mean', huberDelta: 1 } };
const value: Own = { outputActivation: 'linear' };
const curve: Own = { ...value, features: ['x'], hidden: tanh(8), data: { points: 120, noise: 0.06 } };

const own: Readonly<Record<DatasetName, Own>> = {
  circle: { hidden: tanh(5), learningRate: 0.1 },
  xor: { hidden: tanh(4), learningRate: 0.1 },
  gauss: { hidden: tanh(2), learningRate: 0.03, data: { noise: 0.1 } },
  spiral: { hidden: tanh(6, 4), learningRate: 0.1, data: { noise: 0.05 } },
  moons: { hidden: tanh(8), learningRate: 0.3, data: { noise: 0.08 } },
  checkerboard: { hidden: tanh(16, 12), optimizer: adam, learningRate: 0.01, data: { points: 600, noise: 0 }, batchSize: 20 },
  rings: { hidden: tanh(8, 4), optimizer: adam, learningRate: 0.01, data: { points: 400, noise: 0.03 } },
  blobs3: { ...softmax, hidden: tanh(4), learningRate: 0.1, data: { points: 300, noise: 0.05 } },
  blobs4: { ...softmax, hidden: tanh(5), learningRate: 0.1, data: { points: 320, noise: 0.05 } },
  pinwheel: { ...softmax, hidden: tanh(8, 6), learningRate: 0.1, data: { points: 500, noise: 0.02 } },
  iris: { ...softmax, hidden: tanh(4), learningRate: 0.1, data: { points: 150, noise: 0 } },
  regressionPlane: { ...value, hidden: tanh(2), learningRate: 0.03 },
  regressionGauss: { ...value, hidden: tanh(6, 4), learningRate: 0.03, optimizer: momentum, data: { points: 400, noise: 0.02 } },
  line: { ...curve, hidden: tanh(2), learningRate: 0.03 },
  sine: { ...curve, learningRate: 0.03, optimizer: momentum },
  stepFunction: { ...curve, hidden: tanh(4), learningRate: 0.1, optimizer: momentum },
  cubic: { ...curve, learningRate: 0.03, optimizer: momentum, data: { points: 120, noise: 0.1 } },
};

/** The settings a data set comes with. */
export function defaultExperiment(set: DatasetName): Experiment {
  const { data, ...settings } = own[set];
  const { fixedPoints } = datasetTasks[set];
  return { ...base, ...settings, data: { ...base.data, ...data, set, ...(fixedPoints === undefined ? {} : { points: fixedPoints }) } };
}

/** What the page opens with on the first visit. */
export const initialExperiment: Experiment = defaultExperiment('spiral');
