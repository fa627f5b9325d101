/** kinds optimizer, optimizer_given_gradients and trajectories: the trainer and the bare update rules, step by step. */
import { evaluate } from '../../src/engine/evaluate.ts';
import { forward } from '../../src/engine/forward.ts';
import { reductionScale } from '../../src/engine/losses.ts';
import type { LossSpec } from '../../src/engine/losses.ts';
import { createNetwork } from '../../src/engine/network.ts';
import type { Network } from '../../src/engine/network.ts';
import { createSlots, optimizers } from '../../src/engine/optimizers.ts';
import { addPenaltyGradient } from '../../src/engine/regularizers.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import type { Trainer, TrainerConfig, TrainingSet } from '../../src/engine/trainer.ts';
import { createWorkspace, loadExamples } from '../../src/engine/workspace.ts';
import type { Entry } from './ledger.ts';
import { compareLayers, examplesOf, lossOf, networkOf, optimizerOf, parametersOf } from './networks.ts';

const NO_PENALTY = { l1: 0, l2: 0, clipNorm: 0 };

export function checkOptimizer(file: Entry): void {
  const loss = lossOf(file);
  const network = networkOf(file, loss.name, 'probabilities');
  const theta = parametersOf(file, network);
  const set = examplesOf(file);
  const batchSize = file.at('batch_size').isNull() ? set.count : file.at('batch_size').number();
  const batches = file.at('batch_indices').isNull() ? null : file.at('batch_indices').table();
  for (const run of file.at('runs').items()) checkRun(run, loss, network, theta, set, batchSize, batches);
}

function checkRun(
  run: Entry, loss: LossSpec, network: Network, theta: Float64Array, set: TrainingSet, batchSize: number, batches: readonly number[][] | null,
): void {
  const name = run.at('optimizer').text();
  run.at('formula').text();
  const hyper = run.at('hyperparameters');
  const rates = run.has('lr_per_step') ? run.at('lr_per_step').numbers() : null;
  if (run.has('schedule')) run.at('schedule').text();
  const config: TrainerConfig = {
    network: network.spec, loss, batchSize, schedule: { name: 'constant' },
    learningRate: rates === null ? hyper.at('lr').number() : (rates[0] ?? Number.NaN),
    ...optimizerOf(name, hyper),
  };
  const rtol = run.at('recommended_rtol').number();
  // The tolerance must cover what the file measured: a start wrong by 1e-15 grows by error_growth. It is rounded to one digit.
  for (const growth of run.at('error_growth').items()) growth.expect(0.6 * 200 * 1e-15 * growth.number() <= rtol, 'recommended_rtol does not cover it');

  const trainer = createTrainer(config, set, 1, theta);
  const lossesBefore = run.at('loss_before_step').items();
  const snapshots = new Map(run.at('snapshots').items().map((snapshot) => [snapshot.at('step').number(), snapshot]));
  let kink = Infinity;
  lossesBefore.forEach((reference, k) => {
    if (rates !== null) trainer.reconfigure({ ...config, learningRate: rates[k]! });
    const batch = batches === null ? allOf(set.count) : batches[k]!;
    if (batches !== null) putNext(trainer, batch, batches, k, set.count);
    kink = Math.min(kink, distanceToKink(trainer, set, batch, config.regularization.l1 > 0));
    while (!trainer.advance());
    reference.compare(trainer.batchLoss, { rtol, atol: 0 });
    const snapshot = snapshots.get(k + 1);
    if (snapshot === undefined) return;
    const largest = Math.max(...[...snapshot.at('weights').flat(), ...snapshot.at('biases').flat()].map(Math.abs));
    snapshot.at('step').equal(trainer.step);
    compareLayers(snapshot.at('weights'), snapshot.at('biases'), trainer.parameters, network, { rtol, atol: rtol * 0.01 * largest });
  });
  run.at('full_loss_after_last_step').compare(lossOver(trainer, set), { rtol, atol: 0 });
  if (run.has('min_distance_to_kink')) run.at('min_distance_to_kink').compare(kink, { rtol: 1e-6, atol: 1000 * rtol });
}

/** Makes `batch` the next mini-batch: once an epoch where the file's batches are epochs cut up, else for this step alone. */
function putNext(trainer: Trainer, batch: readonly number[], batches: readonly number[][], step: number, count: number): void {
  const state = trainer.save();
  const next = Array.from(state.order.subarray(state.position, state.position + batch.length));
  const rest = count - state.position;
  const follows = next.every((example, i) => example === batch[i]) && batch.length === Math.min(trainer.config.batchSize, rest);
  if (follows) return;
  const epoch: number[] = [];
  for (let k = step; k < batches.length && epoch.length < count; k++) epoch.push(...batches[k]!);
  const missing = allOf(count).filter((example) => !epoch.includes(example));
  const whole = new Set(epoch).size === epoch.length && epoch.length + missing.length === count;
  const others = allOf(count).filter((example) => !batch.includes(example));
  const short = batch.length < trainer.config.batchSize;
  const order = whole && !short ? [...epoch, ...missing] : short ? [...others, ...batch] : [...batch, ...others];
  trainer.restore({ ...state, position: short ? count - batch.length : 0, order: Uint32Array.from(order) });
}

