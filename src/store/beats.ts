/** What the trace in the store says of time: the script of its update and the present beat, each worked out once and shared by all who look. */
import { createNetwork } from '../engine/network.ts';
import type { Address } from '../explain/address.ts';
import { createScript, type Beat, type Script } from '../explain/script.ts';
import type { Trace } from '../explain/trace.ts';
import { useNabla } from './nabla.ts';
import type { NablaState } from './slices.ts';

type BeatState = Pick<NablaState, 'trace' | 'position'>;

const scripts = new WeakMap<Trace, Script>();
let lastBeat: { readonly script: Script; readonly position: number; readonly beat: Beat } | null = null;

/** The script of a trace. */
export function scriptOfTrace(trace: Trace): Script {
  let script = scripts.get(trace);
  if (script === undefined) {
    script = createScript({ network: createNetwork(trace.config.network), trace });
    scripts.set(trace, script);
  }
  return script;
}

export function scriptOf({ trace }: Pick<NablaState, 'trace'>): Script | null {
  return trace === null ? null : scriptOfTrace(trace);
}

/** The beat that was done last; null at position 0. */
export function beatOf({ trace, position }: BeatState): Beat | null {
  if (trace === null) return null;
  const script = scriptOfTrace(trace);
  const done = Math.min(position, script.count);
  if (done === 0) return null;
  if (lastBeat === null || lastBeat.script !== script || lastBeat.position !== done) lastBeat = { script, position: done, beat: script.at(done - 1) };
  return lastBeat.beat;
}

/** The quantity that is explained: the last one opened, else that of the present beat. */
export function shownAddressOf(state: BeatState & Pick<NablaState, 'trail'>): Address | null {
  return state.trail.at(-1) ?? beatOf(state)?.address ?? null;
}

/** The beats of that update. */
export function useScript(): Script | null {
  return useNabla(scriptOf);
}

/** The present beat, null at the beginning. */
export function useBeat(): Beat | null {
  return useNabla(beatOf);
}

/** The quantity that is explained. */
export function useShownAddress(): Address | null {
  return useNabla(shownAddressOf);
}
