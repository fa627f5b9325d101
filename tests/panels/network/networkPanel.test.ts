import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialExperiment, defaultExperiment } from '../../../src/config/defaults.ts';
import type { Experiment } from '../../../src/config/experiment.ts';
import { limits } from '../../../src/config/limits.ts';
import { createNetwork, weightIndex, biasIndex, type Network } from '../../../src/engine/network.ts';
import { datasets } from '../../../src/datasets/index.ts';
import { availableFeatures } from '../../../src/config/features.ts';
import { insertLayer, removeLayer, setActivation, setUnits, toggleFeature } from '../../../src/panels/network/NetworkPanelChanges.ts';
import { featurePicture } from '../../../src/panels/network/NetworkPanelFeatures.tsx';
import { biasPlace, hitNetwork, parameterPlace, touchesUnit } from '../../../src/panels/network/NetworkPanelHits.ts';
import { chooseUnits, importanceOf } from '../../../src/panels/network/NetworkPanelImportance.ts';
import { matrixLimit } from '../../../src/panels/network/NetworkPanelScale.ts';
import { featureMeaning, neuronSentence, parameterIndex, parameterSentence, tagText, type NamedNetwork } from '../../../src/panels/network/NetworkPanelNames.ts';
import { pictureScale } from '../../../src/panels/network/NetworkPanelPictures.ts';
import { hasOneOutput, mostShown, neuronAt, planNetwork, stepInPlan } from '../../../src/viz/networkPlan.ts';
import { createEdgeScale, largestWeight } from '../../../src/panels/network/NetworkPanelScale.ts';

const network = (inputs: number, ...units: readonly number[]): Network =>
  createNetwork({ inputs, layers: units.map((count) => ({ units: count, activation: 'tanh' as const })) });
const planOf = (of: Network, direction: 'right' | 'down' = 'right', width = 576, height = 384) =>
  planNetwork({ network: of, width, height, direction, preferred: [] });
const named = (of: Network): NamedNetwork => ({ network: of, features: ['x', 'y'], classes: ['setosa', 'versicolor', 'virginica'] });

describe('changes of the network', () => {
  it('adds and takes away neurons within the limits, else gives the same experiment back', () => {
    expect(setUnits(initialExperiment, 0, 7).hidden[0]?.units).toBe(7);
    expect(setUnits(initialExperiment, 0, 0)).toBe(initialExperiment);
    expect(setUnits(initialExperiment, 0, limits.units.max + 1)).toBe(initialExperiment);
    expect(setUnits(initialExperiment, 5, 3)).toBe(initialExperiment);
  });
  it('puts a layer between two others, like the one before it', () => {
    const grown = insertLayer(initialExperiment, 1);
    expect(grown.hidden.map((layer) => layer.units)).toEqual([6, 6, 4]);
    expect(removeLayer(grown, 1).hidden).toEqual(initialExperiment.hidden);
  });
  it('goes from no hidden layer to eight and no further', () => {
    let experiment: Experiment = { ...initialExperiment, hidden: [] };
    for (let count = 0; count < 12; count++) experiment = insertLayer(experiment, 0);
    expect(experiment.hidden).toHaveLength(limits.hiddenLayers.max);
  });
  it('changes one activation only', () => {
    expect(setActivation(initialExperiment, 1, 'relu').hidden.map((layer) => layer.activation)).toEqual(['tanh', 'relu']);
  });
  it('keeps the features in their order and never takes the last', () => {
    const more = toggleFeature(toggleFeature(initialExperiment, 'sinX'), 'x2');
    expect(more.features).toEqual(['x', 'y', 'x2', 'sinX']);
    const curve = defaultExperiment('sine');
    expect(toggleFeature(curve, 'x')).toBe(curve);
    expect(availableFeatures(1)).toEqual(['x', 'x2', 'sinX']);
  });
});

describe('which neurons are shown', () => {
  it('is all of them where they fit', () => {
    expect(chooseUnits(new Float64Array(4), 6, [])).toEqual([0, 1, 2, 3]);
  });
  it('is those that matter most, in ascending order', () => {
    expect(chooseUnits(Float64Array.of(1, 9, 2, 8, 3), 2, [])).toEqual([1, 3]);
  });
  it('gives up a place only to a neuron that matters clearly more', () => {
    expect(chooseUnits(Float64Array.of(1, 1.2, 5), 1, [0])).toEqual([2]);
    expect(chooseUnits(Float64Array.of(1, 1.2, 1.3), 1, [0])).toEqual([0]);
  });
  it('always fills the places, without doubles', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 64 }), fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(70)), (values, places, before) => {
      const chosen = chooseUnits(Float64Array.from(values), places, [...new Set(before)]);
      expect(chosen).toHaveLength(Math.min(places, values.length));
      expect(new Set(chosen).size).toBe(chosen.length);
      expect(chosen).toEqual(chosen.toSorted((a, b) => a - b));
    }));
  });
  it('weighs what comes in with what goes out, and counts what is not finite as nothing', () => {
    const small = network(1, 2, 1);
    const theta = new Float64Array(small.parameterCount);
    theta[weightIndex(small, 0, 0, 0)] = 3;
    theta[weightIndex(small, 1, 0, 0)] = -2;
    theta[weightIndex(small, 0, 1, 0)] = Infinity;
    theta[weightIndex(small, 1, 0, 1)] = 1;
    expect([...importanceOf(small, theta, 0)]).toEqual([6, 0]);
  });
});

