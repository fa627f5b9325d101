import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment, MeasuredName } from '../../src/config/experiment.ts';
import { networkSpecOf, trainerConfigOf } from '../../src/config/network.ts';
import { buildData, datasets, infoOf, standardisationOf } from '../../src/datasets/index.ts';
import { measuredSets, readMeasured } from '../../src/datasets/measured.ts';
import { isSliceOf, pointOfSlice, type Slice } from '../../src/datasets/slice.ts';
import { shelvedTable } from '../../src/datasets/tableShelf.ts';
import { columnTitle } from '../../src/datasets/table.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { createNetwork, initializeParameters } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { createWorkspace } from '../../src/engine/workspace.ts';

const names = Object.keys(measuredSets) as readonly MeasuredName[];

describe.each(names)('%s', (set) => {
  const table = shelvedTable(set)!;

  it('has the inputs, classes and titles that are known before it is read', () => {
    const { classNames, inputNames, inputs } = datasets[set];
    expect(table.columns.map(columnTitle)).toEqual(inputNames);
    expect([table.columns.length, table.classes]).toEqual([inputs, classNames]);
    expect([...table.inputs, ...table.targets].every(Number.isFinite)).toBe(true);
  });

  it('is standardised, its categories 0 or 1', () => {
    const count = table.targets.length;
    table.columns.forEach(({ kind, deviation }, input) => {
      const values = Array.from({ length: count }, (_, row) => table.inputs[row * table.columns.length + input]!);
      if (kind === 'category') return expect([...new Set(values)].toSorted((a, b) => a - b)).toEqual([0, 1]);
      if (deviation === 16) return expect(Math.max(...values)).toBeLessThanOrEqual(1);
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      expect(mean).toBeCloseTo(0, 10);
      return expect(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count).toBeCloseTo(1, 10);
    });
  });

  it('shows a plane through two of its inputs that lie on it', () => {
    const { slice: proposed, domain } = buildData(defaultExperiment(set));
    expect(isSliceOf(proposed!, table.columns.length)).toBe(true);
    expect(proposed!.components !== undefined).toBe(set === 'digits');
    const slice: Slice = { axes: proposed!.axes, held: proposed!.held };
    const [across, up] = slice.axes;
    const point = pointOfSlice(slice, domain[across]![0], domain[up]![1]);
    expect([point[across], point[up], point.length]).toEqual([domain[across]![0], domain[up]![1], table.columns.length]);
  });

  it('says how each input came from a measurement', () => {
    expect(standardisationOf({ set })).toHaveLength(table.columns.length);
  });
});

/** Share of the validation examples that are answered rightly after so many epochs; for values 1 − the unexplained share of the variance. */
function validated(set: MeasuredName, epochs: number, seed: number, change: Partial<Experiment> = {}): number {
  const usual = defaultExperiment(set);
  // Another division into training and validation, and other first weights.
  const experiment: Experiment = { ...usual, ...change, data: { ...usual.data, seed: usual.data.seed + seed }, initialization: { ...usual.initialization, seed: usual.initialization.seed + seed } };
  const { trainSet, validationSet } = buildData(experiment);
  const network = createNetwork(networkSpecOf(experiment));
  const theta = initializeParameters(network, experiment.initialization, createRandom(experiment.initialization.seed));
  const trainer = createTrainer(trainerConfigOf(experiment), trainSet, experiment.data.seed, theta);
  while (trainer.epoch < epochs) trainer.advance();
  const workspace = createWorkspace(network, validationSet.count);
  const { lossSum, correct } = evaluate(network, trainer.parameters, workspace, experiment.loss, validationSet, 0, validationSet.count);
  if (datasets[set].task === 'classification') return correct / validationSet.count;
  const { targets, count } = validationSet;
  const mean = targets.reduce((sum, value) => sum + value, 0) / count;
  return 1 - (2 * lossSum) / targets.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

describe('the usual settings reach on validation examples what one expects of', () => {
  it.each([['iris4', 60, 0.93], ['penguins', 30, 0.98], ['wine', 30, 0.96], ['digits', 20, 0.95], ['diabetes', 60, 0.4]] as const)('%s in %d epochs', (set, epochs, bar) => {
    expect(validated(set, epochs, 0)).toBeGreaterThanOrEqual(bar);
  });

  // With any luck of the draw: on the average, and none far below it.
  it.each([['iris4', 60, 0.93, 0.88], ['penguins', 30, 0.97, 0.95], ['wine', 30, 0.95, 0.9], ['digits', 20, 0.95, 0.93], ['diabetes', 60, 0.4, 0.25]] as const)('%s with five other seeds', (set, epochs, mean, least) => {
    const reached = [1, 2, 3, 4, 5].map((seed) => validated(set, epochs, seed));
    expect(reached.reduce((sum, value) => sum + value, 0) / reached.length, reached.join(', ')).toBeGreaterThanOrEqual(mean);
    expect(Math.min(...reached), reached.join(', ')).toBeGreaterThanOrEqual(least);
  }, 60_000);

  it('diabetes: about what linear regression explains of the same examples', () => {
    const average = (change: Partial<Experiment>): number => [1, 2, 3, 4, 5].map((seed) => validated('diabetes', 60, seed, change)).reduce((sum, value) => sum + value, 0) / 5;
    const linear = average({ hidden: [] });
    expect(linear).toBeGreaterThan(0.4);
    expect(average({})).toBeGreaterThan(linear - 0.05);
  }, 60_000);
});

describe('what is left out', () => {
  it('is said of the penguins: 11 rows', () => {
    expect(infoOf({ set: 'penguins' }).leftOut).toEqual([{ reason: 'bill length is missing', count: 2, firstRow: 5 }, { reason: 'sex is missing', count: 9, firstRow: 10 }]);
  });
  it('another file is refused with a sentence', () => {
    expect(() => readMeasured('wine', 'a,b\n1,2\n')).toThrow('Row 1 of wine.csv has 2 fields, not 14.');
    expect(() => readMeasured('iris4', 'a,b,c,d,e\n1,2,3,4,setosa\n')).toThrow('iris.csv has 1 examples of 4 inputs, not 150 of 4.');
  });
});
