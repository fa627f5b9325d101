import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlaneExpression } from '../../src/datasets/planeExpression.ts';

function valueAt(text: string, x = 0.3, y = -0.7): number {
  const read = readPlaneExpression(text, ['x', 'y']);
  if ('problem' in read) throw new Error(read.problem.sentence);
  return read.expression.at(x, y);
}

function problemOf(text: string, variables: readonly ('x' | 'y')[] = ['x', 'y']): string {
  const read = readPlaneExpression(text, variables);
  if (!('problem' in read)) throw new Error(`“${text}” was read.`);
  expect(read.problem.from + read.problem.length).toBeLessThanOrEqual(text.length);
  return read.problem.sentence;
}

describe('expressions in x and y', () => {
  it.each<[string, number]>([
    ['1 + 2 * 3', 7], ['-x^2', -0.09], ['(-x)^2', 0.09], ['2^-1', 0.5], ['2^3^2', 512], ['-2^2^3', -256], ['2*-x^2', -0.18], ['10 - 2 - 3', 5], ['8 / 4 / 2', 1],
    ['3x', 0.9], ['2(x + 1)', 2.6], ['(x)(y)', -0.21], ['2x y', -0.42], ['x²', 0.09], ['x² y', -0.063], ['2e', 2 * Math.E], ['2e-1', 0.2], ['2 e', 2 * Math.E], ['2π', 2 * Math.PI], ['x₁ − x₂', 1], ['x1*x2', -0.21],
    ['sin(3x) / 2', Math.sin(0.9) / 2], ['3 sin(x)cos(y)', 3 * Math.sin(0.3) * Math.cos(-0.7)], ['sqrt(x^2 + y^2)', Math.hypot(0.3, 0.7)], ['max(x, y, 0.5)', 0.5], ['-7 % 3', 2], ['abs(-y)', 0.7], ['.5', 0.5], ['SIN(X)', Math.sin(0.3)], ['exp(0) + ln(e) + log(100)', 4],
  ])('%s', (text, value) => {
    expect(valueAt(text)).toBeCloseTo(value, 12);
  });

  it('tells conditions from values', () => {
    for (const [text, x, y, holds] of [
      ['y > sin(3x) / 2', 0, 0.1, 1], ['y > sin(3x)/2', 0, -0.1, 0], ['x^2 + y^2 < 0.5', 0.5, 0.4, 1], ['x > 0 && y > 0', 1, -1, 0], ['x > 0 or y > 0', 1, -1, 1], ['not (x ≥ 0)', 0, 0, 0], ['x * y ≤ 0', 1, -1, 1], ['!(x < 0) and y != 1', 1, 1, 0],
    ] as const) {
      const read = readPlaneExpression(text, ['x', 'y']);
      expect('expression' in read && [read.expression.kind, read.expression.at(x, y)], text).toEqual(['condition', holds]);
    }
    const value = readPlaneExpression('x + y', ['x', 'y']);
    expect('expression' in value && value.expression.kind).toBe('value');
  });

  it.each<[string, string]>([
    ['y > sinn(3x)', '“sinn” at place 5 is not known.'], ['y > xy', '“xy” at place 5 is not known. A product is written x*y.'], ['y = x', '“=” at place 3 cannot be used here. Compare by'],
    ['y > (x + 1', 'A bracket is not closed.'], ['y > x)', '“)” at place 6'], ['y >', 'missing'], ['', 'no expression'], ['0 < x < 1', 'joined by &&'], ['sin x', '“sin” at place 1 needs brackets'], ['x 2', 'An operator is missing before “2” at place 3'], ['0,5', '“,” at place 2'], ['sin(x, y) > 0', 'sin takes one number, not 2'], ['min(x) > 0', 'min takes 2 to 8 numbers, not 1'],
    ['(x > 0) + 1', '“+” works with numbers'], ['x && y', 'joins two comparisons'], ['x > 0; alert(1)', '“;” at place 6'], ['alert(1)', '“alert” at place 1'], ['x.constructor', '“.” at place 2'], ['constructor', 'not known'], ['__proto__', '“_” at place 1'],
    ['this', 'not known'], ['true', 'not known'], ['"a"', 'cannot be used'], ['x ? y : 1', '“?” at place 3'], ['x, y', 'place 2'], ['x'.repeat(300), '200 are the most'],
  ])('%s is refused in one sentence', (text, part) => {
    const sentence = problemOf(text);
    expect(sentence).toContain(part);
    expect(sentence).toMatch(/^[“A-Z\d a-z].*\.$/u);
  });

  it('has no y where the height is the value', () => {
    expect(problemOf('y > x', ['x'])).toContain('the height is what is worked out');
    expect('expression' in readPlaneExpression('sin(3x)', ['x'])).toBe(true);
  });

  it('ends in a function or a sentence, whatever is typed', () => {
    const piece = fc.constantFrom('x', 'y', '1', '.5', '2e3', 'sin', '(', ')', '+', '-', '*', '/', '^', '<', '>=', '&&', '!', ',', ' ', 'π', '²', 'e', 'max', 'not', '[', '`', '$');
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(piece, { maxLength: 15 }).map((pieces) => pieces.join(''))), (text) => {
      const read = readPlaneExpression(text, ['x', 'y']);
      if ('expression' in read) expect(typeof read.expression.at(0.1, 0.2)).toBe('number');
      else expect(read.problem.sentence).toMatch(/\.$/);
    }), { numRuns: 3000 });
  });
});