describe('the plan', () => {
  it('at 1440 has the features at the left, one output at the picture’s middle and a gap before each layer', () => {
    const plan = planOf(network(2, 6, 4, 1));
    expect(plan.columns.map((column) => [column.layer, column.units.length])).toEqual([[-1, 2], [0, 6], [1, 4], [2, 1]]);
    expect(plan.columns[0]?.x).toBe(0);
    expect(plan.columns[1]?.size).toBe(54);
    expect(plan.gaps).toHaveLength(3);
    expect(plan.anchor).toEqual({ x: 576, y: 192 });
    expect(hasOneOutput(plan)).toBe(true);
    expect(plan.edges.count).toBe(2 * 6 + 6 * 4 + 4);
  });
  it('stands on whole pixels', () => {
    for (const column of planOf(network(3, 7, 11, 5, 1)).columns.slice(0, -1)) {
      for (const unit of column.units) expect([unit.x, unit.y, unit.size].every(Number.isInteger)).toBe(true);
    }
  });
  it('gives several outputs pictures of their own inside the panel', () => {
    const plan = planOf(network(2, 4, 3));
    expect(hasOneOutput(plan)).toBe(false);
    for (const unit of plan.columns.at(-1)?.units ?? []) expect(unit.x + unit.size).toBeLessThan(576);
  });
  it('shows no more neurons than fit of the largest network, and says how many are left', () => {
    const large = network(7, 64, 64, 64, 64, 64, 64, 64, 64, 1);
    const plan = planOf(large);
    for (const column of plan.columns.slice(1, -1)) {
      expect(column.units).toHaveLength(mostShown(large));
      expect(column.units.length + column.hiddenCount).toBe(64);
      expect(column.more).not.toBeNull();
    }
    expect(plan.edges.count).toBeLessThan(700);
  });
  it('is walked with the arrow keys: along the flow to the nearest neuron, across it to the next', () => {
    const plan = planOf(network(2, 6, 4, 1));
    expect(stepInPlan(plan, { column: 1, row: 5 }, 'ArrowRight')).toEqual({ column: 2, row: 3 });
    expect(stepInPlan(plan, { column: 1, row: 0 }, 'ArrowDown')).toEqual({ column: 1, row: 1 });
    expect(stepInPlan(plan, { column: 1, row: 0 }, 'ArrowUp')).toEqual({ column: 1, row: 0 });
    expect(stepInPlan(plan, { column: 0, row: 0 }, 'ArrowLeft')).toEqual({ column: 0, row: 0 });
    expect(stepInPlan(plan, { column: 2, row: 2 }, 'End')).toEqual({ column: 2, row: 3 });
    expect(stepInPlan(plan, { column: 2, row: 2 }, 'a')).toBeNull();
    const down = planOf(network(2, 6, 4, 1), 'down', 358, 288);
    expect(stepInPlan(down, { column: 1, row: 0 }, 'ArrowDown')?.column).toBe(2);
    expect(stepInPlan(down, { column: 1, row: 0 }, 'ArrowRight')).toEqual({ column: 1, row: 1 });
  });
  it('every neuron can be reached from every other', () => {
    const plan = planOf(network(2, 5, 12, 3, 1));
    const seen = new Set<string>();
    const open = [{ column: 0, row: 0 }];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (seen.has(`${place.column} ${place.row}`)) continue;
      seen.add(`${place.column} ${place.row}`);
      for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown']) open.push(stepInPlan(plan, place, key) ?? place);
    }
    expect(seen.size).toBe(plan.columns.reduce((sum, column) => sum + column.units.length, 0));
  });
});

