import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import { datasetNames } from '../../../src/config/tasks.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { trainCountOf, validationCountOf } from '../../../src/datasets/runData.ts';
import { describeExample, inputsOf, nearestExample, pixelOf, placeExamples, plotRanges } from '../../../src/viz/examples.ts';
import { meaningOf } from '../../../src/viz/exampleMarks.ts';

const area = { x: 0, y: 0, width: 200, height: 200 };

describe('the examples in their plot', () => {
  it.each(datasetNames)('%s: every example of both splits has a place, nearly all inside the frame', (name) => {
    const data = buildData(defaultExperiment(name));
    const examples = placeExamples(data);
    expect(examples).toHaveLength(trainCountOf(data) + validationCountOf(data));
    const inside = examples.filter((example) => pixelOf(data, area, example).every((at) => at >= 0 && at <= 200));
    expect(inside.length / examples.length).toBeGreaterThan(0.97);
  });
  it('shows one input as y over x', () => {
    const data = buildData(defaultExperiment('sine'));
    const [first] = placeExamples(data);
    expect(first?.up).toBe(data.trainTargets[0]);
    expect(plotRanges(data).up[1]).toBeGreaterThan(data.targetRange[1]);
    expect(first === undefined ? [] : inputsOf(data, first)).toEqual([data.trainInputs[0]]);
  });
  it('finds the nearest example within reach, else none', () => {
    const data = buildData(defaultExperiment('spiral'));
    const examples = placeExamples(data);
    const one = examples[17];
    if (one === undefined) throw new Error('no example');
    const [x, y] = pixelOf(data, area, one);
    const found = nearestExample(data, examples, area, x, y, 9);
    expect(found === null ? null : pixelOf(data, area, found)).toEqual([x, y]);
    expect(nearestExample(data, examples, area, -500, -500, 9)).toBeNull();
  });
  it('says what an example is', () => {
    const iris = buildData(defaultExperiment('iris'));
    expect(describeExample(iris, { split: 'validation', index: 0, across: 0.5, up: -1, target: 2 })).toBe('validation example 1: x₁ 0.500, x₂ −1.00, class virginica');
    const line = buildData(defaultExperiment('line'));
    expect(describeExample(line, { split: 'train', index: 4, across: 0.5, up: 0.25, target: 0.25 })).toBe('training example 5: x 0.500, target 0.250');
    const exercise = buildData(defaultExperiment('exercise'));
    expect(placeExamples(exercise).map((example) => describeExample(exercise, example))).toEqual(['training example 1: x₁ 0.0500, x₂ 0.100, targets 0.0100, 0.990']);
  });
  it('marks classes by number and values on the scale of their range', () => {
    const { classes, targetRange } = buildData(defaultExperiment('iris'));
    expect(meaningOf({ task: 'classification', classes, targetRange }, 2)).toBe(2);
    expect(meaningOf({ task: 'regression', classes: [], targetRange: [0, 4] }, 4)).toEqual({ value: 1 });
    expect(meaningOf({ task: 'regression', classes: [], targetRange: [2, 2] }, 2)).toEqual({ value: 0 });
  });
});
