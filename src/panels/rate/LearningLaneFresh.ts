import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { holdsAt, momentOf, type RateTrials, type TriedMoment } from '../../store/rateLane.ts';
import type { NablaState } from '../../store/slices.ts';

/** The step at which the run stands; null while it trains. */
export function useStandingStep(): number | null {
  return useSlowFrame((frame) => (frame === null || frame.status === 'training' ? null : frame.step));
}

/** Whether something tried from a moment still holds. */
export function stillHolds(from: TriedMoment, { run, experiment, log, playing }: NablaState, standingAt: number | null): boolean {
  const isTraining = playing || standingAt === null;
  const step = standingAt === null || playing ? Infinity : standingAt;
  return holdsAt(from, { run, step, key: momentOf(run, step, 0, experiment, log).key }, isTraining);
}

/** The latest trials, and whether they are of the present moment: until newer ones are there the old are shown faded. */
export function useRateTrials(): { readonly trials: RateTrials | null; readonly isFresh: boolean } {
  const standingAt = useStandingStep();
  const trials = useNabla((state) => state.rateTrials);
  const isFresh = useNabla((state) => state.rateTrials !== null && stillHolds(state.rateTrials.from, state, standingAt));
  return { trials, isFresh };
}
