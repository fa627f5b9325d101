/** How fast training can be asked to go: steps a second at each position of the slider, the last as fast as it can. */
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
