import { expect, it } from 'vitest';
import { namesLike } from '../../src/config/nearestNames.ts';
import { datasetNames } from '../../src/config/tasks.ts';

it('says a few names in full and of many the nearest', () => {
  expect(namesLike('relo', ['relu', 'tanh'])).toBe('relu, tanh');
  expect(namesLike('Circel', datasetNames)).toMatch(/^the \d+ there are, such as circle, /);
  expect(namesLike('penguin', datasetNames)).toContain('such as penguins,');
  expect(namesLike(7, datasetNames)).toMatch(/^the \d+ there are$/);
  expect(namesLike('x'.repeat(100_000), datasetNames)).toMatch(/^the \d+ there are$/);
});
