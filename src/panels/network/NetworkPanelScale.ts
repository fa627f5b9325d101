// limit = the smallest of 1, 2, 5 · 10ᵈ that holds the largest magnitude shown
/** How far the colours and widths of the edges reach. Grows at once and shrinks only when far too large, so that the picture is calm. */
import type { Network } from '../../engine/network.ts';
import type { EdgeQuantity } from '../../store/nabla.ts';
import { tidyCeil } from '../../viz/ticks.ts';
import { shownVector, type ParameterVectors } from './NetworkPanelNames.ts';

export type EdgeScale = {
  /** The limit for what is shown now; > 0. */
  limitFor(network: Network, vectors: ParameterVectors, edges: EdgeQuantity): number;
};

/** The largest finite magnitude of the weights (not the biases) in a vector laid out like θ. */
export function largestWeight(network: Network, vector: Float64Array): number {
  let largest = 0;
  for (const layer of network.layers) {
    for (let index = layer.weights; index < layer.biases; index++) {
      const magnitude = Math.abs(vector[index] ?? 0);
      if (magnitude > largest && magnitude < Infinity) largest = magnitude;
    }
  }
  return largest;
}

/** A scale of its own for each of the three quantities. */
export function createEdgeScale(): EdgeScale {
  const limits = new Map<EdgeQuantity, number>();
  return {
    limitFor(network, vectors, edges) {
      const before = limits.get(edges);
      const largest = largestWeight(network, shownVector(vectors, edges));
      if (largest === 0) {
        limits.delete(edges);
        return 1;
      }
      const fitting = tidyCeil(largest);
      const keep = before !== undefined && before >= largest && before <= 4 * fitting;
      const limit = keep ? before : fitting;
      limits.set(edges, limit);
      return limit;
    },
  };
}

/** The largest magnitude of a layer's weights and biases, rounded up: the end of its colour scale. */
export function matrixLimit(vector: Float64Array, from: number, to: number): number {
  let largest = 0;
  for (let index = from; index < to; index++) {
    const magnitude = Math.abs(vector[index] ?? 0);
    if (magnitude > largest && magnitude < Infinity) largest = magnitude;
  }
  return largest === 0 ? 1 : tidyCeil(largest);
}
