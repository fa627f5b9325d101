/** The settings each data set comes with: a network that fits it, trained at a rate at which one can watch it learn. */
import type { DatasetName, Experiment, HiddenLayerSpec, ImportedTable } from './experiment.ts';
import { inputFeatures } from './features.ts';
import { datasetTasks } from './tasks.ts';

const tanh = (...units: number[]): readonly HiddenLayerSpec[] => units.map((count) => ({ units: count, activation: 'tanh' }));

/** What the sets have in common where their own settings below say nothing else. */
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

/**
 * Two classes, learned by a linear output: its half squared loss has no ceiling and falls along a parabola towards −1 and +1, so
 * that η alone leads through every behaviour. Measured over 40 epochs: crawling below about 3·10⁻⁴, converging around 0.1, rising
 * in more than a third of the epochs from 0.3, infinite from 0.9. (A tanh output would saturate instead of diverging, at any η.)
 * N(0, 1) begins with bends enough to leave the plateau of the straight boundary within 25 epochs from any seed tried.
 */
const twoClasses: Own = {
  outputActivation: 'linear',
  initialization: { ...base.initialization, weights: { kind: 'normal', mean: 0, std: 1 } },
};
const softmax: Own = { outputActivation: 'softmax', loss: { name: 'softmax_cross_entropy', reduction: 'mean', huberDelta: 1 } };
const value: Own = { outputActivation: 'linear' };
const curve: Own = { ...value, features: ['x'], hidden: tanh(8), data: { points: 120, noise: 0.06 } };

/** Small enough that no tanh begins flat; two hidden neurons learn XOR from it in 9 of 10 seeds within 150 epochs. */
const smallWeights: Own = { initialization: { ...base.initialization, weights: { kind: 'uniform', low: -1, high: 1 } } };
/** Four examples on the corners of a square, all of them in every step: one neuron can part AND and OR, XOR takes a hidden layer. */
const truthTable: Own = { ...smallWeights, hidden: [], learningRate: 0.5, batchSize: 4, data: { noise: 0 } };

const own: Readonly<Record<DatasetName, Own>> = {
  circle: { ...twoClasses, hidden: tanh(5) },
  xor: { ...twoClasses, hidden: tanh(6) },
  gauss: { ...twoClasses, hidden: tanh(2), data: { noise: 0.1 } },
  spiral: { ...twoClasses, hidden: tanh(6, 4), data: { noise: 0.05 } },
  moons: { ...twoClasses, hidden: tanh(8), data: { noise: 0.08 } },
  // Sixteen squares are too many corners for x₁ and x₂ alone: with the sines it takes half the epochs and half the neurons.
  checkerboard: {
    features: ['x', 'y', 'sinX', 'sinY'], hidden: tanh(12, 8), optimizer: adam, learningRate: 0.01, data: { points: 600, noise: 0 }, batchSize: 20,
  },
  rings: { ...twoClasses, hidden: tanh(8, 6), data: { points: 400, noise: 0.03 } },
  blobs3: { ...softmax, hidden: tanh(4), data: { points: 300, noise: 0.05 } },
  blobs4: { ...softmax, hidden: tanh(5), data: { points: 320, noise: 0.05 } },
  pinwheel: { ...softmax, hidden: tanh(8, 6), data: { points: 500, noise: 0.02 } },
  iris: { ...softmax, hidden: tanh(4), data: { points: 150, noise: 0 } },
  iris4: { ...softmax, hidden: tanh(4), data: { noise: 0 } },
  penguins: { ...softmax, hidden: tanh(4), data: { noise: 0 } },
  wine: { ...softmax, hidden: tanh(5), data: { noise: 0 } },
  // 2,410 parameters: with smaller steps than Adam's it takes three times as many epochs.
  digits: { ...softmax, hidden: tanh(32), optimizer: adam, learningRate: 0.003, data: { noise: 0 }, batchSize: 32 },
  // What is known of a patient explains about half of the variance; more neurons learn the patients by heart.
  diabetes: { ...value, hidden: tanh(3), learningRate: 0.01, data: { noise: 0 }, regularization: { l1: 0, l2: 0.01, clipNorm: 0 } },
  regressionPlane: { ...value, hidden: tanh(2), learningRate: 0.03 },
  regressionGauss: { ...value, hidden: tanh(6, 4), learningRate: 0.03, optimizer: momentum, data: { points: 400, noise: 0.02 } },
  line: { ...curve, hidden: tanh(2), learningRate: 0.03 },
  sine: { ...curve, learningRate: 0.03, optimizer: momentum },
  stepFunction: { ...curve, hidden: tanh(4), optimizer: momentum },
  cubic: { ...curve, learningRate: 0.03, optimizer: momentum, data: { points: 120, noise: 0.1 } },
  imported: twoClasses,
  // Whatever is drawn is to be learned: a layer more than the blobs take, and few examples in a step, as few are drawn.
  drawn2: { ...twoClasses, hidden: tanh(8), data: { noise: 0 }, batchSize: 10 },
  drawn3: { ...softmax, hidden: tanh(8), data: { noise: 0 }, batchSize: 10 },
  drawn4: { ...softmax, hidden: tanh(8), data: { noise: 0 }, batchSize: 10 },
  drawnValues: { ...value, hidden: tanh(8), learningRate: 0.03, data: { noise: 0 }, batchSize: 10 },
  drawnCurve: { ...curve, learningRate: 0.03, optimizer: momentum, data: { noise: 0 }, batchSize: 10 },
  andTable: truthTable,
  orTable: truthTable,
  xorTable: { ...truthTable, hidden: tanh(2) },
  exercise: {
    ...smallWeights, hidden: [{ units: 2, activation: 'sigmoid' }], outputActivation: 'sigmoid', learningRate: 0.5, batchSize: 1, data: { noise: 0 },
  },
};

/** The settings a data set comes with. */
export function defaultExperiment(set: DatasetName): Experiment {
  const { data, ...settings } = own[set];
  const { fixedPoints, inputs } = datasetTasks[set];
  const features = inputs > 2 ? inputFeatures(inputs) : base.features;
  return { ...base, features, ...settings, data: { ...base.data, ...data, set, ...(fixedPoints === undefined ? {} : { points: fixedPoints }) } };
}

/** The settings a table of one's own comes with: Adam learns from most of them, whatever the size of their numbers. */
export function importedExperiment(table: ImportedTable): Experiment {
  const settings: Own = table.task === 'regression' ? value : table.classes > 2 ? softmax
    : { outputActivation: 'sigmoid', loss: { name: 'binary_cross_entropy', reduction: 'mean', huberDelta: 1 } };
  return {
    ...base, ...settings, hidden: tanh(8), optimizer: adam, learningRate: 0.01, batchSize: 16, features: inputFeatures(table.inputs),
    data: { ...base.data, set: 'imported', table, points: table.rows, noise: 0 },
  };
}

/** What the page opens with on the first visit. */
export const initialExperiment: Experiment = defaultExperiment('spiral');
