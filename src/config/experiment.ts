/**
 * The experiment: everything that decides what is trained and how, as one serialisable value. The address, the
 * files, the menus, the lessons and undo all read and write this one type; limits, labels, defaults and repair
 * stand beside it in this folder.
 */
import type { ActivationName } from '../engine/activations.ts';
import type { InitializerSpec } from '../engine/initializers.ts';
import type { LossName, Reduction } from '../engine/losses.ts';
import type { OptimizerSpec } from '../engine/optimizers.ts';
import type { ScheduleSpec } from '../engine/schedules.ts';

/** Real sets with more than two inputs, fetched when they are first chosen. */
export type MeasuredName = 'iris4' | 'penguins' | 'wine' | 'digits' | 'diabetes';

/** Nothing but the points one draws: they give the task, the plane and the number of classes. */
export type DrawnName = 'drawn2' | 'drawn3' | 'drawn4' | 'drawnValues' | 'drawnCurve';

export type DatasetName =
  | 'circle' | 'xor' | 'gauss' | 'spiral' | 'moons' | 'checkerboard' | 'rings'
  | 'blobs3' | 'blobs4' | 'pinwheel'
  | 'regressionPlane' | 'regressionGauss'
  | 'line' | 'sine' | 'stepFunction' | 'cubic'
  | 'iris' | MeasuredName
  | DrawnName
  | 'andTable' | 'orTable' | 'xorTable' | 'exercise'
  /** A table of one's own: `DataSpec.table` says which. */
  | 'imported';

/** What can be made of two raw inputs x₁ and x₂ (here x and y). */
type PlaneFeatureName = 'x' | 'y' | 'x2' | 'y2' | 'xy' | 'sinX' | 'sinY';
/** The raw inputs after the second, counted from 1: x2 and y2 are squares. */
export type FurtherInputName = `input${
  | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 31 | 32 | 33 | 34
  | 35 | 36 | 37 | 38 | 39 | 40 | 41 | 42 | 43 | 44 | 45 | 46 | 47 | 48 | 49 | 50 | 51 | 52 | 53 | 54 | 55 | 56 | 57 | 58 | 59 | 60 | 61 | 62 | 63 | 64}`;
export type FeatureName = PlaneFeatureName | FurtherInputName;

/** What an experiment needs to know of a table of one's own; its rows stand on the shelf (datasets/tableShelf.ts) under its id. */
export type ImportedTable = {
  readonly id: string;
  readonly name: string;
  readonly task: 'classification' | 'regression';
  readonly inputs: number;
  /** Number of classes, 0 for a regression. */
  readonly classes: number;
  readonly rows: number;
};

export type DataSpec = {
  readonly set: DatasetName;
  /** Only and always with the set 'imported'. */
  readonly table?: ImportedTable;
  /** Number of examples, training and validation together. */
  readonly points: number;
  /** Standard deviation of the normal deviate added to each input or, for curves, to the target; 0 to 0.5. */
  readonly noise: number;
  /** Share of the examples used for training, 0.1 to 0.9. */
  readonly trainShare: number;
  readonly seed: number;
  /** These instead of the set's own, drawn or edited by hand: those for training first, then those for validation. */
  readonly examples?: readonly GivenExample[];
};

/** Raw inputs, and the targets as the outputs are asked for them; for training unless it says otherwise. */
export type GivenExample = { readonly inputs: readonly number[]; readonly targets: readonly number[]; readonly validation?: true };

/** layers: w^{(l)}_{ij}; neurons: w_{n i 1}, the neurons numbered through the whole network, their outputs fₙ. */
export type NamingScheme = 'layers' | 'neurons';

export type HiddenLayerSpec = { readonly units: number; readonly activation: ActivationName };

export type Experiment = {
  readonly version: 1;
  readonly data: DataSpec;
  /** Input features in order; for sets with one input only those of x, for sets with more than two the inputs themselves. */
  readonly features: readonly FeatureName[];
  readonly hidden: readonly HiddenLayerSpec[];
  readonly outputActivation: ActivationName | 'softmax';
  /** `given`: all of θ by hand instead of drawn, in the order of the engine's parameter vector. */
  readonly initialization: { readonly weights: InitializerSpec; readonly biases: InitializerSpec; readonly seed: number; readonly given?: readonly number[] };
  readonly loss: { readonly name: LossName; readonly reduction: Reduction; readonly huberDelta: number };
  readonly learningRate: number;
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  /** l1: λ₁ Σ|w|; l2: ½ λ₂ Σw² (weights only); clipNorm: largest ‖∇L‖ let through, 0 = no clipping. */
  readonly regularization: { readonly l1: number; readonly l2: number; readonly clipNorm: number };
  /** Examples a mini-batch; larger than the training set means all of it (full batch). */
  readonly batchSize: number;
  /** What the parameters are called; layers when left out. */
  readonly naming?: NamingScheme;
};
