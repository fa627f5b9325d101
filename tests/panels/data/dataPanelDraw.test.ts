import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import { drawnExamples, exampleOf, MOST_DRAWN, planeRanges, pointOf } from '../../../src/datasets/drawing.ts';
import { readPlaneExpression } from '../../../src/datasets/planeExpression.ts';
import { wrongKind } from '../../../src/panels/data/DataPanelDrawSplit.tsx';
import { beginStroke, continueStroke, endStroke, nearestIndex, strokeSentence, type DrawPlace, type DrawSettings } from '../../../src/panels/data/DataPanelDrawStroke.ts';
import { formatCount } from '../../../src/viz/format.ts';
import { classCounts, otherMeaning, placeText, pointText, toolHint } from '../../../src/panels/data/DataPanelDrawWords.ts';
import type { DatasetName, GivenExample } from '../../../src/config/experiment.ts';

const settings: DrawSettings = { tool: 'point', meaning: 1, radius: 0.05, spacing: 0.02 };

function placeOf(set: DatasetName, points: readonly (readonly [number, number, number])[] = []): DrawPlace {
  const experiment = defaultExperiment(set);
  const examples: readonly GivenExample[] = points.map(([x, y, meaning]) => exampleOf(experiment, { x, y, meaning }));
  return { experiment, examples, ranges: planeRanges(experiment, examples) };
}

describe('strokes', () => {
  it('put a point where there is none, even after it was dragged, and keep it within the plane', () => {
    const place = placeOf('drawn2', [[0, 0, 0]]);
    const begun = beginStroke(place, settings, 0.5, 0.5, 0.02);
    const moved = continueStroke(place, settings, begun, 0.6, 3);
    const after = endStroke(place, moved);
    expect(after.map((example) => pointOf(place.experiment, example))).toEqual(expect.arrayContaining([{ x: 0.6, y: 1.2, meaning: 1 }, { x: 0, y: 0, meaning: 0 }]));
    expect(strokeSentence(1, moved, 2, 'x₁ 0.6')).toBe('Point added: x₁ 0.6. That was outside of the plane; the point is at its edge.');
  });

  it('move the nearest point within reach', () => {
    const place = placeOf('drawn2', [[0, 0, 0], [0.05, 0, 1]]);
    expect(nearestIndex(place, 0.04, 0, 0.02)).toBe(1);
    expect(nearestIndex(place, 0.5, 0, 0.02)).toBeNull();
    const moved = continueStroke(place, settings, beginStroke(place, settings, 0.04, 0, 0.02), -0.7, 0.3);
    expect(endStroke(place, moved).map((example) => pointOf(place.experiment, example))).toEqual([{ x: 0, y: 0, meaning: 0 }, { x: -0.7, y: 0.3, meaning: 1 }]);
    expect(strokeSentence(2, moved, 2, 'there')).toBe('Point moved: there.');
  });

  it('of a curve give the height', () => {
    const place = placeOf('drawnCurve');
    const [example] = endStroke(place, beginStroke(place, settings, 0.25, -0.5, 0));
    expect(example).toEqual({ inputs: [0.25], targets: [-0.5] });
    const brushed = endStroke(place, beginStroke(place, { ...settings, tool: 'brush' }, 0.25, -0.5, 0));
    expect(pointOf(place.experiment, brushed[0]!).meaning).toBe(brushed[0]!.targets[0]);
  });

  it('of the brush leave a point every so far, within its width, the same ones from the same seed however the way is cut', () => {
    const place = placeOf('drawn2');
    const brush: DrawSettings = { ...settings, tool: 'brush', spacing: 0.1 };
    const along = (stops: readonly number[]) => stops.reduce((stroke, x) => continueStroke(place, brush, stroke, x, 0), beginStroke(place, brush, -1.2, 0, 0));
    const whole = along([1.19]);
    expect(whole.kind === 'brush' && whole.points).toHaveLength(10);
    const cut = along([-0.71, -0.7, 0.03, 1.19]);
    expect(cut.kind === 'brush' && whole.kind === 'brush' && cut.points.map(({ x }) => x.toFixed(6))).toEqual(whole.kind === 'brush' ? whole.points.map(({ x }) => x.toFixed(6)) : []);
    for (const { y } of whole.kind === 'brush' ? whole.points : []) expect(Math.abs(y)).toBeLessThanOrEqual(0.05 * 2.4);
    expect(endStroke(place, whole)).toHaveLength(10);
    expect(strokeSentence(0, whole, 10, '')).toBe('10 points added; 10 in all.');
  });

  it('of the eraser skip nothing on a quick way', () => {
    const place = placeOf('drawn2', [[-1, 0, 0], [-0.3, 0.05, 1], [0.6, -0.05, 0], [0.6, 0.5, 0]]);
    const eraser: DrawSettings = { ...settings, tool: 'erase' };
    const stroke = continueStroke(place, eraser, beginStroke(place, eraser, -1, 0, 0), 1, 0);
    expect(endStroke(place, stroke)).toEqual([place.examples[3]]);
    expect(strokeSentence(4, stroke, 1, '')).toBe('3 points erased; 1 point left.');
    const nothing = beginStroke(place, eraser, 0, -1, 0);
    expect(endStroke(place, nothing)).toBe(place.examples);
    expect(strokeSentence(4, nothing, 4, '')).toBe('No point was there.');
  });

  it('say when there is no room', () => {
    const place = placeOf('drawn2');
    const full: DrawPlace = { ...place, examples: Array.from({ length: MOST_DRAWN }, () => exampleOf(place.experiment, { x: 0, y: 0, meaning: 0 })) };
    const stroke = beginStroke(full, settings, 0.9, 0.9, 0.01);
    const { length } = endStroke(full, stroke);
    expect(length).toBe(MOST_DRAWN);
    expect(strokeSentence(MOST_DRAWN, stroke, length, '')).toBe(`${formatCount(10_000)} points are the most: none was added.`);
  });
});

