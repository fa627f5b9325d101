// (z, φ(z)) and (ŷ, f(ŷ)) in a box: the curve, the point on it, and the tangent a + φ′(z)(x − z)
/** Curves of activations and losses as small pictures: ranges that hold still while a point moves, and paths in px of a box. */

/** Structurally an engine Activation. */
export type Curve = { output(z: number): number };

export type Range = readonly [number, number];

/** Where a curve is drawn: px of what the box stands in, and the axes where 0 is in sight. */
export type CurveBox = {
  readonly at: Place;
  readonly size: BoxSize;
  readonly across: Range;
  readonly up: Range;
  readonly path: string;
  /** Height of the line y = 0 and place of the line x = 0 in px, null where they are out of sight. */
  readonly zeroAt: number | null;
  readonly originAt: number | null;
  xOf(x: number): number;
  yOf(y: number): number;
};

/** The corner at the left and above, in px of what the box stands in. */
export type Place = { readonly x: number; readonly y: number };
export type BoxSize = { readonly width: number; readonly height: number };

const HALF_RANGE = 3;
/** Activations that have not settled at ±3. */
const WIDER: Readonly<Record<string, number>> = { sigmoid: 6, softplus: 4, sin: 4 };
const SAMPLES = 72;

/** −R … R with R doubled until z is well inside; the same for most z, so that a curve holds still. Any z, NaN included. */
export function activationRange(name: string, z: number): Range {
  let half = WIDER[name] ?? HALF_RANGE;
  while (Math.abs(z) > half * 0.9 && half < 1e300) half *= 2;
  return [-half, half];
}

/**
 * The predictions over which a loss is drawn.
 * @param bounds least and largest answer of the output's activation, null where it has none
 */
export function predictionRange(prediction: number, target: number, bounds: Range | null): Range {
  if (bounds !== null) {
    const span = bounds[1] - bounds[0];
    const low = Math.min(bounds[0], target - 0.4 * span);
    const high = Math.max(bounds[1], target + 0.4 * span);
    if (!(prediction < low) && !(prediction > high)) return [low, high];
  }
  let half = 1.5;
  while (Math.abs(prediction - target) > half * 0.9 && half < 1e300) half *= 2;
  return [target - half, target + half];
}

/** −1 … 1 or 0 … 1 for a curve that stays between them, else null. */
export function boundsOf(curve: Curve | null): Range | null {
  if (curve === null) return [0, 1];
  let [low, high] = [0, 0];
  for (let z = -40; z <= 40; z += 0.5) {
    const a = curve.output(z);
    if (!(Math.abs(a) <= 1)) return null;
    [low, high] = [Math.min(low, a), Math.max(high, a)];
  }
  return [low < -0.5 ? -1 : 0, high > 0.5 ? 1 : 0];
}

/** Air at the left and right of a curve, both together, whatever is above and below it. */
const SIDES = 10;

/** Px from the left of a box to `x`. */
export function curvePlace(x: number, across: Range, width: number): number {
  return SIDES / 2 + ((x - across[0]) / (across[1] - across[0])) * (width - SIDES);
}

/** The curve over `across` in a box of `size` at `at`, with `inset` px of air above and below it. Values that are not finite are left out. */
export function curveBox(output: (x: number) => number, across: Range, size: BoxSize, inset: number, at: Place = { x: 0, y: 0 }): CurveBox {
  const xs = Array.from({ length: SAMPLES + 1 }, (_, i) => across[0] + ((across[1] - across[0]) * i) / SAMPLES);
  const ys = xs.map(output);
  const finite = ys.filter(Number.isFinite);
  let low = Math.min(...finite);
  let high = Math.max(...finite);
  // A curve that comes close to 0 without reaching it stands on it.
  if (low > 0 && low < (high - low) * 0.5) low = 0;
  if (finite.length === 0 || high === low) [low, high] = [(finite[0] ?? 0) - 1, (finite[0] ?? 0) + 1];
  const xOf = (x: number): number => at.x + curvePlace(x, across, size.width);
  const yOf = (y: number): number => at.y + inset + ((high - y) / (high - low)) * (size.height - 2 * inset);
  let path = '';
  let open = false;
  ys.forEach((y, i) => {
    if (!Number.isFinite(y)) {
      open = false;
      return;
    }
    path += `${open ? 'L' : 'M'}${xOf(xs[i] ?? 0).toFixed(1)} ${yOf(y).toFixed(1)}`;
    open = true;
  });
  const inSight = (value: number, [from, to]: Range): boolean => value >= from && value <= to;
  return {
    at, size, across, up: [low, high], path,
    zeroAt: inSight(0, [low, high]) ? yOf(0) : null,
    originAt: inSight(0, across) ? xOf(0) : null,
    xOf, yOf,
  };
}

/** A straight line of `length` px to each side of the point (x, y) as far as the box reaches, as steep as `slope` in the curve's own units; '' if any is not finite. */
export function tangentPath(box: CurveBox, x: number, y: number, slope: number, length: number): string {
  const [px, py] = [box.xOf(x), box.yOf(y)];
  const run = box.xOf(1) - box.xOf(0);
  const rise = (box.yOf(1) - box.yOf(0)) * slope;
  const far = Math.hypot(run, rise);
  if (!Number.isFinite(px + py) || !(far > 0) || far === Infinity) return '';
  const [dx, dy] = [(run / far) * length, (rise / far) * length];
  const [before, after] = [shareWithin(box, px, py, -dx, -dy), shareWithin(box, px, py, dx, dy)];
  return `M${(px - dx * before).toFixed(1)} ${(py - dy * before).toFixed(1)}L${(px + dx * after).toFixed(1)} ${(py + dy * after).toFixed(1)}`;
}

/** How much of the way (dx, dy) from a point is inside the frame, from 0 to 1. */
function shareWithin({ at, size }: CurveBox, px: number, py: number, dx: number, dy: number): number {
  const until = (from: number, by: number, low: number, high: number): number => (by > 0 ? (high - from) / by : by < 0 ? (low - from) / by : 1);
  return Math.max(0, Math.min(1, until(px, dx, at.x + 1, at.x + size.width - 1), until(py, dy, at.y + 1, at.y + size.height - 1)));
}

/** L of softmax cross-entropy as a function of one weighted sum z_k, the others held: Σⱼ yⱼ (ln Σᵢ eᶻⁱ − zⱼ). */
export function softmaxLoss(z: ArrayLike<number>, targets: ArrayLike<number>, k: number): (zk: number) => number {
  return (zk) => {
    const sums = Array.from(z, (value, j) => (j === k ? zk : value));
    const largest = Math.max(...sums);
    const log = largest + Math.log(sums.reduce((total, value) => total + Math.exp(value - largest), 0));
    return sums.reduce((total, value, j) => {
      const target = targets[j] ?? 0;
      return target === 0 ? total : total + target * (log - value);
    }, 0);
  };
}
