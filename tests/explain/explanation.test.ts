import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey, addressKinds, isAddressIn, type Address } from '../../src/explain/address.ts';
import { explain, valueOf } from '../../src/explain/explanation.ts';
import { evaluateFormula, partsOf, type Formula } from '../../src/explain/formula.ts';
import { formulaTex } from '../../src/explain/formulaTex.ts';
import { createScript } from '../../src/explain/script.ts';
import { headlineOf } from '../../src/explain/sentence.ts';
import type { Study } from '../../src/explain/study.ts';
import { activationNames } from '../../src/engine/activations.ts';
import { lossNames, losses } from '../../src/engine/losses.ts';
import { defaultOptimizer } from '../../src/engine/optimizers.ts';
import type { TrainerConfig } from '../../src/engine/trainer.ts';
import { expectTexSets } from '../setsTex.ts';
import { everyAddress, studyOf } from './studies.ts';
import { anyConfig, dataFor, everyOptimizer, everyReduction, everySchedule, outputsFor } from './updates.ts';

/** What the numbers of a formula are as large as; an error is measured by it where they cancel. */
function sizeOf(study: Study, address: Address, formula: Formula): number {
  const parts = partsOf(formula).map((part) => Math.abs(valueOf(study, part)));
  return Math.max(Math.abs(valueOf(study, address)), ...(address.kind === 'update' ? [Math.abs(valueOf(study, { kind: 'parameter', index: address.index }))] : []), ...(isSum(address) ? parts : []));
}

/** Kinds whose value may be the small difference of large numbers. */
function isSum({ kind }: Address): boolean {
  return !['a', 'outputLoss', 'draw', 'learningRate', 'newSlot', 'correctedSlot'].includes(kind);
}

function expectWords(study: Study, address: Address): void {
  const { value, prose, symbol, title } = explain(study, address);
  const key = addressKey(address);
  // Plain conditions, since there are very many numbers.
  if (!Object.is(value, valueOf(study, address))) expect.fail(`${key} has two values`);
  if (prose.length < 12 || /NaN|Infinity|undefined|\\/.test(prose + title + symbol.spoken)) expect.fail(`${key}: ${title}, ${symbol.spoken}, ${prose}`);
}

/** What an update begins with, and ∂L/∂ŷ of a loss that reads the weighted sums, which does not exist. */
function isGiven({ trace, network }: Study, address: Address): boolean {
  switch (address.kind) {
    case 'input': case 'target': case 'slot': return true;
    case 'parameter': return trace.step > 0;
    case 'learningRate': return trace.config.schedule.name === 'constant';
    case 'dLda': return address.layer === network.layers.length - 1 && losses[trace.config.loss.name].reads === 'logits';
    default: return false;
  }
}

function expectTrue(study: Study, address: Address): void {
  expectWords(study, address);
  const { formula, value } = explain(study, address);
  const key = addressKey(address);
  if (formula === null) {
    if (!isGiven(study, address)) expect.fail(`${key} follows from nothing`);
    return;
  }
  const evaluated = evaluateFormula(formula, (part) => valueOf(study, part));
  if (!Number.isFinite(value)) return;
  if (!(Math.abs(evaluated - value) <= 1e-11 * sizeOf(study, address, formula) + 1e-16)) expect.fail(`${key}: ${evaluated} instead of ${value}`);
  const space = { network: study.network, examples: study.trace.examples.length, slots: study.trace.slots.length };
  for (const part of partsOf(formula)) {
    if (!isAddressIn(part, space) || addressKey(part) === key) expect.fail(`${addressKey(part)} in ${key}`);
  }
}

describe('every number', () => {
  it('follows from its parts for every activation, loss, reduction and optimizer', () => {
    const regularization = { l1: 0.01, l2: 0.02, clipNorm: 0.1 };
    for (const name of lossNames) {
      for (const [place, activation] of activationNames.entries()) {
        const output = outputsFor(name)[place % outputsFor(name).length]!;
        const reduction = everyReduction[place % everyReduction.length]!;
        for (const [turn, optimizer] of everyOptimizer.entries()) {
          const config: TrainerConfig = {
            network: { inputs: 2, layers: [{ units: 2, activation }, { units: 2, activation: output }] },
            loss: { name, reduction, huberDelta: 0.7 }, learningRate: 0.02, optimizer: defaultOptimizer(optimizer),
            schedule: everySchedule[(place + turn) % everySchedule.length]!, batchSize: 1 + (turn % 2),
            regularization: turn % 3 === 0 ? { l1: 0, l2: 0, clipNorm: 0 } : regularization,
          };
          const study = studyOf(config, { set: dataFor(config, 2), steps: (turn + place) % 3 });
          for (const address of everyAddress(study)) expectTrue(study, address);
        }
      }
    }
  }, 60_000);

  it('follows from its parts by its formula, whatever the network, the loss, the optimizer and the batch', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(anyConfig, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 3 }), fc.constantFrom('layers', 'neurons'), (config, count, steps, naming) => {
      const study = studyOf(config, { set: dataFor(config, count), steps, naming });
      for (const address of everyAddress(study)) {
        expectTrue(study, address);
        seen.add(address.kind);
      }
    }), { numRuns: 60 });
    expect([...seen].toSorted()).toEqual([...addressKinds].toSorted());
  }, 120_000);

  it('has a formula that KaTeX sets, in symbols and in numbers', () => {
    fc.assert(fc.property(anyConfig, fc.integer({ min: 1, max: 3 }), fc.constantFrom('layers', 'neurons'), fc.constantFrom(['x', 'y', 'xy'], ['x2', 'sinX', 'xy']), (config, count, naming, features) => {
      const study = studyOf(config, { set: dataFor(config, count), steps: 1, naming, features: features.slice(0, config.network.inputs) });
      const seen = new Set<string>();
      for (const address of everyAddress(study)) {
        const family = `${address.kind} ${'layer' in address ? address.layer : ''}`;
        if (seen.has(family)) continue;
        seen.add(family);
        const { formula, symbol } = explain(study, address);
        expectTexSets(symbol.tex);
        if (formula === null) continue;
        expectTexSets(`${symbol.tex} = ${formulaTex(study, formula, { show: 'symbols' })}`);
        expectTexSets(`${symbol.tex} = ${formulaTex(study, formula, { show: 'numbers' })}`);
      }
    }), { numRuns: 30 });
  }, 60_000);

  it('is said in words where it is too large for a number', () => {
    for (const activation of ['linear', 'tanh', 'relu', 'swish'] as const) {
      for (const optimizer of everyOptimizer) {
        const study = studyOf({
          network: { inputs: 2, layers: [{ units: 2, activation }, { units: 1, activation: 'linear' }] }, loss: { name: 'squared', reduction: 'mean', huberDelta: 1 },
          learningRate: 1e300, optimizer: defaultOptimizer(optimizer), schedule: { name: 'constant' }, regularization: { l1: 0, l2: 0.1, clipNorm: 0 }, batchSize: 2,
        }, { parameters: Array(9).fill(-1e200) });
        const script = createScript(study);
        for (const address of everyAddress(study)) {
          expectWords(study, address);
          const { formula } = explain(study, address);
          if (formula === null) continue;
          const numbers = formulaTex(study, formula, { show: 'numbers' });
          if (/NaN|Infinity/.test(numbers)) expect.fail(numbers);
        }
        for (let i = 0; i < script.count; i += 1) {
          const { prose, spoken } = headlineOf(study, script.at(i));
          if (/NaN|Infinity/.test(prose + spoken)) expect.fail(prose);
        }
      }
    }
  });
});
