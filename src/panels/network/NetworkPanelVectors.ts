/** θ, ∇L and the last update of this moment, whether or not the run has sent a frame yet. */
import type { Network } from '../../engine/network.ts';
import { getFrame, subscribeFrame } from '../../store/frameStore.ts';
import { nabla } from '../../store/nabla.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import type { ParameterVectors } from './NetworkPanelNames.ts';

let zeros = new Float64Array(0);

/** The frame on the screen if it is of the present run and of this network. */
export function frameOf(network: Network): TrainingFrame | null {
  const frame = getFrame();
  return frame !== null && frame.run === nabla.getState().run && frame.parameters.length === network.parameterCount ? frame : null;
}

/** Has a canvas drawn again with every frame. */
export const followFrames = (redraw: (live?: boolean) => void): (() => void) => subscribeFrame(() => redraw(true));

/** Read-only and only for now: the buffers go back to the worker. Before the first frame the initial weights, and no gradient. */
export function vectorsNow(network: Network): ParameterVectors {
  const frame = frameOf(network);
  if (frame !== null) return frame;
  if (zeros.length !== network.parameterCount) zeros = new Float64Array(network.parameterCount);
  const initial = nabla.getState().initialParameters;
  return { parameters: initial?.length === network.parameterCount ? initial : zeros, gradient: zeros, update: zeros, step: 0 };
}
