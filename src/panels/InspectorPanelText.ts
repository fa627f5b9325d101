/** Numbers of the inspector as text; what is not computed yet is a dash, what is not finite is said in words by viz/format. */
import { formatNumber, formatSigned } from '../viz/format.ts';

export const NOT_YET = '–';

export const numberText = (value: number): string => formatNumber(value);
export const signedText = (value: number): string => formatSigned(value);
