/**
 * The losses of the whole training and validation set at one moment, computed stretch by stretch on a copy of θ, so that
 * training may go on meanwhile and no stretch takes longer than a few milliseconds.
 */
import { createConfusion } from '../engine/confusion.ts';
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
  /** Counts the times the run went back: evaluations of a future that was left have no place on its curve. */
  readonly lineage: number;
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
  /** All examples of each split, counted by class (engine/confusion); empty for regression. */
  readonly trainConfusion: Float64Array;
  readonly validationConfusion: Float64Array;
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
  return Math.min(512, Math.max(16, 2 ** Math.floor(Math.log2(examples))));
}

/**
 * Makes evaluations of one network, one at a time: starting another abandons the one under way. The arrays of a result stay
 * as they are until the next result but one.
 */
export function createEvaluator(network: Network): { start(moment: Moment, task: EvaluationTask): Job<Evaluated> } {
  const theta = new Float64Array(network.parameterCount);
  const pieces = pieceSize(network);
  let workspace: Workspace | null = null;
  // Two banks: one holds the result at hand while the next is written into the other.
  const banks: Bank[] = [emptyBank(), emptyBank()];
  let bank = 0;

  return {
    start(moment, task) {
      theta.set(task.theta);
      const most = Math.max(task.trainSet.count, task.validationSet.count, 1);
      const capacity = Math.min(pieces, 2 ** Math.ceil(Math.log2(most)));
      if (workspace?.capacity !== capacity) workspace = createWorkspace(network, capacity);
      const room = workspace;
      const answers = banks[bank]!;
      const train = createPass(task, task.trainSet, theta, room, (answers.train = fitted(answers.train, task, task.trainSet)));
      const validation = createPass(task, task.validationSet, theta, room, (answers.validation = fitted(answers.validation, task, task.validationSet)));
      return {
        moment,
        advance() {
          if (!train.done) train.advance();
          else if (!validation.done) validation.advance();
          if (!train.done || !validation.done) return null;
          bank = 1 - bank;
          return {
            moment,
            trainLoss: train.loss, validationLoss: validation.loss,
            trainAccuracy: train.accuracy, validationAccuracy: validation.accuracy,
            trainOutputs: answers.train.outputs, trainLosses: answers.train.losses,
            validationOutputs: answers.validation.outputs, validationLosses: answers.validation.losses,
            trainConfusion: answers.train.confusion, validationConfusion: answers.validation.confusion,
          };
        },
      };
    },
  };
}

type Answers = { readonly outputs: Float32Array; readonly losses: Float32Array; readonly confusion: Float64Array };
type Bank = { train: Answers; validation: Answers };

function emptyBank(): Bank {
  const none = { outputs: new Float32Array(0), losses: new Float32Array(0), confusion: new Float64Array(0) };
  return { train: none, validation: none };
}

/** The same arrays where they fit, else new ones; nothing counted yet. */
function fitted(answers: Answers, { network, classification }: EvaluationTask, set: TrainingSet): Answers {
  const shown = Math.min(set.count, EXAMPLES_IN_FRAME);
  const { units } = network.layers.at(-1)!;
  const outputs = shown * units;
  if (answers.losses.length !== shown || answers.outputs.length !== outputs || (answers.confusion.length > 0) !== classification) {
    return { outputs: new Float32Array(outputs), losses: new Float32Array(shown), confusion: classification ? createConfusion(units) : new Float64Array(0) };
  }
  answers.confusion.fill(0);
  return answers;
}

type Pass = { readonly done: boolean; readonly loss: number; readonly accuracy: number; advance(): void };

/** One set's way through the network. */
function createPass(task: EvaluationTask, set: TrainingSet, theta: Float64Array, workspace: Workspace, answers: Answers): Pass {
  const { network, loss } = task;
  const shown = answers.losses.length;
  const outputCount = network.layers.at(-1)!.units;
  let next = 0;
  let lossSum = 0;
  let correct = 0;
  return {
    get done() { return next >= set.count; },
    get loss() { return set.count === 0 ? NaN : lossSum * reductionScale(loss, set.count, outputCount); },
    get accuracy() { return set.count === 0 || !task.classification ? NaN : correct / set.count; },
    advance(): void {
      const end = Math.min(set.count, next + workspace.capacity, next < shown ? shown : Infinity);
      const part = evaluate(network, theta, workspace, loss, set, next, end, next < shown ? answers : undefined, task.classification ? answers.confusion : undefined);
      lossSum += part.lossSum;
      correct += part.correct;
      next = end;
    },
  };
}
