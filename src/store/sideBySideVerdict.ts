/** What each of two runs side by side is doing, in a sentence: the verdict of Play, made for both. */
import type { PairSide } from '../worker/pairProtocol.ts';
import type { TrainingFrame } from '../worker/protocol.ts';
import type { SideRun } from './sideBySide.ts';
import { judge, settle, type Verdict, type VerdictMemory } from './verdict.ts';
import { verdictInput } from './verdictWatch.ts';

export const noVerdict: Verdict = { word: 'Ready', sentence: 'Ready: press Play and watch both learn.' };

/** Judging costs a pass over the curve and the weights: a few times a second is enough for words. */
const INTERVAL_MS = 200;

type Watch = { memory: VerdictMemory; at: number; status: string; step: number; wentBackTo: number };

export type SideVerdicts = {
  /** The verdict on a run with its latest frame. */
  judge(side: PairSide, frame: TrainingFrame, run: SideRun): Verdict;
  /** Other runs, or another moment: what was said before does not count. */
  forget(): void;
};

export function createSideVerdicts(now: () => number = () => performance.now()): SideVerdicts {
  const watches = new Map<PairSide, Watch>();
  return {
    judge(side, frame, run) {
      const at = now();
      const known = watches.get(side);
      const isTraining = frame.status === 'training';
      if (known !== undefined && isTraining && frame.status === known.status && at - known.at < INTERVAL_MS && run.divergence === null) return known.memory.shown;
      const wentBackTo = known !== undefined && frame.step < known.step ? frame.step : (known?.wentBackTo ?? 0);
      const proposed = judge(verdictInput(frame, run, known?.memory.shown.word ?? null, wentBackTo));
      const memory = known === undefined ? { shown: proposed, candidate: null, candidateSince: at, shownSince: at } : settle(known.memory, proposed, at, isTraining);
      watches.set(side, { memory, at, status: frame.status, step: frame.step, wentBackTo });
      return memory.shown;
    },
    forget() { watches.clear(); },
  };
}
