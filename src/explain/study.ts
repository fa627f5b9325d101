// one trace, and one example of it at a time: z, a, ∂L/∂a, δ, ∂L/∂θ out of the engine's own buffers
import type { Network } from '../engine/network.ts';
import type { InitializerSpec } from '../engine/initializers.ts';
import type { Names } from './names.ts';
import type { Trace } from './trace.ts';

/** Forward and backward pass of a single example; derivatives are those of the example's own loss. [layer][unit] where not said. */
export type Pass = {
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
  readonly z: readonly Float64Array[];
  readonly a: readonly Float64Array[];
  /** Elementwise losses [output], scaled so that they add up to `loss`. */
  readonly outputLosses: Float64Array;
  readonly loss: number;
  readonly delta: readonly Float64Array[];
  /**
   * ∂L/∂x at [0], ∂L/∂a of layer l at [l + 1]. Where the loss reads logits (cross-entropies) there is no ∂L/∂a of the output
   * layer: NaN.
   */
  readonly upstream: readonly Float64Array[];
  /** ∂L/∂θ */
  readonly gradient: Float64Array;
};

/** Derivatives of one output ŷ_k of one example: ∂ŷ/∂z [layer][unit] and ∂ŷ/∂θ. */
export type OutputPass = { readonly delta: readonly Float64Array[]; readonly gradient: Float64Array };

/** A trace with what it takes to explain any number in it. */
export type Study = {
  readonly trace: Trace;
  readonly network: Network;
  readonly names: Names;
  readonly initialization: { readonly weights: InitializerSpec; readonly biases: InitializerSpec; readonly seed: number; readonly isGiven: boolean };
  /** The pass of the example at this place of the batch; the latest few are kept. */
  pass(example: number): Pass;
  outputPass(example: number, output: number): OutputPass;
};
