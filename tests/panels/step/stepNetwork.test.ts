import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import type { Experiment } from '../../../src/config/experiment.ts';
import { presetById } from '../../../src/config/presets.ts';
import { createNetwork, weightIndex } from '../../../src/engine/network.ts';
import { stepItems } from '../../../src/panels/step/StepNetworkItems.ts';
import { layoutStep, middleOf, placesOf, pointOn, type StepLayout } from '../../../src/panels/step/StepNetworkLayout.ts';
import { litParts, signalOf } from '../../../src/panels/step/StepNetworkLit.ts';
import { contributions, shownUnits } from '../../../src/panels/step/StepNetworkShown.ts';
import { stepColumns } from '../../../src/viz/stepColumns.ts';
import { nextStop, readingOrder } from '../../../src/panels/step/StepNetworkWalk.ts';
import { studyOfExperiment } from './stepStudies.ts';

const worked = presetById('workedNetwork').experiment;
const wide: Experiment = { ...defaultExperiment('spiral'), hidden: Array.from({ length: 8 }, () => ({ units: 64, activation: 'tanh' as const })) };

function layoutOf(experiment: Experiment, width = 988, height = 258, text = 13) {
  const { study, script } = studyOfExperiment(experiment);
  const { network, trace } = study;
  const places = placesOf(network, width, height, text);
  const shown = network.layers.map(({ units }, layer) => shownUnits(new Float64Array(units), places[layer] ?? 1, []));
  const layout = layoutStep({ network, loss: trace.config.loss, width, height, text, shown });
  return { study, script, layout, items: stepItems({ study, script, pass: study.pass(0), example: 0, layout }) };
}

function expectApart(layout: StepLayout): void {
  for (const { units } of layout.layers) {
    for (const unit of units) {
      expect(unit.y).toBeGreaterThanOrEqual(-1);
      expect(unit.y + unit.height).toBeLessThanOrEqual(layout.height + 1);
    }
    units.reduce((above, unit) => {
      expect(unit.y).toBeGreaterThan(above.y + above.height);
      return unit;
    });
  }
}

describe('layoutStep', () => {
  it('gives the worked network full boxes as on the page', () => {
    const { layout, items } = layoutOf(worked);
    expect(layout.layers.map(({ look }) => look)).toEqual(['full', 'full']);
    expect(layout.layers[0]!.units).toMatchObject([{ unit: 0, width: 160, height: 78 }, { unit: 1, width: 160, height: 78 }]);
    expect(layout.edges).toHaveLength(6);
    expect(layout.losses).toMatchObject([{ output: 0 }]);
    expect(middleOf(layout.layers[1]!.units[0]!)).toBe(layout.height / 2);
    // x (2), w (6), z, a, b, δ, ∂L/∂a (15), y and L
    expect(items).toHaveLength(25);
    expect(new Set(items.map(({ key }) => key)).size).toBe(25);
    expectApart(layout);
  });
  it('shows as many neurons of a wide network as fit and says how many are left', () => {
    const { layout, items } = layoutOf(wide);
    expect(layout.layers.slice(0, 8).map(({ look }) => look)).toEqual(Array.from({ length: 8 }, () => 'curve'));
    for (const { units, more } of layout.layers.slice(0, 8)) {
      expect(units.length + more).toBe(64);
      for (const { height } of units) expect(height).toBeGreaterThanOrEqual(28);
    }
    expect(layout.layers.flatMap(({ units }) => units).length).toBeLessThanOrEqual(56);
    expect(items.length).toBeLessThan(20);
    expectApart(layout);
  });
  it.each([[988, 258, 13], [700, 204, 13], [1380, 420, 13], [988, 258, 18], [736, 248, 13]])('keeps boxes apart at %i × %i with text of %i px', (width, height, text) => {
    for (const set of ['iris', 'spiral', 'sine', 'blobs4', 'xorTable'] as const) expectApart(layoutOf(defaultExperiment(set), width, height, text).layout);
    expectApart(layoutOf(presetById('exercise').experiment, width, height, text).layout);
    expectApart(layoutOf(presetById('deeperNetwork').experiment, width, height, text).layout);
  });
  it('writes many inputs in order over their dots where the picture is narrow, each in sight', () => {
    const { layout, items } = layoutOf({ ...defaultExperiment('digits'), batchSize: 1 }, 358, 190);
    const ys = items.filter(({ key }) => key.startsWith('input')).map(({ y }) => y);
    expect(ys.length).toBe(layout.inputs.length);
    expect(ys.length).toBeGreaterThan(4);
    ys.forEach((y, i) => {
      expect(y).toBeGreaterThanOrEqual(8);
      expect(y).toBeLessThan(layout.inputs[i]!.y);
      expect(y - (ys[i - 1] ?? -Infinity)).toBeGreaterThan(15);
    });
  });
  it('has one loss box for softmax, and one an output for losses that add up', () => {
    expect(layoutOf(defaultExperiment('iris')).layout).toMatchObject({ losses: [{ output: -1 }] });
    const exercise = layoutOf(presetById('exercise').experiment);
    expect(exercise.layout.losses.map(({ output }) => output)).toEqual([0, 1]);
    expect(exercise.items.filter(({ key }) => key.startsWith('outputLoss'))).toHaveLength(2);
    expect(exercise.items.filter(({ key }) => key === 'exampleLoss.0')).toHaveLength(1);
  });
});

