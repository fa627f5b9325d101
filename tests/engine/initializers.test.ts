import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distributionOf, initialize, initializeBiases, initializerLabel, initializers } from '../../src/engine/initializers.ts';
import type { InitializerSpec } from '../../src/engine/initializers.ts';
import { createRandom } from '../../src/engine/random.ts';

const specs: readonly InitializerSpec[] = Object.values(initializers).map(({ spec }) => spec);
const units = fc.integer({ min: 1, max: 40 });

describe('initializers', () => {
  it('gives every kind finite weights and biases of the right number, the same ones for the same seed', () => {
    fc.assert(fc.property(fc.constantFrom(...specs), units, units, fc.integer(), (spec, fanIn, fanOut, seed) => {
      const weights = initialize(spec, fanIn, fanOut, createRandom(seed));
      expect(weights.length).toBe(fanIn * fanOut);
      expect(weights.every(Number.isFinite)).toBe(true);
      expect(initialize(spec, fanIn, fanOut, createRandom(seed))).toEqual(weights);
      expect(initializeBiases(spec, fanIn, fanOut, createRandom(seed)).length).toBe(fanOut);
    }));
  });

  it('keeps uniform draws inside the bounds of the distribution', () => {
    fc.assert(fc.property(fc.constantFrom('xavier' as const, 'he' as const, 'lecun' as const), units, units, fc.integer(), (kind, fanIn, fanOut, seed) => {
      const spec: InitializerSpec = { kind, distribution: 'uniform' };
      const distribution = distributionOf(spec, fanIn, fanOut);
      if (distribution.kind !== 'uniform') throw new Error('not uniform');
      const { low, high } = distribution;
      expect(initialize(spec, fanIn, fanOut, createRandom(seed)).every((w) => w >= low && w < high)).toBe(true);
    }));
  });

  it.each([['xavier', Math.sqrt(2 / (8 + 2))], ['he', Math.sqrt(2 / 8)], ['lecun', Math.sqrt(1 / 8)]] as const)('gives %s the spread of its formula, times the gain', (kind, std) => {
    for (const gain of [undefined, 3]) {
      const scaled = (gain ?? 1) * std;
      const of = (distribution: 'normal' | 'uniform') => distributionOf({ kind, distribution, ...(gain === undefined ? {} : { gain }) }, 8, 2);
      expect(of('normal')).toEqual({ kind: 'normal', mean: 0, std: expect.closeTo(scaled, 14) });
      // A uniform distribution on ±b has the standard deviation b/√3.
      expect(of('uniform')).toEqual({ kind: 'uniform', low: expect.closeTo(-scaled * Math.sqrt(3), 14), high: expect.closeTo(scaled * Math.sqrt(3), 14) });
    }
  });

  it('knows the distribution of those that have no formula', () => {
    expect(distributionOf({ kind: 'zero' }, 3, 4)).toEqual({ kind: 'constant', value: 0 });
    expect(distributionOf({ kind: 'normal', mean: 1, std: 2 }, 3, 4)).toEqual({ kind: 'normal', mean: 1, std: 2 });
    expect(distributionOf({ kind: 'orthogonal' }, 4, 9)).toEqual({ kind: 'normal', mean: 0, std: 1 / 3 });
    expect(distributionOf({ kind: 'orthogonal' }, 9, 4)).toEqual({ kind: 'normal', mean: 0, std: 1 / 3 });
  });

  it('draws one number a weight, in their order', () => {
    const [one, two] = [createRandom(4), createRandom(4)];
    expect([...initialize({ kind: 'normal', mean: 1, std: 2 }, 2, 2, one)]).toEqual(Array.from({ length: 4 }, () => 1 + 2 * two.normal()));
    expect([...initialize({ kind: 'uniform', low: -1, high: 3 }, 2, 1, one)]).toEqual(Array.from({ length: 2 }, () => -1 + 4 * two.next()));
    expect(one.state()).toEqual(two.state());
    expect([...initialize({ kind: 'constant', value: 0.5 }, 2, 1, one)]).toEqual([0.5, 0.5]);
    expect(one.state()).toEqual(two.state());
  });

  it('makes rows or columns orthonormal', () => {
    fc.assert(fc.property(units, units, fc.integer(), (fanIn, fanOut, seed) => {
      const weights = initialize({ kind: 'orthogonal' }, fanIn, fanOut, createRandom(seed));
      const rows = fanOut <= fanIn;
      const at = (k: number, i: number): number => weights[rows ? k * fanIn + i : i * fanIn + k]!;
      for (let k = 0; k < Math.min(fanIn, fanOut); k++) {
        for (let j = 0; j <= k; j++) {
          let product = 0;
          for (let i = 0; i < Math.max(fanIn, fanOut); i++) product += at(k, i) * at(j, i);
          expect(product).toBeCloseTo(j === k ? 1 : 0, 12);
        }
      }
    }), { numRuns: 30 });
  });

  it('is named as people write it', () => {
    expect(initializerLabel({ kind: 'uniform', low: -0.3, high: 0.3 })).toBe('U[−0.3, 0.3]');
    expect(initializerLabel({ kind: 'normal', mean: 0, std: 1 })).toBe('N(0, 1)');
    expect(initializerLabel({ kind: 'xavier', distribution: 'uniform' })).toBe('Xavier uniform');
    expect(initializerLabel({ kind: 'he', distribution: 'normal', gain: 0.5 })).toBe('He normal × 0.5');
    expect(initializerLabel({ kind: 'lecun', distribution: 'normal', gain: 1 })).toBe('LeCun normal');
    expect(initializerLabel({ kind: 'constant', value: -0.1 })).toBe('Constant −0.1');
    expect(initializerLabel({ kind: 'zero' })).toBe('Zero');
  });
});
