/**
 * The learning rate's slider: a logarithmic track from `low` to `high` powers of ten, and the values an arrow key
 * visits on it (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 of every decade, so that ten presses are a factor of ten).
 */
import { limits } from '../../config/limits.ts';
import { decimal } from '../../words/decimal.ts';

/** Ends of the track as powers of ten. */
export type RateRange = { readonly low: number; readonly high: number };

export type RateTick = { readonly value: number; readonly label: string; readonly kind: 'decade' | 'three' | 'minor' };

export const WIDE_RANGE: RateRange = { low: Math.round(Math.log10(limits.learningRate.min)), high: Math.round(Math.log10(limits.learningRate.max)) };
export const NARROW_RANGE: RateRange = { low: -2, high: 1 };

const STOPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The range of the track: the narrow one on a phone unless the present rate lies outside it. */
export function rateRange(narrow: boolean, rate: number): RateRange {
  const fits = rate >= 10 ** NARROW_RANGE.low && rate <= 10 ** NARROW_RANGE.high;
  return narrow && fits ? NARROW_RANGE : WIDE_RANGE;
}

/** Place of a rate on the track, 0 (left end) to 1, clamped to it. */
export function trackShare(rate: number, range: RateRange): number {
  const share = (Math.log10(rate) - range.low) / (range.high - range.low);
  return Math.min(1, Math.max(0, share));
}

/** The rate at a slider position (a power of ten), rounded to two significant digits, which is as fine as a hand can place it. */
export function rateAt(position: number): number {
  return Number((10 ** position).toPrecision(2));
}

/** The next rate an arrow key goes to: `direction` +1 is up, −1 down; `decades` makes it a factor of ten. */
export function nextRate(rate: number, direction: 1 | -1, decades: boolean, range: RateRange): number {
  const low = 10 ** range.low;
  const high = 10 ** range.high;
  const clamp = (value: number): number => Math.min(high, Math.max(low, Number(value.toPrecision(3))));
  if (decades) return clamp(rate * 10 ** direction);
  const exponent = Math.floor(Math.log10(rate) + 1e-9);
  const candidates = [exponent - 1, exponent, exponent + 1].flatMap((power) => STOPS.map((stop) => stop * 10 ** power));
  const further = direction > 0
    ? candidates.find((value) => value > rate * (1 + 1e-6))
    : candidates.findLast((value) => value < rate * (1 - 1e-6));
  return clamp(further ?? rate);
}

/** Px that the label of a decade takes. */
const LABEL_ROOM = 44;

/** Ticks of the track: every decade labelled, or every second where they are close together, every 3 too where there is room (`spacing` = px a decade), the rest unlabelled. */
export function rateTicks(range: RateRange, spacing: number): RateTick[] {
  const ticks: RateTick[] = [];
  for (let power = range.low; power <= range.high; power++) {
    for (let digit = 1; digit <= 9; digit++) {
      if (power === range.high && digit > 1) break;
      const value = Number(`${digit}e${power}`);
      const kind = digit === 1 ? 'decade' : digit === 3 ? 'three' : 'minor';
      if (kind === 'minor' && spacing < 70) continue;
      const labelled = (kind === 'decade' && (spacing >= LABEL_ROOM || power % 2 === 0)) || (kind === 'three' && spacing >= 110);
      ticks.push({ value, kind, label: labelled ? rateLabel(power, digit) : '' });
    }
  }
  return ticks;
}

function rateLabel(power: number, digit: number): string {
  if (power >= -3) return decimal(String(Number(`${digit}e${power}`)));
  if (digit !== 1) return '';
  return `10⁻${Array.from(String(-power), (d) => SUPERSCRIPTS[Number(d)]).join('')}`;
}
