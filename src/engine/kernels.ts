// Z = W X + b,  ∂L/∂X = Wᵀ δ,  ∂L/∂W = δ Xᵀ,  ∂L/∂b = δ 1   (a column an example)
/**
 * The three matrix products of a layer, for `count` examples at a time. Blocks are [unit][example] with rows `capacity` apart;
 * the weights stand in θ as [unit][input].
 *
 * The inner loops keep 2 × 4 running sums: of the six numbers that are loaded each is used two or four times. Measured against
 * 2 × 2 in V8 11.3 and 14.6: 1.3 to 1.7 times as fast, although two of the eight sums spill; 3 × 3 is no better, number[] is
 * slower. What is left over at the end of a row is not a special case: an odd last unit is done twice, and so are examples that
 * are missing to a block of four. A block of two (or a single example, twice) has narrower sums, which is a twelfth of the time
 * at ten examples. One example at a time is vectorKernels.ts's. Every array is a Float64Array at every call, so that each loop is
 * compiled once and stays so.
 */

/** z[u][e] = b[u] + Σᵢ w[u][i] x[i][e] */
export function weightedSums(
  theta: Float64Array, weights: number, biases: number, inputs: number, units: number,
  x: Float64Array, z: Float64Array, capacity: number, count: number,
): void {
  const next = count > 1 ? 1 : 0;
  for (let u = 0; u < units; u += 2) {
    const v = u + 1 < units ? u + 1 : u;
    const rowU = weights + u * inputs;
    const rowV = weights + v * inputs;
    const biasU = theta[biases + u]!;
    const biasV = theta[biases + v]!;
    const zU = u * capacity;
    const zV = v * capacity;
    let from = 0;
    while (from < count) {
      if (count - from <= 2 || count < 4) {
        const e = from + 2 <= count ? from : count - 1 - next;
        let u0 = biasU;
        let u1 = biasU;
        let v0 = biasV;
        let v1 = biasV;
        let column = e;
        for (let i = 0; i < inputs; i += 1) {
          const wU = theta[(rowU + i) | 0]!;
          const wV = theta[(rowV + i) | 0]!;
          const x0 = x[column]!;
          const x1 = x[(column + next) | 0]!;
          u0 += wU * x0;
          v0 += wV * x0;
          u1 += wU * x1;
          v1 += wV * x1;
          column = (column + capacity) | 0;
        }
        z[zU + e] = u0;
        z[zU + e + next] = u1;
        z[zV + e] = v0;
        z[zV + e + next] = v1;
        from += 2;
        continue;
      }
      const e = from + 4 <= count ? from : count - 4;
      from += 4;
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
  const next = count > 1 ? 1 : 0;
  for (let i = 0; i < inputs; i += 2) {
    const j = i + 1 < inputs ? i + 1 : i;
    const step = j - i;
    const backI = i * capacity;
    const backJ = j * capacity;
    let from = 0;
    while (from < count) {
      if (count - from <= 2 || count < 4) {
        const e = from + 2 <= count ? from : count - 1 - next;
        let i0 = 0;
        let i1 = 0;
        let j0 = 0;
        let j1 = 0;
        let weight = weights + i;
        let column = e;
        for (let u = 0; u < units; u += 1) {
          const wI = theta[weight]!;
          const wJ = theta[(weight + step) | 0]!;
          const d0 = delta[column]!;
          const d1 = delta[(column + next) | 0]!;
          i0 += wI * d0;
          j0 += wJ * d0;
          i1 += wI * d1;
          j1 += wJ * d1;
          weight = (weight + inputs) | 0;
          column = (column + capacity) | 0;
        }
        back[backI + e] = i0;
        back[backI + e + next] = i1;
        back[backJ + e] = j0;
        back[backJ + e + next] = j1;
        from += 2;
        continue;
      }
      const e = from + 4 <= count ? from : count - 4;
      from += 4;
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

/**
 * gradient of w[u][i] = Σₑ δ[u][e] x[i][e], gradient of b[u] = Σₑ δ[u][e]; with `add` they are added to what is there.
 */
export function layerGradient(
  gradient: Float64Array, weights: number, biases: number, inputs: number, units: number,
  x: Float64Array, delta: Float64Array, capacity: number, count: number, add: boolean,
): void {
  const whole = inputs & ~3;
  for (let u = 0; u < units; u += 2) {
    const v = u + 1 < units ? u + 1 : u;
    const rowU = weights + u * inputs;
    const rowV = weights + v * inputs;
    const first = (u * capacity) | 0;
    const end = (first + count) | 0;
    const step = ((v - u) * capacity) | 0;
    let sumU = 0;
    let sumV = 0;
    if (whole === inputs) {
      for (let e = first; e < end; e += 1) {
        sumU += delta[e]!;
        sumV += delta[(e + step) | 0]!;
      }
    }
    for (let i = 0; i < whole; i += 4) {
      let u0 = 0;
      let u1 = 0;
      let u2 = 0;
      let u3 = 0;
      let v0 = 0;
      let v1 = 0;
      let v2 = 0;
      let v3 = 0;
      let c0 = (i * capacity) | 0;
      for (let e = first; e < end; e += 1) {
        // Each address from the one before: registers are short.
        const c1 = (c0 + capacity) | 0;
        const c2 = (c1 + capacity) | 0;
        const c3 = (c2 + capacity) | 0;
        const dU = delta[e]!;
        const dV = delta[(e + step) | 0]!;
        const a0 = x[c0]!;
        u0 += dU * a0;
        v0 += dV * a0;
        const a1 = x[c1]!;
        u1 += dU * a1;
        v1 += dV * a1;
        const a2 = x[c2]!;
        u2 += dU * a2;
        v2 += dV * a2;
        const a3 = x[c3]!;
        u3 += dU * a3;
        v3 += dV * a3;
        c0 = (c0 + 1) | 0;
      }
      const gU = rowU + i;
      const gV = rowV + i;
      if (add) {
        // Old values are read before any new one is written: where a unit is done twice, both copies add to the same one.
        u0 += gradient[gU]!;
        u1 += gradient[gU + 1]!;
        u2 += gradient[gU + 2]!;
        u3 += gradient[gU + 3]!;
        v0 += gradient[gV]!;
        v1 += gradient[gV + 1]!;
        v2 += gradient[gV + 2]!;
        v3 += gradient[gV + 3]!;
      }
      gradient[gU] = u0;
      gradient[gU + 1] = u1;
      gradient[gU + 2] = u2;
      gradient[gU + 3] = u3;
      if (step === 0) continue;
      gradient[gV] = v0;
      gradient[gV + 1] = v1;
      gradient[gV + 2] = v2;
      gradient[gV + 3] = v3;
    }
    for (let i = whole; i < inputs; i += 2) {
      const j = i + 1 < inputs ? i + 1 : i;
      const next = ((j - i) * capacity) | 0;
      let uI = 0;
      let uJ = 0;
      let vI = 0;
      let vJ = 0;
      let column = (i * capacity) | 0;
      sumU = 0;
      sumV = 0;
      for (let e = first; e < end; e += 1) {
        const dU = delta[e]!;
        const dV = delta[(e + step) | 0]!;
        const aI = x[column]!;
        const aJ = x[(column + next) | 0]!;
        uI += dU * aI;
        vI += dV * aI;
        uJ += dU * aJ;
        vJ += dV * aJ;
        sumU += dU;
        sumV += dV;
        column = (column + 1) | 0;
      }
      if (add) {
        uI += gradient[rowU + i]!;
        uJ += gradient[rowU + j]!;
        vI += gradient[rowV + i]!;
        vJ += gradient[rowV + j]!;
      }
      gradient[rowU + i] = uI;
      gradient[rowU + j] = uJ;
      gradient[rowV + i] = vI;
      gradient[rowV + j] = vJ;
    }
    if (add) {
      sumU += gradient[biases + u]!;
      sumV += gradient[biases + v]!;
    }
    gradient[biases + u] = sumU;
    gradient[biases + v] = sumV;
  }
}
