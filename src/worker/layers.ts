// z, a, ∂L/∂a of every unit for every training example, and ∂L/∂θ, at one θ
/**
 * How signals and gradients spread through the layers: one forward and backward pass over the training examples, as training would
 * make it, summed up layer by layer.
 */
import type { Experiment } from '../config/experiment.ts';
import { initialParametersOf, networkSpecOf, trainerConfigOf } from '../config/network.ts';
import type { buildData } from '../datasets/index.ts';
import type { OutputActivationName } from '../engine/activations.ts';
import { reductionScale } from '../engine/losses.ts';
import { passChunk } from '../engine/miniBatch.ts';
import { createNetwork, type Network } from '../engine/network.ts';
import { createTrainer, type Trainer, type TrainingSet } from '../engine/trainer.ts';
import { createWorkspace, loadExamples } from '../engine/workspace.ts';
import { pieceSize } from './evaluation.ts';
import { histogramOf, identicalGroups, largestSlope, quantilesOf, reachOf, type Histogram, type Quantiles } from './layersFacts.ts';
import type { SideJob } from './sideJob.ts';

export type LayersTask = {
  readonly kind: 'layers';
  readonly experiment: Experiment;
  /** θ; left out: drawn by the initialization of the experiment. */
  readonly parameters?: Float64Array;
  /** Where neurons are identical: so many steps of training are tried to see what they change, 0 = none. */
  readonly stepsAhead: number;
};

/** One layer after the inputs. Units are numbered from 0; those of the output are neither saturated, dead nor identical here. */
export type LayerSpread = {
  readonly units: number;
  readonly activation: OutputActivationName;
  /** Over all units and examples; null where nothing is finite, or there are no examples. */
  readonly z: Quantiles | null;
  readonly a: Quantiles | null;
  /** |∂L/∂a| of each example's own loss; null also at an output whose loss reads z. */
  readonly upstream: Quantiles | null;
  /** Reach in common with the other layers. */
  readonly weights: Histogram;
  /** ∂L/∂w of the training loss without penalty; a reach of its own. */
  readonly gradients: Histogram;
  readonly weightCount: number;
  /** Gradients that are exactly 0. */
  readonly zeroWeights: number;
  readonly zeroBiases: number;
  /** Units whose mean |φ′| over the examples is below SATURATED of the largest φ′ there is, without the dead ones. */
  readonly saturated: readonly number[];
  /** Units whose φ′ is exactly 0 for every example. */
  readonly dead: readonly number[];
  readonly identical: readonly (readonly number[])[];
};

/** What some steps of training from there changed. */
type StepsAhead = {
  readonly steps: number;
  /** Layer by layer the step, from 1, at which a weight and a bias first changed; null where none did. */
  readonly movedAt: readonly { readonly weights: number | null; readonly biases: number | null }[];
  /** Every neuron that was identical to another is so still. */
  readonly stayIdentical: boolean;
};

export type LayersResult = {
  /** Training examples that were passed through, at most MOST_EXAMPLES. */
  readonly examples: number;
  readonly layers: readonly LayerSpread[];
  readonly ahead: StepsAhead | null;
};

const MOST_EXAMPLES = 2000;
const SATURATED = 0.05;

/** @throws RangeError when the parameters do not fit the network */
export function createLayers({ experiment, parameters, stepsAhead }: LayersTask, { trainSet }: Pick<ReturnType<typeof buildData>, 'trainSet'>): SideJob<LayersResult> {
  const network = createNetwork(networkSpecOf(experiment));
  const theta = parameters ?? initialParametersOf(experiment);
  if (theta.length !== network.parameterCount) throw new RangeError(`The network has ${network.parameterCount} parameters, not ${theta.length}.`);
  const pass = createPass(network, theta, experiment, trainSet);
  const groups = network.layers.map((_, index) => identicalGroups(network, theta, index));
  const trainer = stepsAhead > 0 && trainSet.count > 0 && groups.some(({ length }) => length > 0)
    ? createTrainer(trainerConfigOf(experiment), trainSet, experiment.data.seed, theta)
    : null;
  const movedAt = network.layers.map((): { weights: number | null; biases: number | null } => ({ weights: null, biases: null }));
  // Three spreads a layer are sorted one after the other: z, a, |∂L/∂a|.
  const spreads: (Quantiles | null)[] = [];
  const total = 3 * network.layers.length;

  const isAheadOver = (): boolean => trainer === null || trainer.step >= stepsAhead || !trainer.finite;
  const isOver = (): boolean => pass.isOver() && spreads.length === total && isAheadOver();

  return {
    get progress() { return isOver() ? 1 : (pass.isOver() ? 0.5 : 0) + (0.4 * spreads.length) / total; },
    work(budgetMs, now) {
      const end = now() + budgetMs;
      while (!isOver()) {
        if (!pass.isOver()) pass.advance();
        else if (spreads.length < total) spreads.push(quantilesOf(pass.values[spreads.length]!));
        else if (trainer !== null) stepAhead(trainer);
        if (now() >= end) break;
      }
      return isOver();
    },
    result: () => ({ examples: pass.examples, layers: layerSpreads(), ahead: trainer === null || !isAheadOver() ? null : { steps: trainer.step, movedAt, stayIdentical: stayIdentical(trainer.parameters) } }),
    buffers: ({ layers }) => layers.flatMap(({ weights, gradients }) => [weights.counts, gradients.counts]),
  };

  function layerSpreads(): LayerSpread[] {
    const drawn = network.layers.map(({ weights, biases }) => theta.subarray(weights, biases));
    const reach = drawn.reduce((most, each) => Math.max(most, reachOf(each)), 0);
    return network.layers.map(({ units, activation, weights, biases }, l): LayerSpread => {
      const gradient = pass.gradient.subarray(weights, biases);
      const { saturated, dead } = pass.quietUnits(l);
      return {
        units, activation,
        z: spreads[3 * l] ?? null, a: spreads[3 * l + 1] ?? null, upstream: spreads[3 * l + 2] ?? null,
        weights: histogramOf(drawn[l]!, reach), gradients: histogramOf(gradient),
        weightCount: biases - weights,
        zeroWeights: countZeros(gradient), zeroBiases: countZeros(pass.gradient.subarray(biases, biases + units)),
        saturated, dead, identical: groups[l]!,
      };
    });
  }

  function stepAhead(ahead: Trainer): void {
    ahead.advance();
    const hasMoved = (from: number, to: number): boolean => theta.subarray(from, to).some((value, i) => value !== ahead.parameters[from + i]);
    network.layers.forEach(({ weights, biases, units }, l) => {
      const at = movedAt[l]!;
      if (at.weights === null && hasMoved(weights, biases)) at.weights = ahead.step;
      if (at.biases === null && hasMoved(biases, biases + units)) at.biases = ahead.step;
    });
  }

  function stayIdentical(now: Float64Array): boolean {
    return groups.every((before, l) => {
      const after = identicalGroups(network, now, l);
      return before.every((group) => after.some((other) => group.every((unit) => other.includes(unit))));
    });
  }
}