describe('what lies under the pointer', () => {
  const plan = planOf(network(2, 6, 4, 1));
  it('is the bias before its neuron, the neuron before the edges', () => {
    const unit = neuronAt(plan, 1, 0);
    if (unit === null) throw new Error('no neuron');
    const corner = biasPlace(plan, unit);
    expect(hitNetwork(plan, corner.x, corner.y, 6)).toEqual({ kind: 'bias', layer: 0, unit: 0 });
    expect(hitNetwork(plan, unit.x + 20, unit.y + 20, 6)).toEqual({ kind: 'neuron', layer: 0, unit: 0 });
    expect(hitNetwork(plan, 20, plan.columns[0]?.units[0]?.y ?? 0, 6)).toEqual({ kind: 'feature', index: 0 });
    expect(hitNetwork(plan, 120, 3, 2)).toBeNull();
  });
  it('finds an edge where its value stands', () => {
    const weight = { kind: 'weight', layer: 1, unit: 3, input: 0 } as const;
    const place = parameterPlace(plan, weight);
    const values = new Float64Array(plan.edges.count + 100);
    values[parameterIndex(network(2, 6, 4, 1), weight) ?? 0] = 5;
    expect(place === null ? null : hitNetwork(plan, place.x, place.y, 6, values)).toEqual(weight);
  });
  it('knows the edges of a neuron', () => {
    const touching = Array.from({ length: plan.edges.count }, (_, edge) => touchesUnit(plan, edge, { kind: 'neuron', layer: 0, unit: 2 }));
    expect(touching.filter(Boolean)).toHaveLength(2 + 4);
  });
  it('has no place for what is not in the picture', () => {
    expect(parameterPlace(plan, { kind: 'weight', layer: 5, unit: 0, input: 0 })).toBeNull();
    expect(parameterPlace(plan, { kind: 'neuron', layer: 0, unit: 0 })).toBeNull();
  });
});

describe('scales', () => {
  const small = network(2, 2, 1);
  const vectors = (value: number) => {
    const vector = new Float64Array(small.parameterCount).fill(value);
    return { parameters: vector, gradient: vector, update: vector };
  };
  it('grow at once and shrink only when far too large', () => {
    const scale = createEdgeScale();
    expect(scale.limitFor(small, vectors(0.9), 'weights')).toBe(1);
    expect(scale.limitFor(small, vectors(1.1), 'weights')).toBe(2);
    expect(scale.limitFor(small, vectors(0.9), 'weights')).toBe(2);
    expect(scale.limitFor(small, vectors(0.1), 'weights')).toBe(0.1);
    expect(scale.limitFor(small, vectors(0), 'weights')).toBe(1);
  });
  it('take weights only, and only finite ones', () => {
    const theta = new Float64Array(small.parameterCount);
    theta[biasIndex(small, 0, 0)] = 9;
    theta[weightIndex(small, 0, 1, 1)] = -0.5;
    theta[weightIndex(small, 0, 0, 0)] = Infinity;
    expect(largestWeight(small, theta)).toBe(0.5);
    expect(matrixLimit(theta, 0, theta.length)).toBe(10);
    expect(matrixLimit(new Float64Array(4), 0, 4)).toBe(1);
  });
  it('of a picture fit its activation', () => {
    expect(pictureScale('tanh', [], 0, 0)).toEqual({ min: -1, max: 1, line: 0 });
    expect(pictureScale('sigmoid', [], 0, 0)).toEqual({ min: 0, max: 1, line: 0.5 });
    expect(pictureScale('linear', [9, -3, 2], 1, 2)).toEqual({ min: -3, max: 3, line: 0 });
    expect(pictureScale('relu', [0, 4], 0, 2).line).toBeGreaterThan(0);
  });
  it('of a feature reach from −1 to 1', () => {
    const picture = featurePicture('x', { inputCount: 2, domain: [[-2.2, 2.2], [-2.2, 2.2]] }, 8);
    expect(Math.max(...picture)).toBeCloseTo(1);
    expect(picture[0]).toBeCloseTo(-1);
    expect(featurePicture('y', { inputCount: 2, domain: [[-1, 1], [-1, 1]] }, 8)[0]).toBeCloseTo(1);
  });
});

describe('names', () => {
  const three = named(network(2, 4, 3));
  const theta = new Float64Array(three.network.parameterCount);
  theta[biasIndex(three.network, 0, 3)] = 0.12;
  it('tell everything about a neuron and an edge', () => {
    expect(neuronSentence(three, 0, 3, theta)).toBe('Hidden 1, neuron 4: bias 0.120, 2 incoming weights');
    expect(neuronSentence(three, 1, 0, null)).toBe('Output setosa: bias not drawn yet, 4 incoming weights');
    const vectors = { parameters: theta.fill(-0.989), gradient: theta.map(() => 0.0115), update: theta.map(() => -0.00115) };
    expect(parameterSentence(three, vectors, 0, 3, 0, [1, 3]))
      .toBe('Weight from x₁ to hidden 1, neuron 4: −0.989, gradient +0.0115, last update −0.00115; 1 of 3, Enter to change');
    expect(parameterSentence(three, vectors, 1, 2, null, [5, 5])).toMatch(/^Bias of output virginica: /);
  });
  it('sign gradients and updates, not weights', () => {
    expect([tagText(0.5, 'weights'), tagText(0.5, 'gradients'), tagText(0.5, 'update')]).toEqual(['0.500', '+0.500', '+0.500']);
  });
  it('say what the inputs of a real set are', () => {
    expect(featureMeaning(datasets.iris)).toContain('petal length');
    expect(featureMeaning(datasets.spiral)).toBe('');
  });
});
