// Φ(x) = ½ erfc(−x/√2) = ∫₋∞ˣ φ(t) dt,  φ(x) = e^(−x²/2) / √(2π)
/**
 * The standard normal distribution, which the exact gelu x·Φ(x) needs. Φ at the multiples of 1/16 is computed once, by a
 * series or a continued fraction; in between Φ and φ follow from a Taylor series, whose terms come from φ′ = −xφ.
 */

const CELLS_PER_UNIT = 16;
/** Φ(x) rounds to 1 above, and is below 1e-17 under −LIMIT. */
const LIMIT = 8.5;
const OFFSET = LIMIT * CELLS_PER_UNIT;
const SQRT_2_PI = Math.sqrt(2 * Math.PI);

/** φ(x), the density. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / SQRT_2_PI;
}

/** 1 − Φ(x) for x ≥ 2 by the continued fraction φ(x)/(x + 1/(x + 2/(x + 3/(x + …)))). */
function upperTail(x: number): number {
  let fraction = x;
  for (let k = 160; k >= 1; k -= 1) fraction = x + k / fraction;
  return normalDensity(x) / fraction;
}

/** Φ(x) to within an ulp or two by Φ(x) = ½ + φ(x)(x + x³/3 + x⁵/(3·5) + …) in the middle and by the tail outside. */
function distributionBySeries(x: number): number {
  if (x > 3) return 1 - upperTail(x);
  if (x < -2) return upperTail(-x);
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}

const DISTRIBUTION_AT_CELL = Float64Array.from({ length: 2 * OFFSET + 1 }, (_, cell) => distributionBySeries((cell - OFFSET) / CELLS_PER_UNIT));
const DENSITY_AT_CELL = Float64Array.from({ length: 2 * OFFSET + 1 }, (_, cell) => normalDensity((cell - OFFSET) / CELLS_PER_UNIT));

/** Φ(x), good to 4e-16; NaN for NaN. */
export function normalDistribution(x: number): number {
  if (x >= LIMIT) return 1;
  if (x <= -LIMIT) return upperTail(-x);
  const cell = (x * CELLS_PER_UNIT + (OFFSET + 0.5)) | 0;
  const t = (cell - OFFSET) * (1 / CELLS_PER_UNIT);
  const h = x - t;
  // c_k h^k are the terms of φ(t + h)/φ(t): c₀ = 1, c₁ = −t, c_k = −(t·c_(k−1) + c_(k−2))/k.
  const c1 = -t;
  const c2 = (t * t - 1) / 2;
  const c3 = -(t * c2 + c1) / 3;
  const c4 = -(t * c3 + c2) / 4;
  const c5 = -(t * c4 + c3) / 5;
  const c6 = -(t * c5 + c4) / 6;
  const c7 = -(t * c6 + c5) / 7;
  const c8 = -(t * c7 + c6) / 8;
  const c9 = -(t * c8 + c7) / 9;
  const integral =
    h * (1 + h * (c1 / 2 + h * (c2 / 3 + h * (c3 / 4 + h * (c4 / 5 + h * (c5 / 6 + h * (c6 / 7 + h * (c7 / 8 + h * (c8 / 9 + (h * c9) / 10)))))))));
  return DISTRIBUTION_AT_CELL[cell]! + DENSITY_AT_CELL[cell]! * integral;
}

/** erf x, the error function: 2Φ(x√2) − 1, good to 1e-15. */
export function erf(x: number): number {
  return 2 * normalDistribution(x * Math.SQRT2) - 1;
}

/** erfc x = 1 − erf x without cancellation for large x. */
export function erfc(x: number): number {
  return 2 * normalDistribution(-x * Math.SQRT2);
}
