// x → z → a → L → δ → ∇L → θ_new: all that the engine computes in one update, kept
import type { TrainerConfig } from '../engine/trainer.ts';

/**
 * One update of a run, the next one, computed to its end by the engine but not made. Vectors of θ's layout where nothing else is
 * said; numbers of single examples come from a study's passes (study.ts). Read-only, structured-cloneable.
 */
export type Trace = {
  readonly config: TrainerConfig;
  /** Updates made before this one. */
  readonly step: number;
  /** Updates since the optimizer's slots were zero, this one included: from 1. */
  readonly optimizerStep: number;
  /** η of this update, the schedule applied. */
  readonly learningRate: number;
  /** The momentum a one-cycle schedule sets for this update; null: the optimizer's own. */
  readonly momentum: number | null;
  /** Numbers of the mini-batch's examples in the training set; an address's `example` is a place in this list. */
  readonly examples: Uint32Array;
  /** [example][feature] and [example][output] */
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
  /** θ before the first step of the run, and before this update. */
  readonly initial: Float64Array;
  readonly theta: Float64Array;
  /** The optimizer's memory before this update. */
  readonly slots: readonly Float64Array[];
  /** Each example's own loss, and their reduction to the loss of the batch. */
  readonly losses: Float64Array;
  readonly batchLoss: number;
  /** R(θ), not part of batchLoss. */
  readonly penalty: number;
  /** ∂L/∂θ of the batch's data loss. */
  readonly dataGradient: Float64Array;
  /** g: with the penalty's gradient, after clipping. */
  readonly gradient: Float64Array;
  /** ‖∇(L + R)‖₂ before clipping. */
  readonly gradientNorm: number;
  readonly newSlots: readonly Float64Array[];
  readonly newTheta: Float64Array;
  /** False where the update would not be finite; it would not be made. */
  readonly finite: boolean;
};
