// a_k = e^(z_k − m) / Σ_j e^(z_j − m),  m = max_j z_j
/** Softmax over the units of each example, in blocks [unit][example] whose rows are `capacity` apart. */

/** a = softmax of z, example by example. */
export function softmax(z: Float64Array, a: Float64Array, units: number, capacity: number, count: number): void {
  const end = units * capacity;
  for (let example = 0; example < count; example += 1) {
    let largest = -Infinity;
    for (let i = example; i < end; i += capacity) largest = z[i]! > largest ? z[i]! : largest;
    let sum = 0;
    for (let i = example; i < end; i += capacity) {
      const power = Math.exp(z[i]! - largest);
      a[i] = power;
      sum += power;
    }
    const share = 1 / sum;
    for (let i = example; i < end; i += capacity) a[i] = a[i]! * share;
  }
}

/** ∂a_j/∂z_i = a_j ([i = j] − a_i). */
export function softmaxSlope(a: ArrayLike<number>, j: number, i: number): number {
  return a[j]! * ((i === j ? 1 : 0) - a[i]!);
}

/** Turns δ = ∂L/∂a into ∂L/∂z by the Jacobian ∂a_j/∂z_i = a_j ([i = j] − a_i). */
export function softmaxBackward(a: Float64Array, delta: Float64Array, units: number, capacity: number, count: number): void {
  const end = units * capacity;
  for (let example = 0; example < count; example += 1) {
    let dot = 0;
    for (let i = example; i < end; i += capacity) dot += delta[i]! * a[i]!;
    for (let i = example; i < end; i += capacity) delta[i] = a[i]! * (delta[i]! - dot);
  }
}

/**
 * values = −y_k ln a_k for each output k, given a = softmax(z), as y_k ((m − z_k) − ln a_m) with the largest logit m: exact where
 * a_k rounds to 0. A target of 0 adds nothing. `a` and `values` may be the same array.
 */
export function crossEntropyValues(
  z: Float64Array, a: Float64Array, targets: Float64Array, values: Float64Array, units: number, capacity: number, count: number,
): void {
  const end = units * capacity;
  for (let example = 0; example < count; example += 1) {
    let largest = z[example]!;
    let share = a[example]!;
    for (let i = example + capacity; i < end; i += capacity) {
      if (z[i]! > largest) {
        largest = z[i]!;
        share = a[i]!;
      }
    }
    const logarithm = Math.log(share);
    for (let i = example; i < end; i += capacity) values[i] = targets[i]! * (largest - z[i]! - logarithm);
  }
}

/**
 * δ_k = scale · (a_k Σ_j y_j − y_k), given a = softmax(z); Σ_j y_j is 1 for one class or probabilities. `a` and `delta` may be
 * the same array.
 */
export function crossEntropyDeltas(
  a: Float64Array, targets: Float64Array, delta: Float64Array, units: number, capacity: number, count: number, scale: number,
): void {
  const end = units * capacity;
  for (let example = 0; example < count; example += 1) {
    let total = 0;
    for (let i = example; i < end; i += capacity) total += targets[i]!;
    for (let i = example; i < end; i += capacity) delta[i] = scale * (a[i]! * total - targets[i]!);
  }
}
