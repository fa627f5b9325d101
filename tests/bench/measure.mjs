/** Medians of interleaved rounds, in CPU time, so that what else the machine does weighs little. */

/** Milliseconds of CPU time that this process has used, garbage collection included. */
export function cpuTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How often `run(n)` must repeat its work for about `milliseconds`; compiles it on the way. */
async function calibrate(contestant, milliseconds) {
  await contestant.prepare?.();
  for (let n = 1; ; n *= 2) {
    const start = cpuTime();
    contestant.run(n);
    const spent = cpuTime() - start;
    if (spent > milliseconds / 2) return Math.max(1, Math.round((n * milliseconds) / spent));
  }
}

/**
 * Runs all contestants in turn, `rounds` times, the order turning with every round, and returns for each the rate (repetitions a
 * second) and, against the first, the ratio of the rates within each round: { rate, ratio }, medians.
 * @param contestants { run(n), prepare?() } each; the first is ours
 */
export async function compare(contestants, { rounds, milliseconds }) {
  const repetitions = [];
  for (const contestant of contestants) repetitions.push(await calibrate(contestant, milliseconds));
  const rates = contestants.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let k = 0; k < contestants.length; k += 1) {
      const i = (k + round) % contestants.length;
      await contestants[i].prepare?.();
      const start = cpuTime();
      contestants[i].run(repetitions[i]);
      rates[i].push((1000 * repetitions[i]) / (cpuTime() - start));
    }
  }
  return rates.map((mine) => ({ rate: median(mine), ratio: median(mine.map((rate, round) => rates[0][round] / rate)) }));
}
