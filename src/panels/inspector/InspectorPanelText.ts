/** Numbers of the inspector as text; what is not computed yet is a dash, what is not finite is said in words by viz/format. */
import { formatNumber, formatSigned } from '../../viz/format.ts';

export const NOT_YET = '–';

export const numberText = (value: number): string => formatNumber(value);
/** As many digits, at most seven, as it takes to see the step between two values. */
export function digitsToSee(step: number, value: number): number {
  const size = Math.abs(step / value);
  return size > 0 && Number.isFinite(size) ? Math.min(7, Math.max(3, Math.ceil(-Math.log10(size)) + 1)) : 3;
}

export const signedText = (value: number): string => formatSigned(value);
