/** Some of the training examples, for a first look where all of them take long. */
import type { TrainingSet } from '../engine/trainer.ts';

/** These examples, by their numbers in the set, in this order; copies. */
export function pickExamples(set: TrainingSet, chosen: readonly number[]): TrainingSet {
  const rowsOf = (values: Float64Array): Float64Array => {
    const width = values.length / set.count;
    const rows = new Float64Array(chosen.length * width);
    chosen.forEach((example, i) => { rows.set(values.subarray(example * width, (example + 1) * width), i * width); });
    return rows;
  };
  return { count: chosen.length, inputs: rowsOf(set.inputs), targets: rowsOf(set.targets) };
}

/** `count` examples evenly from the whole set; the set itself where it has no more. */
export function spreadExamples(set: TrainingSet, count: number): TrainingSet {
  if (count >= set.count) return set;
  return pickExamples(set, Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * set.count) / count)));
}

/** 408 → 400: nobody wants to read the rest. */
export function tidyCount(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return Math.floor(count / unit) * unit;
}
