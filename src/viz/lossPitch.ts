// f(L) = 880 Hz · 2^(log₁₀ L): a tenth of the loss is an octave lower, 1 is an A
/** The pitch that stands for a loss where the loss is heard. */

/** The pitch of a loss of 1, Hz. */
const OF_ONE = 880;

/** Lower, small loudspeakers are mute; higher, it hurts. Hz */
export const PITCH_RANGE: readonly [lowest: number, highest: number] = [110, 1760];

/** Hz, or null where there is nothing to hear: no loss yet, or none that is finite. What is 0 or below has the lowest pitch. */
export function lossPitch(loss: number): number | null {
  if (!Number.isFinite(loss)) return null;
  const [lowest, highest] = PITCH_RANGE;
  return loss <= 0 ? lowest : Math.min(highest, Math.max(lowest, OF_ONE * 2 ** Math.log10(loss)));
}
