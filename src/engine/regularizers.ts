// R(θ) = λ₁ Σ|w| + ½ λ₂ Σw²,  ∂R/∂w = λ₁ sign w + λ₂ w   (weights only, never biases)
import type { Network } from './network.ts';

/** l1 = λ₁ and l2 = λ₂, both ≥ 0. */
export type Penalty = { readonly l1: number; readonly l2: number };

export type Regularization = {
  /** λ₁ ≥ 0 of λ₁ Σ|w|. */
  readonly l1: number;
  /** λ₂ ≥ 0 of ½ λ₂ Σw². */
  readonly l2: number;
  /** Largest ‖∇L‖₂ let through, penalty included; 0 = any. */
  readonly clipNorm: number;
  /** True: λ₂ acts on the biases, too, which is torch's own `weight_decay`. */
  readonly decayBiases?: boolean;
};

/** R(θ), which is reported apart from the data loss. */
export function penalty(network: Network, theta: Float64Array, { l1, l2 }: Penalty): number {
  if (l1 === 0 && l2 === 0) return 0;
  let absolute = 0;
  let square = 0;
  for (const { weights, biases } of network.layers) {
    for (let i = weights; i < biases; i += 1) {
      const w = theta[i]!;
      absolute += Math.abs(w);
      square += w * w;
    }
  }
  // A λ of 0 leaves its term out, even where the sum has overflowed.
  return (l1 === 0 ? 0 : l1 * absolute) + (l2 === 0 ? 0 : 0.5 * l2 * square);
}

/** gradient += ∂R/∂θ, with sign 0 = 0. */
export function addPenaltyGradient(network: Network, theta: Float64Array, { l1, l2 }: Penalty, gradient: Float64Array): void {
  if (l1 === 0 && l2 === 0) return;
  for (const { weights, biases } of network.layers) {
    for (let i = weights; i < biases; i += 1) {
      const w = theta[i]!;
      gradient[i] = gradient[i]! + (w > 0 ? l1 : w < 0 ? -l1 : 0) + l2 * w;
    }
  }
}

/** gradient += λ₂ b, where `decayBiases` is set. */
export function decayBiases(network: Network, theta: Float64Array, l2: number, gradient: Float64Array): void {
  for (const { biases, units } of network.layers) {
    for (let i = biases; i < biases + units; i += 1) gradient[i] = gradient[i]! + l2 * theta[i]!;
  }
}

/**
 * Scales the gradient to the length `limit` where it is longer (Pascanu et al. 2013); 0 means no limit. Returns the length
 * ‖∇L‖₂ it had before.
 */
export function clipByNorm(gradient: Float64Array, limit: number): number {
  let square = 0;
  for (let i = 0; i < gradient.length; i += 1) square += gradient[i]! * gradient[i]!;
  const norm = square < Number.MAX_VALUE ? Math.sqrt(square) : largeNorm(gradient);
  if (limit > 0 && norm > limit && norm < Infinity) {
    const scale = limit / norm;
    for (let i = 0; i < gradient.length; i += 1) gradient[i] = gradient[i]! * scale;
  }
  return norm;
}

/** The length of a vector whose squares overflow. */
function largeNorm(vector: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < vector.length; i += 1) largest = Math.max(largest, Math.abs(vector[i]!));
  if (!(largest < Infinity)) return largest;
  let square = 0;
  for (let i = 0; i < vector.length; i += 1) square += (vector[i]! / largest) ** 2;
  return largest * Math.sqrt(square);
}
