// "1,234.5" → 1234.5 with a decimal point, "1.234,5" → 1234.5 with a decimal comma
/** Cells as numbers. */

export type DecimalSign = 'point' | 'comma';

/** What stands where nothing was measured, small letters, besides nothing at all. */
const MISSING_WORDS: readonly string[] = ['na', 'n/a', '#n/a', 'nan', 'null', 'nil', '?', '-', '–', '—', '.'];
const missing = new Set(MISSING_WORDS);
const LONGEST_MISSING = 4;

/** @param cell without space around it */
export function isMissing(cell: string): boolean {
  return cell.length <= LONGEST_MISSING && (cell === '' || missing.has(cell.toLowerCase()));
}

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const GROUPED = {
  point: /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/,
  comma: /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/,
} as const;
/** Groups of three digits may also stand apart by a space, narrow or not, or an apostrophe. */
const SPACED = /^[+-]?\d{1,3}(?:[ \u00A0\u202F\u2009'’]\d{3})+(?:[.,]\d*)?$/;

/** NaN where it is no finite number. @param cell without space around it */
export function cellNumber(cell: string, decimal: DecimalSign): number {
  let text = cell;
  if (text.charCodeAt(0) === 0x2212) text = `-${text.slice(1)}`;
  const code = text.charCodeAt(0);
  // A number begins with a digit, a sign, or its decimal sign: most texts are done with here.
  if (!((code >= 48 && code <= 57) || (code >= 43 && code <= 46))) return Number.NaN;
  if (SPACED.test(text)) text = text.replace(/[ \u00A0\u202F\u2009'’]/g, '');
  if (GROUPED[decimal].test(text)) text = decimal === 'point' ? text.replaceAll(',', '') : text.replaceAll('.', '');
  else if (decimal === 'comma' && text.includes('.')) return Number.NaN;
  if (decimal === 'comma') text = text.replace(',', '.');
  if (!PLAIN.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}
