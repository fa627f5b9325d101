import { describe, expect, it } from 'vitest';
import { beginning, completion, opened } from '../../../src/panels/step/StepHeadlineWords.ts';
import { dataFor } from '../../explain/updates.ts';
import { workedConfig, workedStudy } from '../../explain/studies.ts';

const four = dataFor(workedConfig, 4);

describe('before the first step', () => {
  it('says what the key or the button computes', () => {
    const study = workedStudy();
    expect(beginning(study, 1, 'gradient', false)).toEqual({ prose: 'Start: → computes the first number.', spoken: 'Start: The right arrow key computes the first number.' });
    expect(beginning(study, 1, 'term', false).prose).toBe('Start: → computes the first term.');
    expect(beginning(study, 1, 'gradient', true).prose).toBe('Start: Tap Step for the first number.');
  });

  it('announces the next update', () => {
    expect(beginning(workedStudy({}, { steps: 1 }), 1, 'gradient', false).prose).toBe('Update 2 begins: new weights, example 1. → computes the first number.');
    expect(beginning(workedStudy({ batchSize: 2 }, { set: four, steps: 1 }), 4, 'gradient', false).prose).toMatch(/^Update 2 begins: new weights, a mini-batch of 2 examples\. /);
    expect(beginning(workedStudy({ batchSize: 4 }, { set: four, steps: 1 }), 4, 'gradient', false).prose).toMatch(/^Update 2 begins: new weights, all 4 examples\. /);
  });
});

describe('after the last step', () => {
  it('says what comes next', () => {
    const next = (batchSize: number): string => completion(workedStudy({ batchSize }, { set: four }), 4, false).prose;
    expect(next(1)).toBe('The update is complete: → takes the new weights and goes on with the next example.');
    expect(next(2)).toMatch(/goes on with the next mini-batch\.$/);
    expect(next(4)).toMatch(/goes on with the same examples again\.$/);
    expect(completion(workedStudy(), 1, true).prose).toBe('The update is complete: Step takes the new weights and goes on with the same example again.');
  });
});

describe('of a validation example', () => {
  it('says that it is only looked at, and where the way ends', () => {
    const study = workedStudy({}, { steps: 1 });
    const guest = { trace: { ...study.trace, examples: Uint32Array.of(11), guest: true as const } };
    expect(beginning(guest, 1, 'gradient', false).prose).toBe('Validation example 12: it is only looked at; no update is made from it. → computes the first number.');
    expect(beginning(guest, 1, 'batch', true).prose).toMatch(/Tap Step for all of the example\.$/);
    expect(completion(guest, 1, false).prose).toBe('No update is made from it: → goes back to the next update.');
  });
});

describe('presenting', () => {
  it('names what was opened, with its number once that is known', () => {
    const study = workedStudy();
    const z1 = { kind: 'z', example: 0, layer: 0, unit: 0 } as const;
    expect(opened(study, z1, true, false)).toEqual({
      prose: 'Weighted sum of neuron 1: $z_1$ = 1.58. Esc leads back to the step.', spoken: 'Weighted sum of neuron 1. z 1 is 1.58. Escape leads back to the step.',
    });
    expect(opened(study, z1, false, true).prose).toBe('Weighted sum of neuron 1: $z_1$ is not computed yet.');
  });
});
