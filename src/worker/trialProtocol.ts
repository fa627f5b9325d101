/** What the page and a trial worker say to each other. A worker works on one trial at a time, in the order it was told of them. */
import type { TrialResult, TrialTask } from './trial.ts';

export type TrialCommand =
  | { readonly type: 'run'; readonly trial: number; readonly task: TrialTask }
  | { readonly type: 'cancel'; readonly trial: number }
  /** Share of the time it may work, 0.01 to 1: what is tried beside training must not slow training. */
  | { readonly type: 'setShare'; readonly share: number };

export type TrialEvent =
  /** About ten times a second while it runs; the curve so far. */
  | { readonly type: 'progressed'; readonly trial: number; readonly progress: number; readonly result: TrialResult }
  | { readonly type: 'finished'; readonly trial: number; readonly result: TrialResult }
  | { readonly type: 'failed'; readonly trial: number; readonly message: string };
