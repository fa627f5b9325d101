// ∂L/∂θ = Σ over paths of Π ∂(nearer the loss)/∂(farther from it)
import type { Address } from './address.ts';
import type { Formula } from './formula.ts';

/** One edge of a path: the local derivative ∂of/∂by, `of` nearer the loss. */
export type Factor = {
  readonly of: Address;
  readonly by: Address;
  readonly formula: Formula;
  readonly value: number;
};

/** From the loss down to the parameter. */
export type Path = { readonly factors: readonly Factor[]; readonly product: number };

export type PathSum = {
  readonly example: number;
  /** Entry of θ. */
  readonly index: number;
  /** The largest by |product|, largest first. */
  readonly paths: readonly Path[];
  /** All paths there are, those in `paths` included; exact up to 2⁵³. */
  readonly count: number;
  /** Sum of the products of the paths that are not in `paths`. */
  readonly rest: number;
  /** ∂L/∂θ of the example, out of the engine's buffer. */
  readonly total: number;
};
