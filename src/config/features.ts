/** Which features there are, and which of them a set with so many raw inputs can have. */
import type { FeatureName, FurtherInputName } from './experiment.ts';
import { featureNames } from './tasks.ts';

/** Most raw inputs of a set. */
export const MOST_INPUTS = 64;

/** Features of a set with one input. */
const curveFeatures: readonly FeatureName[] = ['x', 'x2', 'sinX'];

const furtherInputs = Array.from({ length: MOST_INPUTS - 2 }, (_, index) => `input${index + 3}` as FurtherInputName);

/** All features in the order in which they stand on the stage. */
export const allFeatures: readonly FeatureName[] = [...featureNames, ...furtherInputs];

/** A record with an entry for each raw input after the second. @param make given the input's number, counted from 1: 3 to 64 */
export function ofFurtherInputs<T>(make: (number: number) => T): Readonly<Record<FurtherInputName, T>> {
  return Object.fromEntries(furtherInputs.map((name, index) => [name, make(index + 3)])) as Record<FurtherInputName, T>;
}

/** The raw inputs themselves, in order. @param count 1 to 64 */
export function inputFeatures(count: number): readonly FeatureName[] {
  return (['x', 'y', ...furtherInputs] satisfies readonly FeatureName[]).slice(0, count);
}

/** The raw input at a place, from 0, as a feature. */
export function inputFeature(input: number): FeatureName {
  return input === 0 ? 'x' : input === 1 ? 'y' : `input${input + 1}` as FurtherInputName;
}

/** Features that a set with so many raw inputs can have: of the line, of the plane, or with more than two the inputs themselves. */
export function availableFeatures(inputs: number): readonly FeatureName[] {
  if (inputs === 1) return curveFeatures;
  return inputs === 2 ? featureNames : inputFeatures(inputs);
}

/** Place of the raw input that a feature is, from 0; null for one that is made of inputs. */
export function inputOfFeature(name: FeatureName): number | null {
  if (name === 'x') return 0;
  if (name === 'y') return 1;
  return name.startsWith('input') ? Number(name.slice('input'.length)) - 1 : null;
}
