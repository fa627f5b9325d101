// ηₖ = low · (high / low)^(k / (steps − 1)): one run in which every step uses a larger η than the last
/** The learning-rate range test (Smith 2017): one run with a growing η, and the loss over log η. */
import type { Experiment } from '../config/experiment.ts';
import { createNetwork } from '../engine/network.ts';
import { networkSpecOf } from '../config/network.ts';
import type { buildData } from '../datasets/index.ts';
import { evaluate } from '../engine/evaluate.ts';
import { reductionScale } from '../engine/losses.ts';
import type { TrainerState } from '../engine/trainer.ts';
import { createWorkspace } from '../engine/workspace.ts';
import { pieceSize } from './evaluation.ts';
import type { SideJob } from './sideJob.ts';
import { startTrainer } from './trial.ts';

export type RateTestTask = {
  readonly kind: 'rateTest';
  readonly experiment: Experiment;
  /** The moment it starts from; left out: `parameters`, or else the initialization of the experiment. */
  readonly from?: TrainerState;
  readonly parameters?: Float64Array;
  /** At least 2. */
  readonly steps: number;
  readonly low: number;
  readonly high: number;
};

/** Both arrays have one entry a step made; the loss is that after it. */
export type RateTestResult = {
  /** Training loss before the first step; NaN without examples. */
  readonly start: number;
  readonly rates: Float64Array;
  readonly losses: Float64Array;
};

/** The test is over when the loss is so many times that at the start: what comes then is no news. */
const ENOUGH = 50;
/** Products of examples, parameters and steps that the looks at the loss may cost; for larger sets they are of the first examples only. */
const WORK = 2e9;

export function createRateTest(task: RateTestTask, { trainSet }: ReturnType<typeof buildData>): SideJob<RateTestResult> {
  const { low, high, steps } = task;
  const experiment: Experiment = { ...task.experiment, learningRate: low, schedule: { name: 'exponential', gamma: (high / low) ** (1 / (steps - 1)) } };
  const network = createNetwork(networkSpecOf(experiment));
  // The rate grows from the first step of the test, whichever step of the run that is.
  const begin = { experiment, order: 0, ...(task.parameters === undefined ? {} : { parameters: task.parameters }), ...(task.from === undefined ? {} : { from: { ...task.from, step: 0 } }) };
  const trainer = startTrainer(begin, trainSet);
  const workspace = createWorkspace(network, pieceSize(network));
  const looked = Math.min(trainSet.count, Math.max(100, Math.floor(WORK / (steps * Math.max(1, network.parameterCount)))));
  const outputs = network.layers.at(-1)!.units;
  const rates: number[] = [];
  const losses: number[] = [];
  const start = lossNow();
  let isOver = trainSet.count === 0;

  function lossNow(): number {
    if (looked === 0) return Number.NaN;
    return evaluate(network, trainer.parameters, workspace, experiment.loss, trainSet, 0, looked).lossSum * reductionScale(experiment.loss, looked, outputs);
  }

  function step(): void {
    const before = trainer.step;
    while (trainer.step === before && trainer.finite) trainer.advance();
    const loss = trainer.finite ? lossNow() : Number.NaN;
    if (loss < Infinity) {
      rates.push(low * (high / low) ** (before / (steps - 1)));
      losses.push(loss);
    }
    isOver = !(loss <= ENOUGH * start) || rates.length >= steps;
  }

  return {
    get progress() { return isOver ? 1 : rates.length / steps; },
    work(budgetMs, now) {
      const end = now() + budgetMs;
      while (!isOver) {
        step();
        if (now() >= end) break;
      }
      return isOver;
    },
    result: () => ({ start, rates: Float64Array.from(rates), losses: Float64Array.from(losses) }),
    buffers: (result) => [result.rates, result.losses],
  };
}
