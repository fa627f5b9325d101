/** The initial weights of a network, all layers together, with what they were drawn from. */
import { distributionOf, type Distribution, type InitializerSpec } from '../../engine/initializers.ts';
import type { Network } from '../../engine/network.ts';

export type InitialDraw = {
  readonly weights: Float64Array;
  /** The distribution of each layer and how many weights were drawn from it; none for weights by hand. */
  readonly sources: readonly { readonly distribution: Distribution; readonly draws: number }[];
  readonly mean: number;
  readonly std: number;
  readonly smallest: number;
  readonly largest: number;
};

/**
 * null before the weights are drawn, or when they belong to another network.
 * @param spec null where the weights were given by hand, which no distribution tells
 */
export function initialDraw(network: Network, spec: InitializerSpec | null, theta: Float64Array | null): InitialDraw | null {
  if (theta === null || theta.length !== network.parameterCount) return null;
  const weights = Float64Array.from(network.layers.flatMap((layer) => Array.from(theta.subarray(layer.weights, layer.biases))));
  if (weights.length === 0) return null;
  const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
  return {
    weights,
    sources: spec === null ? [] : network.layers.map(({ inputs, units }) => ({ distribution: distributionOf(spec, inputs, units), draws: inputs * units })),
    mean,
    std: Math.sqrt(weights.reduce((sum, w) => sum + (w - mean) ** 2, 0) / weights.length),
    smallest: weights.reduce((a, b) => Math.min(a, b)),
    largest: weights.reduce((a, b) => Math.max(a, b)),
  };
}
