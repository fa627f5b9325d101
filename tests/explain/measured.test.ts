import { describe, expect, it } from 'vitest';
import { buildData } from '../../src/datasets/index.ts';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { shelvedTableOf } from '../../src/datasets/datasetInfo.ts';
import { errorText, measuredAxis, measuredInputs, measuredTarget, targetText } from '../../src/explain/measured.ts';

describe('what was measured', () => {
  it('is read back from what the network is given', () => {
    const table = shelvedTableOf({ set: 'penguins' })!;
    const inputs = measuredInputs({ set: 'penguins' }, table.inputs.subarray(0, table.columns.length))!;
    // The first row of the file: 39.1, 18.7, 181, 3750, Torgersen, male.
    expect(inputs.slice(0, 4).map(({ phrase }) => phrase)).toEqual(['bill length 39.1 mm', 'bill depth 18.7 mm', 'flipper length 181 mm', 'body mass 3750 g']);
    expect(inputs.slice(4).map(({ phrase }) => phrase).filter((said) => said !== '')).toEqual(['island: Torgersen', 'sex: male']);
    expect(inputs.map(({ text }) => text)).toContain('no');
    expect(inputs[0]!.label).toBe('x₁');
  });

  it('is said of the petals of the irises too, and of no set that is drawn', () => {
    const iris = buildData(defaultExperiment('iris'));
    expect(measuredInputs({ set: 'iris' }, iris.trainInputs.subarray(0, 2))![0]!.phrase).toMatch(/^petal length \d(\.\d)? cm$/);
    expect(measuredInputs({ set: 'spiral' }, [0.1, 0.2])).toBeNull();
    expect(measuredInputs({ set: 'penguins' }, [0.1, 0.2])).toBeNull();
  });

  it('is what an axis over one input reads, but for categories and what is drawn', () => {
    const columns = shelvedTableOf({ set: 'penguins' })!.columns;
    const axis = measuredAxis({ set: 'penguins' }, 0)!;
    expect(axis).toEqual({ title: 'bill length (mm)', mean: columns[0]!.mean, deviation: columns[0]!.deviation });
    // The first row of the file is 39.1 mm.
    expect(axis.mean + axis.deviation * shelvedTableOf({ set: 'penguins' })!.inputs[0]!).toBeCloseTo(39.1, 10);
    expect(measuredAxis({ set: 'penguins' }, columns.findIndex(({ kind }) => kind === 'category'))).toBeNull();
    expect(measuredAxis({ set: 'spiral' }, 0)).toBeNull();
  });

  it('is predicted in the unit of its column', () => {
    const target = measuredTarget({ set: 'diabetes' })!;
    const table = shelvedTableOf({ set: 'diabetes' })!;
    expect(targetText(table.targets[0]!, target)).toBe('151');
    expect(errorText(-0.5, { name: 'y', unit: 'mm', mean: 3, deviation: 4 })).toBe('−2.00 mm');
    expect(targetText(0, { name: 'y', unit: 'mm', mean: 3, deviation: 4 })).toBe('3 mm');
    expect(measuredTarget({ set: 'penguins' })).toBeNull();
  });
});
