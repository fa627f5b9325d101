// C = Σ (x − x̄)(x − x̄)ᵀ / (n − 1); C vₖ = λₖ vₖ; uₖ = (x − x̄) · vₖ
/** Principal components of many inputs: the directions in which the examples vary most, and the plane that the first two of them span. */

export type Components = {
  /** Mean of each input: where the plane goes through. */
  readonly mean: readonly number[];
  /** v₁ and v₂, of length 1 and at right angles. */
  readonly directions: readonly [readonly number[], readonly number[]];
  /** λₖ / Σ λ, largest first: the share of the variance along each component; they add up to 1. */
  readonly shares: readonly number[];
  /** What the examples cover along v₁ and v₂, with a margin. */
  readonly ranges: readonly [readonly [number, number], readonly [number, number]];
};

/** Of more rows so many are taken, evenly: enough for directions, and soon done. */
const MOST_ROWS = 2000;
const MARGIN = 0.06;
const MOST_SWEEPS = 60;

/** @param values [row][column], at least two columns; null where no two rows differ */
export function principalComponents(values: Float64Array, columns: number): Components | null {
  const rows = values.length / columns;
  const every = Math.max(1, Math.ceil(rows / MOST_ROWS));
  const taken = Array.from({ length: Math.ceil(rows / every) }, (_, i) => values.subarray(i * every * columns, (i * every + 1) * columns));
  const mean = meanOf(taken, columns);
  const { values: eigenvalues, vectors } = symmetricEigen(covariance(taken, mean));
  const total = eigenvalues.reduce((sum, value) => sum + Math.max(0, value), 0);
  const [first, second] = vectors;
  if (first === undefined || second === undefined || !(total > 0) || !Number.isFinite(total)) return null;
  const directions = [first, second] as const;
  return {
    mean, directions, shares: eigenvalues.map((value) => Math.max(0, value) / total),
    ranges: [rangeAlong(taken, mean, first), rangeAlong(taken, mean, second)],
  };
}

/** (u, v) of the inputs that begin at `from`. */
export function projection({ mean, directions }: Components, inputs: ArrayLike<number>, from = 0): readonly [number, number] {
  return [along(inputs, from, mean, directions[0]), along(inputs, from, mean, directions[1])];
}

/** x̄ + u v₁ + v v₂ */
export function pointOnComponents({ mean, directions: [first, second] }: Components, u: number, v: number): readonly number[] {
  return mean.map((value, input) => value + u * first[input]! + v * second[input]!);
}

function along(inputs: ArrayLike<number>, from: number, mean: readonly number[], direction: readonly number[]): number {
  let sum = 0;
  for (let input = 0; input < mean.length; input += 1) sum += ((inputs[from + input] ?? 0) - mean[input]!) * direction[input]!;
  return sum;
}

function meanOf(rows: readonly Float64Array[], columns: number): number[] {
  const sums = Array.from({ length: columns }, () => 0);
  for (const row of rows) for (let i = 0; i < columns; i += 1) sums[i]! += row[i]!;
  return sums.map((sum) => sum / Math.max(1, rows.length));
}

function covariance(rows: readonly Float64Array[], mean: readonly number[]): Float64Array[] {
  const size = mean.length;
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  const off = new Float64Array(size);
  for (const row of rows) {
    for (let i = 0; i < size; i += 1) off[i] = row[i]! - mean[i]!;
    for (let i = 0; i < size; i += 1) {
      const line = matrix[i]!;
      const value = off[i]!;
      if (value !== 0) for (let j = i; j < size; j += 1) line[j]! += value * off[j]!;
    }
  }
  const divisor = Math.max(1, rows.length - 1);
  for (let i = 0; i < size; i += 1) {
    for (let j = i; j < size; j += 1) {
      const value = matrix[i]![j]! / divisor;
      matrix[i]![j] = value;
      matrix[j]![i] = value;
    }
  }
  return matrix;
}

function rangeAlong(rows: readonly Float64Array[], mean: readonly number[], direction: readonly number[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows) {
    const place = along(row, 0, mean, direction);
    [low, high] = [Math.min(low, place), Math.max(high, place)];
  }
  if (!(high > low)) return [low - 1, low + 1];
  const margin = MARGIN * (high - low);
  return [low - margin, high + margin];
}

/**
 * All eigenvalues, largest first, with unit eigenvectors whose largest entry is positive: by Jacobi's rotations.
 * @param matrix symmetric; it is overwritten
 */
export function symmetricEigen(matrix: readonly Float64Array[]): { readonly values: readonly number[]; readonly vectors: readonly (readonly number[])[] } {
  const size = matrix.length;
  const vectors = Array.from({ length: size }, (_, i) => Float64Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)));
  const scale = Math.hypot(...matrix.map((row) => Math.hypot(...row)));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    let off = 0;
    for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) off += matrix[p]![q]! ** 2;
    if (!(Math.sqrt(off) > 1e-14 * scale)) break;
    for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) if (Math.abs(matrix[p]![q]!) > 1e-17 * scale) rotate(matrix, vectors, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).toSorted((a, b) => matrix[b]![b]! - matrix[a]![a]!);
  return { values: order.map((i) => matrix[i]![i]!), vectors: order.map((i) => upright(Array.from(vectors[i]!))) };
}

/** One rotation that makes matrix[p][q] zero; `vectors` has the eigenvectors as rows. */
function rotate(matrix: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): void {
  const [rowP, rowQ] = [matrix[p]!, matrix[q]!];
  const apq = rowP[q]!;
  const theta = (rowQ[q]! - rowP[p]!) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  rowP[p]! -= t * apq;
  rowQ[q]! += t * apq;
  rowP[q] = 0;
  rowQ[p] = 0;
  for (let i = 0; i < matrix.length; i += 1) {
    if (i === p || i === q) continue;
    const [aip, aiq] = [rowP[i]!, rowQ[i]!];
    rowP[i] = c * aip - s * aiq;
    rowQ[i] = s * aip + c * aiq;
    matrix[i]![p] = rowP[i]!;
    matrix[i]![q] = rowQ[i]!;
  }
  const [vectorP, vectorQ] = [vectors[p]!, vectors[q]!];
  for (let i = 0; i < vectorP.length; i += 1) {
    const [vp, vq] = [vectorP[i]!, vectorQ[i]!];
    vectorP[i] = c * vp - s * vq;
    vectorQ[i] = s * vp + c * vq;
  }
}

/** An eigenvector is one either way round: the way in which its largest entry is positive. */
function upright(vector: readonly number[]): readonly number[] {
  const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? vector.map((value) => -value) : vector;
}
