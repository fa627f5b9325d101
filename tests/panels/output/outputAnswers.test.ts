import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import { buildData } from '../../../src/datasets/index.ts';
import type { RunData } from '../../../src/datasets/runData.ts';
import { accuracySentence, answersOf, cellText, figureText, worstSentence } from '../../../src/panels/output/OutputPanelAnswers.ts';
import { drawScatter, hitScatter, orderByTarget, scatterLooks, scatterPlace, scatterPlane } from '../../../src/panels/output/OutputPanelScatterDraw.ts';
import { exampleText, scatterSentence } from '../../../src/panels/output/OutputPanelScatterWords.ts';
import { createPalette } from '../../../src/viz/palette.ts';
import { recordingContext } from '../../viz/recordingContext.ts';
import { readTokens } from '../../viz/tokens.ts';

const NBSP = '\u202f';
const names = ['A', 'B', 'C'];
/** A: 8 of 10 right, B: 9 right of 12 with 3 taken for C, C: all 4. */
const counts = [8, 1, 1, 0, 0, 9, 3, 0, 0, 0, 4, 0];

describe('the answers by class', () => {
  it('are not there for another number of classes, nor for a regression', () => {
    expect(answersOf([], 3)).toBeNull();
    expect(answersOf([1, 2, 0, 3, 4, 0], 3)).toBeNull();
    expect(answersOf([], 0)).toBeNull();
  });

  it('say how many are right, what is wrong most often, and what a cell counts', () => {
    const answers = answersOf(counts, 3)!;
    expect(accuracySentence(answers)).toBe(`21 of 26 right: 80.8${NBSP}%`);
    expect(worstSentence(answers, names)).toBe('Most often wrong: B taken for C, 3 of 12.');
    expect(cellText(answers, names, 0, 0)).toBe(`8 examples of A answered A: right, 80${NBSP}% of its class`);
    expect(cellText(answers, names, 0, 1)).toBe(`1 example of A answered B: wrong, 10${NBSP}% of its class`);
    expect(answers.hasUnanswered).toBe(false);
  });

  it('name the error with the largest share of its class, and one that is as large', () => {
    // 3 of 99 against 3 of 97, and 3 of 97 against 4 of 400.
    expect(worstSentence(answersOf([96, 3, 0, 3, 94, 0], 2)!, ['−1', '+1'])).toBe('Most often wrong: +1 taken for −1, 3 of 97.');
    expect(worstSentence(answersOf([396, 4, 0, 3, 94, 0], 2)!, ['−1', '+1'])).toBe('Most often wrong: +1 taken for −1, 3 of 97.');
    expect(worstSentence(answersOf([8, 2, 0, 1, 4, 0], 2)!, ['−1', '+1'])).toBe('Most often wrong: −1 taken for +1, 2 of 10; +1 taken for −1, 1 of 5.');
    expect(worstSentence(answersOf([8, 1, 1, 0, 1, 8, 1, 0, 0, 0, 3, 0], 3)!, names)).toBe('Most often wrong: A taken for B, 1 of 10; A taken for C, 1 of 10; and 2 more as often.');
  });

  it('say so when none is wrong, and when an answer is no number', () => {
    expect(worstSentence(answersOf([2, 0, 0, 0, 3, 0], 2)!, names)).toBe('No class is taken for another.');
    const broken = answersOf([0, 0, 2, 0, 3, 0], 2)!;
    expect(broken.hasUnanswered).toBe(true);
    expect(worstSentence(broken, names.slice(0, 2))).toBe('Most often wrong: A not answered by a number, 2 of 2.');
    expect(cellText(broken, names.slice(0, 2), 0, 2)).toContain('2 examples of A without an answer: wrong');
  });

  it('never show what has no value as a number', () => {
    expect(figureText(0.75, 3, 4)).toEqual({ value: '0.750', fraction: '3/4' });
    expect(figureText(NaN, 0, 0).value).toBe('–');
    expect(accuracySentence(answersOf(new Float64Array(6), 2)!)).toBe('0 examples');
  });
});