function allOf(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** Smallest |z| of a relu in this batch, and smallest |w| where its sign matters. */
function distanceToKink({ network, parameters }: Trainer, set: TrainingSet, batch: readonly number[], weightsToo: boolean): number {
  const workspace = createWorkspace(network, batch.length);
  loadExamples(workspace, set, 0, batch.length, Uint32Array.from(batch));
  forward(network, parameters, workspace, batch.length);
  let smallest = Infinity;
  network.layers.forEach((layer, l) => {
    if (layer.activation === 'relu' || layer.activation === 'leaky_relu') for (const z of workspace.z[l]!) smallest = Math.min(smallest, Math.abs(z));
    if (weightsToo) for (const w of parameters.subarray(layer.weights, layer.biases)) smallest = Math.min(smallest, Math.abs(w));
  });
  return smallest;
}

function lossOver({ network, parameters, config }: Trainer, set: TrainingSet): number {
  const { lossSum } = evaluate(network, parameters, createWorkspace(network, 8), config.loss, set, 0, set.count);
  return lossSum * reductionScale(config.loss, set.count, network.layers.at(-1)!.units);
}

/** torch's names of what we call slots, with their place among ours. */
const BUFFERS: Readonly<Record<string, number>> = { momentum_buffer: 0, sum: 0, square_avg: 0, exp_avg: 0, exp_avg_sq: 1 };

export function checkGivenGradients(file: Entry): void {
  const start = file.at('params').numbers();
  const gradients = file.at('gradients').table();
  file.at('all_params_are').equalText('weights');
  // A single unit has these weights; its bias never gets a gradient.
  const network = createNetwork({ inputs: start.length, layers: [{ units: 1, activation: 'linear' }] });
  const tolerance = { rtol: 1e-12, atol: 1e-14 };
  for (const run of file.at('runs').items()) {
    run.at('formula').text();
    const { optimizer, regularization } = optimizerOf(run.at('optimizer').text(), run.at('hyperparameters'));
    const eta = run.at('hyperparameters').at('lr').number();
    const theta = Float64Array.of(...start, 0);
    const previous = new Float64Array(theta.length);
    const slots = createSlots(optimizer.name, theta.length);
    const states = run.at('state_after_step');
    run.at('params_after_step').items().forEach((after, k) => {
      const gradient = Float64Array.of(...gradients[k]!, 0);
      addPenaltyGradient(network, theta, regularization, gradient);
      optimizers[optimizer.name].update(theta, gradient, slots, eta, k + 1, optimizer, previous);
      after.compare(theta.subarray(0, start.length), tolerance);
      if (!states.has(String(k + 1))) return;
      const state = states.at(String(k + 1));
      for (const buffer of state.keys()) state.at(buffer).compare(slots[BUFFERS[buffer] ?? -1]?.subarray(0, start.length) ?? [], tolerance);
    });
  }
}

export function checkTrajectories(file: Entry): void {
  for (const entry of file.at('cases').items()) {
    entry.at('label').text();
    entry.at('note').text();
    const loss = lossOf(entry);
    const network = networkOf(entry, loss.name, 'probabilities');
    const set = examplesOf(entry);
    const tolerance = { rtol: entry.at('recommended_rtol').number(), atol: 1e-14 };
    const { optimizer } = optimizerOf(entry.at('optimizer').text(), entry);
    const trainer = createTrainer(
      { network: network.spec, loss, learningRate: entry.at('lr').number(), optimizer, schedule: { name: 'constant' }, regularization: NO_PENALTY, batchSize: set.count },
      set, 1, parametersOf(entry, network),
    );
    const references = entry.at('loss_after_step').items();
    const lastFinite = entry.at('last_finite');
    const nonFinite = entry.at('first_non_finite_step');
    const end = nonFinite.isNull() ? null : nonFinite.number();
    references.forEach((reference, k) => {
      if (k === end) {
        // The trainer must have stopped by itself, or stop now, and keep finite numbers.
        while (trainer.finite && !trainer.advance());
        nonFinite.expect(!trainer.finite && trainer.parameters.every(Number.isFinite) && (trainer.step === k || trainer.step === k - 1), `stopped at ${trainer.step}`);
        reference.expect(!Number.isFinite(reference.number()), 'a finite loss at the first non-finite step');
        return;
      }
      if (lastFinite.at('step').number() === k) compareLayers(lastFinite.at('weights'), lastFinite.at('biases'), trainer.parameters, network, tolerance);
      reference.compare(lossOver(trainer, set), tolerance);
      while (trainer.finite && !trainer.advance());
      if (trainer.step === k + 1) reference.compare(trainer.batchLoss, tolerance);
    });
    lastFinite.at('step').equal(end === null ? references.length - 1 : end - 1);
  }
}
