/** Examples for training before those for validation. */
import type { GivenExample } from './experiment.ts';

/** The order in which an experiment holds its examples. */
export function trainingFirst(examples: readonly GivenExample[]): readonly GivenExample[] {
  const firstValidation = examples.findIndex(({ validation }) => validation === true);
  if (firstValidation < 0 || examples.findLastIndex(({ validation }) => validation !== true) < firstValidation) return examples;
  return [...examples.filter(({ validation }) => validation !== true), ...examples.filter(({ validation }) => validation === true)];
}