describe('stepItems', () => {
  it('knows every value from the step that makes it', () => {
    const { items, script } = layoutOf(worked);
    const byKey = new Map(items.map((item) => [item.key, item]));
    expect(byKey.get('z.0.0.0')).toMatchObject({ markup: 'z_1', spoken: 'z 1', text: '1.50', tone: 'ink' });
    expect(byKey.get('z.0.0.0')!.knownAt).toBe(script.positionOf({ kind: 'z', example: 0, layer: 0, unit: 0 }));
    expect(byKey.get('parameter.2')).toMatchObject({ tone: 'neg', knownAt: 0 });
    expect(byKey.get('delta.0.1.0')).toMatchObject({ markup: null, tone: 'grad', spoken: 'the gradient of z 3' });
    expect(byKey.get('delta.0.1.0')!.text).toMatch(/^[+−]/);
  });
  it('has no ∂L/∂ŷ where the loss reads the weighted sums', () => {
    const { items } = layoutOf({ ...worked, outputActivation: 'sigmoid', loss: { ...worked.loss, name: 'binary_cross_entropy' } });
    expect(items.some(({ key }) => key === 'dLda.0.1.0')).toBe(false);
    expect(items.some(({ key }) => key === 'dLda.0.0.0')).toBe(true);
    expect(items.every(({ text }) => !/NaN|Infinity|not a number/.test(text))).toBe(true);
  });
});

describe('litParts', () => {
  const network = createNetwork({ inputs: 2, layers: [{ units: 2, activation: 'tanh' }, { units: 1, activation: 'tanh' }] });
  const w111 = weightIndex(network, 0, 0, 0);
  const w311 = weightIndex(network, 1, 0, 0);
  it('lays the marker under the term, then under the whole sum', () => {
    const z = { kind: 'z', example: 0, layer: 0, unit: 0 } as const;
    expect([...litParts(network, z, 0).edges]).toEqual([w111]);
    expect(litParts(network, z, 0).units.size).toBe(0);
    expect(litParts(network, z, 2)).toMatchObject({ edges: new Set([0, 1]), biases: new Set([4]), units: new Set(['0.0']) });
  });
  it('follows a gradient from the weight to the loss', () => {
    expect(litParts(network, { kind: 'exampleGradient', example: 0, index: w111 }, null)).toMatchObject({ edges: new Set([w111, w311]), wires: new Set([0]) });
    expect([...litParts(network, { kind: 'exampleGradient', example: 0, index: w311 }, null).edges]).toEqual([w311]);
    const large = createNetwork({ inputs: 2, layers: [{ units: 64, activation: 'tanh' }, { units: 64, activation: 'tanh' }, { units: 1, activation: 'tanh' }] });
    expect([...litParts(large, { kind: 'exampleGradient', example: 0, index: 0 }, null).edges]).toEqual([0]);
  });
  it('runs forwards into a sum and backwards out of a gradient', () => {
    expect(signalOf(network, { kind: 'z', example: 0, layer: 0, unit: 1 }, 1)).toEqual({ edges: [3], wires: [], direction: 1 });
    expect(signalOf(network, { kind: 'dLda', example: 0, layer: 0, unit: 0 }, null)).toEqual({ edges: [w311], wires: [], direction: -1 });
    expect(signalOf(network, { kind: 'newParameter', index: 0 }, null)).toBeNull();
  });
});

