/**
 * The losses of the whole training and validation set at one moment, computed stretch by stretch on a copy of θ, so that
 * training may go on meanwhile and no stretch takes longer than a few milliseconds.
 */
import { evaluate } from '../engine/evaluate.ts';
import { reductionScale, type LossSpec } from '../engine/losses.ts';
import type { Network } from '../engine/network.ts';
import { createWorkspace, type TrainingSet, type Workspace } from '../engine/workspace.ts';
import { EXAMPLES_IN_FRAME } from './protocol.ts';

/** A moment of a run that a picture or an evaluation belongs to. */
export type Moment = {
  readonly step: number;
  /** Epochs done, with fraction. */
  readonly epoch: number;
  /** Counts what changed θ, the data or the loss otherwise than by a step. */
  readonly version: number;
};

export type Evaluated = {
  readonly moment: Moment;
  readonly trainLoss: number;
  readonly validationLoss: number;
  /** 0 to 1, NaN for regression or without examples. */
  readonly trainAccuracy: number;
  readonly validationAccuracy: number;
  /** ŷ [example][output] and loss [example] of the first EXAMPLES_IN_FRAME examples of each split. */
  readonly trainOutputs: Float32Array;
  readonly trainLosses: Float32Array;
  readonly validationOutputs: Float32Array;
  readonly validationLosses: Float32Array;
};

/** Work in pieces: `advance` does the next one and returns the result once there is one. */
export type Job<Result> = { readonly moment: Moment; advance(): Result | null };

export type EvaluationTask = {
  readonly network: Network;
  readonly theta: Float64Array;
  readonly loss: LossSpec;
  readonly trainSet: TrainingSet;
  readonly validationSet: TrainingSet;
  readonly classification: boolean;
};

/** Multiplications that take about a millisecond. */
const PIECE_PRODUCTS = 1_000_000;

/** Examples that one piece of work may push through the network. */
export function pieceSize(network: Network): number {
  const examples = PIECE_PRODUCTS / (network.parameterCount + 8 * network.layers.reduce((sum, layer) => sum + layer.units, 0));
  return Math.min(1024, Math.max(16, 2 ** Math.floor(Math.log2(examples))));
}

/** Makes evaluations of one network, one at a time: starting another abandons the one under way. */
export function createEvaluator(network: Network): { start(moment: Moment, task: EvaluationTask): Job<Evaluated> } {
  const theta = new Float64Array(network.parameterCount);
  const pieces = pieceSize(network);
  let workspace: Workspace | null = null;

  return {
    start(moment, task) {
      theta.set(task.theta);
      const most = Math.max(task.trainSet.count, task.validationSet.count, 1);
      const capacity = Math.min(pieces, 2 ** Math.ceil(Math.log2(most)));
      if (workspace?.capacity !== capacity) workspace = createWorkspace(network, capacity);
      const room = workspace;
      const train = createPass(task, task.trainSet, theta, room);
      const validation = createPass(task, task.validationSet, theta, room);
      return {
        moment,
        advance() {
          if (!train.done) train.advance();
          else if (!validation.done) validation.advance();
          if (!train.done || !validation.done) return null;
          return {
            moment,
            trainLoss: train.loss, validationLoss: validation.loss,
            trainAccuracy: train.accuracy, validationAccuracy: validation.accuracy,
            trainOutputs: train.outputs, trainLosses: train.losses,
            validationOutputs: validation.outputs, validationLosses: validation.losses,
          };
        },
      };
    },
  };
}

/** One set's way through the network. */
function createPass(task: EvaluationTask, set: TrainingSet, theta: Float64Array, workspace: Workspace) {
  const { network, loss } = task;
  const outputCount = network.layers.at(-1)!.units;
  const shown = Math.min(set.count, EXAMPLES_IN_FRAME);
  const outputs = new Float32Array(shown * outputCount);
  const losses = new Float32Array(shown);
  let next = 0;
  let lossSum = 0;
  let correct = 0;
  return {
    outputs,
    losses,
    get done() { return next >= set.count; },
    get loss() { return set.count === 0 ? NaN : lossSum * reductionScale(loss, set.count, outputCount); },
    get accuracy() { return set.count === 0 || !task.classification ? NaN : correct / set.count; },
    advance(): void {
      const end = Math.min(set.count, next + workspace.capacity, next < shown ? shown : Infinity);
      const part = evaluate(network, theta, workspace, loss, set, next, end, next < shown ? { outputs, losses } : undefined);
      lossSum += part.lossSum;
      correct += part.correct;
      next = end;
    },
  };
}
