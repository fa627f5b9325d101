import { describe, expect, it } from 'vitest';
import german from '../../src/words/de.json' with { type: 'json' };
import { said, unsaid } from './sentencesOf.ts';

const placesOf = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g))].toSorted();
const formulasOf = (text: string): number => (text.match(/\$/g) ?? []).length;

describe('the German dictionary', () => {
  it('has every sentence of the page, and no other', () => {
    const keys = new Set(Object.keys(german));
    expect({ missing: [...said].filter((sentence) => !keys.has(sentence)), lost: [...keys].filter((sentence) => !said.has(sentence)) }).toEqual({ missing: [], lost: [] });
  });

  it('has the places of the English, and as many formulas', () => {
    const entries = Object.entries(german).filter(([, text]) => text !== '');
    expect(entries.filter(([sentence, text]) => placesOf(sentence).join() !== placesOf(text).join() || formulasOf(sentence) !== formulasOf(text))).toEqual([]);
  });
});

describe('the source', () => {
  it('has no words in an element that do not go through say', () => {
    expect(unsaid).toEqual([]);
  });
});
