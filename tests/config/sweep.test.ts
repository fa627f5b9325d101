import { describe, expect, it } from 'vitest';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import { initialParametersOf } from '../../src/config/network.ts';
import { repairExperiment } from '../../src/config/repair.ts';
import { applyValue, MOST_RUNS, sweepCells, sweepVariableNames, sweepVariables } from '../../src/config/sweep.ts';

const axis = (variable: (typeof sweepVariableNames)[number]) => ({ variable, values: sweepVariables[variable].values(initialExperiment) });

describe('a sweep', () => {
  it.each(sweepVariableNames)('over %s makes experiments that need no repair and differ in their label', (variable) => {
    for (const base of [initialExperiment, defaultExperiment('blobs3'), defaultExperiment('sine')]) {
      const cells = sweepCells(base, { first: { variable, values: sweepVariables[variable].values(base) }, second: null, seeds: 1, epochs: 10 });
      expect(cells.length).toBeGreaterThan(1);
      expect(new Set(cells.map(({ label }) => label)).size).toBe(cells.length);
      for (const { experiment } of cells) {
        const repaired = repairExperiment(JSON.parse(JSON.stringify(experiment)));
        expect(repaired.notes).toEqual([]);
        expect(repaired.experiment).toEqual(experiment);
      }
    }
  });

  it('keeps data, order and initial weights where the network stays the same', () => {
    for (const variable of ['learningRate', 'optimizer', 'schedule', 'batchSize', 'activation'] as const) {
      for (const { experiment } of sweepCells(initialExperiment, { first: axis(variable), second: null, seeds: 1, epochs: 10 })) {
        expect(experiment.data).toEqual(initialExperiment.data);
        expect(initialParametersOf(experiment)).toEqual(initialParametersOf(initialExperiment));
      }
    }
  });

  it('of two variables is a grid, each cell from every seed', () => {
    const cells = sweepCells(initialExperiment, {
      first: { variable: 'learningRate', values: [0.01, 0.1] }, second: { variable: 'width', values: [2, 4, 8] }, seeds: 3, epochs: 10,
    });
    expect(cells.length).toBe(18);
    expect(cells.map(({ row, column, seed }) => `${row}${column}${seed}`).slice(0, 7)).toEqual(['000', '001', '002', '010', '011', '012', '020']);
    expect(cells[4]!.label).toBe(`η 0.01, 4 neurons a layer, seed ${initialExperiment.initialization.seed + 1}`);
    expect(cells[4]!.experiment.hidden.map(({ units }) => units)).toEqual([4, 4]);
  });

  it('takes no more runs than can be told apart', () => {
    const values = Array.from({ length: 40 }, (_, i) => i + 1);
    expect(sweepCells(initialExperiment, { first: { variable: 'batchSize', values }, second: { variable: 'width', values: values.slice(0, 20) }, seeds: 4, epochs: 1 }).length).toBe(MOST_RUNS);
  });

  it.each(sweepVariableNames)('reads the value of %s off an experiment that has it, and no value off one that has several', (variable) => {
    for (const base of [initialExperiment, defaultExperiment('blobs3'), defaultExperiment('sine')]) {
      for (const value of sweepVariables[variable].values(base)) {
        if (base.hidden.length > 0 || (variable !== 'activation' && variable !== 'width')) expect(sweepVariables[variable].valueOf(applyValue(base, variable, value))).toBe(value);
      }
    }
    const mixed = { ...initialExperiment, hidden: [{ units: 4, activation: 'tanh' as const }, { units: 2, activation: 'relu' as const }] };
    if (variable === 'width' || variable === 'activation') expect(sweepVariables[variable].valueOf(mixed)).toBeNull();
  });
});
