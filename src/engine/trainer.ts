// θ ← θ − η ∇L, L = mean over a mini-batch of f(ŷ, y) + λ₁ Σ|w| + ½ λ₂ Σw²
/**
 * Mini-batch training that can be stopped after any small piece of work, saved and restored exactly. An update is made of
 * one or more chunks of a mini-batch; how a batch is cut depends on the network's size only, so the numbers never depend on
 * when `advance` is called. A step creates no arrays and no objects.
 */
import { reductionScale } from './losses.ts';
import type { LossSpec } from './losses.ts';
import { chunkCapacity, completeGradient, isUsableNorm, passChunk, updateParameters } from './miniBatch.ts';
import { createNetwork, hasSameLayout, sizesOf } from './network.ts';
import type { Network, NetworkSpec } from './network.ts';
import { createSlots, optimizers } from './optimizers.ts';
import type { OptimizerSpec } from './optimizers.ts';
import { createRandom } from './random.ts';
import type { Random, RandomState } from './random.ts';
import { clipByNorm } from './regularizers.ts';
import type { Regularization } from './regularizers.ts';
import { learningRateAt } from './schedules.ts';
import type { ScheduleSpec } from './schedules.ts';
import { createWorkspace, loadExamples } from './workspace.ts';
import type { TrainingSet, Workspace } from './workspace.ts';

export type { Regularization } from './regularizers.ts';
export type { TrainingSet } from './workspace.ts';

export type TrainerConfig = {
  readonly network: NetworkSpec;
  readonly loss: LossSpec;
  /** η ≥ 0. */
  readonly learningRate: number;
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  readonly regularization: Regularization;
  /** Examples a mini-batch, from 1; as many as there are or more: full batch. */
  readonly batchSize: number;
};

/** All that a trainer knows after an update, besides its settings and data. A copy; structured-cloneable. */
export type TrainerState = {
  /** Updates made. */
  readonly step: number;
  /** Whole epochs done. */
  readonly epoch: number;
  /** Examples of the present epoch already used. */
  readonly position: number;
  /** The examples in the order of the present epoch. */
  readonly order: Uint32Array;
  readonly random: RandomState;
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  readonly update: Float64Array;
  readonly slots: readonly Float64Array[];
  /** Updates made since the slots were zero. */
  readonly optimizerStep: number;
  readonly gradientNorm: number;
  readonly batchLoss: number;
};

export type Trainer = {
  readonly config: TrainerConfig;
  readonly network: Network;
  /** θ, always this array. Change it with setParameter only. */
  readonly parameters: Float64Array;
  /**
   * ∇L of the last step, with penalty, after clipping; 0 before the first. Two arrays take turns, and what is in one is
   * valid until the next call of `advance`.
   */
  readonly gradient: Float64Array;
  /** θ_new − θ_old of the last step; 0 before the first. Worked out when asked for, valid until the next `advance`. */
  readonly update: Float64Array;
  /** The optimizer's memory, named by `optimizers[…].slots`. */
  readonly slots: readonly Float64Array[];
  readonly step: number;
  readonly epoch: number;
  readonly stepInEpoch: number;
  readonly stepsPerEpoch: number;
  /** Reduced data loss (no penalty) of the last step's batch, before that step; NaN before the first. */
  readonly batchLoss: number;
  /** ‖∇L‖₂ of the last step, with penalty, before clipping; 0 before the first. */
  readonly gradientNorm: number;
  /** η that the next step will use. */
  readonly learningRate: number;
  /**
   * False once a loss, a gradient or a parameter would not have been finite. That step was not made: θ and all that is shown
   * stay as they were after the last good one, and `advance` does nothing until reconfigure, setParameter or restore.
   */
  readonly finite: boolean;
  /** Works on one chunk, a few milliseconds at most. True when that completed an update. */
  advance(): boolean;
  /**
   * Lets this training example, by its number in the data, change places with the first of the next mini-batch, which is begun
   * again. Returns the number of the one whose place it takes, or null where nothing changes: it is the first already, or
   * the batch is all of the data.
   * @throws RangeError when there is no such example
   */
  present(example: number): number | null;
  /** Forgets the chunks of an unfinished mini-batch; the next `advance` begins it again. */
  abandon(): void;
  /**
   * New settings, and new data if given, from the next mini-batch on; θ stays. Another kind of optimizer begins with empty
   * slots; another number of examples begins an epoch.
   * @throws RangeError when the layers do not have the same sizes, or the data do not fit them
   */
  reconfigure(config: TrainerConfig, data?: TrainingSet): void;
  /** @throws RangeError when there is no such parameter or the value is not finite */
  setParameter(index: number, value: number): void;
  save(): TrainerState;
  /** Goes on exactly from a state saved with the same settings and data. @throws RangeError when it does not fit them */
  restore(state: TrainerState): void;
};

