/** Guessing: a step forward first asks for the number it leads to, and then waits for an answer. */
import type { Address } from '../explain/address.ts';
import { nabla } from './nabla.ts';
import type { NablaState } from './slices.ts';
import { scriptOf } from './beats.ts';

type AskingState = Pick<NablaState, 'trace' | 'position' | 'stride' | 'predicting' | 'askedAt'>;

/** Where the next stride leads, or null if no number comes into being there: at the end, and between the terms of a sum. */
function nextNumber(state: AskingState): number | null {
  const script = scriptOf(state);
  if (script === null || state.position >= script.count) return null;
  const target = script.move(state.position, state.stride, 1);
  return script.positionOf(script.at(target - 1).address) === target ? target : null;
}

/** The position that the number asked for belongs to; null while nothing is asked. */
export function askedPosition(state: AskingState): number | null {
  return state.predicting && state.askedAt === state.position ? nextNumber(state) : null;
}

/** The quantity asked for, null while nothing is asked; a new object each time. */
export function askedAddressOf(state: AskingState): Address | null {
  const target = askedPosition(state);
  return target === null ? null : (scriptOf(state)?.at(target - 1).address ?? null);
}

/** Asks for the next number if predicting is on and there is one; true if a question is open now. */
export function ask(): boolean {
  const state = nabla.getState();
  if (!state.predicting || nextNumber(state) === null) return false;
  nabla.setState({ askedAt: state.position, walking: false, trail: [] });
  return true;
}
