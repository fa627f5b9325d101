// L = scale · Σ f, ∇L = Σ over chunks;  g = ∇(L + R), clipped;  θ ← θ − η d(g)
/**
 * The parts of one update. The trainer makes steps of them and a trace shows them, so that what is shown is what is done.
 * They allocate nothing.
 */
import { backward } from './backward.ts';
import { chunkSize } from './chunkSize.ts';
import { forward } from './forward.ts';
import type { LossSpec } from './losses.ts';
import type { Network } from './network.ts';
import { optimizers, withMomentum } from './optimizers.ts';
import type { OptimizerSpec } from './optimizers.ts';
import { evaluateLoss, lossDelta } from './outputLoss.ts';
import { addPenaltyGradient, clipByNorm, decayBiases } from './regularizers.ts';
import type { Regularization } from './regularizers.ts';
import { learningRateAt, momentumAt } from './schedules.ts';
import type { ScheduleSpec } from './schedules.ts';
import type { Workspace } from './workspace.ts';

/** Above this length squares of the gradient overflow in an optimizer's slots. */
const LONGEST_REMEMBERED_GRADIENT = 1e150;

/** Examples of a mini-batch that are worked on at a time, at least 1. */
export function chunkCapacity(network: Network, batchSize: number, examples: number): number {
  return Math.max(1, Math.min(batchSize, examples, chunkSize(network)));
}

/**
 * One chunk of a mini-batch, whose `count` examples have been loaded: its ∂L/∂θ goes into `gradient`, added to what is there or,
 * with `add` false, in its place. Returns Σ f over the chunk, not reduced.
 * @param scale reductionScale of the whole mini-batch
 * @param perExample if given, takes each example's Σ f over its outputs
 */
export function passChunk(
  network: Network, theta: Float64Array, loss: LossSpec, workspace: Workspace, count: number, scale: number,
  gradient: Float64Array, add: boolean, perExample?: Float64Array,
): number {
  forward(network, theta, workspace, count);
  const sum = evaluateLoss(network, loss, workspace, workspace.targets, count, perExample);
  lossDelta(network, loss, workspace, workspace.targets, count, scale);
  backward(network, theta, workspace, count, gradient, add);
  return sum;
}

/**
 * Turns ∇L into g: adds the penalty's gradient, then clips. Returns ‖∇(L + R)‖₂ before clipping, or −1 where it is not needed:
 * bare SGD does without it.
 */
export function completeGradient(network: Network, theta: Float64Array, regularization: Regularization, slots: number, gradient: Float64Array): number {
  addPenaltyGradient(network, theta, regularization, gradient);
  if (regularization.decayBiases === true) decayBiases(network, theta, regularization.l2, gradient);
  return slots > 0 || regularization.clipNorm > 0 ? clipByNorm(gradient, regularization.clipNorm) : -1;
}

/**
 * Whether an update may be made of a gradient that completeGradient gave this length. Where it is not known, whatever is not
 * finite in the gradient shows in θ, and θ can be put back.
 */
export function isUsableNorm(norm: number, regularization: Regularization, slots: number): boolean {
  return norm <= (slots > 0 && regularization.clipNorm === 0 ? LONGEST_REMEMBERED_GRADIENT : Number.MAX_VALUE);
}

/** What decides how far a step goes. */
export type StepRule = { readonly optimizer: OptimizerSpec; readonly schedule: ScheduleSpec; readonly learningRate: number };

/**
 * One step of the optimizer with the rate and momentum of its schedule: changes `theta` and `slots`, leaves the old θ in
 * `previous`. False where a new parameter is not finite.
 * @param step updates made before this one
 * @param optimizerStep updates since the slots were zero, this one included: from 1
 */
export function updateParameters(
  { optimizer, schedule, learningRate }: StepRule, step: number, optimizerStep: number,
  theta: Float64Array, gradient: Float64Array, slots: readonly Float64Array[], previous: Float64Array,
): boolean {
  const momentum = momentumAt(schedule, step);
  const spec = momentum === null ? optimizer : withMomentum(optimizer, momentum);
  const eta = learningRateAt(schedule, learningRate, step);
  return optimizers[optimizer.name].update(theta, gradient, slots, eta, optimizerStep, spec, previous) === 0;
}
