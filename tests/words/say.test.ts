import { beforeEach, describe, expect, it, vi } from 'vitest';

type Words = typeof import('../../src/words/say.ts');
type Numbers = typeof import('../../src/viz/format.ts');

async function speaking(language: 'en' | 'de'): Promise<{ words: Words; numbers: Numbers }> {
  vi.doMock('../../src/words/language.ts', () => ({ language }));
  vi.doMock('../../src/words/de.json', () => ({ default: { 'Step {place} of {places}@@walk': 'Von {places} Schritten der {place}.', 'on@@switch': 'an' } }));
  return { words: await import('../../src/words/say.ts'), numbers: await import('../../src/viz/format.ts') };
}

// The sentences below are this test's own, so the dictionary's types do not know them.
const say = (words: Words) => words.say as unknown as (sentence: string, values?: Readonly<Record<string, string | number>>) => string;

describe('say', () => {
  beforeEach(() => { vi.resetModules(); });

  it('puts the values into the places, in the order of the language', async () => {
    const values = { place: '2', places: '9' };
    expect(say((await speaking('en')).words)('Step {place} of {places}@@walk', values)).toBe('Step 2 of 9');
    vi.resetModules();
    expect(say((await speaking('de')).words)('Step {place} of {places}@@walk', values)).toBe('Von 9 Schritten der 2.');
  });

  it('never shows the mark that tells two uses apart', async () => {
    expect(say((await speaking('en')).words)('on@@switch')).toBe('on');
    vi.resetModules();
    expect(say((await speaking('de')).words)('on@@switch')).toBe('an');
  });

  it('leaves a name that is no sentence as it is', async () => {
    expect((await speaking('de')).words.translated('my column')).toBe('my column');
  });

  it('does not read a value as a sentence with places of its own', async () => {
    expect(say((await speaking('en')).words)('Step {place} of {places}@@walk', { place: '{places}', places: '$&' })).toBe('Step {places} of $&');
  });

  it('writes numbers with the decimal sign of the language, which parseNumber reads', async () => {
    const { numbers } = await speaking('de');
    expect([numbers.formatNumber(0.0827), numbers.formatNumber(2.13e-5), numbers.formatSetting(2.5), numbers.formatTick(-5e-4), numbers.formatPercent(0.9642), numbers.formatExact(-0.1234567)])
      .toEqual(['0,0827', '2,13·10⁻⁵', '2,5', '−5·10⁻⁴', '96,4\u202f%', '−0,1234567']);
    expect(numbers.parseNumber('2,13·10⁻⁵')).toBe(2.13e-5);
  });
});
