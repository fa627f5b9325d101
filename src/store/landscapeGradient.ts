// ∇L over a few examples: which weights matter most before the first step
import type { Experiment } from '../config/experiment.ts';
import { networkSpecOf } from '../config/network.ts';
import { buildData } from '../datasets/index.ts';
import { reductionScale } from '../engine/losses.ts';
import { chunkCapacity, passChunk } from '../engine/miniBatch.ts';
import { createNetwork, type Network } from '../engine/network.ts';
import { createWorkspace, loadExamples } from '../engine/workspace.ts';

/** Products of examples and parameters that take no longer than a moment. */
const WORK = 4e5;

/** ∇L of the data loss over the first training examples; zeros without any. */
export function gradientOver(experiment: Experiment, theta: Float64Array): Float64Array {
  const network = createNetwork(networkSpecOf(experiment));
  const { trainSet } = buildData(experiment);
  const gradient = new Float64Array(theta.length);
  const examples = Math.min(trainSet.count, Math.max(4, Math.floor(WORK / theta.length)));
  if (examples === 0) return gradient;
  const workspace = createWorkspace(network, chunkCapacity(network, examples, examples));
  const scale = reductionScale(experiment.loss, examples, network.layers.at(-1)!.units);
  for (let from = 0; from < examples; from += workspace.capacity) {
    const count = Math.min(workspace.capacity, examples - from);
    loadExamples(workspace, trainSet, from, count);
    passChunk(network, theta, experiment.loss, workspace, count, scale, gradient, from > 0);
  }
  return gradient;
}

/** The two weights with the largest gradient; biases only where there are fewer than two weights, the first two where all is equal. */
export function steepestPair(network: Network, gradient: Float64Array): readonly [number, number] {
  const isBias = (index: number): boolean => network.layers.some(({ biases, units }) => index >= biases && index < biases + units);
  const size = (index: number): number => Math.abs(gradient[index]!) || 0;
  const order = Array.from(gradient.keys()).toSorted((i, j) => Number(isBias(i)) - Number(isBias(j)) || size(j) - size(i) || i - j);
  const [first = 0, second = Math.min(1, gradient.length - 1)] = order.slice(0, 2);
  return first < second ? [first, second] : [second, first];
}
