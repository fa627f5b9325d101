// θ(α, β) = base + α u + β v; (α, β) of a θ by least squares: [⟨u,u⟩ ⟨u,v⟩; ⟨u,v⟩ ⟨v,v⟩] (α, β)ᵀ = (⟨u, θ − base⟩, ⟨v, θ − base⟩)ᵀ
/** The plane through the space of θ on which the landscape is drawn. */
import { parameterDirection, pathDirections, randomDirection } from '../engine/directions.ts';
import type { Network } from '../engine/network.ts';
import { createRandom } from '../engine/random.ts';

export type LandscapeDirections = 'weights' | 'random' | 'path';

export type SlicePlane = {
  /** The point with the coordinates (0, 0). */
  readonly base: Float64Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** The two entries of θ that are its coordinates, where it is a plane of two weights. */
  readonly pair: readonly [number, number] | null;
  /** Shares of the path's variance along u and v, where they are its principal directions. */
  readonly shares: readonly [number, number] | null;
};

/** Coordinates are the weights' own values. */
export function weightsPlane(network: Network, theta: Float64Array, pair: readonly [number, number]): SlicePlane {
  const base = theta.slice();
  for (const index of pair) base[index] = 0;
  return { base, u: parameterDirection(network, pair[0]), v: parameterDirection(network, pair[1]), pair, shares: null };
}

/** Two random directions, each neuron's as long as its own weights; (0, 0) is `theta`. */
export function randomPlane(network: Network, theta: Float64Array, seed: number): SlicePlane {
  const random = createRandom(seed);
  const u = randomDirection(network, theta, random);
  return { base: theta.slice(), u, v: randomDirection(network, theta, random), pair: null, shares: null };
}

/** Products of parameters and positions squared that the principal directions may cost. */
const WORK = 6e6;

/**
 * The two directions in which the path walked so far is widest, about where it is now; (0, 0) is its first position. The path leads
 * to the right, and, where there was a plane of it before, to the same side as there. Null where it has not moved.
 */
export function pathPlane(path: readonly Float64Array[], theta: Float64Array, before: SlicePlane | null = null): SlicePlane | null {
  const first = path[0];
  if (first === undefined) return null;
  const most = Math.max(4, Math.floor(Math.sqrt(WORK / theta.length)));
  const stride = Math.ceil(path.length / most);
  const found = pathDirections(path.filter((_, i) => i % stride === 0), theta);
  if (found === null) return null;
  const way = minus(theta, first);
  const u = dot(found.u, way) < 0 ? found.u.map((value) => -value) : found.u;
  const v = before?.shares != null && before.v.length === found.v.length && dot(found.v, before.v) < 0 ? found.v.map((value) => -value) : found.v;
  const plane: SlicePlane = { base: first.slice(), u, v, pair: null, shares: found.shares };
  return movedTo(plane, theta);
}

/** The parallel plane through θ, which keeps its coordinates: the base moves by what lay off the plane. */
export function movedTo(plane: SlicePlane, theta: Float64Array): SlicePlane {
  const [a, b] = coordinatesOf(plane, theta);
  return { ...plane, base: pointOf({ ...plane, base: theta }, -a, -b) };
}

export function pointOf({ base, u, v }: SlicePlane, a: number, b: number): Float64Array {
  return base.map((value, i) => value + a * u[i]! + b * v[i]!);
}

/** The coordinates of the plane's point nearest to θ. */
export function coordinatesOf(plane: SlicePlane, theta: Float64Array): readonly [number, number] {
  if (plane.pair !== null) return [theta[plane.pair[0]]!, theta[plane.pair[1]]!];
  return solved(plane, minus(theta, plane.base));
}

const known = new WeakMap<Float64Array, { readonly u: Float64Array; readonly v: Float64Array; readonly at: readonly [number, number] }>();

/** As `coordinatesOf`, for a θ that never changes: worked out once for all parallel planes. */
export function keptCoordinates(plane: SlicePlane, theta: Float64Array): readonly [number, number] {
  if (plane.pair !== null) return coordinatesOf(plane, theta);
  const kept = known.get(theta);
  if (kept !== undefined && kept.u === plane.u && kept.v === plane.v) return kept.at;
  const at = coordinatesOf(plane, theta);
  known.set(theta, { u: plane.u, v: plane.v, at });
  return at;
}

/** A direction's components along u and v, e.g. of −η∇L. */
export function componentsOf(plane: SlicePlane, direction: Float64Array): readonly [number, number] {
  if (plane.pair !== null) return [direction[plane.pair[0]]!, direction[plane.pair[1]]!];
  return solved(plane, direction);
}

/** How far θ lies off the plane. */
export function distanceFrom(plane: SlicePlane, theta: Float64Array): number {
  const [a, b] = coordinatesOf(plane, theta);
  let sum = 0;
  for (let i = 0; i < theta.length; i += 1) sum += (theta[i]! - plane.base[i]! - a * plane.u[i]! - b * plane.v[i]!) ** 2;
  return Math.sqrt(sum);
}

/** How much of the way from one θ to another lies in the plane, 0 to 1; 1 where there is no way. */
export function shareInPlane(plane: SlicePlane, from: Float64Array, to: Float64Array): number {
  const way = minus(to, from);
  const length = Math.sqrt(dot(way, way));
  if (!(length > 0)) return 1;
  const [a, b] = componentsOf(plane, way);
  const held = plane.u.map((value, i) => a * value + b * plane.v[i]!);
  return Math.min(1, Math.sqrt(dot(held, held)) / length);
}

function solved({ u, v }: SlicePlane, offset: Float64Array): readonly [number, number] {
  const [uu, uv, vv] = [dot(u, u), dot(u, v), dot(v, v)];
  const [ud, vd] = [dot(u, offset), dot(v, offset)];
  const determinant = uu * vv - uv * uv;
  // Of one direction alone (the other 0, or both the same) all of it lies along that one.
  if (!(determinant > 1e-12 * uu * vv)) return uu > 0 ? [ud / uu, 0] : [0, vv > 0 ? vd / vv : 0];
  return [(vv * ud - uv * vd) / determinant, (uu * vd - uv * ud) / determinant];
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
