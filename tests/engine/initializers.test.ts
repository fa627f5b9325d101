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
    expect(initializerLabel({ kind: 'constant', value: -0.1 })).toBe('Constant −0.1');
    expect(initializerLabel({ kind: 'zero' })).toBe('Zero');
  });
});
