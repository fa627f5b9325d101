/** What each data set asks of a network: the facts on which the output, the loss and the features depend. */
import type { DatasetName, FeatureName } from './experiment.ts';

export type DatasetTask = {
  readonly task: 'classification' | 'regression';
  /** Raw inputs: a point of the plane, or a place on a line. */
  readonly inputs: 1 | 2;
  /** Number of classes, 0 for regression. */
  readonly classes: number;
  /** How many examples there are where they are real and not drawn. */
  readonly fixedPoints?: number;
};

const classes = (count: number): DatasetTask => ({ task: 'classification', inputs: 2, classes: count });
const surface: DatasetTask = { task: 'regression', inputs: 2, classes: 0 };
const curve: DatasetTask = { task: 'regression', inputs: 1, classes: 0 };

export const datasetTasks: Readonly<Record<DatasetName, DatasetTask>> = {
  circle: classes(2), xor: classes(2), gauss: classes(2), spiral: classes(2), moons: classes(2), checkerboard: classes(2), rings: classes(2),
  blobs3: classes(3), blobs4: classes(4), pinwheel: classes(5), iris: { ...classes(3), fixedPoints: 150 },
  regressionPlane: surface, regressionGauss: surface,
  line: curve, sine: curve, stepFunction: curve, cubic: curve,
};

/** All sets in the order of the menu. */
export const datasetNames = Object.keys(datasetTasks) as readonly DatasetName[];

/** Names of the data sets, in the order of the menu. */
export const datasetLabels: Readonly<Record<DatasetName, string>> = {
  circle: 'circle', xor: 'exclusive or (xor)', gauss: 'two Gaussians', spiral: 'two spirals', moons: 'two moons', checkerboard: 'checkerboard', rings: 'rings',
  blobs3: 'three blobs', blobs4: 'four blobs', pinwheel: 'pinwheel', iris: 'iris',
  regressionPlane: 'plane', regressionGauss: 'hills and hollows',
  line: 'line', sine: 'sine', stepFunction: 'step', cubic: 'noisy cubic',
};

/** All features in the order in which they stand on the stage. */
export const featureNames: readonly FeatureName[] = ['x', 'y', 'x2', 'y2', 'xy', 'sinX', 'sinY'];
