import type { TrainingFrame } from '../../src/worker/protocol.ts';
import { curve } from './curves.ts';

/** A frame of a network of three parameters in which nothing is wanted. */
export function createFrame(more: Partial<TrainingFrame>): TrainingFrame {
  return {
    run: 1, status: 'paused', step: 0, epoch: 0, stepInEpoch: 0, stepsPerEpoch: 10,
    trainLoss: 0.5, validationLoss: 0.6, penalty: 0, trainAccuracy: 0.7, validationAccuracy: 0.6, evaluatedStep: more.step ?? 0,
    learningRate: 0.1, stepsPerSecond: 0,
    parameters: new Float64Array(3), gradient: new Float64Array(3), update: new Float64Array(3), optimizerSlots: [],
    gradientNorm: 0.1, layerUpdateNorms: new Float64Array(1), neuronPictures: [], neuronGrid: 0, outputGrid: 0, outputPicture: new Float32Array(0),
    trainOutputs: new Float32Array(0), trainLosses: new Float32Array(0), validationOutputs: new Float32Array(0), validationLosses: new Float32Array(0),
    trainConfusion: new Float64Array(0), validationConfusion: new Float64Array(0),
    probeZ: new Float64Array(0), probeA: new Float64Array(0), history: curve(0, () => 0.5), ...more,
  };
}
