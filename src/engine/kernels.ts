// Z = W X + b,  ∂L/∂X = Wᵀ δ,  ∂L/∂W = δ Xᵀ,  ∂L/∂b = δ 1   (a column an example)
/**
 * The three matrix products of a layer, for `count` examples at a time. Blocks are [unit][example] with rows `capacity` apart;
 * the weights stand in θ as [unit][input].
 *
 * The inner loops keep 2 × 4 running sums: of the six numbers that are loaded each is used two or four times. Measured against
 * 2 × 2 in V8 11.3 and 14.6: 1.3 to 1.7 times as fast, although two of the eight sums spill; 3 × 3 is no better, number[] is
 * slower. What is left over at the end of a row is not a special case: an odd last unit is done twice, and the last four examples
 * are done together even if some of them were done before. Two or three examples have a loop of their own, one example has
 * vectorKernels.ts. Every array is a Float64Array at every call, so that each loop is compiled once and stays so.
 */

/** z[u][e] = b[u] + Σᵢ w[u][i] x[i][e] */
export function weightedSums(
  theta: Float64Array, weights: number, biases: number, inputs: number, units: number,
  x: Float64Array, z: Float64Array, capacity: number, count: number,
): void {
  for (let u = 0; u < units; u += 2) {
    const v = u + 1 < units ? u + 1 : u;
    const rowU = weights + u * inputs;
    const rowV = weights + v * inputs;
    const biasU = theta[biases + u]!;
    const biasV = theta[biases + v]!;
    const zU = u * capacity;
    const zV = v * capacity;
    if (count < 4) {
      for (let e = 0; e < count; e += 1) {
        let sumU = biasU;
        let sumV = biasV;
        let column = e;
        for (let i = 0; i < inputs; i += 1) {
          const x0 = x[column]!;
          sumU += theta[(rowU + i) | 0]! * x0;
          sumV += theta[(rowV + i) | 0]! * x0;
          column = (column + capacity) | 0;
        }
        z[zU + e] = sumU;
        z[zV + e] = sumV;
      }
      continue;
    }
    for (let from = 0; from < count; from += 4) {
      const e = from + 4 <= count ? from : count - 4;
      let u0 = biasU;
      let u1 = biasU;
      let u2 = biasU;
      let u3 = biasU;
      let v0 = biasV;
      let v1 = biasV;
      let v2 = biasV;
      let v3 = biasV;
      let column = e;
      for (let i = 0; i < inputs; i += 1) {
        const wU = theta[(rowU + i) | 0]!;
        const wV = theta[(rowV + i) | 0]!;
        const x0 = x[column]!;
        const x1 = x[(column + 1) | 0]!;
        const x2 = x[(column + 2) | 0]!;
        const x3 = x[(column + 3) | 0]!;
        u0 += wU * x0;
        v0 += wV * x0;
        u1 += wU * x1;
        v1 += wV * x1;
        u2 += wU * x2;
        v2 += wV * x2;
        u3 += wU * x3;
        v3 += wV * x3;
        column = (column + capacity) | 0;
      }
      z[zU + e] = u0;
      z[zU + e + 1] = u1;
      z[zU + e + 2] = u2;
      z[zU + e + 3] = u3;
      z[zV + e] = v0;
      z[zV + e + 1] = v1;
      z[zV + e + 2] = v2;
      z[zV + e + 3] = v3;
    }
  }
}

/** back[i][e] = Σᵤ w[u][i] δ[u][e] */
export function sendBack(
  theta: Float64Array, weights: number, inputs: number, units: number,
  delta: Float64Array, back: Float64Array, capacity: number, count: number,
): void {
  for (let i = 0; i < inputs; i += 2) {
    const j = i + 1 < inputs ? i + 1 : i;
    const step = j - i;
    const backI = i * capacity;
    const backJ = j * capacity;
    if (count < 4) {
      for (let e = 0; e < count; e += 1) {
        let sumI = 0;
        let sumJ = 0;
        let weight = weights + i;
        let column = e;
        for (let u = 0; u < units; u += 1) {
          const d0 = delta[column]!;
          sumI += theta[weight]! * d0;
          sumJ += theta[(weight + step) | 0]! * d0;
          weight = (weight + inputs) | 0;
          column = (column + capacity) | 0;
        }
        back[backI + e] = sumI;
        back[backJ + e] = sumJ;
      }
      continue;
    }
    for (let from = 0; from < count; from += 4) {
      const e = from + 4 <= count ? from : count - 4;
      let i0 = 0;
      let i1 = 0;
      let i2 = 0;
      let i3 = 0;
      let j0 = 0;
      let j1 = 0;
      let j2 = 0;
      let j3 = 0;
      let weight = weights + i;
      let column = e;
      for (let u = 0; u < units; u += 1) {
        const wI = theta[weight]!;
        const wJ = theta[(weight + step) | 0]!;
        const d0 = delta[column]!;
        const d1 = delta[(column + 1) | 0]!;
        const d2 = delta[(column + 2) | 0]!;
        const d3 = delta[(column + 3) | 0]!;
        i0 += wI * d0;
        j0 += wJ * d0;
        i1 += wI * d1;
        j1 += wJ * d1;
        i2 += wI * d2;
        j2 += wJ * d2;
        i3 += wI * d3;
        j3 += wJ * d3;
        weight = (weight + inputs) | 0;
        column = (column + capacity) | 0;
      }
      back[backI + e] = i0;
      back[backI + e + 1] = i1;
      back[backI + e + 2] = i2;
      back[backI + e + 3] = i3;
      back[backJ + e] = j0;
      back[backJ + e + 1] = j1;
      back[backJ + e + 2] = j2;
      back[backJ + e + 3] = j3;
    }
  }
}

