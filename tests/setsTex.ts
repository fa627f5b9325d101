/** A formula is set by KaTeX without an error, and what it tells screen readers is MathML that browsers take. */
import katex from 'katex';
import { expect } from 'vitest';

/** How many parts these elements have: with another number Firefox shows and reads out an error in their place. */
const PARTS: Readonly<Record<string, number>> = { mfrac: 2, mroot: 2, msub: 2, msup: 2, msubsup: 3, munder: 2, mover: 2, munderover: 3 };

export function expectTexSets(tex: string, strict: 'error' | 'ignore' = 'ignore'): void {
  let markup = '';
  expect(() => { markup = katex.renderToString(tex, { throwOnError: true, strict, trust: true }); }, tex).not.toThrow();
  expect(wrongElements(/<math[^]*?<\/math>/.exec(markup)?.[0] ?? ''), tex).toEqual([]);
}

/** The elements of this MathML that have more or fewer parts than they take. */
function wrongElements(mathml: string): readonly string[] {
  const wrong: string[] = [];
  const open: { readonly name: string; parts: number }[] = [];
  for (const [, closing, name = '', empty] of mathml.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (closing === '') {
      const around = open.at(-1);
      if (around !== undefined) around.parts += 1;
      if (empty === '') open.push({ name, parts: 0 });
      continue;
    }
    const ended = open.pop();
    const parts = PARTS[name];
    if (ended?.name !== name || (parts !== undefined && ended.parts !== parts)) wrong.push(`${name} of ${ended?.parts ?? 0}`);
  }
  return wrong;
}