const countZeros = (values: Float64Array): number => values.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0);

type Pass = {
  readonly examples: number;
  /** z, a and |∂L/∂a| of layer 0, then of layer 1 …: all units and examples of each in one row. */
  readonly values: readonly Float64Array[];
  /** ∂L/∂θ of the mean (or sum) over the examples. */
  readonly gradient: Float64Array;
  isOver(): boolean;
  /** The next chunk of examples. */
  advance(): void;
  quietUnits(layer: number): { readonly saturated: readonly number[]; readonly dead: readonly number[] };
};

function createPass(network: Network, theta: Float64Array, { loss }: Experiment, set: TrainingSet): Pass {
  const last = network.layers.length - 1;
  const outputs = network.layers[last]!.units;
  const examples = Math.min(set.count, MOST_EXAMPLES);
  const workspace = createWorkspace(network, Math.max(1, Math.min(pieceSize(network), examples)), { upstream: true });
  const { capacity } = workspace;
  // Evenly through the set, so that a part of it stands for the whole.
  const order = Uint32Array.from({ length: examples }, (_, i) => Math.floor((i * set.count) / examples));
  const scale = reductionScale(loss, Math.max(1, examples), outputs);
  /** From an example's share of the whole loss to its own. */
  const own = reductionScale(loss, 1, outputs) / scale;
  const values = network.layers.flatMap(({ units }) => [0, 1, 2].map(() => new Float64Array(units * examples)));
  const slopeSums = network.layers.map(({ units }) => new Float64Array(units));
  const gradient = new Float64Array(network.parameterCount);
  let done = 0;

  function gather(layer: number, count: number): void {
    const { units, elementwise } = network.layers[layer]!;
    const [z, a, upstream] = [workspace.z[layer]!, workspace.a[layer]!, workspace.upstream![layer + 1]!];
    const [allZ, allA, allUpstream] = [values[3 * layer]!, values[3 * layer + 1]!, values[3 * layer + 2]!];
    for (let unit = 0; unit < units; unit += 1) {
      const [from, to] = [unit * capacity, unit * examples + done];
      for (let e = 0; e < count; e += 1) {
        allZ[to + e] = z[from + e]!;
        allA[to + e] = a[from + e]!;
        allUpstream[to + e] = Math.abs(upstream[from + e]!) * own;
        if (elementwise !== null) slopeSums[layer]![unit]! += Math.abs(elementwise.derivative(z[from + e]!, a[from + e]!));
      }
    }
  }

  return {
    examples, values, gradient,
    isOver: () => done >= examples,
    advance() {
      const count = Math.min(capacity, examples - done);
      loadExamples(workspace, set, done, count, order);
      passChunk(network, theta, loss, workspace, count, scale, gradient, true);
      for (let l = 0; l <= last; l += 1) gather(l, count);
      done += count;
    },
    quietUnits(layer) {
      const { activation } = network.layers[layer]!;
      if (layer === last || activation === 'softmax' || examples === 0) return { saturated: [], dead: [] };
      const means = Array.from(slopeSums[layer]!, (sum) => sum / examples);
      const least = SATURATED * largestSlope(activation);
      return {
        saturated: means.flatMap((mean, unit) => (mean > 0 && mean < least ? [unit] : [])),
        dead: means.flatMap((mean, unit) => (mean === 0 ? [unit] : [])),
      };
    },
  };
}
