// n(i, j) counts the examples of class i answered with class j; precision_k = n(k, k) / Σᵢ n(i, k), recall_k = n(k, k) / Σⱼ n(k, j)
/**
 * Which class is answered for which. A confusion matrix of K classes has K rows, one a class of the targets, and K + 1 columns: the
 * class answered, and last those answers that are no number and so no class.
 */

/** Classes that so many outputs tell apart: one output has a boundary and so two sides. */
export function classesOf(outputs: number): number {
  return outputs === 1 ? 2 : outputs;
}

/** A matrix without any example yet, [class of the target][class answered, or none]. */
export function createConfusion(outputs: number): Float64Array {
  const classes = classesOf(outputs);
  return new Float64Array(classes * (classes + 1));
}

/**
 * The class of column `e` of values [output][column]: with one output its side of `boundary` (on it: class 1 for an answer, class 0
 * for a target), with several the first of the largest; −1 where a value is NaN.
 */
export function classAt(values: Float64Array | Float32Array, outputs: number, capacity: number, e: number, boundary: number, isTarget: boolean): number {
  if (outputs === 1) {
    const value = values[e]!;
    return Number.isNaN(value) ? -1 : (isTarget ? value > boundary : value >= boundary) ? 1 : 0;
  }
  let best = 0;
  for (let k = 0; k < outputs; k += 1) {
    const value = values[k * capacity + e]!;
    if (Number.isNaN(value)) return -1;
    if (value > values[best * capacity + e]!) best = k;
  }
  return best;
}

/**
 * Right answers among the first `count` columns; a NaN is wrong.
 * @param answers ŷ [output][column of `capacity`]; `targets` alike, as the outputs are asked for them
 * @param confusion each example is counted in it, if given (from `createConfusion`)
 */
export function countCorrect(
  answers: Float64Array, targets: Float64Array, outputs: number, capacity: number, count: number, boundary: number, confusion?: Float64Array,
): number {
  const columns = classesOf(outputs) + 1;
  let correct = 0;
  for (let e = 0; e < count; e += 1) {
    const target = classAt(targets, outputs, capacity, e, boundary, true);
    const answer = classAt(answers, outputs, capacity, e, boundary, false);
    if (answer === target) correct += 1;
    if (confusion !== undefined && target >= 0) confusion[target * columns + (answer < 0 ? columns - 1 : answer)]! += 1;
  }
  return correct;
}

/** What the matrix says of one class; NaN where there is nothing to divide by. */
export type ClassFigures = {
  /** Examples of the class, and how many answers are this class. */
  readonly count: number;
  readonly answered: number;
  readonly correct: number;
  /** Of the examples of this class, the share answered with each class, and last without an answer; NaN if there is none. */
  readonly shares: readonly number[];
  /** Of the answers with this class, the share that is right; NaN if there is none. */
  readonly precision: number;
  /** Of the examples of this class, the share that is found; NaN if there is none. */
  readonly recall: number;
  /** 2·n(k, k) / (count + answered), the harmonic mean of the two; NaN where both counts are 0. */
  readonly f1: number;
};

/** The figures of every class of a confusion matrix of `classes` classes. */
export function classFigures(confusion: Float64Array, classes: number): readonly ClassFigures[] {
  const columns = classes + 1;
  return Array.from({ length: classes }, (_, k) => {
    let [count, answered] = [0, 0];
    for (let j = 0; j < columns; j += 1) count += confusion[k * columns + j] ?? 0;
    for (let i = 0; i < classes; i += 1) answered += confusion[i * columns + k] ?? 0;
    const correct = confusion[k * columns + k] ?? 0;
    const shares = Array.from(confusion.subarray(k * columns, (k + 1) * columns), (n) => n / count);
    return { count, answered, correct, shares, precision: correct / answered, recall: correct / count, f1: (2 * correct) / (count + answered) };
  });
}

/** All classes together: accuracy = Σ_k n(k, k) / Σ n, NaN without examples. */
export function allFigures(figures: readonly ClassFigures[]): { readonly count: number; readonly correct: number; readonly accuracy: number } {
  let [count, correct] = [0, 0];
  for (const each of figures) [count, correct] = [count + each.count, correct + each.correct];
  return { count, correct, accuracy: correct / count };
}