/**
 * @param seed of the order of the examples
 * @param parameters θ at the beginning; copied
 * @throws RangeError when the parameters or the data do not fit the network
 */
export function createTrainer(config: TrainerConfig, data: TrainingSet, seed: number, parameters: Float64Array): Trainer {
  return new MiniBatchTrainer(config, data, seed, parameters);
}

/** A class, because V8 keeps changing numbers in an object's fields without putting them on the heap. */
class MiniBatchTrainer implements Trainer {
  config: TrainerConfig;
  network: Network;
  readonly parameters: Float64Array;
  gradient: Float64Array;
  slots: Float64Array[];
  step = 0;
  epoch = 0;
  batchLoss = Number.NaN;
  finite = true;

  private data: TrainingSet;
  private random: Random;
  private order: Uint32Array;
  private position = 0;
  private workspace: Workspace;
  private optimizerStep = 0;
  private batchSize: number;
  /** The other gradient, in which the next one is being added up. */
  private nextGradient: Float64Array;
  /** Examples of the present mini-batch already in nextGradient, and the sum of their losses. */
  private done = 0;
  private lossSum = 0;
  /** θ before the last step; the update is the difference, unless it is known already. */
  private previous: Float64Array;
  /** Takes θ before a step that may yet fail. */
  private nextPrevious: Float64Array;
  private readonly difference: Float64Array;
  private updateKnown = true;
  /** Negative: not worked out yet. */
  private norm = 0;
  /** The workspace holds all examples in the present order: a full batch need not be loaded again. */
  private loaded = false;

  constructor(config: TrainerConfig, data: TrainingSet, seed: number, parameters: Float64Array) {
    this.config = config;
    this.network = createNetwork(config.network);
    if (parameters.length !== this.network.parameterCount) {
      throw new RangeError(`invalid number of parameters: ${parameters.length} instead of ${this.network.parameterCount}`);
    }
    requireFit(data, this.network);
    this.data = data;
    this.parameters = parameters.slice();
    this.gradient = new Float64Array(parameters.length);
    this.nextGradient = new Float64Array(parameters.length);
    this.previous = new Float64Array(parameters.length);
    this.nextPrevious = new Float64Array(parameters.length);
    this.difference = new Float64Array(parameters.length);
    this.slots = createSlots(config.optimizer.name, parameters.length);
    this.batchSize = batchSizeOf(config);
    this.random = createRandom(seed);
    this.order = inOrder(data.count);
    this.workspace = createWorkspace(this.network, this.capacity());
    this.mix();
  }

  get stepInEpoch(): number {
    return Math.ceil(this.position / Math.min(this.batchSize, Math.max(1, this.data.count)));
  }

  get stepsPerEpoch(): number {
    return Math.ceil(this.data.count / this.batchSize);
  }

  get learningRate(): number {
    return learningRateAt(this.config.schedule, this.config.learningRate, this.step);
  }

  get gradientNorm(): number {
    if (this.norm < 0) this.norm = clipByNorm(this.gradient, 0);
    return this.norm;
  }

  get update(): Float64Array {
    if (!this.updateKnown) {
      const { difference, parameters, previous } = this;
      for (let i = 0; i < difference.length; i++) difference[i] = parameters[i]! - previous[i]!;
      this.updateKnown = true;
    }
    return this.difference;
  }

