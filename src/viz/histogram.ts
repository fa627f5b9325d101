// bars: how many draws fall in each bin; line: n · width · p(v), what the distribution expects
/** The histogram of the initial weights on the distribution they come from. */
import type { Box } from './curve.ts';
import { divergingIndex, type Palette } from './palette.ts';

/** Structurally what the engine's distributionOf gives. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly std: number };

/** Probability density at `v`; a constant has none (0). */
export function density(distribution: Distribution, v: number): number {
  switch (distribution.kind) {
    case 'constant': return 0;
    case 'uniform': return v >= distribution.low && v <= distribution.high ? 1 / (distribution.high - distribution.low) : 0;
    case 'normal': {
      const u = (v - distribution.mean) / distribution.std;
      return Math.exp(-u * u / 2) / (distribution.std * Math.sqrt(2 * Math.PI));
    }
  }
}

/** Counts in `bins` equal bins over [low, high]; values outside go to the end bins, what is not finite nowhere. */
export function countBins(values: ArrayLike<number>, low: number, high: number, bins: number): Uint32Array {
  const counts = new Uint32Array(bins);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * bins)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** A range symmetric about zero that holds the draws and the distribution, at least ±`atLeast`. */
export function histogramReach(values: ArrayLike<number>, distributions: readonly Distribution[], atLeast = 1e-3): number {
  let reach = atLeast;
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i] ?? 0);
    if (magnitude < Infinity && magnitude > reach) reach = magnitude;
  }
  for (const d of distributions) {
    if (d.kind === 'constant') reach = Math.max(reach, Math.abs(d.value));
    else if (d.kind === 'uniform') reach = Math.max(reach, Math.abs(d.low), Math.abs(d.high));
    else reach = Math.max(reach, Math.abs(d.mean) + 2 * d.std);
  }
  return reach * 1.1;
}

export type HistogramOptions = {
  /** Ends of the axis are −reach and +reach. */
  readonly reach: number;
  readonly bins?: number;
  /** What the draws come from, with how many draws each (layers may differ); their expectations are added up. */
  readonly sources?: readonly { readonly distribution: Distribution; readonly draws: number }[];
};

/** Bars in the colours of their values, and the expectation as an ink line. The axis's labels are the caller's. */
export function drawHistogram(
  ctx: CanvasRenderingContext2D, values: ArrayLike<number>, box: Box, palette: Palette, options: HistogramOptions,
): void {
  const { reach, bins = 16, sources = [] } = options;
  const counts = countBins(values, -reach, reach, bins);
  const binWidth = (2 * reach) / bins;
  const expected = (v: number) => sources.reduce((sum, s) => sum + s.draws * binWidth * density(s.distribution, v), 0);
  const samples = Array.from({ length: 97 }, (_, i) => -reach + (i / 96) * 2 * reach);
  const line = samples.map(expected);
  const most = Math.max(1, ...counts, ...line);
  const pitch = box.width / bins;
  const foot = box.y + box.height;
  counts.forEach((count, bin) => {
    if (count === 0) return;
    const middle = -reach + (bin + 0.5) * binWidth;
    ctx.fillStyle = palette.divergingColours[divergingIndex(middle, reach)] ?? palette.zero;
    const tall = (count / most) * box.height;
    ctx.fillRect(box.x + bin * pitch + 0.5, foot - tall, pitch - 1, tall);
    // Bars near zero are nearly as pale as the page: a line on top carries their height.
    ctx.fillStyle = palette.ink3;
    ctx.fillRect(box.x + bin * pitch + 0.5, foot - tall, pitch - 1, 1);
  });
  if (line.some((v) => v > 0)) {
    ctx.beginPath();
    samples.forEach((v, i) => {
      const [x, y] = [box.x + ((v + reach) / (2 * reach)) * box.width, foot - ((line[i] ?? 0) / most) * box.height];
      if (i === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    });
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 1.25 * palette.pen;
    ctx.lineJoin = 'round';
    ctx.stroke();
  }
  ctx.fillStyle = palette.ink2;
  ctx.fillRect(box.x, Math.round(foot), box.width, 1);
}
