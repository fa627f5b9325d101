// ∇L of the data loss over all training examples at the present θ, how signals spread through the layers there, and λmax
/** Passes through the network that measures are taken from, each made once for a moment. */
import { networkSpecOf } from '../config/network.ts';
import { makeFeatures } from '../datasets/features.ts';
import { trainCountOf } from '../datasets/runData.ts';
import { reductionScale } from '../engine/losses.ts';
import { chunkCapacity, passChunk } from '../engine/miniBatch.ts';
import { createNetwork } from '../engine/network.ts';
import { createWorkspace, loadExamples, type TrainingSet } from '../engine/workspace.ts';
import { createLayers, type LayerSpread } from '../worker/layers.ts';
import { createSharpness } from '../worker/sharpness.ts';
import type { MeasuredMoment } from './measuredMoment.ts';

export type MeasuredGradient = {
  /** ∂L/∂θ, an entry for every parameter. */
  readonly whole: Float64Array;
  /** Of the weights alone, layer by layer, the first hidden layer first. */
  readonly layers: readonly Float64Array[];
};

const gradients = new WeakMap<MeasuredMoment, MeasuredGradient | null>();
const sharpnesses = new WeakMap<MeasuredMoment, number | null>();
const spreads = new WeakMap<MeasuredMoment, readonly LayerSpread[] | null>();

/** The gradient at the moment's weights, whatever the last mini-batch was; null without a frame or examples. */
export function gradientAt(moment: MeasuredMoment): MeasuredGradient | null {
  return once(gradients, moment, computeGradient);
}

/** Layer by layer what the sheet "Layers" shows of these weights; null without a frame or examples. */
export function spreadAt(moment: MeasuredMoment): readonly LayerSpread[] | null {
  return once(spreads, moment, (theta, set) => {
    const pass = createLayers({ kind: 'layers', experiment: moment.experiment, parameters: theta, stepsAhead: 0 }, { trainSet: set });
    pass.work(Infinity, () => 0);
    return pass.result().layers;
  });
}

/** λmax of what is minimised, as the Landscape view says it; NaN without a frame or examples. Some sixty passes there and back. */
export function sharpnessAt(moment: MeasuredMoment): number {
  return once(sharpnesses, moment, (theta, set) => {
    const job = createSharpness({ kind: 'sharpness', experiment: moment.experiment, parameters: theta }, { trainSet: set });
    job.work(Infinity, () => 0);
    return job.result().largest;
  }) ?? Number.NaN;
}

function once<Result>(known: WeakMap<MeasuredMoment, Result | null>, moment: MeasuredMoment, compute: (theta: Float64Array, set: TrainingSet, moment: MeasuredMoment) => Result): Result | null {
  const found = known.get(moment);
  if (found !== undefined) return found;
  const set = trainingSetOf(moment);
  const result = moment.frame === null || set === null ? null : compute(moment.frame.parameters, set, moment);
  known.set(moment, result);
  return result;
}

function trainingSetOf({ data, experiment }: MeasuredMoment): TrainingSet | null {
  if (data === null || trainCountOf(data) === 0) return null;
  return { count: trainCountOf(data), inputs: makeFeatures(experiment.features, data.trainInputs, data.inputCount), targets: data.trainEncoded };
}

function computeGradient(theta: Float64Array, set: TrainingSet, { experiment }: MeasuredMoment): MeasuredGradient {
  const network = createNetwork(networkSpecOf(experiment));
  const workspace = createWorkspace(network, chunkCapacity(network, set.count, set.count));
  const scale = reductionScale(experiment.loss, set.count, network.layers.at(-1)!.units);
  const whole = new Float64Array(network.parameterCount);
  for (let from = 0; from < set.count; from += workspace.capacity) {
    const count = Math.min(workspace.capacity, set.count - from);
    loadExamples(workspace, set, from, count);
    passChunk(network, theta, experiment.loss, workspace, count, scale, whole, from > 0);
  }
  return { whole, layers: network.layers.map(({ weights, biases }) => whole.subarray(weights, biases)) };
}
