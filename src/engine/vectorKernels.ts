// z = W x + b,  ∂L/∂x = Wᵀ δ,  ∂L/∂W = δ xᵀ,  ∂L/∂b = δ   (one example)
/**
 * What kernels.ts does, for the first example alone: batch size 1, a probe, a single neuron's numbers. Four units share each
 * number that is loaded; units or inputs that are left over at the end are done together with some that are done already.
 */

/** z[u] = b[u] + Σᵢ w[u][i] x[i] */
export function weightedSumsOfOne(
  theta: Float64Array, weights: number, biases: number, inputs: number, units: number, x: Float64Array, z: Float64Array, capacity: number,
): void {
  if (units < 4) {
    for (let u = 0; u < units; u += 1) {
      let sum = theta[biases + u]!;
      const row = weights + u * inputs;
      let column = 0;
      for (let i = 0; i < inputs; i += 1) {
        sum += theta[(row + i) | 0]! * x[column]!;
        column = (column + capacity) | 0;
      }
      z[u * capacity] = sum;
    }
    return;
  }
  for (let from = 0; from < units; from += 4) {
    const u = from + 4 <= units ? from : units - 4;
    const row0 = weights + u * inputs;
    const row1 = row0 + inputs;
    const row2 = row1 + inputs;
    const row3 = row2 + inputs;
    let sum0 = theta[biases + u]!;
    let sum1 = theta[biases + u + 1]!;
    let sum2 = theta[biases + u + 2]!;
    let sum3 = theta[biases + u + 3]!;
    let column = 0;
    for (let i = 0; i < inputs; i += 1) {
      const a = x[column]!;
      sum0 += theta[(row0 + i) | 0]! * a;
      sum1 += theta[(row1 + i) | 0]! * a;
      sum2 += theta[(row2 + i) | 0]! * a;
      sum3 += theta[(row3 + i) | 0]! * a;
      column = (column + capacity) | 0;
    }
    const first = u * capacity;
    z[first] = sum0;
    z[first + capacity] = sum1;
    z[first + 2 * capacity] = sum2;
    z[first + 3 * capacity] = sum3;
  }
}

/** back[i] = Σᵤ w[u][i] δ[u] */
export function sendBackOfOne(
  theta: Float64Array, weights: number, inputs: number, units: number, delta: Float64Array, back: Float64Array, capacity: number,
): void {
  if (inputs < 4) {
    for (let i = 0; i < inputs; i += 1) {
      let sum = 0;
      let weight = weights + i;
      let column = 0;
      for (let u = 0; u < units; u += 1) {
        sum += theta[weight]! * delta[column]!;
        weight = (weight + inputs) | 0;
        column = (column + capacity) | 0;
      }
      back[i * capacity] = sum;
    }
    return;
  }
  for (let from = 0; from < inputs; from += 4) {
    const i = from + 4 <= inputs ? from : inputs - 4;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    let weight = weights + i;
    let column = 0;
    for (let u = 0; u < units; u += 1) {
      const d = delta[column]!;
      sum0 += theta[weight]! * d;
      sum1 += theta[(weight + 1) | 0]! * d;
      sum2 += theta[(weight + 2) | 0]! * d;
      sum3 += theta[(weight + 3) | 0]! * d;
      weight = (weight + inputs) | 0;
      column = (column + capacity) | 0;
    }
    const first = i * capacity;
    back[first] = sum0;
    back[first + capacity] = sum1;
    back[first + 2 * capacity] = sum2;
    back[first + 3 * capacity] = sum3;
  }
}

/** gradient of w[u][i] = δ[u] x[i], gradient of b[u] = δ[u]; with `add` they are added to what is there. */
export function layerGradientOfOne(
  gradient: Float64Array, weights: number, biases: number, inputs: number, units: number, x: Float64Array, delta: Float64Array, capacity: number,
  add: boolean,
): void {
  const whole = inputs & ~3;
  let weight = weights;
  for (let u = 0; u < units; u += 1) {
    const d = delta[u * capacity]!;
    gradient[biases + u] = add ? gradient[biases + u]! + d : d;
    let column = 0;
    if (add) {
      for (let i = 0; i < inputs; i += 1) {
        gradient[weight] = gradient[weight]! + d * x[column]!;
        weight = (weight + 1) | 0;
        column = (column + capacity) | 0;
      }
      continue;
    }
    let i = 0;
    // Four at a time: older V8s look the arrays up again in every turn of a loop.
    for (; i < whole; i += 4) {
      const second = (column + capacity) | 0;
      const third = (second + capacity) | 0;
      const fourth = (third + capacity) | 0;
      gradient[weight] = d * x[column]!;
      gradient[(weight + 1) | 0] = d * x[second]!;
      gradient[(weight + 2) | 0] = d * x[third]!;
      gradient[(weight + 3) | 0] = d * x[fourth]!;
      weight = (weight + 4) | 0;
      column = (fourth + capacity) | 0;
    }
    for (; i < inputs; i += 1) {
      gradient[weight] = d * x[column]!;
      weight = (weight + 1) | 0;
      column = (column + capacity) | 0;
    }
  }
}
