/**
 * What the page and the worker of two runs side by side say to each other. Both runs make the same number of steps; whatever is
 * commanded happens between two steps, when both have made as many. `pair` tells late events of an earlier pair.
 */
import type { Experiment } from '../config/experiment.ts';
import type { RunData } from '../datasets/runData.ts';
import type { FrameRequest, RunEvent, SavedRun, StepUnit, TrainingFrame } from './protocol.ts';

export type PairSide = 'left' | 'right';
export const pairSides: readonly PairSide[] = ['left', 'right'];

export type OfBoth<Value> = Readonly<Record<PairSide, Value>>;

export type PairCommand =
  /** Two new runs at their initial weights; those before them are forgotten. */
  | { readonly type: 'open'; readonly pair: number; readonly experiments: OfBoth<Experiment> }
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
  /** Answered by `saved`. */
  | { readonly type: 'save'; readonly pair: number; readonly side: PairSide };

/** What the page is told of a run beside its numbers. */
export type PairRunFacts = {
  readonly experiment: Experiment;
  readonly firstExperiment: Experiment;
  /** Null: the data it had when it was last told of. */
  readonly data: RunData | null;
  readonly log: readonly RunEvent[];
};

export type PairDivergence = { readonly step: number; readonly epoch: number; readonly learningRate: number };

export type PairEvent =
  | { readonly type: 'opened'; readonly pair: number; readonly runs: OfBoth<PairRunFacts> }
  /** Settings of either have changed, or another moment of both is shown. */
  | { readonly type: 'changed'; readonly pair: number; readonly runs: OfBoth<PairRunFacts> }
  /** They began to move or stand still now. `moving` is true also on the way to the end of one step. */
  | { readonly type: 'moved'; readonly pair: number; readonly playing: boolean; readonly step: number }
  /** The numbers of one run have left the range of numbers after `step` steps; the other goes on. Null: it has come back. */
  | { readonly type: 'diverged'; readonly pair: number; readonly side: PairSide; readonly at: PairDivergence | null }
  /** Both at the same step, unless one has diverged before. */
  | { readonly type: 'framed'; readonly pair: number; readonly frames: OfBoth<TrainingFrame> }
  | { readonly type: 'saved'; readonly pair: number; readonly side: PairSide; readonly saved: SavedRun }
  | { readonly type: 'failed'; readonly pair: number; readonly message: string };
