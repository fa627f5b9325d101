// ηₖ = low · (high / low)^(k / (steps − 1)): one run in which every step uses a larger η than the last
/** The learning-rate range test (Smith 2017): one run with a growing η, the loss over log η, and the rate that it suggests. */
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

/** Half the width of the bell the curve is smoothed with, in powers of ten of η. */
const SMOOTHING = 0.12;
/** The fall is measured over so many powers of ten. */
const SPAN = 0.5;
/** A fall of less than this share of the loss at the start suggests nothing. */
const LEAST_FALL = 0.03;
/** Of the rate with the lowest loss, the largest share that is suggested: close to it a run with momentum has overshot already. */
const MOST_OF_LOWEST = 0.25;

export type RateSuggestion = {
  /** The smoothed losses, one a step. */
  readonly smooth: Float64Array;
  /** The rate at which the smoothed loss falls most steeply, at most a quarter of the one with the lowest loss; null where none lowers it. */
  readonly rate: number | null;
};

/**
 * Where the loss falls most steeply over log η, kept away from where it is lowest, for there it is about to rise. What counts is how the lowest loss so far falls: coming down again from a spike is not
 * a fall.
 */
export function suggestRate({ start, rates, losses }: RateTestResult): RateSuggestion {
  const at = rates.map(Math.log10);
  const smooth = losses.map((_, i) => {
    let sum = 0;
    let weights = 0;
    for (let j = 0; j < losses.length; j += 1) {
      const distance = (at[j]! - at[i]!) / SMOOTHING;
      if (Math.abs(distance) > 3) continue;
      const weight = Math.exp(-0.5 * distance * distance);
      // One enormous loss must not be smeared over its neighbours.
      sum += weight * Math.min(losses[j]!, 4 * start);
      weights += weight;
    }
    return sum / weights;
  });
  let lowest = start;
  const floor = smooth.map((loss) => (lowest = Math.min(lowest, loss)));
  const least = floor.at(-1) ?? start;
  if (!(start - least >= LEAST_FALL * start)) return { smooth, rate: null };
  let steepest = 0;
  let best: number | null = null;
  for (let i = 0, from = 0, to = 0; i < at.length; i += 1) {
    while (at[from]! < at[i]! - SPAN / 2) from += 1;
    while (to < at.length - 1 && at[to + 1]! <= at[i]! + SPAN / 2) to += 1;
    const fall = floor[from]! - floor[to]!;
    if (fall > steepest * (1 + 1e-9)) {
      steepest = fall;
      best = rates[i]!;
    }
  }
  if (best === null) return { smooth, rate: null };
  const rate = Math.min(best, MOST_OF_LOWEST * rates[smooth.indexOf(Math.min(...smooth))]!);
  return { smooth, rate: Number(rate.toPrecision(rate.toPrecision(2).startsWith('1') ? 2 : 1)) };
}
