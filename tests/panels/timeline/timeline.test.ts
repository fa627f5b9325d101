import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../../src/engine/network.ts';
import { cursorSentence } from '../../../src/panels/timeline/TimelinePlayhead.ts';
import { labelPlaces } from '../../../src/panels/timeline/TimelineLabels.ts';
import { accuracyCurve, accuracyRange, hasAccuracy } from '../../../src/panels/timeline/TimelineDrawAccuracy.ts';
import { initialDraw } from '../../../src/panels/timeline/TimelineInitialDraw.ts';
import { initializerChoices, initializerFields, initializerKey, withInitializerField } from '../../../src/panels/timeline/TimelineInitializers.ts';
import { curve } from '../../store/curves.ts';

describe('the initializations', () => {
  it('are each found again from what they set', () => {
    for (const { key, spec } of initializerChoices) {
      if (!initializerChoices.some((other) => other.key !== key && JSON.stringify(other.spec) === JSON.stringify(spec))) expect(initializerKey(spec)).toBe(key);
    }
    expect(new Set(initializerChoices.map(({ key }) => key)).size).toBe(initializerChoices.length);
  });
  it('take a custom distribution for what it is', () => {
    expect(initializerKey({ kind: 'uniform', low: -0.7, high: 0.2 })).toBe('uniform');
    expect(initializerKey({ kind: 'normal', mean: 0, std: 1 })).toBe('normal-01');
    expect(withInitializerField({ kind: 'uniform', low: -1, high: 1 }, 'low', -0.4)).toEqual({ kind: 'uniform', low: -0.4, high: 1 });
    expect(initializerFields({ kind: 'uniform', low: -1, high: 1 })[0]?.max).toBe(1);
    expect(initializerFields({ kind: 'orthogonal' })).toEqual([]);
  });
});

describe('initialDraw', () => {
  const network = createNetwork({ inputs: 2, layers: [{ units: 2, activation: 'tanh' }, { units: 1, activation: 'tanh' }] });
  it('collects the weights of all layers and no bias', () => {
    const theta = Float64Array.of(1, -1, 2, -2, 99, 99, 3, -3, 99);
    const draw = initialDraw(network, { kind: 'xavier', distribution: 'uniform' }, theta);
    expect([...(draw?.weights ?? [])]).toEqual([1, -1, 2, -2, 3, -3]);
    expect(draw?.mean).toBe(0);
    expect(draw?.std).toBeCloseTo(Math.sqrt(28 / 6));
    expect(draw?.sources.map(({ draws }) => draws)).toEqual([4, 2]);
  });
  it('waits for weights of this network', () => {
    expect(initialDraw(network, { kind: 'zero' }, null)).toBeNull();
    expect(initialDraw(network, { kind: 'zero' }, new Float64Array(4))).toBeNull();
  });
});

describe('the curves', () => {
  it('name the two curves at the playhead without overlap, the higher one higher, inside the picture', () => {
    for (const [train, validation] of [[50, 52], [52, 50], [12, 12], [99, 100], [20, 80]] as const) {
      const [a = 0, b = 0] = labelPlaces([train, validation], 12, 8, 95);
      expect(Math.abs(a - b)).toBeGreaterThanOrEqual(15 - 1e-9);
      expect(Math.max(a, b)).toBeLessThanOrEqual(95);
      if (train !== validation) expect(a < b).toBe(train < validation);
    }
  });
  it('read their values in a sentence, and nothing not a number', () => {
    const history = curve(20, (epoch) => 1 / (1 + epoch));
    expect(cursorSentence(history, 0)).toMatch(/^epoch 0, step 0: training 1\.00/);
    const open = { ...history, validation: history.validation.map(() => Number.NaN) };
    expect(cursorSentence(open, 3)).not.toMatch(/NaN|validation/);
  });
});

describe('accuracy on the timeline', () => {
  const known = (train: (epoch: number) => number, validation: (epoch: number) => number) => {
    const history = curve(20, (epoch) => 1 / (1 + epoch));
    return { ...history, trainAccuracy: history.epoch.map(train), validationAccuracy: history.epoch.map(validation) };
  };

  it('is the whole of 0 to 100 %, or its upper half where nothing is in the lower', () => {
    const high = accuracyCurve(known(() => 0.9, () => 0.8));
    const low = accuracyCurve(known(() => 0.9, () => 0.4));
    expect(accuracyRange([high])).toEqual([0.5, 1]);
    expect(accuracyRange([high, low])).toEqual([0, 1]);
  });

  it('is nothing in a regression and for curves that do not know it', () => {
    expect(hasAccuracy(curve(3, () => 1))).toBe(false);
    expect(hasAccuracy(known(() => Number.NaN, () => Number.NaN))).toBe(false);
    expect(hasAccuracy(known((epoch) => (epoch < 1 ? Number.NaN : 0.7), () => Number.NaN))).toBe(true);
    expect(accuracyCurve(curve(3, () => 1)).train).toHaveLength(31);
  });

  it('is read where it is shown, beside the loss or in its place', () => {
    const history = known(() => 0.831, () => 0.8);
    expect(cursorSentence(history, 0)).not.toContain('accuracy');
    expect(cursorSentence(history, 0, 'both')).toBe('epoch 0, step 0: training 1.00, validation 1.00, accuracy 83.1\u202f% and 80\u202f%');
    expect(cursorSentence(history, 0, 'accuracy')).toBe('epoch 0, step 0: accuracy 83.1\u202f% and 80\u202f%');
    expect(cursorSentence(curve(3, () => 1), 0, 'accuracy')).toBe('epoch 0, step 0: training 1.00, validation 1.00');
  });

  it('has its name with those of the losses, and none of the three overlaps another', () => {
    for (const ys of [[50, 52, 51], [12, 12, 12], [90, 99, 100], [20, 80, 50]]) {
      const places = labelPlaces(ys, 12, 8, 95).toSorted((a, b) => a - b);
      expect(places[0]).toBeGreaterThanOrEqual(12);
      expect(places[2]).toBeLessThanOrEqual(95);
      for (const i of [1, 2]) expect(places[i]! - places[i - 1]!).toBeGreaterThanOrEqual(15 - 1e-9);
    }
  });
});
