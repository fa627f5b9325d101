// linear: x = (v − low)/(high − low) · width;  logarithmic: lg v in the place of v, 0 in a place of its own before the axis begins
/** Geometry of spreads: a box from quartile to quartile with whiskers from 5 to 95 per cent, one a layer, all on one axis. */
import { decimal, linearTicks } from './ticks.ts';
import { formatNumber, formatSetting } from './format.ts';

/** Structurally what a pass through the layers gives. */
export type Spread = { readonly low: number; readonly lower: number; readonly middle: number; readonly upper: number; readonly high: number };

export type SpreadAxis = {
  /** Where a value lies, 0 to width; values beyond the axis lie at its ends. */
  readonly x: (value: number) => number;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  /** Whether a value lies beyond the end of the axis. */
  readonly isBeyond: (value: number) => boolean;
};

/** Room before a logarithmic axis for what is exactly 0. */
const ZERO_ROOM = 34;
/** A logarithmic axis goes over at most so many decades; smaller values lie at its beginning. */
const MOST_DECADES = 16;

/**
 * The axis of values around 0 that holds all the spreads, or, with `most`, goes no further than ±most.
 * @param room for the label of a tick
 */
export function linearAxis(spreads: readonly (Spread | null)[], width: number, room: number, most = Infinity): SpreadAxis {
  const known = spreads.filter((spread) => spread !== null);
  let low = Math.max(-most, Math.min(0, ...known.map((spread) => spread.low)));
  let high = Math.min(most, Math.max(0, ...known.map((spread) => spread.high)));
  if (low === high) [low, high] = [-1, 1];
  const margin = 0.04 * (high - low);
  [low, high] = [low - margin, high + margin];
  const x = (value: number): number => Math.min(1, Math.max(0, (value - low) / (high - low))) * width;
  const ticks = linearTicks(low, high, Math.max(2, Math.round(width / room)));
  return { x, ticks: ticks.map(({ value }) => ({ x: x(value), label: formatSetting(value, 3) })), isBeyond: (value) => value < low || value > high };
}

/** The axis of magnitudes, whole decades wide, with a place before it for what is exactly 0 where something is. */
export function logAxis(spreads: readonly (Spread | null)[], width: number, room: number): SpreadAxis {
  const values = spreads.flatMap((spread) => (spread === null ? [] : [spread.low, spread.lower, spread.middle, spread.upper, spread.high]));
  const positive = values.filter((value) => value > 0);
  const hasZeros = values.some((value) => value === 0);
  const start = hasZeros ? ZERO_ROOM : 0;
  const top = positive.length === 0 ? 0 : Math.ceil(Math.log10(Math.max(...positive)) - 1e-9);
  const bottom = positive.length === 0 ? -2 : Math.max(top - MOST_DECADES, Math.min(top - 2, Math.floor(Math.log10(Math.min(...positive)) + 1e-9)));
  const x = (value: number): number => (value === 0 ? ZERO_ROOM / 6 : start + Math.min(1, Math.max(0, (Math.log10(value) - bottom) / (top - bottom))) * (width - start));
  const every = Math.max(1, Math.ceil((top - bottom) / Math.max(1, Math.floor((width - start) / room))));
  const ticks = [];
  for (let exponent = top; exponent >= bottom; exponent -= every) {
    const value = decimal(1, exponent);
    if (hasZeros && x(value) - x(0) < room / 2) continue;
    ticks.unshift({ x: x(value), label: exponent < -2 || exponent > 3 ? formatNumber(value, 1).replace(/^1·/, '') : formatSetting(value) });
  }
  if (hasZeros) ticks.unshift({ x: x(0), label: '0' });
  return { x, ticks, isBeyond: (value) => value > 0 && Math.log10(value) < bottom };
}

/** Path of a box of a height around `y`: both whiskers, and the box, which is never thinner than a line. */
export function boxPath(spread: Spread, axis: SpreadAxis, y: number, height: number): { readonly whiskers: string; readonly box: string; readonly middle: string } {
  const [low, lower, middle, upper, high] = [spread.low, spread.lower, spread.middle, spread.upper, spread.high].map((value) => round(axis.x(value))) as [number, number, number, number, number];
  const half = height / 2;
  const right = Math.max(upper, lower + 1);
  const cap = height / 4;
  return {
    whiskers: `M${low} ${y - cap}V${y + cap}M${low} ${y}H${lower}M${upper} ${y}H${high}M${high} ${y - cap}V${y + cap}`,
    box: `M${lower} ${y - half}H${right}V${y + half}H${lower}Z`,
    middle: `M${middle} ${y - half}V${y + half}`,
  };
}

/** Bars from `foot` upwards, the highest `height` tall, side by side over the width; one path. */
export function barsPath(counts: ArrayLike<number>, width: number, foot: number, height: number, most = largest(counts)): string {
  const pitch = width / counts.length;
  let path = '';
  for (let i = 0; i < counts.length; i += 1) {
    const count = counts[i] ?? 0;
    if (count > 0) path += barPath(i * pitch, pitch, foot, Math.max(1, (count / Math.max(1, most)) * height));
  }
  return path;
}

/** One bar of a histogram. */
export function barPath(x: number, pitch: number, foot: number, tall: number): string {
  return `M${round(x + 0.5)} ${round(foot)}v${-round(tall)}h${round(Math.max(0.5, pitch - 1))}v${round(tall)}Z`;
}

export function largest(counts: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < counts.length; i += 1) most = Math.max(most, counts[i] ?? 0);
  return most;
}

const round = (value: number): number => Math.round(value * 10) / 10;
