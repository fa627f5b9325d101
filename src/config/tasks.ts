/** What each data set asks of a network: the facts on which the output, the loss and the features depend. */
import type { DataSpec, DatasetName, DrawnName, FeatureName } from './experiment.ts';
import { say } from '../words/say.ts';

export type DatasetTask = {
  readonly task: 'classification' | 'regression';
  /** Raw inputs, 1 to 64: a place on a line, a point of the plane, or the measurements of an example. */
  readonly inputs: number;
  /** Number of classes, 0 for regression. */
  readonly classes: number;
  /** Values to predict for each example, 1 where nothing is said; only regression has more. */
  readonly targets?: number;
  /** How many examples there are where they are real and not drawn. */
  readonly fixedPoints?: number;
  /** A table to the last digit: no noise, and every example is trained on, none kept for validation. */
  readonly exact?: true;
};

const classes = (count: number): DatasetTask => ({ task: 'classification', inputs: 2, classes: count });
const surface: DatasetTask = { task: 'regression', inputs: 2, classes: 0 };
const curve: DatasetTask = { task: 'regression', inputs: 1, classes: 0 };
const measured = (fixedPoints: number, inputs: number, count: number): DatasetTask => ({ task: 'classification', inputs, classes: count, fixedPoints });
const truthTable: DatasetTask = { ...classes(2), fixedPoints: 4, exact: true };

export const datasetTasks: Readonly<Record<DatasetName, DatasetTask>> = {
  circle: classes(2), xor: classes(2), gauss: classes(2), spiral: classes(2), moons: classes(2), checkerboard: classes(2), rings: classes(2),
  blobs3: classes(3), blobs4: classes(4), pinwheel: classes(5), iris: { ...classes(3), fixedPoints: 150 },
  regressionPlane: surface, regressionGauss: surface,
  iris4: measured(150, 4, 3), penguins: measured(333, 8, 3), wine: measured(178, 13, 3), digits: measured(1797, 64, 10),
  diabetes: { ...curve, inputs: 10, fixedPoints: 442 },
  line: curve, sine: curve, stepFunction: curve, cubic: curve,
  imported: classes(2),
  drawn2: classes(2), drawn3: classes(3), drawn4: classes(4), drawnValues: surface, drawnCurve: curve,
  andTable: truthTable, orTable: truthTable, xorTable: truthTable, exercise: { ...surface, targets: 2, fixedPoints: 1, exact: true },
};

/** What the data of an experiment ask of its network. */
export function taskOf({ set, table }: Pick<DataSpec, 'set' | 'table'>): DatasetTask {
  if (set !== 'imported' || table === undefined) return datasetTasks[set];
  return { task: table.task, inputs: table.inputs, classes: table.classes, fixedPoints: table.rows };
}

/** What the data of an experiment are called; a set that was drawn in is no longer itself. */
export function labelOf({ set, table, examples }: Pick<DataSpec, 'set' | 'table' | 'examples'>): string {
  const name = table?.name ?? datasetLabels[set];
  return examples === undefined || isDrawn(set) ? name : say('drawn points, from {name}', { name });
}

/** Sets that begin without a point. */
export const drawnNames: readonly DrawnName[] = ['drawn2', 'drawn3', 'drawn4', 'drawnValues', 'drawnCurve'];

export function isDrawn(set: DatasetName): set is DrawnName {
  return drawnNames.some((name) => name === set);
}

/** All sets that can be chosen by name, in the order of the menu. */
export const datasetNames = (Object.keys(datasetTasks) as readonly DatasetName[]).filter((set) => set !== 'imported' && !isDrawn(set));

/** Names of the data sets, in the order of the menu. */
export const datasetLabels: Readonly<Record<DatasetName, string>> = {
  circle: say('circle'), xor: say('exclusive or (xor)'), gauss: say('two Gaussians'), spiral: say('two spirals'), moons: say('two moons'), checkerboard: say('checkerboard'), rings: say('rings'),
  blobs3: say('three blobs'), blobs4: say('four blobs'), pinwheel: say('pinwheel'), iris: say('iris'),
  regressionPlane: say('plane@@data'), regressionGauss: say('hills and hollows'),
  iris4: say('iris (4 inputs)'), penguins: say('penguins'), wine: say('wine'), digits: say('digits@@data'), diabetes: say('diabetes'),
  line: say('line@@data'), sine: say('sine'), stepFunction: say('step@@function'), cubic: say('noisy cubic'),
  imported: say('imported table'),
  drawn2: say('drawn, 2 classes'), drawn3: say('drawn, 3 classes'), drawn4: say('drawn, 4 classes'), drawnValues: say('drawn values'), drawnCurve: say('drawn curve'),
  andTable: say('AND table'), orTable: say('OR table'), xorTable: say('XOR table'), exercise: say('2-2-2 exercise'),
};

/** What can be made of two inputs, in the order in which they stand on the stage (config/features.ts has those of other sets). */
export const featureNames: readonly FeatureName[] = ['x', 'y', 'x2', 'y2', 'xy', 'sinX', 'sinY'];
