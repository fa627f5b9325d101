import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { buildData } from '../../src/datasets/index.ts';
import { codeFor, codeLanguages } from '../../src/share/code.ts';
import { tokensOf, type TokenKind, type TokenLanguage } from '../../src/share/codeTokens.ts';
import { codeFiles, codeLanguageNames } from '../../src/store/shareCode.ts';

const of = (text: string, language: TokenLanguage, kind: TokenKind): readonly string[] => tokensOf(text, language).filter((token) => token.kind === kind).map((token) => token.text);

describe('a program in coloured pieces', () => {
  it('is the same text, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.constantFrom('"', "'", '`', '\\', '#', '/', '*', '\n', '"""', 'def', '1e-7', ' '), { maxLength: 40 }).map((parts) => parts.join(''))), fc.constantFrom('python' as const, 'typescript' as const), (text, language) => {
      expect(tokensOf(text, language).map((token) => token.text).join('')).toBe(text);
    }), { numRuns: 500 });
  });

  it('tells words, numbers, strings and comments apart', () => {
    const python = '"""What it is."""\nfor x1 in range(10):  # all of "them"\n    w = -1.5e-7 * f"{x1} # no comment"\n';
    expect(of(python, 'python', 'comment')).toEqual(['"""What it is."""', '# all of "them"']);
    expect(of(python, 'python', 'keyword')).toEqual(['for', 'in']);
    expect(of(python, 'python', 'number')).toEqual(['10', '1.5e-7']);
    expect(of(python, 'python', 'string')).toEqual(['f"{x1} # no comment"']);
    const typescript = '// why\nconst a2 = [0.5, 0xff, 7n]; /* two\nlines */ say(`// ${a2}`);';
    expect(of(typescript, 'typescript', 'comment')).toEqual(['// why', '/* two\nlines */']);
    expect(of(typescript, 'typescript', 'keyword')).toEqual(['const']);
    expect(of(typescript, 'typescript', 'number')).toEqual(['0.5', '0xff', '7n']);
    expect(of(typescript, 'typescript', 'string')).toEqual(['`// ${a2}`']);
  });

  it('reads every program the page writes, and knows each by the name it is written under', () => {
    const experiment = defaultExperiment('circle');
    for (const language of codeLanguageNames) {
      const { label, fileName, mediaType, grammar } = codeFiles[language];
      expect({ label, fileName, mediaType }).toEqual({ label: codeLanguages[language].label, fileName: codeLanguages[language].fileName, mediaType: codeLanguages[language].mediaType });
      const text = codeFor(language, { experiment, data: buildData(experiment), state: null });
      expect(tokensOf(text, grammar).map((token) => token.text).join('')).toBe(text);
      expect(of(text, grammar, 'keyword')).toContain('for');
      expect(of(text, grammar, 'number').length).toBeGreaterThan(500);
    }
    expect(Object.keys(codeLanguages)).toEqual([...codeLanguageNames]);
  });
});
