import { expect, it } from 'vitest';
import { untrainedSentence } from '../../../src/panels/data/DataPanelUntrained.ts';

const split = (train: readonly number[], validation: readonly number[], task: 'classification' | 'regression' = 'classification') =>
  untrainedSentence({ task, classes: task === 'regression' ? [] : ['−1', '+1'], trainTargets: Float64Array.from(train), validationTargets: Float64Array.from(validation) });

it('names a class whose examples are all for validation', () => {
  expect(split([0, 0], [1, 1, 0, 1])).toBe('No training example of class +1: all 3 of it are for validation.');
  expect(split([1], [0])).toBe('No training example of class −1: the only one is for validation.');
});

it('says nothing of a class that is trained on, of one without examples, of no examples, and of values', () => {
  expect([split([0, 1], [1]), split([0], [0]), split([], []), split([0.5], [1], 'regression')]).toEqual(['', '', '', '']);
});
