import { describe, expect, it } from 'vitest';
import { Ledger } from './ledger.ts';
import { kolmogorovSmirnov, mannWhitney, medianOf, quantile } from './statistics.ts';

const EXACT = { rtol: 0, atol: 0 };

describe('the ledger', () => {
  it('counts what was compared and what was taken as an input', () => {
    const ledger = new Ledger('{"kind":"x","given":[1,2],"result":{"sum":3,"far":"Infinity"}}');
    const { root } = ledger;
    root.at('kind').text();
    const [a = 0, b = 0] = root.at('given').numbers();
    root.at('result').at('sum').compare(a + b, EXACT);
    root.at('result').at('far').compare(Infinity, EXACT);
    expect(ledger.close()).toEqual({ compared: 2, inputs: 2 });
    expect(ledger.problems).toEqual([]);
  });

  it('reports a number, a text and a null that nobody read', () => {
    const ledger = new Ledger('{"a":[1,[2]],"b":"text","c":null,"d":{}}');
    ledger.root.at('a').items()[0]!.number();
    ledger.close();
    expect(ledger.problems).toEqual(['.a[1][0] was never read', '.b was never read', '.c was never read']);
  });

  it('reports a number that is off, an array that is too short, and another kind of not finite', () => {
    const ledger = new Ledger('{"a":1,"b":[1,2],"c":"NaN","d":"Infinity","e":-0.0}');
    const { root } = ledger;
    root.at('a').compare(1 + 1e-9, { rtol: 1e-12, atol: 0 });
    root.at('b').compare([1], EXACT);
    root.at('c').compare(Infinity, EXACT);
    root.at('d').compare(1, { rtol: 1, atol: 1 });
    root.at('e').compare(0, EXACT);
    ledger.close();
    expect(ledger.problems.map((problem) => problem.slice(0, 2))).toEqual(['.a', '.b', '.c', '.d', '.b']);
  });

  it('does not know what is not there', () => {
    expect(() => new Ledger('{"a":1}').root.at('b')).toThrow('.b is missing');
    expect(() => new Ledger('{"a":1}').root.at('a').text()).toThrow('.a is not a text');
  });
});

describe('statistics', () => {
  it('agree with numpy and scipy', () => {
    expect(quantile([3, 1, 2, 4], 0.25)).toBe(1.75);
    expect(medianOf([1, Number.NaN, 3])).toBe(3);
    // scipy.stats.mannwhitneyu(…, use_continuity=False, method='asymptotic'): U = 2, p = 0.0814
    expect(mannWhitney([1, 2, 2, 5], [3, 4, 6, 7])).toBeCloseTo(-1.7426, 3);
    expect(mannWhitney([1, 1], [1, 1])).toBe(0);
    expect(kolmogorovSmirnov(Float64Array.of(0.1, 0.2, 0.9), (x) => x)).toBeCloseTo(2 / 3 - 0.2, 12);
  });
});
