/**
 * What the page and the training worker say to each other. Commands are imperative, events past tense. Every event
 * carries the id of the run it belongs to, so that late ones of another run can be dropped.
 */
import type { Experiment } from '../config/experiment.ts';
import type { RunData } from '../datasets/runData.ts';
import type { Slice } from '../datasets/slice.ts';
import type { TrainerState } from '../engine/trainer.ts';
import type { CheckTable } from '../explain/check.ts';
import type { Trace } from '../explain/trace.ts';

export type RunId = number;
export type StepUnit = 'batch' | 'epoch';

/**
 * A run as it can be kept and restored exactly: settings, trainer state, curve and log. Structured-cloneable. Where a past moment
 * is shown, `experiment` and `state` are those of that moment; the curve and the log are always whole.
 */
export type SavedRun = {
  readonly run: RunId;
  readonly experiment: Experiment;
  readonly state: TrainerState;
  readonly history: LossHistory;
  readonly log: readonly RunEvent[];
  /** Where a past moment is shown: how many events of the log are behind it, and the state at the end of the run. */
  readonly past?: { readonly applied: number; readonly end: TrainerState };
  /** Parameters before the first step. */
  readonly initialParameters: Float64Array;
  /** Settings the run began with (absent: as `experiment`); going back to the start replays from them. */
  readonly firstExperiment?: Experiment;
};

/** Something changed in mid-run; replay applies it when `step` steps have been made. The epoch has its fraction. */
export type RunEvent = { readonly step: number; readonly epoch: number } & (
  | { readonly kind: 'experiment'; readonly experiment: Experiment; readonly label: string }
  | { readonly kind: 'parameter'; readonly index: number; readonly value: number; readonly label: string }
  /** All of θ at once. */
  | { readonly kind: 'parameters'; readonly values: Float64Array; readonly label: string }
  /** This training example was made the next one to be trained on. */
  | { readonly kind: 'example'; readonly example: number; readonly label: string }
);

/** What is new in a log: the first `kept` events of the one told before still hold; these follow them. */
export type LogNews = { readonly kept: number; readonly events: readonly RunEvent[] };

/**
 * The curve of the losses with constant memory: at most a fixed number of points; when full, neighbours are merged into
 * buckets, so that no spike is lost. All arrays have one entry a point.
 */
export type LossHistory = {
  /** Step (updates made) at the end of each bucket; the first point is step 0. */
  readonly step: Float64Array;
  readonly epoch: Float64Array;
  readonly train: Float64Array;
  readonly trainMin: Float64Array;
  readonly trainMax: Float64Array;
  readonly validation: Float64Array;
  readonly validationMin: Float64Array;
  readonly validationMax: Float64Array;
  /** Step of `validationMin` (absent: as `step`), and the mean accuracies, 0 to 1, NaN for regression (absent: not known). */
  readonly validationMinStep?: Float64Array;
  readonly trainAccuracy?: Float64Array;
  readonly validationAccuracy?: Float64Array;
  /** How many evaluations each bucket holds (absent: one each), so that means stay true when buckets are merged. */
  readonly samples?: Float64Array;
};

/** What the visible panels need in the next frame. */
export type FrameRequest = {
  /** Side of the square picture of a neuron in cells, 0 = no pictures. */
  readonly neuronGrid: number;
  /** Neurons whose picture is wanted, as unit indices layer by layer (hidden layers only); the page shows no more. */
  readonly shownUnits: readonly (readonly number[])[];
  /** Side of the output picture in cells (for one input: points on the curve), 0 = none. */
  readonly outputGrid: number;
  /** Raw inputs at which every z and a is wanted, or null. */
  readonly probe: readonly number[] | null;
  /** Through which two of more than two inputs the pictures go; absent: the data's own slice. */
  readonly slice?: Slice | null;
};

export type TrainingStatus = 'ready' | 'training' | 'paused' | 'diverged';

/** Everything about one moment that the page draws. Read-only; its buffers go back to the worker with the next pull. */
export type TrainingFrame = {
  readonly run: RunId;
  readonly status: TrainingStatus;
  readonly step: number;
  /** Whole epochs done. */
  readonly epoch: number;
  /** Steps of the present epoch already done, and how many an epoch has. */
  readonly stepInEpoch: number;
  readonly stepsPerEpoch: number;
  /**
   * Data losses (without penalty) over the whole training and validation set at `evaluatedStep` (≤ step; −1: of the time before
   * the latest edit). NaN if there are no examples.
   */
  readonly trainLoss: number;
  readonly validationLoss: number;
  readonly penalty: number;
  /** 0 to 1, NaN for regression. */
  readonly trainAccuracy: number;
  readonly validationAccuracy: number;
  readonly evaluatedStep: number;
  /** η of the schedule at this step (what the next step will use). */
  readonly learningRate: number;
  /** Steps a second over the last half second, 0 when paused. */
  readonly stepsPerSecond: number;
  /** θ, ∇L of the last step's batch with penalty and after clipping (zero before the first step), θ_new − θ_old of it. */
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  readonly update: Float64Array;
  /** The optimizer's slots, one vector like θ each (names: engine/optimizers), e.g. velocity, or m and v. */
  readonly optimizerSlots: readonly Float64Array[];
  /** ‖∇L‖₂ of the last step, and per layer (weights and biases) ‖update‖₂. */
  readonly gradientNorm: number;
  readonly layerUpdateNorms: Float64Array;
  /**
   * Activations of the wanted hidden neurons: one array a hidden layer, [shown unit][cell], where cells go row by row
   * from the top (largest x₂ first) and are taken at their centres; for one input all rows are equal. Empty when not
   * wanted or not ready for these units yet.
   */
  readonly neuronPictures: readonly Float32Array[];
  /** Side of `neuronPictures` and of `outputPicture`; smaller than asked for while a large network trains, 0 = none. */
  readonly neuronGrid: number;
  readonly outputGrid: number;
  /** Output activations [output][cell]; for one input [output][point], the points evenly from one end of the domain to the other. */
  readonly outputPicture: Float32Array;
  /** Outputs ŷ [example][output] and loss of each example, for the first examples of each split (at most EXAMPLES_IN_FRAME). */
  readonly trainOutputs: Float32Array;
  readonly trainLosses: Float32Array;
  readonly validationOutputs: Float32Array;
  readonly validationLosses: Float32Array;
  /** All examples of each split by class of the target and class answered (engine/confusion); empty for regression or not known yet. */
  readonly trainConfusion: Float64Array;
  readonly validationConfusion: Float64Array;
  /** z and a of every unit at the probe, [layer][unit] flattened; empty without a probe. */
  readonly probeZ: Float64Array;
  readonly probeA: Float64Array;
  readonly history: LossHistory;
};

