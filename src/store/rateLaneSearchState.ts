/** What has been found by looking for a learning rate. */
import type { RateTestResult } from '../worker/rateTest.ts';
import type { TrialResult } from '../worker/trial.ts';

/** What people try first, each ten times smaller than the one before. */
export const usualRates: readonly number[] = [1, 0.1, 0.01, 0.001, 0.0001];

/** Where a search begins: at the present moment of the run, or at its initial weights. */
export type SearchOrigin = 'here' | 'start';

export type RateTest = {
  readonly origin: SearchOrigin;
  readonly epoch: number;
  /** 0 to 1. */
  readonly progress: number;
  /** Null until it is over. */
  readonly result: RateTestResult | null;
  /** One a step of the result. */
  readonly smooth: Float64Array;
  readonly suggested: number | null;
  readonly failed: string | null;
};

export type RateTry = { readonly rate: number; readonly result: TrialResult | null };

export type RateTries = {
  readonly epochs: number;
  readonly tries: readonly RateTry[];
  /** The rate that lowers the loss most; null until all are done, and where none lowers it. */
  readonly best: number | null;
  readonly failed: string | null;
};

export type RateSearchSlice = { readonly rateTest: RateTest | null; readonly rateTries: RateTries | null };

export const initialRateSearch: RateSearchSlice = { rateTest: null, rateTries: null };

/** The rate with the lowest loss at the end, if that is lower than at the start. */
export function bestOf(tries: readonly RateTry[]): number | null {
  let best: number | null = null;
  let lowest = Infinity;
  for (const { rate, result } of tries) {
    const last = result === null || result.divergedAt !== null ? Number.NaN : result.train.at(-1) ?? Number.NaN;
    if (!(last < Math.min(lowest, result?.train[0] ?? Number.NaN))) continue;
    lowest = last;
    best = rate;
  }
  return best;
}
