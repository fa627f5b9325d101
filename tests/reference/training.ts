/** kind training: the outcome of 20 random runs of ours against 20 of torch's. */
import { evaluate } from '../../src/engine/evaluate.ts';
import { reductionScale } from '../../src/engine/losses.ts';
import type { LossSpec } from '../../src/engine/losses.ts';
import type { Network } from '../../src/engine/network.ts';
import { initializeParameters } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import type { Trainer, TrainerConfig, TrainingSet } from '../../src/engine/trainer.ts';
import { createWorkspace } from '../../src/engine/workspace.ts';
import type { Workspace } from '../../src/engine/workspace.ts';
import { examplesOfDataset } from './dataset.ts';
import type { Split } from './dataset.ts';
import { initializerOf } from './initialisations.ts';
import type { Entry } from './ledger.ts';
import { lossOf, networkOf, optimizerOf } from './networks.ts';
import { mannWhitney, medianOf, quantile } from './statistics.ts';

/** Rejects at 1e-4. */
const LARGEST_DEVIATE = 3.9;
/** A loss that reaches practically zero has only rounding left to compare. */
const SMALLEST_LOSS = 1e-15;
/** Where 20 runs disagree, as 1 file in some hundred does by chance, this many others with new seeds decide. */
const SECOND_LOOK = 100;

type Outcome = Readonly<Record<string, number>>;
type Run = { readonly final: Outcome; readonly curve: ReadonlyMap<number, Outcome> };
type Task = {
  readonly config: TrainerConfig;
  readonly network: Network;
  readonly split: Split;
  readonly weightInit: string;
  readonly biasInit: number;
  readonly epochs: number;
  readonly classification: boolean;
  readonly marks: ReadonlySet<number>;
};

export function checkTraining(file: Entry, readFile: (name: string) => unknown): void {
  const loss = lossOf(file);
  const network = networkOf(file, loss.name, 'probabilities');
  const task = taskOf(file, loss, network, readFile(file.at('dataset_file').text()));
  const runs = file.at('runs').number();
  file.at('steps').equal(task.epochs * Math.ceil(task.split.train.count / task.config.batchSize));
  checkSummaries(file, runs);

  let disagreements = compareRuns(file, simulate(task, runs, 1));
  if (disagreements.length > 0) disagreements = compareRuns(file, simulate(task, SECOND_LOOK, 1_000_001));
  file.at('per_run').expect(disagreements.length === 0, disagreements.join('; '));
  file.at('curve').expect(true, '');
  file.at('summary').expect(true, '');
}

function taskOf(file: Entry, loss: LossSpec, network: Network, dataset: unknown): Task {
  const hyper = file.at('hyperparameters');
  const name = file.at('optimizer').text();
  const l1 = file.at('l1_weights_only').number();
  const l2 = file.at('l2_weights_only').number();
  const { optimizer } = optimizerOf(name, hyper);
  const config: TrainerConfig = {
    network: network.spec, loss, learningRate: hyper.at('lr').number(), schedule: { name: 'constant' }, batchSize: file.at('batch_size').number(),
    // AdamW makes its own use of the decay: the generator hands it l2, on whatever the hyperparameters say.
    optimizer: optimizer.name === 'adamw' ? { ...optimizer, weightDecay: l2 } : optimizer,
    regularization: { l1, l2: optimizer.name === 'adamw' ? 0 : l2, clipNorm: 0 },
  };
  const kind = file.at('task').text();
  return {
    config, network, split: examplesOfDataset(dataset, loss.name === 'binary_cross_entropy'),
    weightInit: file.at('weight_init').text(), biasInit: file.at('bias_init').number(), epochs: file.at('epochs').number(),
    classification: kind === 'classification', marks: new Set(file.at('curve').items().map((row) => row.at('epoch').number())),
  };
}

