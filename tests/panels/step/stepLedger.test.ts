import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import { presetById } from '../../../src/config/presets.ts';
import { biasIndex, createNetwork } from '../../../src/engine/network.ts';
import { valueOf } from '../../../src/explain/value.ts';
import { cellAddress, cellKnownAt, gradientKind, ledgerNumbers, ledgerOrder, nearestParameter, nextSort, parameterOf, presentParameters, sortLedger, type LedgerSort } from '../../../src/panels/step/StepLedgerRows.ts';
import { ledgerSizes } from '../../../src/panels/step/StepLedgerSizes.ts';
import { studyOfExperiment } from './stepStudies.ts';

const worked = presetById('workedNetwork').experiment;

describe('the rows of the ledger', () => {
  it('stand neuron by neuron, the bias last', () => {
    const { study } = studyOfExperiment(worked);
    const names = Array.from(ledgerOrder(study.network), (index) => study.names.symbol({ kind: 'parameter', index }).markup);
    expect(names).toEqual(['w_{111}', 'w_{121}', 'b_1', 'w_{211}', 'w_{221}', 'b_2', 'w_{311}', 'w_{321}', 'b_3']);
  });
  it('hold every parameter once, whatever the network', () => {
    const layer = fc.record({ units: fc.integer({ min: 1, max: 9 }), activation: fc.constant('tanh' as const) });
    fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.array(layer, { minLength: 1, maxLength: 4 }), (inputs, layers) => {
      const network = createNetwork({ inputs, layers });
      expect([...ledgerOrder(network)].toSorted((a, b) => a - b)).toEqual(Array.from({ length: network.parameterCount }, (_, index) => index));
    }));
  });
  it('sort by size, keep equal ones in their order and come back to the natural order at the third click', () => {
    const { study } = studyOfExperiment(worked);
    const numbers = ledgerNumbers(study, 'exampleGradient', 0);
    const natural = ledgerOrder(study.network);
    const sizes = (sort: LedgerSort): number[] => Array.from(sortLedger(natural, sort, numbers), (index) => Math.abs(numbers.gradient(index)));
    const first = nextSort(null, 'gradient');
    expect(first).toEqual({ column: 'gradient', ascending: false });
    expect(sizes(first)).toEqual(sizes(null).toSorted((a, b) => b - a));
    const second = nextSort(first, 'gradient');
    expect(sizes(second)).toEqual(sizes(null).toSorted((a, b) => a - b));
    expect(nextSort(second, 'gradient')).toBeNull();
    expect(nextSort(nextSort(null, 'name'), 'name')).toEqual({ column: 'name', ascending: false });
    expect([...sortLedger(natural, { column: 'name', ascending: false }, numbers)]).toEqual([...natural].toReversed());
    const same = { ...numbers, value: () => 1 };
    expect([...sortLedger(natural, { column: 'value', ascending: false }, same)]).toEqual([...natural]);
    expect([...sortLedger(natural, { column: 'value', ascending: true }, { ...numbers, value: (index) => (index === 0 ? Number.NaN : -index) })].at(-1)).toBe(0);
  });
  it('show the update with the new value, and as the number that its explanation ends in', () => {
    const { study, script } = studyOfExperiment(worked);
    const gradient = script.positionOf({ kind: 'exampleGradient', example: 0, index: 3 });
    const update = script.positionOf({ kind: 'newParameter', index: 3 });
    expect(cellKnownAt(script, 'gradient', 3, 'exampleGradient', 0)).toBe(gradient);
    expect(cellKnownAt(script, 'update', 3, 'exampleGradient', 0)).toBe(update);
    expect(ledgerNumbers(study, 'exampleGradient', 0).update(3)).toBe(valueOf(study, cellAddress('update', 3, 'exampleGradient', 0)));
    expect(cellKnownAt(script, 'newValue', 3, 'exampleGradient', 0)).toBe(update);
    expect(cellKnownAt(script, 'value', 3, 'exampleGradient', 0)).toBe(0);
  });
  it("show an example's own gradient while its pass goes on, then the mean", () => {
    const { study, script } = studyOfExperiment({ ...worked, batchSize: 4 });
    const beat = (kind: 'exampleGradient' | 'gradient' | 'newParameter') => script.at(script.positionOf(kind === 'exampleGradient' ? { kind, example: 2, index: 0 } : { kind, index: 0 }) - 1);
    expect(gradientKind(script, beat('exampleGradient'))).toBe('exampleGradient');
    expect(gradientKind(script, beat('gradient'))).toBe('gradient');
    expect(gradientKind(script, beat('newParameter'))).toBe('gradient');
    expect(ledgerNumbers(study, 'gradient', 0).gradient(0)).toBe(study.trace.gradient[0]);
    expect(ledgerNumbers(study, 'exampleGradient', 2).gradient(0)).toBe(study.pass(2).gradient[0]);
    expect(cellAddress('gradient', 5, 'exampleGradient', 2)).toEqual({ kind: 'exampleGradient', example: 2, index: 5 });
    const one = studyOfExperiment(worked);
    expect(gradientKind(one.script, one.script.at(one.script.count - 1))).toBe('exampleGradient');
  });
  it('know which of them the present step is about: also the term that is being added', () => {
    const { study, script } = studyOfExperiment(worked);
    expect(parameterOf(study.network, null)).toBeNull();
    const terms = [0, 1, 2].map((beat) => study.names.symbol({ kind: 'parameter', index: parameterOf(study.network, script.at(beat)) ?? -1 }).markup);
    expect(terms).toEqual(['w_{111}', 'w_{121}', 'b_1']);
    expect(parameterOf(study.network, script.at(3))).toBeNull();
    expect([0, 1, 2, 3].map((beat) => [...presentParameters(study.network, script.at(beat))])).toEqual([[0], [1], [0, 1, 4], []]);
    expect([...presentParameters(study.network, null)]).toEqual([]);
    expect(parameterOf(study.network, script.at(script.count - 1))).toBe(8);
    expect(nearestParameter(study.network, null)).toBe(0);
    expect(nearestParameter(study.network, { address: { kind: 'delta', example: 0, layer: 0, unit: 1 } })).toBe(2);
    expect(nearestParameter(study.network, { address: { kind: 'a', example: 0, layer: 0, unit: 1 } })).toBe(biasIndex(study.network, 0, 1));
  });
  it('are 30 px, lower where few then all fit, and as high as a finger', () => {
    expect(ledgerSizes(317, 9, false, false)).toEqual({ head: 35, row: 30 });
    expect(ledgerSizes(317, 12, false, false)).toEqual({ head: 29, row: 24 });
    expect(ledgerSizes(317, 33_000, false, false)).toEqual({ head: 35, row: 30 });
    expect(ledgerSizes(0, 9, true, false)).toEqual({ head: 44, row: 44 });
    expect(ledgerSizes(120, 9, false, false).row).toBe(24);
  });
  it('sort 33 000 parameters in little time', () => {
    const { study } = studyOfExperiment({ ...defaultExperiment('spiral'), hidden: Array.from({ length: 8 }, () => ({ units: 64, activation: 'tanh' as const })) });
    const natural = ledgerOrder(study.network);
    const numbers = ledgerNumbers(study, 'exampleGradient', 0);
    const begin = process.cpuUsage();
    expect(sortLedger(natural, { column: 'gradient', ascending: false }, numbers)).toHaveLength(study.network.parameterCount);
    expect(process.cpuUsage(begin).user / 1000).toBeLessThan(400);
  });
});
