/** The curves of a search for a learning rate, as paths. */
import type { RateTest, RateTries } from '../../store/rateLaneSearchState.ts';

/** Losses above so many times the first are cut off. */
const CUT = 1.6;
/** The tries are drawn over at most so many powers of ten below the highest loss. */
const MOST_DECADES = 3;

export type TestCurves = { readonly raw: string; readonly smooth: string; readonly present: number; readonly xOf: (rate: number) => number };

/** The range test: η logarithmic from 10⁻⁶ to 100, the loss from 0 at the foot to the cut. */
export function testCurves({ result, smooth }: RateTest, width: number, height: number): TestCurves {
  const start = result?.start ?? 1;
  const xOf = (rate: number): number => ((Math.log10(rate) + 6) / 8) * width;
  const yOf = (loss: number): number => height * (1 - Math.min(1, Math.max(0, loss / (CUT * start))));
  const path = (losses: ArrayLike<number>): string => {
    const points = Array.from(losses, (loss, i) => `${xOf(result?.rates[i] ?? 1).toFixed(1)} ${yOf(loss).toFixed(1)}`);
    return points.length === 0 ? '' : `M${points.join('L')}`;
  };
  return { raw: path(result?.losses ?? []), smooth: path(smooth), present: yOf(start), xOf };
}

/** One small curve a rate, all with the same axes: epochs, and the loss logarithmic. Empty where nothing is known yet. */
export function tryCurves({ tries, epochs }: RateTries, width: number, height: number): readonly string[] {
  const all = tries.flatMap(({ result }) => (result === null ? [] : Array.from(result.train))).filter((loss) => loss > 0 && loss < Infinity);
  const first = tries.find(({ result }) => (result?.train.length ?? 0) > 0)?.result?.train[0] ?? 1;
  const high = CUT * first;
  const low = Math.max(Math.min(...all, first / 2), high / 10 ** MOST_DECADES);
  const yOf = (loss: number): number => height * (1 - Math.min(1, Math.max(0, Math.log(Math.max(loss, Number.MIN_VALUE) / low) / Math.log(high / low))));
  return tries.map(({ result }) => {
    if (result === null || result.train.length === 0) return '';
    return `M${Array.from(result.train, (loss, i) => `${((i / Math.max(1, epochs)) * width).toFixed(1)} ${yOf(loss).toFixed(1)}`).join('L')}`;
  });
}
