import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../src/engine/network.ts';
import { cursorSentence } from '../../src/panels/TimelinePlayhead.ts';
import { labelPlaces } from '../../src/panels/TimelineDrawCurves.ts';
import { initialDraw } from '../../src/panels/TimelineInitialDraw.ts';
import { initializerChoices, initializerFields, initializerKey, withInitializerField } from '../../src/panels/TimelineInitializers.ts';
import { curve } from '../store/curves.ts';

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
      const [a, b] = labelPlaces(train, validation, 12, 12, 95);
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
