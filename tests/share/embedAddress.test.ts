import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedOfPairs, embedPairs, embedParts, originOf, usualEmbedParts, type EmbedOptions } from '../../src/share/embedAddress.ts';
import type { Pair } from '../../src/share/experimentAddress.ts';
import { followLink } from '../../src/store/followLink.ts';
import { embeddedViews, formatLink, parseLink } from '../../src/store/linkText.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';

const ids = embedParts.map(({ id }) => id);

const anyOptions: fc.Arbitrary<EmbedOptions> = fc.record({
  parts: fc.subarray(ids, { minLength: 1 }), theme: fc.constantFrom('system' as const, 'light' as const, 'dark' as const),
  origin: fc.constantFrom(null, 'https://school.example', 'http://127.0.0.1:8080', 'https://xn--mnchen-3ya.example'),
});

describe('a page inside another page, in the keys of an address', () => {
  it('comes back the same through the address itself, beside the other keys', () => {
    fc.assert(fc.property(anyOptions, (embed) => {
      expect(embedOfPairs(embedPairs(embed))).toEqual({ embed, notes: [] });
      const text = formatLink({ view: 'step', preset: 'workedNetwork', embed });
      expect(encodeURI(text)).toBe(text);
      expect(parseLink(text)).toEqual({ link: { view: 'step', preset: 'workedNetwork', embed }, notes: [] });
    }));
  });

  it('can be written by hand: without a version, in any order, with spaces', () => {
    expect(embedOfPairs([['embed', 'transport, output']])).toEqual({ embed: { parts: ['output', 'transport'], theme: 'system', origin: null }, notes: [] });
    expect(embedOfPairs([['embed', '']]).embed?.parts).toEqual(usualEmbedParts);
    expect(embedOfPairs([['embed', 'v1']])).toEqual({ embed: { parts: usualEmbedParts, theme: 'system', origin: null }, notes: [] });
    expect(embedOfPairs([])).toEqual({ embed: null, notes: [] });
  });

  it('says in one sentence each what cannot be used, and uses the rest', () => {
    const { embed, notes } = embedOfPairs([['embed', 'v7,output,attic,cellar'], ['embedTheme', 'pink'], ['embedOrigin', '*']]);
    expect(embed).toEqual({ parts: ['output'], theme: 'system', origin: null });
    expect(notes).toHaveLength(4);
    for (const [index, word] of ['“pink”', '“*”', '“v7”', '“attic”'].entries()) expect(notes[index]).toContain(word);
    expect(embedOfPairs([['embedOrigin', 'https://school.example']])).toEqual({ embed: null, notes: ['The link says “embedOrigin”, which counts only beside embed.'] });
  });

  it('has no lessons, and says so', () => {
    const { link, notes } = parseLink('embed=output&view=learn&lesson=loss&page=2');
    expect(link).toEqual({ embed: { parts: ['output'], theme: 'system', origin: null } });
    expect(notes).toHaveLength(2);
    for (const word of ['lesson', '“learn”']) expect(notes.join(' ')).toContain(word);
    for (const view of embeddedViews) expect(parseLink(`embed=output&view=${view}`)).toMatchObject({ link: { view }, notes: [] });
  });

  it('goes to no lesson by an address of later either', () => {
    nabla.setState({ ...initialState, embed: { parts: ['output'], theme: 'system', origin: null } }, true);
    followLink({ view: 'learn', learning: { lesson: 'loss', page: 2 } });
    const { view, learning, notice } = nabla.getState();
    expect([view, learning]).toEqual(['play', null]);
    expect(notice?.text).toContain('names a lesson');
    nabla.setState(initialState, true);
  });

  it('takes an origin as browsers state it and nothing else', () => {
    expect(originOf('https://school.example')).toBe('https://school.example');
    expect(originOf('https://school.example/')).toBe('https://school.example');
    for (const text of ['*', 'null', '', 'school.example', 'https://school.example/course', 'https://a@school.example', 'https://*.example/x', 'javascript:alert(1)', 'data:text/html,x', 'file:///home', 'blob:https://school.example/1']) {
      expect(originOf(text), text).toBeNull();
    }
  });

  it('never breaks, whatever stands there', () => {
    const key = fc.constantFrom('embed', 'embedTheme', 'embedOrigin');
    const value = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'v1,constructor', 'javascript:alert(1)', 'v99999999999999999999', ',,,,', 'output,'.repeat(1000)));
    fc.assert(fc.property(fc.array(fc.tuple(key, value), { maxLength: 6 }), (pairs: readonly Pair[]) => {
      const { embed, notes } = embedOfPairs(pairs);
      expect(embed === null || embed.parts.every((part) => ids.includes(part))).toBe(true);
      for (const note of notes) expect(note).toMatch(/^The link.*\.$/s);
      expect(notes.join('').length).toBeLessThan(1500);
    }), { numRuns: 1000 });
  });
});
