// [[0.1, -0.2], [0.3, 0.4]] in lines of at most 120 characters
/** How code is laid out: numbers to the last digit, lists in lines, comments that cannot become anything else. */

const WIDTH = 120;

/** A number as Python and TypeScript both read it, exact. @throws RangeError when it is not finite */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`A program cannot say the number ${value}.`);
  return Object.is(value, -0) ? '0' : String(value);
}

/** [1, 2, 3] on one line. */
export function listText(values: readonly number[]): string {
  return `[${values.map(numberText).join(', ')}]`;
}

/** A list whose entries fill the lines, each line indented by two more than its brackets; short ones stay on one line. */
export function wrapped(entries: readonly string[], { indent = '', step = '    ' } = {}): string {
  const single = `[${entries.join(', ')}]`;
  if (single.length + indent.length <= WIDTH - 30) return single;
  const lines: string[] = entries.some((entry) => entry.includes('\n')) ? entries.map((entry) => `${entry},`) : filled(entries, WIDTH - indent.length - step.length);
  return `[\n${lines.map((text) => `${indent}${step}${text}\n`).join('')}${indent}]`;
}

/** The entries, a comma behind each, in lines as full as can be. */
function filled(entries: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const entry of entries) {
    const longer = line === '' ? entry : `${line} ${entry}`;
    if (line !== '' && longer.length + 1 > width) {
      lines.push(line);
      line = `${entry},`;
    } else {
      line = `${longer},`;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** Numbers in one list. */
export function vectorText(values: readonly number[], layout?: { readonly indent?: string; readonly step?: string }): string {
  return wrapped(values.map(numberText), layout);
}

/** A matrix, a row of it on a line of its own; long rows on several. */
export function matrixText(rows: readonly (readonly number[])[], { indent = '', step = '    ' } = {}): string {
  const inner = indent + step;
  return `[\n${rows.map((row) => `${inner}${vectorText(row, { indent: inner, step })},\n`).join('')}${indent}]`;
}

/** A list of lists of numbers. */
export function rowsText(rows: readonly (readonly number[])[], layout: { readonly indent?: string; readonly step?: string } = {}): string {
  const { indent = '', step = '    ' } = layout;
  const fits = rows.every((row) => listText(row).length + indent.length + step.length < WIDTH);
  return wrapped(fits ? rows.map(listText) : rows.map((row) => vectorText(row, { indent: indent + step, step })), layout);
}

/**
 * Words from outside as a part of one line of a comment: without line ends, control characters, quotes and signs that could end a
 * comment or a string in any of the languages; not longer than 60 characters.
 */
export function commentText(words: string): string {
  const harmless = words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\`"*/]/gu, ' ').replace(/\s+/g, ' ').trim();
  return harmless.length > 60 ? `${harmless.slice(0, 59)}…` : harmless;
}

/** Lines indented. */
export function indented(lines: readonly string[], by: string): string {
  return lines.map((line) => (line === '' ? '' : by + line)).join('\n');
}

/** A setting: a constant with its name, value as code, and what it is. */
export type Setting = { readonly name: string; readonly value: string; readonly comment: string };

/** NAME = value, each followed by its comment, the comments below one another. */
export function settingLines(settings: readonly Setting[], { before = '', after = '', comment = '#' } = {}): string {
  const codes = settings.map(({ name, value }) => `${before}${name} = ${value}${after}`);
  const width = Math.min(44, Math.max(...codes.map((code) => code.length)));
  return codes.map((code, i) => `${code.padEnd(width)}  ${comment} ${settings[i]!.comment}`).join('\n');
}
