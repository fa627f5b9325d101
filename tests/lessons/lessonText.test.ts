import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInline, parseLessonText, type Inline } from '../../src/lessons/lessonText.ts';

const wordsOf = (inside: readonly Inline[]): string => inside.map((each) => ('inside' in each ? wordsOf(each.inside) : 'tex' in each ? each.tex : each.text)).join('');

describe('the text of a page', () => {
  it('has paragraphs, lists and formulas of their own', () => {
    expect(parseLessonText('One\nline.\n\n- a\n- b\n  goes on\n\n1. first\n2. second\n\n$$W - \\eta\n\\nabla L$$\nafter')).toEqual([
      { kind: 'paragraph', inside: [{ kind: 'text', text: 'One line.' }] },
      { kind: 'list', isNumbered: false, items: [[{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b goes on' }]] },
      { kind: 'list', isNumbered: true, items: [[{ kind: 'text', text: 'first' }], [{ kind: 'text', text: 'second' }]] },
      { kind: 'formula', tex: 'W - \\eta\n\\nabla L' },
      { kind: 'paragraph', inside: [{ kind: 'text', text: 'after' }] },
    ]);
  });

  it('lets a list follow its sentence without an empty line', () => {
    expect(parseLessonText('These:\n- a').map(({ kind }) => kind)).toEqual(['paragraph', 'list']);
  });

  it('marks what is strong, stressed, a formula or an element', () => {
    expect(parseInline('A **strong $w$**, *so* `x` [the *slider*](#learning-rate).')).toEqual([
      { kind: 'text', text: 'A ' }, { kind: 'strong', inside: [{ kind: 'text', text: 'strong ' }, { kind: 'formula', tex: 'w' }] }, { kind: 'text', text: ', ' },
      { kind: 'stressed', inside: [{ kind: 'text', text: 'so' }] }, { kind: 'text', text: ' ' }, { kind: 'code', text: 'x' }, { kind: 'text', text: ' ' },
      { kind: 'element', element: 'learning-rate', inside: [{ kind: 'text', text: 'the ' }, { kind: 'stressed', inside: [{ kind: 'text', text: 'slider' }] }] }, { kind: 'text', text: '.' },
    ]);
  });

  it('takes a name of no element, an escaped sign and a lone mark as they are', () => {
    expect(wordsOf(parseInline('[that](#nowhere) costs 5\\$ or 3 * 4'))).toBe('that costs 5$ or 3 * 4');
    expect(parseInline('[x](https://elsewhere.example)')).toEqual([{ kind: 'text', text: '[x](https://elsewhere.example)' }]);
  });

  it('keeps every letter and ends, whatever is written', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '*', '$', '[', ']', '(', ')', '#', '-', '\\', '`', '\n', '1', '.'), maxLength: 60 }), (text) => {
      const letters = (all: string): string => all.replaceAll(/[^a]/g, '');
      const parsed = parseLessonText(text).map((block) => (block.kind === 'formula' ? block.tex : block.kind === 'list' ? block.items.map(wordsOf).join('') : wordsOf(block.inside))).join('');
      // A name behind # is none of an element here, and goes with its link.
      return letters(parsed) === letters(text) || /\]\(#/.test(text);
    }), { numRuns: 400 });
  });
});
