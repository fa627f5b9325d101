// z, a, δ = ∂L/∂z of n examples at a time, in rows [unit][example]
import type { Network } from './network.ts';

/** Examples with the numbers a network reads and should answer. Read-only for the engine. */
export type TrainingSet = {
  readonly count: number;
  /** [example][feature] */
  readonly inputs: Float64Array;
  /** [example][output] */
  readonly targets: Float64Array;
};

/**
 * Room for one pass of up to `capacity` examples. A row holds one unit's numbers for all examples and starts at
 * unit · capacity. Whoever creates a workspace owns it; forward, backward and the losses write into it, nobody keeps it.
 */
export type Workspace = {
  /** Examples a row has room for, and the distance from row to row. */
  readonly capacity: number;
  /** [input][example] */
  readonly inputs: Float64Array;
  /** [output][example]: what the network should answer. */
  readonly targets: Float64Array;
  /** Per layer [unit][example]: weighted sums z. */
  readonly z: readonly Float64Array[];
  /** Per layer [unit][example]: activations a = φ(z). */
  readonly a: readonly Float64Array[];
  /** Per layer [unit][example]: δ = ∂L/∂z. */
  readonly delta: readonly Float64Array[];
  /** [output][example]: the elementwise losses of the last evaluateLoss. */
  readonly losses: Float64Array;
  /**
   * [unit][example], on request: ∂L/∂x at [0], ∂L/∂a of layer l at [l + 1], which backward and lossDelta leave here on their way
   * to δ. Of the output layer NaN where the loss reads logits, for then there is no ∂L/∂a. Training does without: null.
   */
  readonly upstream: readonly Float64Array[] | null;
};

/** A workspace for up to `capacity` examples (a positive integer, else RangeError); `upstream` true keeps ∂L/∂a as well. */
export function createWorkspace(network: Network, capacity: number, { upstream = false }: { readonly upstream?: boolean } = {}): Workspace {
  if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`A workspace holds at least one example, not ${capacity}.`);
  const rows = (units: number): Float64Array => new Float64Array(units * capacity);
  const outputs = network.layers.at(-1)!.units;
  return {
    capacity,
    inputs: rows(network.spec.inputs),
    targets: rows(outputs),
    z: network.layers.map((layer) => rows(layer.units)),
    a: network.layers.map((layer) => rows(layer.units)),
    delta: network.layers.map((layer) => rows(layer.units)),
    losses: rows(outputs),
    upstream: upstream ? [rows(network.spec.inputs), ...network.layers.map((layer) => rows(layer.units))] : null,
  };
}

/**
 * Copies `count` examples of `set` into the inputs and targets of the workspace: those from number `from` on, or, given an
 * order, those whose numbers stand in `order` from position `from` on.
 */
export function loadExamples(workspace: Workspace, set: TrainingSet, from: number, count: number, order?: Uint32Array): void {
  if (order === undefined) {
    copyToRows(set.inputs, workspace.inputs, workspace.capacity, set.count, from, count);
    copyToRows(set.targets, workspace.targets, workspace.capacity, set.count, from, count);
  } else {
    gatherToRows(set.inputs, workspace.inputs, workspace.capacity, set.count, order, from, count);
    gatherToRows(set.targets, workspace.targets, workspace.capacity, set.count, order, from, count);
  }
}

function copyToRows(values: Float64Array, rows: Float64Array, capacity: number, examples: number, from: number, count: number): void {
  const width = (values.length / examples) | 0;
  for (let column = 0; column < width; column += 1) {
    const row = column * capacity;
    let source = from * width + column;
    for (let example = 0; example < count; example += 1) {
      rows[row + example] = values[source]!;
      source += width;
    }
  }
}

function gatherToRows(
  values: Float64Array, rows: Float64Array, capacity: number, examples: number, order: Uint32Array, from: number, count: number,
): void {
  const width = (values.length / examples) | 0;
  for (let example = 0; example < count; example += 1) {
    const source = order[from + example]! * width;
    let target = example;
    for (let column = 0; column < width; column += 1) {
      rows[target] = values[source + column]!;
      target += capacity;
    }
  }
}
