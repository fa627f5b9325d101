/** How a value that cannot be used is quoted in the sentence that says so. */
import { say } from '../words/say.ts';
import { decimal } from '../words/decimal.ts';

/** A value in a sentence: short, quoted where it is text, in words where it is no number. */
export function show(value: unknown): string {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return say('“not a number”');
    return Number.isFinite(value) ? decimal(String(value)).replace('-', '−') : say('{sign} infinity', { sign: value > 0 ? say('plus') : say('minus') });
  }
  if (value === null) return '“nothing”';
  const text = typeof value === 'string' ? value : textOf(value);
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}

/** As JSON, or the kind of thing it is where JSON has no word for it (a function, a ring of references, a big integer). */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return typeof value;
  }
}