describe('predicted against target', () => {
  const data = buildData(defaultExperiment('line'));
  const plane = scatterPlane(data, 200, 200);
  const answered = { trainOutputs: Float32Array.from(data.trainEncoded), validationOutputs: Float32Array.from(data.validationEncoded, (y) => y + 9) };

  it('has a right answer on the diagonal, one too high above it', () => {
    for (const y of data.trainEncoded.subarray(0, 9)) {
      const [left, top] = scatterPlace(plane, y, Math.fround(y))!;
      expect(left + top).toBeCloseTo(200, 3);
    }
    const [x, y] = scatterPlace(plane, 0, 0.3)!;
    expect(x + y).toBeLessThan(200);
  });

  it('keeps what is far beyond at the edge, inside the picture, and leaves out what is no number', () => {
    expect(scatterPlace(plane, 0, 50)).toEqual([100, 6, 1]);
    expect(scatterPlace(plane, 0, -Infinity)).toEqual([100, 194, -1]);
    expect(scatterPlace(plane, 0, NaN)).toBeNull();
  });

  it('finds the example under the pointer, of training and of validation', () => {
    const [x, y] = scatterPlace(plane, data.trainEncoded[0]!, answered.trainOutputs[0]!)!;
    expect(hitScatter(data, answered, plane, x, y, 4)?.split).toBe('train');
    const [vx, vy] = scatterPlace(plane, data.validationEncoded[0]!, answered.validationOutputs[0]!)!;
    expect(hitScatter(data, answered, plane, vx, vy, 4)?.split).toBe('validation');
  });

  it('is walked from the lowest target to the highest, each example in words', () => {
    const order = orderByTarget(data, 12);
    const targets = order.map((index) => data.trainEncoded[index]!);
    expect(targets).toEqual(targets.toSorted((a, b) => a - b));
    expect(exampleText(data, answered, 3)).toMatch(/^example 4: target −?\d.*, answer .*, .* off$/);
    expect(exampleText(data, { trainOutputs: new Float32Array(0) }, 0)).toBe('no example yet');
  });

  it('says how many are too high and too low', () => {
    expect(scatterSentence({ trainEncoded: Float64Array.of(1, 1, 1, 5) }, { trainOutputs: Float32Array.of(2, 0, 1) })).toBe('Of 3 training answers 1 too high, 1 too low.');
  });

  it('draws points that look alike as one path, however many there are, each where it belongs', () => {
    const many = 4000;
    const targets = Float64Array.from({ length: many }, (_, i) => 2 * ((i * 0.618034) % 1) - 1);
    const crowd: RunData = { ...data, trainEncoded: targets, trainTargets: targets, validationEncoded: targets, validationTargets: targets, targetRange: [-1, 1] };
    const outputs = Float32Array.from(targets, (y, i) => (i === 0 ? NaN : i < 11 ? 99 : i < 31 ? -Infinity : 0.9 * y));
    const { ctx, calls, count } = recordingContext();
    const size = { width: 200, height: 200, palette: createPalette(readTokens('light')) };
    const frame = { trainOutputs: outputs, validationOutputs: outputs.subarray(0, 1500) };
    drawScatter(ctx, size, frame, crowd, scatterLooks(crowd), { selection: { kind: 'example', split: 'train', index: 40 }, hovered: null });
    expect(count('fill')).toBeLessThan(90);
    // The points of both, the second ring of validation, and the mark under the selected one, which is drawn again.
    const inside = (answers: Float32Array): number => answers.filter((answer) => Math.abs(answer) < 2).length;
    expect(count('arc')).toBe(inside(outputs) + 2 * inside(frame.validationOutputs) + 2);
    const [x, y] = scatterPlace(scatterPlane(crowd, 200, 200), targets[40]!, outputs[40]!)!;
    expect(calls.findLast(({ name }) => name === 'arc')?.args.slice(0, 2)).toEqual([x, y]);
  });

  it('has a point for every output of an example', () => {
    const two = buildData(defaultExperiment('exercise'));
    const [first] = scatterLooks(two).train;
    expect(scatterLooks(two).train.reduce((sum, { answers }) => sum + answers.length, 0)).toBe(2);
    expect(first!.answers[0]).toBe(0);
    const square = scatterPlane(two, 200, 200);
    const [x, y] = scatterPlace(square, two.trainEncoded[1]!, 0.8)!;
    expect(hitScatter(two, { trainOutputs: Float32Array.of(0.7, 0.8), validationOutputs: new Float32Array(0) }, square, x, y, 1)).toEqual({ split: 'train', index: 0 });
  });
});
