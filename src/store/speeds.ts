/** How fast training can be asked to go: steps a second at each position of the slider, the last as fast as it can. */
import { formatCount } from '../viz/format.ts';
import { say } from '../words/say.ts';

export const SPEEDS: readonly number[] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, Infinity];

/** The position whose speed is nearest to `speed`, by ratio. */
export function speedPosition(speed: number): number {
  if (speed === Infinity) return SPEEDS.length - 1;
  let best = 0;
  for (let i = 1; i < SPEEDS.length - 1; i++) {
    if (Math.abs(Math.log((SPEEDS[i] ?? 1) / speed)) < Math.abs(Math.log((SPEEDS[best] ?? 1) / speed))) best = i;
  }
  return best;
}

/** What is asked for: "500 steps a second". */
export function wishedText(speed: number): string {
  if (speed === Infinity) return say('as fast as it goes');
  return speed === 1 ? say('1 step a second') : say('{speed} steps a second', { speed: formatCount(speed) });
}

/** "500 steps/s": the wished pace, and at full speed the measured one, rounded to two digits so that it does not flicker. */
export function paceText(speed: number, measured: number): string {
  const shown = speed === Infinity ? Number(measured.toPrecision(2)) : speed;
  if (shown <= 0) return say('fastest');
  return shown === 1 ? say('1 step/s') : say('{shown} steps/s', { shown: formatCount(shown) });
}
