import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { addressKey, addressKinds, isAddressIn, type Address } from '../../src/explain/address.ts';
import { explain, valueOf } from '../../src/explain/explanation.ts';
import { evaluateFormula, partsOf } from '../../src/explain/formula.ts';
import { formulaTex } from '../../src/explain/formulaTex.ts';
import type { Study } from '../../src/explain/study.ts';
import { everyAddress, studyOf, workedStudy } from './studies.ts';
import { anyConfig, dataFor } from './updates.ts';

function sets(tex: string): void {
  expect(() => katex.renderToString(tex, { throwOnError: true, strict: 'ignore', trust: true }), tex).not.toThrow();
}

/** What the numbers of a formula are as large as; an error is measured by it where they cancel. */
function sizeOf(study: Study, address: Address): number {
  const { formula } = explain(study, address);
  const parts = formula === null ? [] : partsOf(formula).map((part) => Math.abs(valueOf(study, part)));
  return Math.max(Math.abs(valueOf(study, address)), ...(address.kind === 'update' ? [Math.abs(valueOf(study, { kind: 'parameter', index: address.index }))] : []), ...(isSum(address) ? parts : []));
}

/** Kinds whose value may be the small difference of large numbers. */
function isSum({ kind }: Address): boolean {
  return !['a', 'outputLoss', 'draw', 'learningRate', 'newSlot', 'correctedSlot'].includes(kind);
}

function expectTrue(study: Study, address: Address): void {
  const { formula, value, prose, symbol, title } = explain(study, address);
  expect(value).toBe(valueOf(study, address));
  expect(prose.length).toBeGreaterThan(10);
  expect(prose + title + symbol.spoken).not.toMatch(/NaN|Infinity|undefined|\\/);
  if (formula === null) return;
  const evaluated = evaluateFormula(formula, (part) => valueOf(study, part));
  const key = addressKey(address);
  if (!Number.isFinite(value)) return;
  expect(Math.abs(evaluated - value), `${key}: ${evaluated} instead of ${value}`).toBeLessThanOrEqual(1e-11 * sizeOf(study, address) + 1e-16);
  const space = { network: study.network, examples: study.trace.examples.length, slots: study.trace.slots.length };
  for (const part of partsOf(formula)) {
    expect(isAddressIn(part, space), `${addressKey(part)} in ${key}`).toBe(true);
    expect(addressKey(part)).not.toBe(key);
  }
}

describe('every number', () => {
  it('follows from its parts by its formula, whatever the network, the loss, the optimizer and the batch', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(anyConfig, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 3 }), fc.constantFrom('layers', 'neurons'), (config, count, steps, naming) => {
      const study = studyOf(config, { set: dataFor(config, count), steps, naming });
      for (const address of everyAddress(study)) {
        expectTrue(study, address);
        seen.add(address.kind);
      }
    }), { numRuns: 150 });
    expect([...seen].toSorted()).toEqual([...addressKinds].toSorted());
  }, 120_000);

  it('has a formula that KaTeX sets, in symbols and in numbers', () => {
    fc.assert(fc.property(anyConfig, fc.integer({ min: 1, max: 3 }), fc.constantFrom('layers', 'neurons'), fc.constantFrom(['x', 'y', 'xy'], ['x2', 'sinX', 'xy']), (config, count, naming, features) => {
      const study = studyOf(config, { set: dataFor(config, count), steps: 1, naming, features: features.slice(0, config.network.inputs) as ('x' | 'y')[] });
      const seen = new Set<string>();
      for (const address of everyAddress(study)) {
        const family = `${address.kind} ${'layer' in address ? address.layer : ''}`;
        if (seen.has(family)) continue;
        seen.add(family);
        const { formula, symbol } = explain(study, address);
        sets(symbol.tex);
        if (formula === null) continue;
        sets(`${symbol.tex} = ${formulaTex(study, formula, { show: 'symbols', lit: addressKey(partsOf(formula)[0] ?? address) })}`);
        sets(`${symbol.tex} = ${formulaTex(study, formula, { show: 'numbers', open: true })}`);
      }
    }), { numRuns: 30 });
  }, 60_000);
});