/** The summary of the file is that of its own runs. */
function checkSummaries(file: Entry, runs: number): void {
  const perRun = file.at('per_run');
  const summary = file.at('summary');
  const last = file.at('curve').items().at(-1)!;
  for (const key of summary.keys()) {
    const values = perRun.at(key).flat();
    perRun.at(key).expect(values.length === runs, `${values.length} runs instead of ${runs}`);
    const finite = values.filter(Number.isFinite);
    const own: Readonly<Record<string, number>> = finite.length < values.length
      ? { finite: finite.length, median: medianOf(values), min: finite.length > 0 ? Math.min(...finite) : Number.NaN, max: Number.NaN }
      : { median: medianOf(values), min: Math.min(...values), q1: quantile(values, 0.25), q3: quantile(values, 0.75), max: Math.max(...values) };
    for (const row of [summary.at(key), last.at(key)]) {
      for (const statistic of row.keys()) row.at(statistic).compare(own[statistic] ?? Number.NaN, { rtol: 1e-12, atol: 1e-300 });
    }
  }
}

function simulate(task: Task, runs: number, firstSeed: number): Run[] {
  return Array.from({ length: runs }, (_, run) => simulateOne(task, firstSeed + run));
}

function simulateOne(task: Task, seed: number): Run {
  const { config, network, split, marks } = task;
  const theta = initializeParameters(
    network, { weights: initializerOf(task.weightInit), biases: { kind: 'constant', value: task.biasInit } }, createRandom(seed),
  );
  const trainer = createTrainer(config, split.train, seed, theta);
  const workspace = createWorkspace(network, 200);
  const curve = new Map<number, Outcome>();
  const firsts: Record<string, number> = {
    'first_epoch_train_accuracy_0.95': Infinity, 'first_epoch_train_accuracy_0.99': Infinity,
    first_step_batch_loss_above_1e6: Infinity, first_step_batch_loss_non_finite: Infinity,
  };
  for (let epoch = 0; ; epoch++) {
    const train = measure(trainer, workspace, split.train, 'train');
    for (const limit of [0.95, 0.99]) {
      const key = `first_epoch_train_accuracy_${limit}`;
      if (train['train_accuracy']! >= limit) firsts[key] = Math.min(firsts[key]!, epoch);
    }
    if (marks.has(epoch)) curve.set(epoch, { ...train, ...measure(trainer, workspace, split.test, 'test') });
    if (epoch === task.epochs) return { final: { ...train, ...measure(trainer, workspace, split.test, 'test'), ...firsts, ...weightMeans(trainer) }, curve };
    for (let i = 0; i < trainer.stepsPerEpoch && trainer.finite; i++) {
      while (trainer.finite && !trainer.advance());
      // A step that was not made: torch makes it, and finds the loss of the next one not finite if this one's still was.
      const failedAt = trainer.finite || !Number.isFinite(measure(trainer, workspace, split.train, 'train')['train_loss_here']!) ? trainer.step : trainer.step + 1;
      if (!trainer.finite) firsts['first_step_batch_loss_non_finite'] = failedAt;
      if (!trainer.finite || trainer.batchLoss > 1e6) {
        const step = trainer.finite ? trainer.step - 1 : failedAt;
        firsts['first_step_batch_loss_above_1e6'] = Math.min(firsts['first_step_batch_loss_above_1e6']!, step);
      }
    }
  }
}

/** Loss and accuracy; torch goes on with NaN where the trainer has stopped, and a NaN prediction counts as wrong. */
function measure(trainer: Trainer, workspace: Workspace, set: TrainingSet, name: 'train' | 'test'): Outcome {
  const { network, config, parameters } = trainer;
  const { lossSum, correct } = evaluate(network, parameters, workspace, config.loss, set, 0, set.count);
  const loss = lossSum * reductionScale(config.loss, set.count, network.layers.at(-1)!.units);
  return {
    [`${name}_loss_here`]: loss,
    [`${name}_loss`]: trainer.finite ? loss : Number.NaN,
    [`${name}_accuracy`]: trainer.finite ? correct / set.count : 0,
  };
}

