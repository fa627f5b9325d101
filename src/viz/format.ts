// 0.0000213 → 2.13·10⁻⁵: three significant digits, a true minus, and words for what is not a number
import { decimal } from '../words/decimal.ts';
import { say } from '../words/say.ts';
/** Numbers as people read them. Nothing on the page shows `NaN`, `Infinity`, `1e-5` or a hyphen for a minus. */

export const MINUS = '−';
const THIN_SPACE = '\u202f';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function superscript(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? '');
  return exponent < 0 ? `⁻${digits}` : digits;
}

function wordFor(value: number): string | null {
  if (Number.isNaN(value)) return say('not a number');
  if (value === Infinity) return say('too large');
  if (value === -Infinity) return say('too large, negative');
  return null;
}

/** The magnitude split into what to print: plain digits, or mantissa and power of ten outside [10⁻³, 10⁵). */
function parts(magnitude: number, digits: number): { mantissa: string; exponent: number | null } {
  if (magnitude === 0) return { mantissa: '0', exponent: null };
  const rounded = Number(magnitude.toPrecision(digits));
  if (rounded < 1e-3 || rounded >= 1e5) {
    const [mantissa = '0', exponent = '0'] = magnitude.toExponential(digits - 1).split('e');
    return { mantissa, exponent: Number(exponent) };
  }
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(rounded)));
  return { mantissa: magnitude.toFixed(decimals), exponent: null };
}

/** Three significant digits (or `digits`), whole numbers in full: "0.0827", "−0.989", "2.13·10⁻⁵", "12346". */
export function formatNumber(value: number, digits = 3): string {
  const word = wordFor(value);
  if (word !== null) return word;
  const { mantissa, exponent } = parts(Math.abs(value), digits);
  const sign = value < 0 && Number(mantissa) !== 0 ? MINUS : '';
  return exponent === null ? sign + decimal(mantissa) : `${sign}${decimal(mantissa)}·10${superscript(exponent)}`;
}

/** As formatNumber, with the sign always shown except on zero: "+0.0115". */
export function formatSigned(value: number, digits = 3): string {
  return value > 0 && value < Infinity ? `+${formatNumber(value, digits)}` : formatNumber(value, digits);
}

/** Every digit the number has, for tooltips and accessible names: "−0.98871040120001". */
export function formatExact(value: number): string {
  const word = wordFor(value);
  if (word !== null) return word;
  const [mantissa = '0', exponent] = String(value).replace('-', MINUS).split('e');
  return exponent === undefined ? decimal(mantissa) : `${decimal(mantissa)}·10${superscript(Number(exponent.replace(MINUS, '-')))}`;
}

/** A setting without trailing zeros, as a person would type it: "0.03", "10", "2.5·10⁻⁵". */
export function formatSetting(value: number, digits = 4): string {
  const word = wordFor(value);
  if (word !== null) return word;
  const rounded = Number(value.toPrecision(digits));
  const magnitude = Math.abs(Number.isFinite(rounded) ? rounded : value);
  const sign = value < 0 && magnitude !== 0 ? MINUS : '';
  if (magnitude !== 0 && (magnitude < 1e-6 || magnitude >= 1e7)) {
    const [mantissa = '0', exponent = '0'] = magnitude.toExponential().split('e');
    return `${sign}${decimal(mantissa)}·10${superscript(Number(exponent))}`;
  }
  return sign + decimal(magnitude < 1e-6 ? String(magnitude) : magnitude.toFixed(12).replace(/\.?0+$/, ''));
}

/** A number beside an axis, where zeros would take its room: "0.05", "5·10⁻⁴", "10⁻⁵". */
export function formatTick(value: number): string {
  const magnitude = Math.abs(value);
  if (!(magnitude > 0 && magnitude < 1e-3)) return formatSetting(value, 3);
  const [mantissa = '0', exponent = '0'] = Number(magnitude.toPrecision(3)).toExponential().split('e');
  return `${value < 0 ? MINUS : ''}${mantissa === '1' ? '' : `${decimal(mantissa)}·`}10${superscript(Number(exponent))}`;
}

/** A share of 1 in percent, whole or with three significant digits: 0.7 → "70 %", 0.9642 → "96.4 %". */
export function formatPercent(share: number): string {
  const word = wordFor(share);
  if (word !== null) return word;
  const percent = Number((share * 100).toPrecision(12));
  return `${Number.isInteger(percent) ? formatSetting(percent) : formatNumber(percent)}${THIN_SPACE}%`;
}

/** A whole number with thin spaces between groups of three: "1 498". */
export function formatCount(count: number): string {
  const word = wordFor(count);
  if (word !== null) return word;
  const digits = String(Math.abs(Math.round(count)));
  return (count < 0 ? MINUS : '') + (digits.length > 3 ? digits.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE) : digits);
}

/** The text with a capital to begin with. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * What a person typed, as a number: accepts a true minus, a decimal comma, spaces between groups, "1e-3" and
 * "2.13·10⁻⁵". null when it is not a finite number.
 */
export function parseNumber(text: string): number | null {
  const plain = text
    .trim()
    .replaceAll(MINUS, '-')
    .replace(/[\s\u202f\u00a0]+/g, '')
    .replace(/^([+-]?\d*),(\d+)/, '$1.$2')
    .replace(/[·×*]10(?:\^?([+-]?\d+)|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))$/, (_, digits: string | undefined, raised: string | undefined) =>
      `e${digits ?? Array.from(raised ?? '', (c) => (c === '⁻' ? '-' : c === '⁺' ? '+' : SUPERSCRIPTS.indexOf(c))).join('')}`)
    .replace(/%$/, '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}
