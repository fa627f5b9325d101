/**
 * Work beside training, in workers of their own: trials of other settings, tests of the learning rate, the
 * sharpness of the loss, slices through it, the spread of signals through the layers. Every kind is a task (plain data) and a job that does it in pieces; session, pool and protocol are the same for all.
 */
import type { buildData } from '../datasets/index.ts';
import { createLayers, type LayersResult, type LayersTask } from './layers.ts';
import { createRateTest, type RateTestResult, type RateTestTask } from './rateTest.ts';
import { createSharpness, type SharpnessResult, type SharpnessTask } from './sharpness.ts';
import type { SideJob } from './sideJob.ts';
import { createSurface, type SurfaceResult, type SurfaceTask } from './surface.ts';
import { createTrial, type TrialResult, type TrialTask } from './trial.ts';

export type SideTask = TrialTask | SharpnessTask | SurfaceTask | RateTestTask | LayersTask;
export type SideResult = TrialResult | SharpnessResult | SurfaceResult | RateTestResult | LayersResult;
export type ResultOf<Task extends SideTask> =
  Task extends TrialTask ? TrialResult : Task extends SharpnessTask ? SharpnessResult : Task extends RateTestTask ? RateTestResult : Task extends LayersTask ? LayersResult : SurfaceResult;

/** @throws RangeError when the task does not fit its own experiment */
export function createSideJob(task: SideTask, data: ReturnType<typeof buildData>): SideJob<SideResult> {
  switch (task.kind) {
    case 'trial': return createTrial(task, data);
    case 'sharpness': return createSharpness(task, data);
    case 'rateTest': return createRateTest(task, data);
    case 'surface': return createSurface(task, data);
    case 'layers': return createLayers(task, data);
  }
}

/** `task` is the number the page gave it. A worker works on one task at a time, in the order it was told of them. */
export type SideCommand =
  | { readonly type: 'run'; readonly id: number; readonly task: SideTask }
  | { readonly type: 'cancel'; readonly id: number }
  /** Share of the time it may work, 0.01 to 1: what is done beside training must not slow training. */
  | { readonly type: 'setShare'; readonly share: number };

export type SideEvent =
  /** About ten times a second while it runs; what is known so far. */
  | { readonly type: 'progressed'; readonly id: number; readonly progress: number; readonly result: SideResult }
  | { readonly type: 'finished'; readonly id: number; readonly result: SideResult }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