describe('words', () => {
  it('say where a point is and what it means', () => {
    const spiral = defaultExperiment('spiral');
    expect(pointText(spiral, drawnExamples(spiral), 0)).toMatch(/^Point 1 of 280, training: x₁ .*, x₂ .*, class [−+]1$/);
    expect(pointText(spiral, drawnExamples(spiral), 279)).toContain('validation');
    expect(classCounts(spiral, drawnExamples(spiral))).toBe('class −1: 140, class +1: 140');
    expect(classCounts(defaultExperiment('drawnValues'), drawnExamples(defaultExperiment('drawnValues')))).toBe('');
    expect(placeText(defaultExperiment('drawnCurve'), { x: 0.5, y: -0.25, meaning: -0.25 })).toBe('x 0.500, y −0.250');
    expect(placeText(defaultExperiment('drawnValues'), { x: 0, y: 1, meaning: 0.5 })).toContain('value 0.5');
  });

  it('name what Shift gives', () => {
    expect([0, 1].map((meaning) => otherMeaning(defaultExperiment('drawn2'), meaning))).toEqual([1, 0]);
    expect([0, 1, 2].map((meaning) => otherMeaning(defaultExperiment('drawn3'), meaning))).toEqual([1, 2, 0]);
    expect(otherMeaning(defaultExperiment('drawnValues'), 0.3)).toBe(-0.3);
    expect(toolHint(defaultExperiment('drawn2'), 'point', 1, false)).toBe('Click to add a point; Shift: class −1. Drag one to move it.');
    expect(toolHint(defaultExperiment('drawn2'), 'point', 1, true)).toBe('Tap to add a point. Drag one to move it.');
  });

  it('refuse a number for a split and a comparison for a value', () => {
    const of = (text: string) => {
      const read = readPlaneExpression(text, ['x', 'y']);
      if ('problem' in read) throw new Error(read.problem.sentence);
      return read.expression;
    };
    expect(wrongKind(of('sin(x)'), 'condition', 'sin(x)')?.sentence).toContain('needs a comparison');
    expect(wrongKind(of('x > 0'), 'surface', 'x > 0')?.sentence).toContain('a value is a number');
    expect(wrongKind(of('x > 0'), 'condition', 'x > 0')).toBeNull();
    expect(wrongKind(of('x'), 'curve', 'x')).toBeNull();
  });
});
