// L(θ + α u + β v) over a grid of α and β: a slice through the loss
import type { Experiment } from '../config/experiment.ts';
import { networkSpecOf } from '../config/network.ts';
import type { buildData } from '../datasets/index.ts';
import { evaluate } from '../engine/evaluate.ts';
import { reductionScale } from '../engine/losses.ts';
import { createNetwork } from '../engine/network.ts';
import { createWorkspace } from '../engine/workspace.ts';
import { pieceSize } from './evaluation.ts';
import { spreadExamples } from './sample.ts';
import type { SideJob } from './sideJob.ts';

export type SurfaceTask = {
  readonly kind: 'surface';
  readonly experiment: Experiment;
  readonly centre: Float64Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** The values of α and of β, ascending. */
  readonly alphas: Float64Array;
  readonly betas: Float64Array;
  /** Only so many training examples, evenly from all, for a first look; left out: all. */
  readonly examples?: number;
};

/** Training losses without penalty, [β][α]; NaN where not yet computed, ∞ where too large for a number. */
export type SurfaceResult = { readonly losses: Float64Array };

export function createSurface(task: SurfaceTask, { trainSet: all }: ReturnType<typeof buildData>): SideJob<SurfaceResult> {
  const trainSet = spreadExamples(all, task.examples ?? all.count);
  const { experiment, centre, u, v, alphas, betas } = task;
  const network = createNetwork(networkSpecOf(experiment));
  const workspace = createWorkspace(network, Math.min(pieceSize(network), Math.max(2, trainSet.count)));
  // Of a sample the sum stands for the sum over all, the mean for the mean.
  const scale = reductionScale(experiment.loss, Math.max(1, all.count), network.layers.at(-1)!.units) * (Math.max(1, all.count) / Math.max(1, trainSet.count));
  const losses = new Float64Array(alphas.length * betas.length).fill(Number.NaN);
  const theta = new Float64Array(centre.length);
  let cell = 0;
  let example = 0;
  let sum = 0;

  function move(): void {
    const alpha = alphas[cell % alphas.length]!;
    const beta = betas[Math.floor(cell / alphas.length)]!;
    for (let i = 0; i < theta.length; i += 1) theta[i] = centre[i]! + alpha * u[i]! + beta * v[i]!;
  }

  return {
    get progress() { return losses.length === 0 ? 1 : cell / losses.length; },
    work(budgetMs, now) {
      const end = now() + budgetMs;
      while (cell < losses.length && trainSet.count > 0) {
        if (example === 0) move();
        const to = Math.min(trainSet.count, example + workspace.capacity);
        sum += evaluate(network, theta, workspace, experiment.loss, trainSet, example, to).lossSum;
        example = to;
        if (example >= trainSet.count) {
          const loss = sum * scale;
          losses[cell] = Number.isNaN(loss) ? Infinity : loss;
          cell += 1;
          example = 0;
          sum = 0;
        }
        if (now() >= end) break;
      }
      return cell >= losses.length || trainSet.count === 0;
    },
    result: () => ({ losses: losses.slice() }),
    buffers: (result) => [result.losses],
  };
}