function weightMeans({ network, parameters, finite }: Trainer): Outcome {
  const weights = network.layers.flatMap((layer) => Array.from(parameters.subarray(layer.weights, layer.biases)));
  if (!finite) return { weight_abs_mean: Number.NaN, weight_rms: Number.NaN };
  return {
    weight_abs_mean: weights.reduce((sum, w) => sum + Math.abs(w), 0) / weights.length,
    weight_rms: Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0) / weights.length),
  };
}

/** One sentence for each number that the two implementations do not agree on. */
function compareRuns(file: Entry, runs: readonly Run[]): string[] {
  const problems: string[] = [];
  const perRun = file.at('per_run');
  for (const key of perRun.keys()) {
    const theirs = perRun.at(key).items().map((item) => floored(key, item.isNull() ? Infinity : item.number()));
    const ours = runs.map(({ final }) => floored(key, required(final, key)));
    const z = mannWhitney(ours, theirs);
    if (!(Math.abs(z) < LARGEST_DEVIATE)) problems.push(`${key}: Mann-Whitney z ${z.toFixed(2)}, medians ${medianOf(ours)} and ${medianOf(theirs)}`);
  }
  const summary = file.at('summary');
  for (const key of summary.keys()) {
    const row = summary.at(key);
    const ours = floored(key, medianOf(runs.map(({ final }) => required(final, key))));
    if (!isWithin(ours, floored(key, row.at('min').number()), floored(key, row.at('max').number()))) problems.push(`median of ${key}: ${ours} is outside the 20 runs`);
  }
  for (const row of file.at('curve').items()) problems.push(...compareMoment(row, runs, file.at('runs').number()));
  return problems;
}

/** One epoch of the curve: the middle halves of the two samples must reach into each other's range. */
function compareMoment(row: Entry, runs: readonly Run[], theirRuns: number): string[] {
  const epoch = row.at('epoch').number();
  const problems: string[] = [];
  // Where every loss is infinite or NaN, torch goes on for a while with huge finite answers and ours has stopped: nothing to compare.
  const allDiverged = row.at('train_loss').has('finite') && row.at('train_loss').at('finite').number() === 0;
  for (const key of row.keys()) {
    if (key === 'epoch' || (allDiverged && key.endsWith('_accuracy'))) continue;
    const theirs = row.at(key);
    const number = (statistic: string): number => floored(key, theirs.at(statistic).number());
    const ours = runs.map(({ curve }) => floored(key, required(curve.get(epoch) ?? {}, key)));
    const finite = ours.filter(Number.isFinite);
    if (theirs.has('finite')) {
      const share = theirs.at('finite').number() / theirRuns;
      if (Math.abs(finite.length / ours.length - share) > 0.6) problems.push(`epoch ${epoch}: ${finite.length} finite values of ${key}`);
      continue;
    }
    const [low, high] = [Math.min(...ours), Math.max(...ours)];
    const agree = quantile(ours, 0.25) <= number('max') && quantile(ours, 0.75) >= number('min')
      && number('q1') <= high && number('q3') >= low && number('median') >= low - 1e-12 && number('median') <= high + 1e-12;
    if (finite.length < ours.length || !agree) problems.push(`epoch ${epoch}: ${key} from ${low} to ${high}, torch's from ${number('min')} to ${number('max')}`);
  }
  return problems;
}

function required(outcome: Outcome, key: string): number {
  const value = outcome[key];
  if (value === undefined) throw new RangeError(`unknown outcome of a run: ${key}`);
  return value;
}

function floored(key: string, value: number): number {
  return key.endsWith('_loss') ? Math.max(SMALLEST_LOSS, value) : value;
}

/** NaN is worse than any number, as in the medians. */
function isWithin(value: number, min: number, max: number): boolean {
  const [low, high] = [Number.isNaN(min) ? Infinity : min, Number.isNaN(max) ? Infinity : max];
  const rounding = 1e-12 * Math.abs(value);
  return value === high || (value >= low - rounding && value <= high + rounding);
}
