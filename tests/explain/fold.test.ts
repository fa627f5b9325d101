import { describe, expect, it } from 'vitest';
import { isFolded, shownTerms } from '../../src/explain/fold.ts';
import { constant, product, quantity, rule, sumOf } from '../../src/explain/formula.ts';
import { longSumIn } from '../../src/explain/longSum.ts';

describe('a long sum', () => {
  it('shows all of eight terms, of nine the first three and the last two', () => {
    expect([8, 9].map(isFolded)).toEqual([false, true]);
    expect(shownTerms(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(shownTerms(9)).toEqual([0, 1, 2, 7, 8]);
  });

  it('shows the term that is being added in its place, once', () => {
    expect(shownTerms(64, 40)).toEqual([0, 1, 2, 40, 62, 63]);
    expect(shownTerms(64, 62)).toEqual([0, 1, 2, 62, 63]);
    expect(shownTerms(64, 0)).toEqual([0, 1, 2, 62, 63]);
  });

  it('shows fewer where there is little room', () => {
    expect(shownTerms(4, null, true)).toEqual([0, 1, 2, 3]);
    expect(shownTerms(5, null, true)).toEqual([0, 1, 4]);
    expect(shownTerms(9, 3, true)).toEqual([0, 1, 3, 8]);
  });
});

describe('the terms that open into a list', () => {
  const sum = (count: number) => sumOf(count, (index) => quantity({ kind: 'parameter', index }));

  it('are those of a sum that is folded', () => {
    expect(longSumIn(sum(9))).toHaveLength(9);
    expect(longSumIn(sum(8))).toBeNull();
  });

  it('are those of the folded sum that a mean is taken of', () => {
    expect(longSumIn(product(constant(0.1), sum(8), sum(10)))).toHaveLength(10);
    expect(longSumIn(product(constant(0.1), sum(8)))).toBeNull();
  });

  it('are none of anything else', () => {
    expect(longSumIn(constant(1))).toBeNull();
    expect(longSumIn(rule('x', { x: sum(20) }, () => 0))).toBeNull();
    expect(longSumIn(product(product(sum(20))))).toBeNull();
  });
});
