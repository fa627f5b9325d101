// (L(θ + εeᵢ) − L(θ − εeᵢ)) / 2ε beside backpropagation's ∂L/∂θᵢ,  ε = ∛(2⁻⁵²) · max(1, |θᵢ|)
import { differenceStep, relativeErrorOf } from '../engine/checkGradient.ts';
import { forward } from '../engine/forward.ts';
import { losses, reductionScale } from '../engine/losses.ts';
import type { LossSpec } from '../engine/losses.ts';
import { chunkCapacity, passChunk } from '../engine/miniBatch.ts';
import { addressOf } from '../engine/network.ts';
import type { Network } from '../engine/network.ts';
import { evaluateLoss } from '../engine/outputLoss.ts';
import { createWorkspace, loadExamples } from '../engine/workspace.ts';
import type { TrainingSet, Workspace } from '../engine/workspace.ts';
import { say } from '../words/say.ts';

/** Where L has no derivative within ±ε: a weighted sum crosses the corner of its activation, or a prediction that of the loss. */
export type Kink =
  | { readonly index: number; readonly at: 'activation'; readonly example: number; readonly layer: number; readonly unit: number; readonly z: number }
  | { readonly index: number; readonly at: 'loss'; readonly example: number; readonly output: number };

/** One entry a checked parameter in every vector; of the data loss of the batch, without penalty. */
export type CheckTable = {
  /** Entries of θ. */
  readonly indices: Uint32Array;
  readonly epsilon: Float64Array;
  readonly analytic: Float64Array;
  readonly numeric: Float64Array;
  /** |numeric − analytic| / max(|numeric|, |analytic|), 0 where both are 0. */
  readonly relativeError: Float64Array;
  /** The first kink of each parameter that has one. */
  readonly kinks: readonly Kink[];
  /** What one rounding of the loss and of its outputs amounts to in L: a difference of losses is not known better. */
  readonly rounding: number;
};

/** The work on a check, one small piece after another. */
export type CheckWork = {
  /** A few milliseconds at most; the table once it is done. */
  advance(): CheckTable | null;
  /** 0 to 1. */
  readonly progress: number;
};

/**
 * Begins to compare backpropagation with central differences for some entries of θ, on these examples of the set. Keeps what it is
 * given and changes none of it.
 * @param theta network.parameterCount parameters, not to be changed while the work goes on
 * @param examples numbers in the set: the mini-batch
 * @param indices entries of θ, all for null
 * @throws RangeError when there is no such parameter
 */
export function startCheck(
  network: Network, theta: Float64Array, loss: LossSpec, set: TrainingSet, examples: Uint32Array, indices: readonly number[] | null,
): CheckWork {
  const checked = Uint32Array.from(indices ?? theta.keys());
  for (const index of indices ?? []) {
    if (!Number.isInteger(index) || index < 0 || index >= theta.length) throw new RangeError(say('θ has the entries 0 to {count}, not {index}.', { count: theta.length - 1, index }));
  }
  const { layers } = network;
  const size = examples.length;
  const workspace = createWorkspace(network, chunkCapacity(network, size, size));
  const chunks = Math.ceil(size / workspace.capacity);
  const scale = size === 0 ? 0 : reductionScale(loss, size, layers.at(-1)!.units);
  const gradient = new Float64Array(theta.length);
  const shifted = theta.slice();
  const epsilon = Float64Array.from(checked, (index) => differenceStep(theta[index]!));
  const numeric = new Float64Array(checked.length);
  const kinks: Kink[] = [];
  const corners = createCorners(network, loss, workspace);

  /** Chunks of the batch's gradient done; then parameters done, and chunks of the present one. */
  let passed = 0;
  let done = 0;
  let chunk = 0;
  let difference = 0;
  let kink: Kink | null = null;
  let rounding = 0;
  /** With a single chunk, the layers before this one stay as they are at θ. */
  let prepared = -1;

  function load(which: number): number {
    const from = which * workspace.capacity;
    const count = Math.min(workspace.capacity, size - from);
    loadExamples(workspace, set, from, count, examples);
    return count;
  }

  function lossAt(index: number, value: number, count: number, from: number): number {
    shifted[index] = value;
    forward(network, shifted, workspace, count, from);
    shifted[index] = theta[index]!;
    return evaluateLoss(network, loss, workspace, workspace.targets, count);
  }

  /** Differences of one parameter over one chunk. */
  function differ(): void {
    const index = checked[done]!;
    const { layer } = addressOf(network, index);
    const single = chunks === 1;
    const count = single ? size : load(chunk);
    if (single && prepared !== layer) {
      prepared = layer;
      forward(network, theta, workspace, count);
    }
    const from = single ? layer : 0;
    const below = lossAt(index, theta[index]! - epsilon[done]!, count, from);
    corners.note(layer);
    difference += lossAt(index, theta[index]! + epsilon[done]!, count, from) - below;
    if (kink === null) {
      const crossed = corners.crossed(layer, count);
      if (crossed !== null) {
        const example = chunk * workspace.capacity + crossed.example;
        if (crossed.layer === null) {
          kink = { index, at: 'loss', example, output: crossed.unit };
        } else {
          forward(network, theta, workspace, count, from);
          const z = workspace.z[crossed.layer]![crossed.unit * workspace.capacity + crossed.example]!;
          kink = { index, at: 'activation', example, layer: crossed.layer, unit: crossed.unit, z };
        }
      }
    }
    chunk += 1;
    if (chunk < chunks) return;
    numeric[done] = (scale * difference) / (2 * epsilon[done]!);
    if (kink !== null) kinks.push(kink);
    done += 1;
    chunk = 0;
    difference = 0;
    kink = null;
  }

  function table(): CheckTable {
    const analytic = Float64Array.from(checked, (index) => gradient[index]!);
    return { indices: checked, epsilon, analytic, numeric, relativeError: numeric.map((n, k) => relativeErrorOf(n, analytic[k]!)), kinks, rounding };
  }

  return {
    advance() {
      if (passed < chunks) {
        const count = load(passed);
        const sum = passChunk(network, theta, loss, workspace, count, scale, gradient, passed > 0);
        rounding += Number.EPSILON * (Math.abs(scale * sum) + outputSizes(network, theta, workspace, count));
        passed += 1;
        return null;
      }
      if (chunks > 0) {
        for (let work = 0; done < checked.length && work < WORK_IN_A_PIECE; work += 2 * theta.length * Math.min(size, workspace.capacity)) differ();
        if (done < checked.length) return null;
      }
      return table();
    },
    get progress() {
      const all = chunks * (checked.length + 1);
      return all === 0 ? 1 : (passed + chunk + done * chunks) / all;
    },
  };
}

