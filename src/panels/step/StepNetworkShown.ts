// what a unit passes on: max over v of |w_vu a_u|
/** Which units of a layer too large for its column have a box: those that pass on most, and in the last place the one that is lit. */
import { weightIndex, type Network } from '../../engine/network.ts';

/** Largest |w · a| of every unit of a layer into the next one, [unit]; of the output layer |a|. Not finite counts as 0. */
export function contributions(network: Network, theta: ArrayLike<number>, activations: ArrayLike<number>, layer: number): Float64Array {
  const units = network.layers[layer]?.units ?? 0;
  const next = network.layers[layer + 1];
  return Float64Array.from({ length: units }, (_, unit) => {
    const a = Math.abs(activations[unit] ?? 0);
    let most = next === undefined ? a : 0;
    for (let target = 0; target < (next?.units ?? 0); target++) {
      most = Math.max(most, Math.abs(theta[weightIndex(network, layer + 1, target, unit)] ?? 0) * a);
    }
    return Number.isFinite(most) ? most : 0;
  });
}

/**
 * The units with a box. All but the last place belong to those that matter most, in ascending order, and hold still; a lit
 * unit that is not among them takes the last place.
 */
export function shownUnits(worth: Float64Array, places: number, lit: readonly number[]): readonly number[] {
  const units = worth.length;
  if (units <= places) return Array.from({ length: units }, (_, unit) => unit);
  const order = Array.from({ length: units }, (_, unit) => unit).toSorted((a, b) => (worth[b] ?? 0) - (worth[a] ?? 0) || a - b);
  const main = order.slice(0, places - 1).toSorted((a, b) => a - b);
  const guest = lit.find((unit) => unit < units && !main.includes(unit)) ?? order[places - 1];
  return guest === undefined ? main : [...main, guest];
}
