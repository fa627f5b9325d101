// forward, loss, backward, update: every number of an update in the order in which it is computed
import type { Address } from './address.ts';

export type Phase = 'forward' | 'loss' | 'backward' | 'mean' | 'update';

/** One number coming into being, or one term of a weighted sum being added. */
export type Beat = {
  readonly phase: Phase;
  /** Place of the example in the batch; null in the phases of the whole batch. */
  readonly example: number | null;
  readonly address: Address;
  /** Of a weighted sum: which term, in the order of the inputs, the bias last; the last one completes the sum. Otherwise null. */
  readonly term: number | null;
};

/** How far one step goes. */
export type Stride = 'term' | 'gradient' | 'neuron' | 'layer' | 'phase' | 'example' | 'batch';

/** A stretch of beats, `from` up to but without `to`, for the scrubber. */
export type Stretch = { readonly phase: Phase; readonly example: number | null; readonly from: number; readonly to: number };

/**
 * The list of beats, worked out when asked for: a batch of 10,000 examples costs no more than one of 1. A position counts the
 * beats done: at 0 nothing is computed, at `count` everything is; the present beat of position p is at(p − 1).
 */
export type Script = {
  readonly count: number;
  at(beat: number): Beat;
  /** Position after which this quantity is known, or −1 if it has no beat. */
  positionOf(address: Address): number;
  /** Whether the quantity is known at `position`; what has no beat of its own counts as known with the phase it belongs to. */
  isKnown(address: Address, position: number): boolean;
  /** The position one stride further (+1) or back (−1), between 0 and `count`. */
  move(position: number, stride: Stride, direction: 1 | -1): number;
  /** The stretches of the example that `position` is in, and those of the whole batch. */
  stretches(position: number): readonly Stretch[];
};