/** Σ |∂L/∂z| (|b| + Σ |w a|) over the outputs, after a pass back: by how much L would change if each were off by its own size. */
function outputSizes(network: Network, theta: Float64Array, { inputs: x, a, delta, capacity }: Workspace, count: number): number {
  const last = network.layers.length - 1;
  const { weights, biases, inputs, units } = network.layers[last]!;
  const below = last === 0 ? x : a[last - 1]!;
  let sum = 0;
  for (let unit = 0; unit < units; unit += 1) {
    for (let example = 0; example < count; example += 1) {
      let size = Math.abs(theta[biases + unit]!);
      for (let input = 0; input < inputs; input += 1) size += Math.abs(theta[weights + unit * inputs + input]! * below[input * capacity + example]!);
      sum += Math.abs(delta[last]![unit * capacity + example]!) * size;
    }
  }
  return sum;
}

/** Parameters × examples, both passes counted: about a millisecond. */
const WORK_IN_A_PIECE = 1_000_000;

/** A corner between two passes: of the layer's activation, or, with null, of the loss at this output. */
type Crossed = { readonly layer: number | null; readonly unit: number; readonly example: number };

type Corners = {
  /** Keeps the pass in the workspace, from a layer on. */
  note(from: number): void;
  /** The first example of the first `count` in which something lies on a corner or on its other side since, or null. */
  crossed(from: number, count: number): Crossed | null;
};

function createCorners(network: Network, loss: LossSpec, { z, a, targets, capacity }: Workspace): Corners {
  const last = network.layers.length - 1;
  const sharp = network.layers.flatMap(({ elementwise }, layer) => {
    const corner = elementwise?.corner;
    return corner === undefined ? [] : [{ layer, corner, now: z[layer]!, before: new Float64Array(z[layer]!.length) }];
  });
  const { corner: cornerOfLoss } = losses[loss.name];
  const answers = a[last]!;
  const before = new Float64Array(answers.length);
  return {
    note(from) {
      for (const each of sharp) if (each.layer >= from) each.before.set(each.now);
      if (cornerOfLoss !== undefined) before.set(answers);
    },
    crossed(from, count) {
      let first: Crossed | null = null;
      let end = count;
      for (const { layer, corner, now, before: then } of sharp) {
        if (layer < from) continue;
        for (let unit = 0; unit < network.layers[layer]!.units; unit += 1) {
          const row = unit * capacity;
          for (let example = 0; example < end; example += 1) {
            if (!isOnBothSides(then[row + example]! - corner, now[row + example]! - corner)) continue;
            first = { layer, unit, example };
            end = example;
          }
        }
      }
      if (cornerOfLoss === undefined) return first;
      for (let unit = 0; unit < network.layers[last]!.units; unit += 1) {
        const row = unit * capacity;
        for (let example = 0; example < end; example += 1) {
          const y = targets[row + example]!;
          if (!isOnBothSides(cornerOfLoss(before[row + example]!, y), cornerOfLoss(answers[row + example]!, y))) continue;
          first = { layer: null, unit, example };
          end = example;
        }
      }
      return first;
    },
  };
}

/** Whether 0 lies between two different numbers, or is one of them. */
function isOnBothSides(one: number, other: number): boolean {
  return one !== other && Math.min(one, other) <= 0 && Math.max(one, other) >= 0;
}