describe('shownUnits', () => {
  it('keeps those that matter most, and the last place for the lit one', () => {
    const worth = Float64Array.from([5, 1, 9, 3, 7, 0]);
    expect(shownUnits(worth, 6, [])).toEqual([0, 1, 2, 3, 4, 5]);
    expect(shownUnits(worth, 4, [])).toEqual([0, 2, 4, 3]);
    expect(shownUnits(worth, 4, [1])).toEqual([0, 2, 4, 1]);
    expect(shownUnits(worth, 4, [2])).toEqual([0, 2, 4, 3]);
  });
  it('counts what a unit passes on, and nothing that is not finite', () => {
    const network = createNetwork({ inputs: 1, layers: [{ units: 2, activation: 'tanh' }, { units: 2, activation: 'linear' }] });
    const theta = Float64Array.from([1, 1, 0, 0, 2, -3, 0.5, 1, 0, 0]);
    expect([...contributions(network, theta, [0.5, Number.NaN], 0)]).toEqual([1, 0]);
    expect([...contributions(network, theta, [2, -4], 1)]).toEqual([2, 4]);
  });
});

describe('walking', () => {
  it('goes through every number of the worked network column by column, from top to bottom', () => {
    const { study, items, layout } = layoutOf(worked);
    const columns = stepColumns(study.network, layout.width, layout.text);
    const order = readingOrder(items, columns).map(({ index }) => items[index]?.spoken ?? '');
    expect(order.slice(0, 2)).toEqual(['x 1', 'x 2']);
    const place = (name: string): number => order.indexOf(name);
    expect(place('w 1 1 1')).toBeLessThan(place('z 1'));
    expect([place('z 1'), place('f 1')].toSorted((one, other) => one - other)).toEqual([place('z 1'), place('z 1') + 1]);
    for (const [before, after] of [['z 1', 'z 2'], ['b 1', 'z 2'], ['b 2', 'w 3 1 1'], ['w 3 1 1', 'z 3'], ['z 3', 'the loss']] as const) expect(place(before)).toBeLessThan(place(after));
    let at = readingOrder(items, columns)[0]?.index ?? 0;
    const seen = new Set([at]);
    for (const _ of items) {
      at = nextStop(items, columns, at, 'ArrowDown') ?? at;
      seen.add(at);
    }
    expect(seen.size).toBe(items.length);
    const z1 = items.findIndex(({ spoken }) => spoken === 'z 1');
    expect(items[nextStop(items, columns, z1, 'PageDown') ?? 0]?.spoken).toBe('w 3 1 1');
    expect(items[nextStop(items, columns, z1, 'PageUp') ?? 0]?.spoken).toMatch(/^w /);
    for (const key of ['Enter', 'ArrowRight', 'ArrowLeft']) expect(nextStop(items, columns, 0, key)).toBeNull();
  });
  it('puts labels on their edges', () => {
    const edge = { x1: 0, y1: 0, x2: 100, y2: 50 };
    expect(pointOn(edge, 0)).toEqual([0, 0]);
    expect(pointOn(edge, 1)).toEqual([100, 50]);
    expect(pointOn(edge, 0.5)).toEqual([50, 25]);
  });
});
