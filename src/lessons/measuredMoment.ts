/** What a lesson's measures are taken of. */
import { getFrame } from '../store/frameStore.ts';
import { nabla, type NablaState } from '../store/nabla.ts';
import { networkOf } from '../store/network.ts';
import type { TrainingFrame } from '../worker/protocol.ts';

/** What is measured: a frame and what of the page's state belongs to it. Every measure is NaN or "" where the frame lacks it. */
export type MeasuredMoment = Pick<NablaState, 'experiment' | 'data' | 'initialParameters' | 'verdict' | 'divergence' | 'selection' | 'view' | 'position' | 'chosen' | 'check'> & {
  readonly frame: TrainingFrame | null;
};

/** The moment that is on the page. */
export function momentNow(): MeasuredMoment {
  const state = nabla.getState();
  const frame = getFrame();
  return { ...state, frame: frame?.run === state.run && frame.parameters.length === networkOf(state.experiment).parameterCount ? frame : null };
}
