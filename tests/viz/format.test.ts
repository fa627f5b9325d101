import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCount, formatExact, formatNumber, formatPercent, formatSetting, formatSigned, formatTick, parseNumber,
} from '../../src/viz/format.ts';

describe('formatNumber', () => {
  it.each([
    [0, '0'], [-0, '0'], [0.0827, '0.0827'], [-0.98871, '−0.989'], [1498.4, '1498'], [12345.6, '12346'], [99999.9, '1.00·10⁵'],
    [0.0000213, '2.13·10⁻⁵'], [-1.5e-12, '−1.50·10⁻¹²'], [1e9, '1.00·10⁹'], [0.9999, '1.00'], [0.00099999, '0.00100'],
    [9.995, '9.99'], [100, '100'], [5e-324, '4.94·10⁻³²⁴'],
  ])('%d → %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it('says in words what is not finite', () => {
    expect(formatNumber(Number.NaN)).toBe('not a number');
    expect(formatNumber(Infinity)).toBe('too large');
    expect(formatNumber(-Infinity)).toBe('too large, negative');
  });

  it('never shows a hyphen, NaN, Infinity or an e', () => {
    fc.assert(fc.property(fc.double(), (value) => {
      for (const text of [formatNumber(value), formatSigned(value), formatExact(value), formatSetting(value), formatTick(value), formatPercent(value)]) {
        expect(text).not.toMatch(/-|NaN|Infinity|\de[+\d]/);
      }
    }));
  });

  it('is right to half a unit of its last digit', () => {
    fc.assert(fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (value) => {
      expect(Math.abs((parseNumber(formatNumber(value)) ?? 0) / value - 1)).toBeLessThan(0.0051);
    }));
  });
});

describe('other formats', () => {
  it('keeps the sign of a gradient', () => {
    expect(formatSigned(0.0115)).toBe('+0.0115');
    expect(formatSigned(-0.0115)).toBe('−0.0115');
    expect(formatSigned(0)).toBe('0');
  });
  it('writes settings as people type them', () => {
    expect([0.03, 10, 1e-6, 0.1, 2.5e-7, 100].map((v) => formatSetting(v))).toEqual(['0.03', '10', '0.000001', '0.1', '2.5·10⁻⁷', '100']);
  });
  it('writes the marks of an axis without long rows of zeros', () => {
    expect([0, 0.05, 0.001, 0.0005, -0.00001, 20].map(formatTick)).toEqual(['0', '0.05', '0.001', '5·10⁻⁴', '−10⁻⁵', '20']);
  });
  it('writes percent and counts', () => {
    expect(formatPercent(0.9642)).toBe('96.4\u202f%');
    expect(formatPercent(0.7)).toBe('70\u202f%');
    expect(formatPercent(1)).toBe('100\u202f%');
    expect(formatPercent(Number.NaN)).toBe('not a number');
    expect(formatCount(1498)).toBe('1\u202f498');
    expect(formatCount(1_000_000)).toBe('1\u202f000\u202f000');
    expect(formatCount(12)).toBe('12');
  });
  it('shows every digit when asked', () => {
    expect(formatExact(-0.1)).toBe('−0.1');
    expect(formatExact(1e-7)).toBe('1·10⁻⁷');
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parseNumber(formatExact(value))).toBe(value === 0 ? 0 : value);
    }));
  });
});

describe('parseNumber', () => {
  it.each([
    ['0.03', 0.03], [' 1 498 ', 1498], ['−2', -2], ['1e-3', 0.001], ['0,5', 0.5], ['2.13·10⁻⁵', 2.13e-5], ['2.13·10^-5', 2.13e-5], ['.5', 0.5], ['5.', 5],
  ])('%s → %d', (text, value) => expect(parseNumber(text)).toBe(value));
  it.each(['', 'abc', '1.2.3', 'NaN', 'Infinity', '1e999', '--1', '0x10'])('refuses “%s”', (text) => expect(parseNumber(text)).toBeNull());
});
