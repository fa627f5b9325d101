/**
 * What the page and the worker of two runs side by side say to each other. Both runs make the same number of steps; whatever is
 * commanded happens between two steps, when both have made as many. `pair` tells late events of an earlier pair.
 */
import type { Experiment } from '../config/experiment.ts';
import type { RunData } from '../datasets/runData.ts';
import type { FrameRequest, LogNews, SavedRun, StepUnit, TrainingFrame } from './protocol.ts';

export type PairSide = 'left' | 'right';
export const pairSides: readonly PairSide[] = ['left', 'right'];

export type OfBoth<Value> = Readonly<Record<PairSide, Value>>;

/** Two runs as they were when they were left. */
export type KeptPair = {
  readonly saved: OfBoth<SavedRun>;
  /** The next step of these leads out of the range of numbers: a saved run does not know that it has been tried. */
  readonly diverged: readonly PairSide[];
};

export type PairCommand =
  /** Two new runs at their initial weights, or as they were kept; those before them are forgotten. */
  | { readonly type: 'open'; readonly pair: number; readonly experiments: OfBoth<Experiment>; readonly kept?: KeptPair }
  /** Settings that can be changed without starting again (config/needsRestart), of either side or of both at the same step. */
  | { readonly type: 'change'; readonly pair: number; readonly experiments: OfBoth<Experiment>; readonly label: string }
  | { readonly type: 'play'; readonly pair: number }
  | { readonly type: 'pause'; readonly pair: number }
  /** One more mini-batch, or to the end of the epoch of the side that has the longer one. */
  | { readonly type: 'step'; readonly pair: number; readonly unit: StepUnit }
  /** To exactly the states that were, settings included. */
  | { readonly type: 'stepBack'; readonly pair: number; readonly unit: StepUnit }
  /** The same initial weights under the present settings. */
  | { readonly type: 'toStart'; readonly pair: number }
  /** Updates a second of each run, 1 to Infinity. */
  | { readonly type: 'setSpeed'; readonly stepsPerSecond: number }
  | { readonly type: 'pull'; readonly pair: number; readonly want: FrameRequest; readonly spent: readonly ArrayBuffer[] }
  /** Answered by `saved` with the same request number. */
  | { readonly type: 'save'; readonly pair: number; readonly request: number; readonly side: PairSide };

/** What the page is told of a run beside its numbers. */
export type PairRunFacts = {
  readonly experiment: Experiment;
  readonly firstExperiment: Experiment;
  /** Null: the data it had when it was last told of. */
  readonly data: RunData | null;
  /** Since it was last told of; of a new pair all. */
  readonly log: LogNews;
};

type PairDivergence = { readonly step: number; readonly epoch: number; readonly learningRate: number };

/** Both at the same step, unless one has diverged before. */
export type PairFrames = OfBoth<TrainingFrame> & {
  /** How often the two have begun or gone back, and the step to which they went last: what was before it belongs to another try. */
  readonly tries: number;
  readonly wentBackTo: number;
};

export type PairEvent =
  | { readonly type: 'opened'; readonly pair: number; readonly runs: OfBoth<PairRunFacts> }
  /** Settings of either have changed, or another moment of both is shown; also after a command that failed, as they are then. */
  | { readonly type: 'changed'; readonly pair: number; readonly runs: OfBoth<PairRunFacts> }
  /** They began to play or stand still now. A step that was asked for is not told: the frames show it. */
  | { readonly type: 'moved'; readonly pair: number; readonly playing: boolean }
  /** The numbers of one run have left the range of numbers after `step` steps; the other goes on. Null: it has come back. */
  | { readonly type: 'diverged'; readonly pair: number; readonly side: PairSide; readonly at: PairDivergence | null }
  | { readonly type: 'framed'; readonly pair: number; readonly frames: PairFrames }
  | { readonly type: 'saved'; readonly pair: number; readonly request: number; readonly saved: SavedRun }
  /** A command or the training of a run went wrong: both stand still, what was commanded meanwhile is dropped. */
  | { readonly type: 'failed'; readonly pair: number; readonly message: string };
