/** What each of two runs side by side is doing, in a sentence: the verdict of Play, made for both. */
import type { OfBoth, PairSide } from '../worker/pairProtocol.ts';
import type { SideRun } from './sideBySideSlice.ts';
import type { SideFrames } from './sideBySideFrames.ts';
import type { Verdict } from './verdict.ts';
import { createVerdictWatch, type VerdictWatch } from './verdictWatch.ts';
import { say } from '../words/say.ts';

export const noVerdict: Verdict = { word: 'Ready', sentence: say('Ready: press Play and watch both learn.') };

export type SideVerdicts = {
  /** The verdict on one of the runs with their latest frames. */
  judge(side: PairSide, frames: SideFrames, run: SideRun): Verdict;
  /** Two other runs. */
  forget(): void;
};

export function createSideVerdicts(now?: () => number): SideVerdicts {
  const watch = (): { readonly verdict: VerdictWatch; tries: number } => ({ verdict: createVerdictWatch(now), tries: 0 });
  const watches: OfBoth<ReturnType<typeof watch>> = { left: watch(), right: watch() };
  return {
    judge(side, { tries, wentBackTo, ...frames }, run) {
      const mine = watches[side];
      // The frames themselves tell that they are of another try: those of the one before may still be drawn after it was asked for.
      if (mine.tries !== tries) mine.verdict.forget();
      mine.tries = tries;
      return mine.verdict.judge(frames[side], run, wentBackTo);
    },
    forget() {
      for (const each of [watches.left, watches.right]) {
        each.verdict.forget();
        each.tries = 0;
      }
    },
  };
}
