// importance of unit j in layer k = max |w_ji| in × max |w_lj| out
/**
 * Which neurons of a layer too wide for its column are shown: those that pass on most of what they take in. The choice
 * is calm: a neuron gives up its place only to one that matters clearly more, so that pictures do not jump.
 */
import { weightIndex, type Network } from '../../engine/network.ts';

/** A hidden neuron must matter this much more than a shown one to take its place. */
const CLEARLY_MORE = 1.5;

/** Importance of every unit of a hidden layer, [unit] ≥ 0; non-finite parameters count as 0. */
export function importanceOf(network: Network, theta: Float64Array, layer: number): Float64Array {
  const own = network.layers[layer];
  const next = network.layers[layer + 1];
  const importance = new Float64Array(own?.units ?? 0);
  if (own === undefined || next === undefined) return importance;
  for (let unit = 0; unit < own.units; unit++) {
    let incoming = 0;
    for (let input = 0; input < own.inputs; input++) incoming = Math.max(incoming, Math.abs(theta[weightIndex(network, layer, unit, input)] ?? 0));
    let outgoing = 0;
    for (let target = 0; target < next.units; target++) outgoing = Math.max(outgoing, Math.abs(theta[weightIndex(network, layer + 1, target, unit)] ?? 0));
    const product = incoming * outgoing;
    importance[unit] = Number.isFinite(product) ? product : 0;
  }
  return importance;
}

/**
 * The units to show, in ascending order: all where they fit, else the `places` that matter most, with `before` (what is
 * shown now) kept unless another matters clearly more.
 */
export function chooseUnits(importance: Float64Array, places: number, before: readonly number[]): readonly number[] {
  const units = importance.length;
  if (units <= places) return Array.from({ length: units }, (_, unit) => unit);
  const worth = (unit: number): number => importance[unit] ?? 0;
  const kept = before.filter((unit) => unit < units).slice(0, places);
  const waiting = Array.from({ length: units }, (_, unit) => unit)
    .filter((unit) => !kept.includes(unit))
    .toSorted((a, b) => worth(b) - worth(a) || a - b);
  while (kept.length < places) {
    const next = waiting.shift();
    if (next === undefined) break;
    kept.push(next);
  }
  for (const candidate of waiting) {
    const least = kept.reduce((a, b) => (worth(b) < worth(a) ? b : a));
    if (worth(candidate) <= CLEARLY_MORE * worth(least)) break;
    kept[kept.indexOf(least)] = candidate;
  }
  return kept.toSorted((a, b) => a - b);
}
