/** One moment of a run as the page draws it, in arrays that may be transferred. */
import { makeFeatures } from '../datasets/features.ts';
import { forward } from '../engine/forward.ts';
import type { Network } from '../engine/network.ts';
import { penalty } from '../engine/regularizers.ts';
import { createWorkspace } from '../engine/workspace.ts';
import type { BufferPool } from './bufferPool.ts';
import type { Observer } from './observer.ts';
import type { TrainingFrame, TrainingStatus } from './protocol.ts';

export type PackedFrame = { readonly frame: TrainingFrame; readonly transfer: ArrayBuffer[] };

const NOTHING = new Float64Array(0);

/** Copies what `observer` knows of its run into a frame; nothing in it is shared with the session. */
export function packFrame(observer: Observer, status: TrainingStatus, stepsPerSecond: number, pool: BufferPool): PackedFrame {
  const { run, evaluated, want } = observer;
  const { trainer } = run;
  const transfer: ArrayBuffer[] = [];

  function float64(length: number): Float64Array<ArrayBuffer> {
    if (length === 0) return new Float64Array(0);
    const array = pool.float64(length);
    transfer.push(array.buffer);
    return array;
  }
  function copy64(values: Float64Array): Float64Array {
    const array = float64(values.length);
    array.set(values);
    return array;
  }
  function copy32(values: Float32Array | undefined): Float32Array {
    if (values === undefined || values.length === 0) return new Float32Array(0);
    const array = pool.float32(values.length);
    array.set(values);
    transfer.push(array.buffer);
    return array;
  }

  // Pictures of other units than those now wanted would be drawn in the wrong places.
  const pictures = observer.pictures?.shownUnits === want.shownUnits ? observer.pictures : null;
  const layerUpdateNorms = float64(trainer.network.layers.length);
  const { update } = trainer;
  for (const [index, { weights, biases, units }] of trainer.network.layers.entries()) layerUpdateNorms[index] = norm(update, weights, biases + units);
  const probed = probeUnits(observer);

  const frame: TrainingFrame = {
    run: run.id,
    status,
    step: trainer.step,
    epoch: trainer.epoch,
    stepInEpoch: trainer.stepInEpoch,
    stepsPerEpoch: trainer.stepsPerEpoch,
    trainLoss: evaluated?.trainLoss ?? NaN,
    validationLoss: evaluated?.validationLoss ?? NaN,
    penalty: penalty(trainer.network, trainer.parameters, trainer.config.regularization),
    trainAccuracy: evaluated?.trainAccuracy ?? NaN,
    validationAccuracy: evaluated?.validationAccuracy ?? NaN,
    evaluatedStep: evaluated?.moment.version === run.moment.version ? Math.min(evaluated.moment.step, trainer.step) : -1,
    learningRate: trainer.learningRate,
    stepsPerSecond,
    parameters: copy64(trainer.parameters),
    gradient: copy64(trainer.gradient),
    update: copy64(update),
    optimizerSlots: trainer.slots.map(copy64),
    gradientNorm: trainer.gradientNorm,
    layerUpdateNorms,
    neuronPictures: (pictures?.neurons ?? []).map(copy32),
    neuronGrid: pictures?.neuronGrid ?? 0,
    outputGrid: observer.pictures?.outputGrid ?? 0,
    outputPicture: copy32(observer.pictures?.output),
    trainOutputs: copy32(evaluated?.trainOutputs),
    trainLosses: copy32(evaluated?.trainLosses),
    validationOutputs: copy32(evaluated?.validationOutputs),
    validationLosses: copy32(evaluated?.validationLosses),
    trainConfusion: copy64(evaluated?.trainConfusion ?? NOTHING),
    validationConfusion: copy64(evaluated?.validationConfusion ?? NOTHING),
    probeZ: copy64(probed.z),
    probeA: copy64(probed.a),
    history: run.curve.copy(float64),
  };
  return { frame, transfer };
}

/** ‖v‖₂ of the entries from `from` to `to` − 1. */
function norm(vector: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += vector[i]! * vector[i]!;
  return Math.sqrt(sum);
}

/** z and a of every unit at the wanted point, [layer][unit]; empty without one. */
function probeUnits({ run, want }: Observer): { readonly z: Float64Array; readonly a: Float64Array } {
  const { inputCount } = run.data;
  const none = { z: new Float64Array(0), a: new Float64Array(0) };
  if (want.probe === null || want.probe.length !== inputCount || !want.probe.every(Number.isFinite)) return none;
  const { network, parameters } = run.trainer;
  const workspace = createWorkspace(network, 1);
  workspace.inputs.set(makeFeatures(run.experiment.features, Float64Array.from(want.probe), inputCount));
  forward(network, parameters, workspace, 1);
  return { z: joined(network, workspace.z), a: joined(network, workspace.a) };
}

function joined(network: Network, layers: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(network.layers.reduce((sum, { units }) => sum + units, 0));
  let at = 0;
  for (const values of layers) {
    all.set(values, at);
    at += values.length;
  }
  return all;
}
