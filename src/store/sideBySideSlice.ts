/** What the store holds of two live runs side by side (sideBySide.ts). */
import type { Experiment } from '../config/experiment.ts';
import type { SweepVariable } from '../config/sweep.ts';
import type { RunData } from '../datasets/runData.ts';
import type { OfBoth } from '../worker/pairProtocol.ts';
import type { RunEvent } from '../worker/protocol.ts';
import type { Divergence } from './divergenceReason.ts';
import type { Verdict } from './verdict.ts';

/** What the page knows of one of the two runs beside its frames. */
export type SideRun = {
  /** Its settings, as they are wished. */
  readonly experiment: Experiment;
  /** Those it began with. */
  readonly firstExperiment: Experiment;
  /** Null until the worker has made them. */
  readonly data: RunData | null;
  readonly log: readonly RunEvent[];
  readonly divergence: Divergence | null;
  readonly verdict: Verdict;
};

export type Sides = {
  /** Counts the times two runs were begun. */
  readonly pair: number;
  /** The experiment on the page when they were. */
  readonly base: Experiment;
  /** The setting in which they differ. */
  readonly variable: SweepVariable;
  readonly runs: OfBoth<SideRun>;
  readonly playing: boolean;
};

export type SideBySideSlice = {
  /** Many runs to their end, or two as they go. */
  readonly compareMode: 'sweep' | 'sides';
  readonly sides: Sides | null;
};

export const initialSideBySide: SideBySideSlice = { compareMode: 'sweep', sides: null };
