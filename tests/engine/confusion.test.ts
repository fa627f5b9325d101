import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allFigures, classAt, classesOf, classFigures, countCorrect, createConfusion } from '../../src/engine/confusion.ts';

describe('the confusion matrix', () => {
  it('counts every example once, by the class of its target and the class answered', () => {
    const confusion = createConfusion(1);
    const correct = countCorrect(Float64Array.of(0.9, -0.2, 0, -1, NaN), Float64Array.of(1, 1, -1, -1, 1), 1, 5, 5, 0, confusion);
    // Rows: targets −1 and +1; columns: answered −1, +1, nothing.
    expect([...confusion]).toEqual([1, 1, 0, 1, 1, 1]);
    expect(correct).toBe(2);
  });

  it('takes the largest of several outputs, and no class where one is no number', () => {
    const confusion = createConfusion(3);
    // [output][column]: answers 1, 0, none; targets 1, 2, 0.
    const answers = Float64Array.of(0.1, 0.8, 0.2, 0.7, 0.1, NaN, 0.2, 0.1, 0.9);
    const targets = Float64Array.of(0, 0, 1, 1, 0, 0, 0, 1, 0);
    expect(countCorrect(answers, targets, 3, 3, 3, 0.5, confusion)).toBe(1);
    expect([...confusion]).toEqual([0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0]);
  });

  it('puts an answer on the boundary into class 1, a target on it into class 0', () => {
    const half = Float64Array.of(0.5);
    expect(classAt(half, 1, 1, 0, 0.5, false)).toBe(1);
    expect(classAt(half, 1, 1, 0, 0.5, true)).toBe(0);
    expect(countCorrect(half, half, 1, 1, 1, 0.5)).toBe(0);
  });

  it('takes the first of equals, and the last where it is the largest', () => {
    // [output][column]
    const values = Float64Array.of(0.3, 0.1, 0.3, 0.2, 0.3, 0.3);
    expect(classAt(values, 3, 2, 0, 0.5, false)).toBe(0);
    expect(classAt(values, 3, 2, 1, 0.5, false)).toBe(2);
  });

  it('has the right answers on its diagonal and the examples of a class in its row, for any answers', () => {
    const value = fc.oneof(fc.double({ min: -2, max: 2, noNaN: true }), fc.constant(NaN));
    fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 12 }), fc.infiniteStream(value), (outputs, count, values) => {
      const answers = Float64Array.from({ length: outputs * count }, () => values.next().value);
      const targets = Float64Array.from({ length: outputs * count }, (_, i) => (outputs === 1 ? (i % 2 === 0 ? 1 : -1) : Math.floor(i / count) === i % count % outputs ? 1 : -1));
      const confusion = createConfusion(outputs);
      const correct = countCorrect(answers, targets, outputs, count, count, 0, confusion);
      const classes = classesOf(outputs);
      const figures = classFigures(confusion, classes);
      expect(confusion.reduce((sum, n) => sum + n, 0)).toBe(count);
      expect(figures.reduce((sum, each) => sum + each.correct, 0)).toBe(correct);
      expect(countCorrect(answers, targets, outputs, count, count, 0)).toBe(correct);
      for (const { precision, recall, f1, correct: right } of figures) {
        if (right > 0) expect(f1).toBeCloseTo((2 * precision * recall) / (precision + recall), 12);
      }
    }));
  });
});

describe('the figures of a class', () => {
  it('are those of the textbook', () => {
    // 40 of 50 found, 10 taken for the other, 5 of the other taken for it.
    const [a, b] = classFigures(Float64Array.of(40, 10, 0, 5, 45, 0), 2);
    expect(a).toMatchObject({ count: 50, answered: 45, correct: 40, shares: [0.8, 0.2, 0], recall: 0.8, precision: 40 / 45, f1: 80 / 95 });
    expect(b).toMatchObject({ count: 50, answered: 55, correct: 45, shares: [0.1, 0.9, 0], recall: 0.9, precision: 45 / 55, f1: 90 / 105 });
  });

  it('of all classes together give the accuracy', () => {
    expect(allFigures(classFigures(Float64Array.of(40, 10, 0, 5, 44, 1), 2))).toEqual({ count: 100, correct: 84, accuracy: 0.84 });
    expect(allFigures(classFigures(new Float64Array(6), 2))).toEqual({ count: 0, correct: 0, accuracy: NaN });
  });

  it('have no value where there is nothing to divide by', () => {
    const [none, all] = classFigures(Float64Array.of(0, 0, 0, 0, 3, 1), 2);
    expect(none).toEqual({ count: 0, answered: 0, correct: 0, shares: [NaN, NaN, NaN], precision: NaN, recall: NaN, f1: NaN });
    // One without an answer is of the class, and not found.
    expect(all).toMatchObject({ count: 4, answered: 3, precision: 1, recall: 0.75 });
  });
});
