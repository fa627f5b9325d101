import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../src/engine/network.ts';
import type { TrainerConfig } from '../../src/engine/trainer.ts';
import { addressKey } from '../../src/explain/address.ts';
import { sumPaths, type Path } from '../../src/explain/paths.ts';
import { createStudy, type Study } from '../../src/explain/study.ts';
import { startTrace, type Trace } from '../../src/explain/trace.ts';
import { anyConfig, dataFor, trainerFor } from './updates.ts';

const weights = { kind: 'xavier', distribution: 'uniform' } as const;

function studyOf(config: TrainerConfig, seed = 3, examples = 3): Study {
  const set = dataFor(config, examples, seed);
  const trainer = trainerFor(config, set, seed);
  const state = trainer.save();
  const making = startTrace(config, set, state, state.parameters);
  let trace: Trace | null = null;
  while (trace === null) trace = making.advance();
  return createStudy(trace, {
    naming: 'layers', features: Array.from({ length: config.network.inputs }, () => 'x' as const), initialization: { weights, biases: weights, seed },
  });
}

const anySmall = anyConfig.map((config): TrainerConfig => ({
  ...config, network: { ...config.network, layers: config.network.layers.map((layer) => ({ ...layer, units: Math.min(3, layer.units) })) },
}));

const close = (a: number, b: number, scale: number): void => { expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-11 * Math.max(scale, Math.abs(b))); };
const productOf = (path: Path): number => path.factors.reduce((product, { value }) => product * value, 1);
const sumOf = (paths: readonly Path[], more: (path: Path) => number = (path) => path.product): number => paths.reduce((sum, path) => sum + more(path), 0);
const keysOf = (path: Path): string => path.factors.map(({ by }) => addressKey(by)).join(' ');

describe('the paths from the loss to a parameter', () => {
  it('are all there where they are few, and their sum is the gradient', () => {
    fc.assert(fc.property(anySmall, fc.integer({ min: 1, max: 99 }), (config, seed) => {
      const study = studyOf(config, seed);
      for (let index = 0; index < study.network.parameterCount; index++) {
        const sum = sumPaths(study, 0, index, 400);
        expect(sum.paths).toHaveLength(sum.count);
        expect(new Set(sum.paths.map(keysOf)).size).toBe(sum.count);
        expect(sum.rest).toBe(0);
        expect(sum.total).toBe(study.pass(0).gradient[index]);
        const scale = sumOf(sum.paths, ({ product }) => Math.abs(product));
        close(sumOf(sum.paths), sum.total, scale);
        for (const path of sum.paths) {
          close(productOf(path), path.product, 0);
          expect(addressKey(path.factors[0]!.of)).toBe('exampleLoss.0');
          expect(addressKey(path.factors.at(-1)!.by)).toBe(`parameter.${index}`);
          path.factors.forEach(({ of }, i) => { if (i > 0) expect(of).toEqual(path.factors[i - 1]!.by); });
        }
      }
    }), { numRuns: 60 });
  }, 30_000);

  it('are the largest where not all are asked for, and the rest is their sum', () => {
    fc.assert(fc.property(anySmall, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 5 }), (config, seed, limit) => {
      const study = studyOf(config, seed);
      for (let index = 0; index < study.network.parameterCount; index += 3) {
        const all = sumPaths(study, 0, index, 400);
        const some = sumPaths(study, 0, index, limit);
        expect(some.count).toBe(all.count);
        expect(some.paths).toHaveLength(Math.min(limit, all.count));
        const scale = sumOf(all.paths, ({ product }) => Math.abs(product));
        some.paths.forEach(({ product }, i) => { close(Math.abs(product), Math.abs(all.paths[i]!.product), 0); });
        close(some.rest, sumOf(all.paths.slice(limit)), scale);
      }
    }), { numRuns: 60 });
  }, 30_000);

  it('go through every prediction of a softmax that the loss reads', () => {
    const config = fc.sample(anyConfig, { numRuns: 1, seed: 1 })[0]!;
    const network = { inputs: 2, layers: [{ units: 2, activation: 'tanh' as const }, { units: 3, activation: 'softmax' as const }] };
    const squared = studyOf({ ...config, network, loss: { name: 'squared', reduction: 'mean', huberDelta: 1 } });
    expect(sumPaths(squared, 0, 0, 12).count).toBe(9);
    const cross = studyOf({ ...config, network, loss: { name: 'softmax_cross_entropy', reduction: 'mean', huberDelta: 1 } });
    expect(sumPaths(cross, 0, 0, 12).count).toBe(3);
    expect(sumPaths(cross, 0, 0, 12).paths[0]!.factors.map(({ by }) => by.kind)).toEqual(['z', 'a', 'z', 'parameter']);
  });

  it('are found in the largest network without going through them one by one, which would never end', () => {
    const config = fc.sample(anyConfig, { numRuns: 1, seed: 1 })[0]!;
    const layers = [...Array.from({ length: 8 }, () => ({ units: 64, activation: 'tanh' as const })), { units: 10, activation: 'softmax' as const }];
    const study = studyOf({ ...config, batchSize: 1, network: { inputs: 64, layers }, loss: { name: 'squared', reduction: 'mean', huberDelta: 1 } });
    expect(createNetwork(study.trace.config.network).parameterCount).toBeGreaterThan(33_000);
    const { count, paths, rest, total } = sumPaths(study, 0, 0, 12);
    expect(count).toBe(64 ** 7 * 100);
    expect(paths).toHaveLength(12);
    close(sumOf(paths) + rest, total, 0);
  });

  it('says what it cannot do', () => {
    const study = studyOf(fc.sample(anySmall, { numRuns: 1, seed: 1 })[0]!);
    expect(() => sumPaths(study, 0, 0, 0)).toThrow(/paths: 0/);
    expect(() => sumPaths(study, 0, study.network.parameterCount, 3)).toThrow(RangeError);
    expect(() => sumPaths(study, 99, 0, 3)).toThrow(RangeError);
  });
});
