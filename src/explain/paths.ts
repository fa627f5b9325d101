// ∂L/∂θ = Σ over paths of Π ∂(nearer the loss)/∂(farther from it)
import { addressOf } from '../engine/network.ts';
import type { Address } from './address.ts';
import type { Formula } from './formula.ts';
import { derivativeFormula, derivativeValue } from './localDerivative.ts';
import { bestRoutes, type Route } from './pathProducts.ts';
import type { Study } from './study.ts';
import { say } from '../words/say.ts';

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

/**
 * The paths from the loss of an example down to θ[index], the `limit` largest of them factor by factor. The time it takes does not
 * depend on how many there are.
 * @throws RangeError when there is no such example or parameter, or `limit` is not a positive integer
 */
export function sumPaths(study: Study, example: number, index: number, limit: number): PathSum {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError(say('invalid number of paths: {limit}', { limit }));
  const { routes, count } = bestRoutes(study, example, index, limit);
  const paths = routes.map((route): Path => ({ factors: factorsOf(study, example, index, route), product: route.product }));
  const total = study.pass(example).gradient[index]!;
  const listed = routes.reduce((sum, { product }) => sum + product, 0);
  return { example, index, paths, count, rest: routes.length === count ? 0 : total - listed, total };
}

function factorsOf(study: Study, example: number, index: number, { units, output }: Route): readonly Factor[] {
  const { layer: lowest } = addressOf(study.network, index);
  const last = study.network.layers.length - 1;
  const quantities: Address[] = [{ kind: 'exampleLoss', example }];
  if (output !== null) quantities.push({ kind: 'a', example, layer: last, unit: output });
  for (let layer = last; layer >= lowest; layer -= 1) {
    const unit = units[layer - lowest]!;
    if (layer < last) quantities.push({ kind: 'a', example, layer, unit });
    quantities.push({ kind: 'z', example, layer, unit });
  }
  quantities.push({ kind: 'parameter', index });
  return quantities.slice(1).map((by, i): Factor => {
    const of = quantities[i]!;
    return { of, by, formula: derivativeFormula(study, of, by), value: derivativeValue(study, of, by) };
  });
}
