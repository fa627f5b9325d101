import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeGuess } from '../../src/explain/predict.ts';
import { formatNumber } from '../../src/viz/format.ts';

const verdict = (text: string, value: number): string => judgeGuess(text, value).verdict;

describe('a guess', () => {
  it('is right when it is the value rounded to two digits or more, or within half a percent', () => {
    for (const text of ['0.063', '0.0635', '0.06347', '.0635', '6.35e-2', '6.35·10⁻²', '0,0635']) expect(verdict(text, 0.063468668), text).toBe('right');
    expect(verdict('−1.17', -1.1716)).toBe('right');
    expect(verdict('-1.2', -1.1716)).toBe('right');
    expect(verdict('0.5', 0.5)).toBe('right');
    expect(verdict('1', 0.9999)).toBe('right');
    expect(verdict('100', 99.7)).toBe('right');
    expect(judgeGuess('0.0635', 0.063468668).sentence).toBe('Right: it is 0.0635.');
  });

  it('is close within ten percent, with one right digit, a wrong sign or a factor of ten', () => {
    expect(judgeGuess('0.06', 0.063468668)).toEqual({ verdict: 'close', sentence: 'Right when rounded to one digit. One digit more?' });
    expect(judgeGuess('1', 0.955).sentence).toBe('Right when rounded to one digit. One digit more?');
    expect(judgeGuess('0.8', 0.762).sentence).toBe('Right when rounded to one digit. One digit more?');
    expect(judgeGuess('0.067', 0.063468668)).toEqual({ verdict: 'close', sentence: 'Close, within 10 %: a little lower.' });
    expect(judgeGuess('-0.0635', 0.063468668)).toEqual({ verdict: 'close', sentence: 'The size is right, but the sign is the other one: it is positive.' });
    expect(judgeGuess('0.635', 0.063468668)).toEqual({ verdict: 'close', sentence: 'The digits are right, but it is a factor of ten too large.' });
    expect(judgeGuess('0.00635', 0.063468668).sentence).toBe('The digits are right, but it is a factor of ten too small.');
  });

  it('is wrong otherwise, and hears which way to go without hearing the answer', () => {
    expect(judgeGuess('3', 0.063468668)).toEqual({ verdict: 'wrong', sentence: 'Not yet: it is nearer to 0. The hint shows the formula.' });
    expect(judgeGuess('-2', 1)).toEqual({ verdict: 'wrong', sentence: 'Not yet: it is positive. The hint shows the formula.' });
  });

  it('of 0 is right whatever rounding left of it', () => {
    expect(judgeGuess('0', 0).sentence).toBe('Right: it is exactly 0.');
    expect(judgeGuess('0.00', 2.8e-17).verdict).toBe('right');
    expect(judgeGuess('0.1', 0).verdict).toBe('wrong');
  });

  it('that is no number is said so kindly', () => {
    expect(judgeGuess('a lot', 1)).toEqual({ verdict: 'unreadable', sentence: '“a lot” is not a number; try something like −0.25.' });
    expect(judgeGuess('  ', 1).sentence).toBe('Type a number, such as −0.25.');
    expect(judgeGuess('3', Number.NaN).verdict).toBe('unreadable');
  });

  it('as the page itself shows the value is right, and no other sentence tells the value', () => {
    fc.assert(fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value, guess) => {
      expect(verdict(formatNumber(value), value)).toBe('right');
      const judged = judgeGuess(String(guess), value);
      expect(judged.sentence).toMatch(/[.?]$/);
      if (judged.verdict !== 'right' && Math.abs(value) > 20) expect(judged.sentence).not.toContain(formatNumber(value));
    }));
  });
});
