import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coupleExperiment } from '../../src/config/couple.ts';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment, GivenExample } from '../../src/config/experiment.ts';
import { datasetNames, drawnNames } from '../../src/config/tasks.ts';
import {
  divided, drawnExamples, exampleOf, filled, isDrawable, labelled, MOST_DRAWN, placeInDisc, planeRanges, pointOf, withinPlane, withMoved, withoutNear, withPoints,
} from '../../src/datasets/drawing.ts';
import { buildData } from '../../src/datasets/index.ts';
import { readPlaneExpression, type PlaneExpression } from '../../src/datasets/planeExpression.ts';
import { createRandom } from '../../src/engine/random.ts';

const withExamples = (experiment: Experiment, examples: readonly GivenExample[]): Experiment => ({ ...experiment, data: { ...experiment.data, examples } });
const isTraining = ({ validation }: GivenExample): boolean => validation !== true;

function expression(text: string, variables: readonly ('x' | 'y')[] = ['x', 'y']): PlaneExpression {
  const read = readPlaneExpression(text, variables);
  if ('problem' in read) throw new Error(read.problem.sentence);
  return read.expression;
}

describe('drawn points', () => {
  it('can be drawn in sets of one or two inputs and one target', () => {
    const not = datasetNames.filter((set) => !isDrawable({ set }));
    expect(not).toEqual(['iris4', 'penguins', 'wine', 'digits', 'diabetes', 'exercise']);
    expect(drawnNames.every((set) => isDrawable({ set }))).toBe(true);
  });

  it.each([...datasetNames.filter((set) => isDrawable({ set })), ...drawnNames])('begin in %s as the set is, to the thousandth, each for what it was for', (set) => {
    const experiment = defaultExperiment(set);
    const examples = drawnExamples(experiment);
    const [own, drawn] = [buildData(experiment), buildData(withExamples(experiment, examples))];
    expect([drawn.trainTargets.length, drawn.validationTargets.length]).toEqual([own.trainTargets.length, own.validationTargets.length]);
    own.trainInputs.forEach((value, i) => { expect(Math.abs(value - drawn.trainInputs[i]!)).toBeLessThanOrEqual(0.000501); });
    if (own.task === 'classification') expect(drawn.trainTargets).toEqual(own.trainTargets);
    expect(coupleExperiment(withExamples(experiment, examples)).notes).toEqual([]);
    expect(drawnExamples(withExamples(experiment, examples))).toBe(examples);
  });

  it.each([...drawnNames, 'pinwheel' as const])('are examples of %s that mean what was drawn', (set) => {
    const experiment = defaultExperiment(set);
    const { classes } = buildData(experiment);
    const meanings = classes.length > 0 ? classes.map((_, index) => index) : [-0.7, 0, 0.35];
    for (const meaning of meanings) {
      const point = { x: 0.25, y: set === 'drawnCurve' ? meaning : -0.5, meaning };
      const example = exampleOf(experiment, point);
      expect(pointOf(experiment, example)).toEqual(point);
      const data = buildData(withExamples(experiment, [example]));
      expect([...data.trainTargets]).toEqual([meaning]);
      expect([...data.trainInputs]).toEqual(set === 'drawnCurve' ? [0.25] : [0.25, -0.5]);
    }
  });

  it('are divided by the training share from the seed, those for training first', () => {
    const experiment = defaultExperiment('drawn2');
    const points = Array.from({ length: 1000 }, (_, i) => ({ x: (i % 40) / 40, y: Math.floor(i / 40) / 40, meaning: i % 2 }));
    const examples = withPoints(experiment, [], points);
    const share = examples.filter(isTraining).length / 1000;
    expect(share).toBeGreaterThan(0.65);
    expect(share).toBeLessThan(0.75);
    expect(examples.findLastIndex(isTraining)).toBeLessThan(examples.findIndex((example) => !isTraining(example)));
    expect(withPoints(experiment, [], points)).toEqual(examples);
    expect(withPoints(experiment, [], points.slice(0, 1))[0]).not.toHaveProperty('validation');
    // One by one as all at once.
    expect(points.slice(0, 30).reduce((all, point) => withPoints(experiment, all, [point]), [] as readonly GivenExample[])).toEqual(withPoints(experiment, [], points.slice(0, 30)));
    const again = divided(examples, 0.4, 9);
    expect(again.filter(isTraining)).toHaveLength(400);
    expect(divided(again.slice(0, 1), 0.1, 9).filter(isTraining)).toHaveLength(1);
    expect(divided([], 0.5, 1)).toEqual([]);
  });

  it('are the same ones after another share, but for those that are for something else now', () => {
    const before = drawnExamples(defaultExperiment('moons'));
    const after = divided(before, 0.4, 1);
    const kept = after.filter((example) => before.includes(example));
    expect(kept.length).toBeGreaterThan(50);
    const turned = before.filter((example) => !after.includes(example));
    expect(turned.length + kept.length).toBe(before.length);
    for (const { inputs, targets, validation } of turned) expect(after).toContainEqual({ inputs, targets, ...(validation === true ? {} : { validation: true }) });
  });

  it('are at most so many', () => {
    const experiment = defaultExperiment('drawn2');
    const point = { x: 0, y: 0, meaning: 1 };
    const full = withPoints(experiment, [], Array.from({ length: MOST_DRAWN + 5 }, () => point));
    expect(full).toHaveLength(MOST_DRAWN);
    expect(withPoints(experiment, full, [point])).toHaveLength(MOST_DRAWN);
  });

  it('move, keep what they are for, stay within the plane, and go where the eraser goes', () => {
    const experiment = defaultExperiment('drawn2');
    const examples = [exampleOf(experiment, { x: 0, y: 0, meaning: 1 }), exampleOf(experiment, { x: 0.5, y: 0.5, meaning: 0 }, true)];
    const moved = withMoved(experiment, examples, 1, { x: -0.5, y: 0.123_456, meaning: 0 });
    expect(moved).toEqual([examples[0], { inputs: [-0.5, 0.123], targets: [-1], validation: true }]);
    const ranges = planeRanges(experiment, moved);
    expect(ranges).toEqual({ x: [-1.2, 1.2], y: [-1.2, 1.2] });
    expect(withinPlane(ranges, 3, -0.1)).toEqual([1.2, -0.1]);
    expect(withoutNear(experiment, moved, 0.05, 0.05, [0.1, 0.1])).toEqual([moved[1]]);
    expect(withoutNear(experiment, moved, 0.5, -0.5, [0.1, 0.1])).toBe(moved);
    expect(planeRanges(experiment, [{ inputs: [3, 0], targets: [1] }]).x[1]).toBeGreaterThan(3);
    expect(planeRanges(defaultExperiment('drawnCurve'), [])).toEqual({ x: [-1.2, 1.2], y: [-1.25, 1.25] });
  });

  it('are spread evenly over the brush', () => {
    const random = createRandom(3);
    const places = Array.from({ length: 2000 }, () => placeInDisc(random));
    expect(places.every(([x, y]) => Math.hypot(x, y) <= 1)).toBe(true);
    expect(places.filter(([x, y]) => Math.hypot(x, y) < Math.SQRT1_2).length / 2000).toBeCloseTo(0.5, 1);
  });

  it('take their class from a condition, and their value from an expression', () => {
    const two = defaultExperiment('spiral');
    const split = labelled(two, drawnExamples(two), expression('x^2 + y^2 < 0.3'), 1, 0);
    expect(split.unsaid).toBe(0);
    const data = buildData(withExamples(two, split.examples));
    data.trainTargets.forEach((target, i) => { expect(target).toBe(data.trainInputs[2 * i]! ** 2 + data.trainInputs[2 * i + 1]! ** 2 < 0.3 ? 1 : 0); });
    expect(split.examples.map(({ inputs, validation }) => ({ inputs, validation }))).toEqual(drawnExamples(two).map(({ inputs, validation }) => ({ inputs, validation })));

    const curve = defaultExperiment('sine');
    const roots = labelled(curve, drawnExamples(curve), expression('sqrt(x)', ['x']), 0, 0);
    expect(roots.unsaid).toBe(drawnExamples(curve).filter(({ inputs }) => inputs[0]! < 0).length);
    const { trainInputs, trainTargets } = buildData(withExamples(curve, roots.examples));
    trainInputs.forEach((x, i) => { if (x >= 0) expect(trainTargets[i]).toBeCloseTo(Math.sqrt(x), 3); });
  });

  it('fill the plane', () => {
    const experiment = defaultExperiment('drawn3');
    const { examples, unsaid } = filled(experiment, expression('y > sin(3x) / 2'), 300, 2, 0);
    expect([examples.length, unsaid]).toEqual([300, 0]);
    expect(examples.filter(isTraining)).toHaveLength(210);
    const points = examples.map((example) => pointOf(experiment, example));
    expect(new Set(points.map(({ meaning }) => meaning))).toEqual(new Set([0, 2]));
    for (const { x, y, meaning } of points) {
      expect([Math.abs(x) <= 1, Math.abs(y) <= 1, meaning]).toEqual([true, true, y > Math.sin(3 * x) / 2 ? 2 : 0]);
    }
    expect(filled(experiment, expression('sqrt(-1) > y'), 50, 2, 0)).toEqual({ examples: [], unsaid: 50, unsaidAre: 'left out' });
    const values = defaultExperiment('drawnValues');
    expect(filled(values, expression('1 / 0'), 50, 0, 0)).toEqual({ examples: [], unsaid: 50, unsaidAre: 'left out' });
    const far = filled(values, expression('1000 x'), 50, 0, 0).examples.map((example) => pointOf(values, example).meaning);
    expect(Math.max(...far.map(Math.abs))).toBe(100);
  });

  it('stay examples of the set whatever is drawn', () => {
    const experiment = defaultExperiment('drawn4');
    fc.assert(fc.property(fc.array(fc.record({ x: fc.double({ min: -1.2, max: 1.2, noNaN: true }), y: fc.double({ min: -1.2, max: 1.2, noNaN: true }), meaning: fc.integer({ min: 0, max: 3 }) }), { maxLength: 40 }), (points) => {
      const drawn = withExamples(experiment, withPoints(experiment, [], points));
      expect(coupleExperiment(drawn)).toEqual({ experiment: drawn, notes: [] });
      const { trainSet, validationSet } = buildData(drawn);
      expect(trainSet.count + validationSet.count).toBe(points.length);
    }), { numRuns: 50 });
  });
});
