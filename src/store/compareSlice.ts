/** What the store holds of comparisons: what is to be varied, and the runs of the one that was made last, as far as they have come. */
import type { Experiment } from '../config/experiment.ts';
import type { SweepCell, SweepSpec } from '../config/sweep.ts';
import type { RunData } from '../datasets/runData.ts';
import type { TrialResult } from '../worker/trial.ts';
import { initialSideBySide, type SideBySideSlice } from './sideBySideSlice.ts';

export type ComparedRun = {
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** What is known of it so far; null before anything is. */
  readonly result: TrialResult | null;
};

/** Runs that differ in what the spec varies and in nothing else. */
export type Comparison = {
  readonly base: Experiment;
  readonly spec: SweepSpec;
  readonly data: RunData;
  readonly cells: readonly SweepCell[];
  /** One for each cell, in the same order. */
  readonly runs: readonly ComparedRun[];
  readonly status: 'running' | 'done' | 'cancelled';
};

/** `compute`: multiplications made (compareCompute.ts). */
export type CompareAlong = 'step' | 'epoch' | 'examples' | 'compute';
export type CompareCurves = 'training' | 'validation' | 'both';

export type CompareSlice = SideBySideSlice & {
  /** What the next comparison varies. */
  readonly compareSpec: SweepSpec;
  readonly comparison: Comparison | null;
  /** Place of the run under the pointer or the focus, lit wherever it appears. */
  readonly litRun: number | null;
  readonly compareAlong: CompareAlong;
  readonly compareCurves: CompareCurves;
  /** Weight of the past in the smoothed curves, 0 = as they are. */
  readonly compareSmoothing: number;
};

export const initialCompare: CompareSlice = {
  compareSpec: { first: { variable: 'learningRate', values: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3] }, second: null, seeds: 1, epochs: 200 },
  ...initialSideBySide,
  comparison: null, litRun: null, compareAlong: 'epoch', compareCurves: 'both', compareSmoothing: 0,
};