  advance(): boolean {
    const { network, parameters, workspace, nextGradient, config } = this;
    const examples = this.data.count;
    if (!this.finite || examples === 0) return false;
    const size = Math.min(this.batchSize, examples - this.position);
    const count = Math.min(size - this.done, workspace.capacity);
    if (!this.loaded) {
      loadExamples(workspace, this.data, this.position + this.done, count, this.order);
      this.loaded = count === examples;
    }
    const scale = reductionScale(config.loss, size, workspace.targets.length / workspace.capacity);
    // The first chunk overwrites what nextGradient holds.
    const sum = passChunk(network, parameters, config.loss, workspace, count, scale, nextGradient, this.done > 0);
    this.lossSum = (this.done > 0 ? this.lossSum : 0) + sum;
    this.done += count;
    if (this.done < size) return false;
    this.done = 0;
    this.finite = this.descend(this.lossSum * scale);
    if (this.finite) this.moveOn(size);
    return this.finite;
  }

  /** Makes the update out of nextGradient. False where a number would not be finite: nothing has moved then. */
  private descend(loss: number): boolean {
    const { network, parameters, nextGradient, nextPrevious, config, slots } = this;
    if (!Number.isFinite(loss)) return false;
    const norm = completeGradient(network, parameters, config.regularization, slots.length, nextGradient);
    if (!isUsableNorm(norm, config.regularization, slots.length)) return false;
    const kept = slots.length > 0 && !areSafe(parameters) ? slots.map((slot) => slot.slice()) : slots;
    if (!updateParameters(config, this.step, this.optimizerStep + 1, parameters, nextGradient, slots, nextPrevious)) {
      parameters.set(nextPrevious);
      slots.forEach((slot, i) => { slot.set(kept[i]!); });
      return false;
    }
    this.nextPrevious = this.previous;
    this.previous = nextPrevious;
    this.updateKnown = false;
    this.nextGradient = this.gradient;
    this.gradient = nextGradient;
    this.norm = norm;
    this.batchLoss = loss;
    return true;
  }

  private moveOn(size: number): void {
    this.step++;
    this.optimizerStep++;
    this.position += size;
    if (this.position < this.data.count) return;
    this.position = 0;
    this.epoch++;
    this.mix();
  }

  /** A new order for an epoch; a full batch has none. */
  private mix(): void {
    if (this.batchSize < this.data.count) this.random.shuffle(this.order);
  }

  private capacity(): number {
    return chunkCapacity(this.network, this.batchSize, this.data.count);
  }

  abandon(): void {
    this.done = 0;
  }

  present(example: number): number | null {
    const { order, position, data } = this;
    if (!Number.isInteger(example) || example < 0 || example >= data.count) throw new RangeError(`invalid training example: ${example} of ${data.count}`);
    const first = order[position]!;
    if (first === example || this.batchSize >= data.count) return null;
    order[order.indexOf(example)] = first;
    order[position] = example;
    this.done = 0;
    this.loaded = false;
    this.finite = true;
    return first;
  }

  reconfigure(config: TrainerConfig, data: TrainingSet = this.data): void {
    const network = createNetwork(config.network);
    if (!hasSameLayout(network, this.network)) throw new RangeError(`another network cannot go on with these parameters: ${sizesOf(network)} instead of ${sizesOf(this.network)}`);
    requireFit(data, network);
    // What the getters work out belongs to the last step, not to what comes now.
    void this.gradientNorm;
    void this.update;
    if (config.optimizer.name !== this.config.optimizer.name) {
      this.slots = createSlots(config.optimizer.name, this.parameters.length);
      this.optimizerStep = 0;
    }
    const wasFullBatch = this.batchSize >= this.data.count;
    const hadCount = this.data.count;
    if (data !== this.data || !this.finite || !hasSameGradient(config, this.config)) {
      this.done = 0;
      this.loaded = false;
    }
    this.config = config;
    this.network = network;
    this.data = data;
    this.batchSize = batchSizeOf(config);
    this.finite = true;
    if (data.count !== hadCount) {
      this.order = inOrder(data.count);
      this.position = 0;
      this.mix();
    } else if (wasFullBatch) {
      this.mix();
    }
    if (this.workspace.capacity !== this.capacity()) this.workspace = createWorkspace(network, this.capacity());
  }

