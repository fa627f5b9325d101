/** What a slider says of live values: a screen reader would otherwise read on and on while the run trains. */
import { useRef } from 'react';
import type { TrainingFrame } from '../worker/protocol.ts';
import { useSlowFrame } from './frameStore.ts';

/** While training, what is said of one and the same thing changes no more often than this. */
const SAYING_MS = 2000;

/**
 * @param about what it is said of: said anew at once when one of them is another, or when the run stands still
 * @param read what is to be said of a frame
 */
export function useSaid(about: readonly unknown[], read: (frame: TrainingFrame | null) => string): string {
  const said = useRef({ at: -Infinity, about, text: '' });
  return useSlowFrame((frame) => {
    const now = performance.now();
    const isSame = about.length === said.current.about.length && about.every((each, i) => Object.is(each, said.current.about[i]));
    if (frame?.status !== 'training' || !isSame || now - said.current.at > SAYING_MS) said.current = { at: now, about, text: read(frame) };
    return said.current.text;
  });
}
