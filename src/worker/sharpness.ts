// λmax of the training loss's Hessian at θ; above η = 2/λmax full-batch gradient descent cannot settle
import type { Experiment } from '../config/experiment.ts';
import { networkSpecOf } from '../config/network.ts';
import type { buildData } from '../datasets/index.ts';
import { createHessianProduct } from '../engine/hessian.ts';
import { createLanczos } from '../engine/lanczos.ts';
import { createNetwork } from '../engine/network.ts';
import { createRandom } from '../engine/random.ts';
import { pieceSize } from './evaluation.ts';
import type { SideJob } from './sideJob.ts';

export type SharpnessTask = {
  readonly kind: 'sharpness';
  readonly experiment: Experiment;
  readonly parameters: Float64Array;
};

export type SharpnessResult = {
  /** Of what is minimised over the whole training set, ½λ₂Σw² included; NaN without examples. */
  readonly largest: number;
  /** How far off it is at most. */
  readonly error: number;
};

/** Products with the Hessian after which the estimate is good enough to draw: its relative error is then mostly below 10⁻⁴. */
const MOST_PRODUCTS = 60;
const ENOUGH = 1e-6;

export function createSharpness({ experiment, parameters }: SharpnessTask, { trainSet }: Pick<ReturnType<typeof buildData>, 'trainSet'>): SideJob<SharpnessResult> {
  const network = createNetwork(networkSpecOf(experiment));
  const hessian = createHessianProduct(network, parameters, experiment.loss, trainSet, Math.max(8, pieceSize(network) >> 1));
  const lanczos = createLanczos(parameters.length, createRandom(1), Math.min(parameters.length, MOST_PRODUCTS));
  const product = new Float64Array(parameters.length);
  let from = 0;
  let products = 0;

  const isOver = (): boolean => trainSet.count === 0 || lanczos.wanted === null || lanczos.error <= ENOUGH * Math.abs(lanczos.largest);

  return {
    get progress() { return isOver() ? 1 : products / Math.min(parameters.length, MOST_PRODUCTS); },
    work(budgetMs, now) {
      const end = now() + budgetMs;
      while (!isOver()) {
        const v = lanczos.wanted!;
        hessian.add(v, product, from);
        from += hessian.stretch;
        if (from >= trainSet.count) {
          addPenalty(product, v);
          lanczos.take(product);
          product.fill(0);
          from = 0;
          products += 1;
        }
        if (now() >= end) break;
      }
      return isOver();
    },
    result: () => ({ largest: lanczos.largest, error: lanczos.error }),
    buffers: () => [],
  };

  /** ∂²(½λ₂Σw²)/∂w² = λ₂ */
  function addPenalty(out: Float64Array, v: Float64Array): void {
    const { l2 } = experiment.regularization;
    if (l2 === 0) return;
    for (const { weights, biases } of network.layers) {
      for (let i = weights; i < biases; i += 1) out[i] = out[i]! + l2 * v[i]!;
    }
  }
}