  setParameter(index: number, value: number): void {
    if (!Number.isInteger(index) || index < 0 || index >= this.parameters.length) throw new RangeError(`invalid parameter: ${index}`);
    if (!Number.isFinite(value)) throw new RangeError(`invalid value of a parameter: ${value}`);
    void this.update;
    this.parameters[index] = value;
    this.done = 0;
    this.finite = true;
  }

  save(): TrainerState {
    return {
      step: this.step, epoch: this.epoch, position: this.position, order: this.order.slice(), random: this.random.state(),
      parameters: this.parameters.slice(), gradient: this.gradient.slice(), update: this.update.slice(),
      slots: this.slots.map((slot) => slot.slice()), optimizerStep: this.optimizerStep,
      gradientNorm: this.gradientNorm, batchLoss: this.batchLoss,
    };
  }

  restore(state: TrainerState): void {
    const vectors = [state.parameters, state.gradient, state.update, ...state.slots];
    if (vectors.some((vector) => vector.length !== this.parameters.length)) {
      throw new RangeError(`a state of ${state.parameters.length} parameters does not fit a network of ${this.parameters.length}`);
    }
    if (state.slots.length !== this.slots.length) {
      throw new RangeError(`a state with ${state.slots.length} slots does not fit ${optimizers[this.config.optimizer.name].label}, which has ${this.slots.length}`);
    }
    if (state.order.length !== this.data.count) {
      throw new RangeError(`a state of ${state.order.length} examples does not fit data of ${this.data.count}`);
    }
    this.parameters.set(state.parameters);
    this.gradient.set(state.gradient);
    this.difference.set(state.update);
    state.slots.forEach((slot, i) => this.slots[i]!.set(slot));
    this.order.set(state.order);
    this.random = createRandom(state.random);
    this.step = state.step;
    this.epoch = state.epoch;
    this.position = state.position;
    this.optimizerStep = state.optimizerStep;
    this.norm = state.gradientNorm;
    this.batchLoss = state.batchLoss;
    this.updateKnown = true;
    this.done = 0;
    this.loaded = false;
    this.finite = true;
  }
}

/** Below this no optimizer carries a parameter beyond all numbers in one step, whatever η and its decay. */
const SAFE_PARAMETER = 1e150;

function areSafe(parameters: Float64Array): boolean {
  for (let i = 0; i < parameters.length; i++) if (Math.abs(parameters[i]!) > SAFE_PARAMETER) return false;
  return true;
}

function inOrder(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}

function batchSizeOf({ batchSize }: TrainerConfig): number {
  if (!(batchSize >= 1)) throw new RangeError(`invalid batch size: ${batchSize}`);
  return Math.floor(batchSize);
}

function requireFit(data: TrainingSet, network: Network): void {
  const outputs = network.layers.at(-1)?.units ?? 0;
  if (data.inputs.length !== data.count * network.spec.inputs || data.targets.length !== data.count * outputs) {
    throw new RangeError(`invalid data: ${data.inputs.length} inputs and ${data.targets.length} targets for ${data.count} examples of ${network.spec.inputs} inputs and ${outputs} outputs`);
  }
}

/** Whether what is added up of a mini-batch's gradient stays true: η, optimizer and penalties come after it. */
function hasSameGradient(a: TrainerConfig, b: TrainerConfig): boolean {
  return batchSizeOf(a) === batchSizeOf(b)
    && a.loss.name === b.loss.name && a.loss.reduction === b.loss.reduction && a.loss.huberDelta === b.loss.huberDelta
    && a.network.layers.every(({ activation }, layer) => activation === b.network.layers[layer]?.activation);
}
