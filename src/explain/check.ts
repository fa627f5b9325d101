// (L(θ + εeᵢ) − L(θ − εeᵢ)) / 2ε beside backpropagation's ∂L/∂θᵢ

/** Where L has no derivative within ±ε: a weighted sum crosses the corner of its activation, or a prediction that of the loss. */
export type Kink =
  | { readonly index: number; readonly at: 'activation'; readonly example: number; readonly layer: number; readonly unit: number; readonly z: number }
  | { readonly index: number; readonly at: 'loss'; readonly example: number; readonly output: number };

/** One entry a checked parameter in every vector; of the data loss of the batch, without penalty. */
export type CheckTable = {
  /** Entries of θ. */
  readonly indices: Uint32Array;
  readonly epsilon: Float64Array;
  readonly analytic: Float64Array;
  readonly numeric: Float64Array;
  /** |numeric − analytic| / max(|numeric|, |analytic|), 0 where both are 0. */
  readonly relativeError: Float64Array;
  /** The first kink of each parameter that has one. */
  readonly kinks: readonly Kink[];
};