/** gradient of w[u][i] += Σₑ δ[u][e] x[i][e], gradient of b[u] += Σₑ δ[u][e] */
export function addGradient(
  gradient: Float64Array, weights: number, biases: number, inputs: number, units: number,
  x: Float64Array, delta: Float64Array, capacity: number, count: number,
): void {
  for (let u = 0; u < units; u += 2) {
    const v = u + 1 < units ? u + 1 : u;
    const rowU = weights + u * inputs;
    const rowV = weights + v * inputs;
    const deltaU = u * capacity;
    const deltaV = v * capacity;
    // Old values are read before any new one is written: where a unit or an input is done twice, both copies add to the same one.
    let sumU = gradient[biases + u]!;
    let sumV = gradient[biases + v]!;
    for (let e = 0; e < count; e += 1) {
      sumU += delta[(deltaU + e) | 0]!;
      sumV += delta[(deltaV + e) | 0]!;
    }
    gradient[biases + u] = sumU;
    gradient[biases + v] = sumV;
    let i = 0;
    for (; i + 3 < inputs; i += 4) {
      const x0 = i * capacity;
      const x1 = x0 + capacity;
      const x2 = x1 + capacity;
      const x3 = x2 + capacity;
      let u0 = 0;
      let u1 = 0;
      let u2 = 0;
      let u3 = 0;
      let v0 = 0;
      let v1 = 0;
      let v2 = 0;
      let v3 = 0;
      for (let e = 0; e < count; e += 1) {
        const dU = delta[(deltaU + e) | 0]!;
        const dV = delta[(deltaV + e) | 0]!;
        const a0 = x[(x0 + e) | 0]!;
        const a1 = x[(x1 + e) | 0]!;
        const a2 = x[(x2 + e) | 0]!;
        const a3 = x[(x3 + e) | 0]!;
        u0 += dU * a0;
        v0 += dV * a0;
        u1 += dU * a1;
        v1 += dV * a1;
        u2 += dU * a2;
        v2 += dV * a2;
        u3 += dU * a3;
        v3 += dV * a3;
      }
      const gU = rowU + i;
      gradient[gU] = gradient[gU]! + u0;
      gradient[gU + 1] = gradient[gU + 1]! + u1;
      gradient[gU + 2] = gradient[gU + 2]! + u2;
      gradient[gU + 3] = gradient[gU + 3]! + u3;
      if (v === u) continue;
      const gV = rowV + i;
      gradient[gV] = gradient[gV]! + v0;
      gradient[gV + 1] = gradient[gV + 1]! + v1;
      gradient[gV + 2] = gradient[gV + 2]! + v2;
      gradient[gV + 3] = gradient[gV + 3]! + v3;
    }
    for (; i < inputs; i += 2) {
      const j = i + 1 < inputs ? i + 1 : i;
      const xI = i * capacity;
      const xJ = j * capacity;
      let uI = gradient[rowU + i]!;
      let uJ = gradient[rowU + j]!;
      let vI = gradient[rowV + i]!;
      let vJ = gradient[rowV + j]!;
      for (let e = 0; e < count; e += 1) {
        const dU = delta[(deltaU + e) | 0]!;
        const dV = delta[(deltaV + e) | 0]!;
        const aI = x[(xI + e) | 0]!;
        const aJ = x[(xJ + e) | 0]!;
        uI += dU * aI;
        vI += dV * aI;
        uJ += dU * aJ;
        vJ += dV * aJ;
      }
      gradient[rowU + i] = uI;
      gradient[rowU + j] = uJ;
      gradient[rowV + i] = vI;
      gradient[rowV + j] = vJ;
    }
  }
}