export const EXAMPLES_IN_FRAME = 2000;

/**
 * The id under which the rest of the run is kept when it goes on from a past moment, so that nothing is lost (answered by `left`).
 * Without one the rest is forgotten.
 */
type Leaving = { readonly left?: RunId };

/** Play stops by itself when so many epochs or steps are done (absent, or done already: not before a pause). */
export type PlayUntil = { readonly untilEpoch?: number; readonly untilStep?: number };

export type Command =
  /** Opens a run: the one kept under this id, else one restored from `saved`, else a new one built from `experiment`. */
  | { readonly type: 'open'; readonly run: RunId; readonly experiment: Experiment; readonly saved?: SavedRun }
  /** Settings that can be changed without starting again (config/needsRestart). */
  | { readonly type: 'change'; readonly run: RunId; readonly experiment: Experiment; readonly label: string } & Leaving
  | { readonly type: 'setParameter'; readonly run: RunId; readonly index: number; readonly value: number; readonly label: string } & Leaving
  | { readonly type: 'setParameters'; readonly run: RunId; readonly values: Float64Array; readonly label: string } & Leaving
  | { readonly type: 'play'; readonly run: RunId } & PlayUntil & Leaving
  | { readonly type: 'pause'; readonly run: RunId }
  /** Before the end of the run: further along it, as it was. `count`: so many at once, 1 if absent. */
  | { readonly type: 'step'; readonly run: RunId; readonly unit: StepUnit; readonly count?: number }
  | { readonly type: 'stepBack'; readonly run: RunId; readonly unit: StepUnit }
  /** The exact state after `step` updates of this run. 0: the same initial weights under the present settings. */
  | { readonly type: 'seek'; readonly run: RunId; readonly step: number } & Leaving
  /** Shows the run as it was after `step` updates, settings included: the nearest kept moment at once, then the exact one. */
  | { readonly type: 'visit'; readonly run: RunId; readonly step: number }
  /** The run goes on from the present moment: what came later is left. */
  | { readonly type: 'branch'; readonly run: RunId } & Leaving
  /** Updates a second, 1 to Infinity (as fast as it goes). */
  | { readonly type: 'setSpeed'; readonly stepsPerSecond: number }
  | { readonly type: 'pull'; readonly run: RunId; readonly want: FrameRequest; readonly spent: readonly ArrayBuffer[] }
  /** Answered by `saved` at once. */
  | { readonly type: 'save'; readonly run: RunId }
  /** Makes this training example the first of the next mini-batch; it changes places with the one that is. */
  | { readonly type: 'present'; readonly run: RunId; readonly example: number; readonly label: string } & Leaving
  /** Answered by `traced`: the next update, computed but not made. A newer one replaces an unanswered one. */
  | { readonly type: 'trace'; readonly run: RunId; readonly request: number; readonly guest?: number }
  /** Answered by `checked`: central differences for these entries of θ, null for all; an empty list calls off what is under way. */
  | { readonly type: 'check'; readonly run: RunId; readonly request: number; readonly indices: readonly number[] | null };

export type SessionEvent =
  | {
      readonly type: 'opened'; readonly run: RunId; readonly experiment: Experiment; readonly firstExperiment: Experiment; readonly data: RunData;
      readonly initialParameters: Float64Array; readonly log: readonly RunEvent[];
    }
  | { readonly type: 'changed'; readonly run: RunId; readonly experiment: Experiment; readonly data: RunData | null; readonly log: LogNews }
  /** Training stopped or began by itself or by command. */
  | { readonly type: 'statusChanged'; readonly run: RunId; readonly status: TrainingStatus; readonly step: number }
  | { readonly type: 'diverged'; readonly run: RunId; readonly step: number; readonly epoch: number; readonly learningRate: number }
  | { readonly type: 'framed'; readonly run: RunId; readonly frame: TrainingFrame }
  | { readonly type: 'saved'; readonly run: RunId; readonly saved: SavedRun }
  /** The run has gone on from a past moment, `step`; what it had been until then is kept as a run of its own. */
  | { readonly type: 'left'; readonly run: RunId; readonly step: number; readonly saved: SavedRun }
  /** A seek that takes longer than 200 ms tells how far it is, 0 to 1. */
  | { readonly type: 'sought'; readonly run: RunId; readonly progress: number; readonly step: number }
  | { readonly type: 'traced'; readonly run: RunId; readonly request: number; readonly trace: Trace }
  /** `table` is null while it is under way; progress 0 to 1. */
  | { readonly type: 'checked'; readonly run: RunId; readonly request: number; readonly progress: number; readonly table: CheckTable | null }
  | { readonly type: 'failed'; readonly run: RunId; readonly message: string };
