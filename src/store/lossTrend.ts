// log L(t) ≈ α + βt by least squares over the last part of a run; the fall an epoch is 1 − e^(β·steps an epoch)
import type { LossHistory } from '../worker/protocol.ts';

export type LossTrend = {
  /** Points the trend stands on. */
  readonly points: number;
  /** Slope of log L a step, and how many of its own standard errors it is from zero. */
  readonly slope: number;
  readonly certainty: number;
  /** Standard deviation of log L about the line: 0.1 means swings of about 10 %. */
  readonly roughness: number;
  /** Share of the neighbouring points between which the loss rises. */
  readonly risingShare: number;
  /** Steps from the first point to the last. */
  readonly length: number;
  /** Fitted loss at the two ends. */
  readonly from: number;
  readonly to: number;
};

/** Points finer than this are averaged: a trend is of epochs, not of single mini-batches. */
const MOST_POINTS = 64;

/** The trend of the training loss over the steps from `fromStep` on; null with fewer than four points or a loss ≤ 0. */
export function trendOf(history: LossHistory, fromStep: number, stepsPerEpoch: number): LossTrend | null {
  const { x, y } = averaged(history, fromStep, stepsPerEpoch);
  const n = x.length;
  if (n < 4) return null;
  let meanX = 0;
  let meanY = 0;
  const logs = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const value = y[i] ?? NaN;
    if (!(value > 0)) return null;
    logs[i] = Math.log(value);
    meanX += (x[i] ?? 0) / n;
    meanY += (logs[i] ?? 0) / n;
  }
  let sxx = 0;
  let sxy = 0;
  for (let i = 0; i < n; i++) {
    const dx = (x[i] ?? 0) - meanX;
    sxx += dx * dx;
    sxy += dx * ((logs[i] ?? 0) - meanY);
  }
  if (sxx === 0) return null;
  const slope = sxy / sxx;
  let squares = 0;
  let rises = 0;
  for (let i = 0; i < n; i++) {
    const residual = (logs[i] ?? 0) - meanY - slope * ((x[i] ?? 0) - meanX);
    squares += residual * residual;
    if (i > 0 && (logs[i] ?? 0) > (logs[i - 1] ?? 0) + 1e-3) rises += 1;
  }
  const error = Math.sqrt(squares / (n - 2) / sxx);
  const first = x[0] ?? 0;
  const last = x[n - 1] ?? 0;
  return {
    points: n, slope,
    certainty: error === 0 ? (slope === 0 ? 0 : Infinity) : Math.abs(slope) / error,
    roughness: Math.sqrt(squares / n), risingShare: rises / (n - 1), length: last - first,
    from: Math.exp(meanY + slope * (first - meanX)), to: Math.exp(meanY + slope * (last - meanX)),
  };
}

/** Training loss averaged over whole epochs (over single points while there are few epochs), at most MOST_POINTS of them. */
function averaged(history: LossHistory, fromStep: number, stepsPerEpoch: number): { x: number[]; y: number[] } {
  const n = history.step.length;
  let begin = n;
  while (begin > 0 && (history.step[begin - 1] ?? 0) >= fromStep) begin -= 1;
  const length = (history.step[n - 1] ?? 0) - (history.step[begin] ?? 0);
  const width = length >= 6 * stepsPerEpoch ? Math.max(stepsPerEpoch, length / MOST_POINTS) : length / MOST_POINTS;
  const x: number[] = [];
  const y: number[] = [];
  let i = begin;
  while (i < n) {
    const end = (history.step[i] ?? 0) + width;
    let count = 0;
    let sumX = 0;
    let sumY = 0;
    do {
      sumX += history.step[i] ?? 0;
      sumY += history.train[i] ?? NaN;
      count += 1;
      i += 1;
    } while (i < n && (history.step[i] ?? Infinity) < end);
    x.push(sumX / count);
    y.push(sumY / count);
  }
  return { x, y };
}

/** The curve up to `step`: after going back it holds the future that was left until the run plays on. Shares the buffers. */
export function historyUpTo(history: LossHistory, step: number): LossHistory {
  let end = history.step.length;
  while (end > 0 && (history.step[end - 1] ?? 0) > step) end -= 1;
  if (end === history.step.length) return history;
  const shown: { -readonly [Name in keyof LossHistory]: LossHistory[Name] } = { ...history };
  for (const name of Object.keys(history) as (keyof LossHistory)[]) {
    const values = history[name];
    if (values !== undefined) shown[name] = values.subarray(0, end);
  }
  return shown;
}
