// Z = W X + b,  ∂L/∂X = Wᵀ δ,  ∂L/∂W = δ Xᵀ,  ∂L/∂b = δ 1   (a column an example)
/**
 * The three matrix products of a layer, for `count` examples at a time. Blocks are [unit][example] with rows `capacity` apart;
 * the weights stand in θ as [unit][input].
 *
 * The inner loops keep 2 × 2 running sums: each number that is loaded is used twice, and four sums fit V8's registers where
 * eight spill. An odd last row is simply done twice; an odd last example has a loop of its own, which is also the loop of
 * batch size 1. Every argument is a Float64Array at every call, so that the loops are compiled once and stay so.
 */

/** z[u][e] = b[u] + Σᵢ w[u][i] x[i][e] */
export function weightedSums(
  theta: Float64Array, weights: number, biases: number, inputs: number, units: number,
  x: Float64Array, z: Float64Array, capacity: number, count: number,
): void {
  const pairs = count & ~1;
  for (let u = 0; u < units; u += 2) {
    const v = u + 1 < units ? u + 1 : u;
    const rowU = weights + u * inputs;
    const rowV = weights + v * inputs;
    const biasU = theta[biases + u]!;
    const biasV = theta[biases + v]!;
    const zU = u * capacity;
    const zV = v * capacity;
    for (let e = 0; e < pairs; e += 2) {
      let u0 = biasU;
      let u1 = biasU;
      let v0 = biasV;
      let v1 = biasV;
      let column = e;
      for (let i = 0; i < inputs; i += 1) {
        const wU = theta[rowU + i]!;
        const wV = theta[rowV + i]!;
        const x0 = x[column]!;
        const x1 = x[column + 1]!;
        u0 += wU * x0;
        u1 += wU * x1;
        v0 += wV * x0;
        v1 += wV * x1;
        column += capacity;
      }
      z[zU + e] = u0;
      z[zU + e + 1] = u1;
      z[zV + e] = v0;
      z[zV + e + 1] = v1;
    }
    if (pairs < count) {
      let u0 = biasU;
      let v0 = biasV;
      let column = pairs;
      for (let i = 0; i < inputs; i += 1) {
        const x0 = x[column]!;
        u0 += theta[rowU + i]! * x0;
        v0 += theta[rowV + i]! * x0;
        column += capacity;
      }
      z[zU + pairs] = u0;
      z[zV + pairs] = v0;
    }
  }
}

/** back[i][e] = Σᵤ w[u][i] δ[u][e] */
export function sendBack(
  theta: Float64Array, weights: number, inputs: number, units: number,
  delta: Float64Array, back: Float64Array, capacity: number, count: number,
): void {
  const pairs = count & ~1;
  for (let i = 0; i < inputs; i += 2) {
    const j = i + 1 < inputs ? i + 1 : i;
    const step = j - i;
    const backI = i * capacity;
    const backJ = j * capacity;
    for (let e = 0; e < pairs; e += 2) {
      let i0 = 0;
      let i1 = 0;
      let j0 = 0;
      let j1 = 0;
      let weight = weights + i;
      let column = e;
      for (let u = 0; u < units; u += 1) {
        const wI = theta[weight]!;
        const wJ = theta[weight + step]!;
        const d0 = delta[column]!;
        const d1 = delta[column + 1]!;
        i0 += wI * d0;
        i1 += wI * d1;
        j0 += wJ * d0;
        j1 += wJ * d1;
        weight += inputs;
        column += capacity;
      }
      back[backI + e] = i0;
      back[backI + e + 1] = i1;
      back[backJ + e] = j0;
      back[backJ + e + 1] = j1;
    }
    if (pairs < count) {
      let i0 = 0;
      let j0 = 0;
      let weight = weights + i;
      let column = pairs;
      for (let u = 0; u < units; u += 1) {
        const d0 = delta[column]!;
        i0 += theta[weight]! * d0;
        j0 += theta[weight + step]! * d0;
        weight += inputs;
        column += capacity;
      }
      back[backI + pairs] = i0;
      back[backJ + pairs] = j0;
    }
  }
}

/** gradient of w[u][i] += Σₑ δ[u][e] x[i][e], gradient of b[u] += Σₑ δ[u][e] */
export function addGradient(
  gradient: Float64Array, weights: number, biases: number, inputs: number, units: number,
  x: Float64Array, delta: Float64Array, capacity: number, count: number,
): void {
  for (let u = 0; u < units; u += 1) {
    let sum = 0;
    const end = u * capacity + count;
    for (let e = u * capacity; e < end; e += 1) sum += delta[e]!;
    gradient[biases + u] = gradient[biases + u]! + sum;
  }
  for (let u = 0; u < units; u += 2) {
    const v = u + 1 < units ? u + 1 : u;
    const rowU = weights + u * inputs;
    const rowV = weights + v * inputs;
    const deltaU = u * capacity;
    const deltaV = v * capacity;
    for (let i = 0; i < inputs; i += 2) {
      const j = i + 1 < inputs ? i + 1 : i;
      // Read before any of the four is written: where a row or column is done twice, both copies add to the same old value.
      let uI = gradient[rowU + i]!;
      let uJ = gradient[rowU + j]!;
      let vI = gradient[rowV + i]!;
      let vJ = gradient[rowV + j]!;
      const xI = i * capacity;
      const xJ = j * capacity;
      for (let e = 0; e < count; e += 1) {
        const dU = delta[deltaU + e]!;
        const dV = delta[deltaV + e]!;
        const aI = x[xI + e]!;
        const aJ = x[xJ + e]!;
        uI += dU * aI;
        uJ += dU * aJ;
        vI += dV * aI;
        vJ += dV * aJ;
      }
      gradient[rowU + i] = uI;
      gradient[rowU + j] = uJ;
      gradient[rowV + i] = vI;
      gradient[rowV + j] = vJ;
    }
  }
}
