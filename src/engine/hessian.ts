// H v = d/dε ∇L(θ + εv) at ε = 0: one more derivative, forward over reverse through the same network
/**
 * Exact products of the data loss's Hessian with a vector (Pearlmutter 1994): every number of the forward and the backward pass
 * is accompanied by its derivative in the direction v, written ·v below. At kinks the second derivative counts as 0.
 */
import { backward } from './backward.ts';
import { forward } from './forward.ts';
import { layerGradient, sendBack, weightedSums } from './kernels.ts';
import { losses, reductionScale } from './losses.ts';
import type { LossSpec } from './losses.ts';
import type { Network } from './network.ts';
import { lossDelta } from './outputLoss.ts';
import { softmax } from './softmax.ts';
import { createWorkspace, loadExamples } from './workspace.ts';
import type { TrainingSet, Workspace } from './workspace.ts';

export type HessianProduct = {
  /** Examples worked through at a time; a product needs one `add` for each such stretch of the set. */
  readonly stretch: number;
  /** product += the share that the examples `from` … `from` + stretch − 1 have in H v. v and product have θ's layout. */
  add(v: Float64Array, product: Float64Array, from: number): void;
};

/** @param theta is read at every `add`; @param stretch at most so many examples at a time */
export function createHessianProduct(network: Network, theta: Float64Array, loss: LossSpec, set: TrainingSet, stretch = 64): HessianProduct {
  const capacity = Math.max(1, Math.min(stretch, set.count));
  const point = createWorkspace(network, capacity);
  // z·v, a·v and δ·v in the same places as z, a and δ; inputs·v stays 0.
  const change = createWorkspace(network, capacity);
  const room = createWorkspace(network, capacity);
  const weightsOnly = new Float64Array(theta.length);
  const gradient = new Float64Array(theta.length);
  const scale = reductionScale(loss, set.count, network.layers.at(-1)!.units);

  return {
    stretch: capacity,
    add(v, product, from) {
      const count = Math.min(capacity, set.count - from);
      if (count <= 0) return;
      loadExamples(point, set, from, count);
      forward(network, theta, point, count);
      lossDelta(network, loss, point, point.targets, count, scale);
      backward(network, theta, point, count, gradient, false);
      weightsOnly.set(theta);
      for (const { biases, units } of network.layers) weightsOnly.fill(0, biases, biases + units);
      forwardChange(network, weightsOnly, v, point, change, room, count);
      outputChange(network, loss, point, change, room, count, scale);
      backwardChange(network, theta, v, point, change, room, count, product);
    },
  };
}

/** H v over the whole set, a new vector. */
export function hessianTimes(network: Network, theta: Float64Array, loss: LossSpec, set: TrainingSet, v: Float64Array): Float64Array {
  const hessian = createHessianProduct(network, theta, loss, set);
  const product = new Float64Array(theta.length);
  for (let from = 0; from < set.count; from += hessian.stretch) hessian.add(v, product, from);
  return product;
}

/** z·v = V x + v_b + W x·v,  a·v = φ′(z) z·v; softmax: a_k·v = a_k (z_k·v − Σ_j a_j z_j·v) */
function forwardChange(
  network: Network, weightsOnly: Float64Array, v: Float64Array, point: Workspace, change: Workspace, room: Workspace, count: number,
): void {
  const { capacity } = point;
  network.layers.forEach(({ weights, biases, inputs, units, elementwise }, l) => {
    const zChange = change.z[l]!;
    weightedSums(v, weights, biases, inputs, units, l === 0 ? point.inputs : point.a[l - 1]!, zChange, capacity, count);
    if (l > 0) {
      weightedSums(weightsOnly, weights, biases, inputs, units, change.a[l - 1]!, room.z[l]!, capacity, count);
      eachCell(units, capacity, count, (i) => { zChange[i] = zChange[i]! + room.z[l]![i]!; });
    }
    const [z, a, aChange] = [point.z[l]!, point.a[l]!, change.a[l]!];
    if (elementwise === null) softmaxChange(a, zChange, aChange, units, capacity, count);
    else eachCell(units, capacity, count, (i) => { aChange[i] = elementwise.derivative(z[i]!, a[i]!) * zChange[i]!; });
  });
}

function softmaxChange(a: Float64Array, zChange: Float64Array, aChange: Float64Array, units: number, capacity: number, count: number): void {
  for (let e = 0; e < count; e += 1) {
    let mean = 0;
    for (let k = 0; k < units; k += 1) mean += a[k * capacity + e]! * zChange[k * capacity + e]!;
    for (let k = 0; k < units; k += 1) {
      const i = k * capacity + e;
      aChange[i] = a[i]! * (zChange[i]! - mean);
    }
  }
}

/** δ·v of the output layer, from δ = scale · f′(ŷ) φ′(z), or scale · f′(z) where the loss reads the logits. */
function outputChange(
  network: Network, spec: LossSpec, point: Workspace, change: Workspace, room: Workspace, count: number, scale: number,
): void {
  const last = network.layers.length - 1;
  const { units, elementwise } = network.layers[last]!;
  const { capacity, targets } = point;
  const [z, a, zChange, aChange, deltaChange] = [point.z[last]!, point.a[last]!, change.z[last]!, change.a[last]!, change.delta[last]!];
  const loss = losses[spec.name];
  if (spec.name === 'softmax_cross_entropy') {
    // δ_k = scale (a_k Σ_j y_j − y_k), with a the softmax of the logits whatever the output's activation.
    const [shares, shareChange] = [room.a[last]!, room.z[last]!];
    softmax(z, shares, units, capacity, count);
    softmaxChange(shares, zChange, shareChange, units, capacity, count);
    for (let e = 0; e < count; e += 1) {
      let total = 0;
      for (let k = 0; k < units; k += 1) total += targets[k * capacity + e]!;
      for (let k = 0; k < units; k += 1) deltaChange[k * capacity + e] = scale * total * shareChange[k * capacity + e]!;
    }
  } else if (loss.reads === 'logits') {
    eachCell(units, capacity, count, (i) => { deltaChange[i] = scale * loss.secondDerivative(z[i]!, targets[i]!, spec.huberDelta) * zChange[i]!; });
  } else if (elementwise !== null) {
    eachCell(units, capacity, count, (i) => {
      const slope = elementwise.derivative(z[i]!, a[i]!);
      deltaChange[i] = scale * (loss.secondDerivative(a[i]!, targets[i]!, spec.huberDelta) * aChange[i]! * slope
        + loss.derivative(a[i]!, targets[i]!, spec.huberDelta) * elementwise.secondDerivative(z[i]!, a[i]!) * zChange[i]!);
    });
  } else {
    softmaxDeltaChange(spec, point, change, units, count, scale);
  }
}

/** Softmax under a loss that reads ŷ: δ_k = a_k (g_k − s), s = Σ_j g_j a_j, so δ_k·v = a_k·v (g_k − s) + a_k (g_k·v − s·v). */
function softmaxDeltaChange({ name, huberDelta }: LossSpec, point: Workspace, change: Workspace, units: number, count: number, scale: number): void {
  const { capacity, targets } = point;
  const [a, aChange, deltaChange] = [point.a.at(-1)!, change.a.at(-1)!, change.delta.at(-1)!];
  const loss = losses[name];
  for (let e = 0; e < count; e += 1) {
    let sum = 0;
    let sumChange = 0;
    for (let i = e; i < units * capacity; i += capacity) {
      const g = loss.derivative(a[i]!, targets[i]!, huberDelta);
      sum += g * a[i]!;
      sumChange += loss.secondDerivative(a[i]!, targets[i]!, huberDelta) * aChange[i]! * a[i]! + g * aChange[i]!;
    }
    for (let i = e; i < units * capacity; i += capacity) {
      const g = loss.derivative(a[i]!, targets[i]!, huberDelta);
      const gChange = loss.secondDerivative(a[i]!, targets[i]!, huberDelta) * aChange[i]!;
      deltaChange[i] = scale * (aChange[i]! * (g - sum) + a[i]! * (gChange - sumChange));
    }
  }
}

/** ∂L/∂W·v = δ·v xᵀ + δ (x·v)ᵀ;  δ_before·v = (Vᵀδ + Wᵀδ·v) φ′(z) + Wᵀδ φ″(z) z·v */
function backwardChange(
  network: Network, theta: Float64Array, v: Float64Array, point: Workspace, change: Workspace, room: Workspace, count: number, product: Float64Array,
): void {
  const { capacity } = point;
  for (let l = network.layers.length - 1; l >= 0; l -= 1) {
    const { weights, biases, inputs, units } = network.layers[l]!;
    const [delta, deltaChange] = [point.delta[l]!, change.delta[l]!];
    layerGradient(product, weights, biases, inputs, units, l === 0 ? point.inputs : point.a[l - 1]!, deltaChange, capacity, count, true);
    if (l === 0) return;
    const ofBiases = product.slice(biases, biases + units);
    layerGradient(product, weights, biases, inputs, units, change.a[l - 1]!, delta, capacity, count, true);
    product.set(ofBiases, biases);

    const [upstream, fromV, fromChange] = [room.delta[l - 1]!, room.z[l - 1]!, room.a[l - 1]!];
    sendBack(theta, weights, inputs, units, delta, upstream, capacity, count);
    sendBack(v, weights, inputs, units, delta, fromV, capacity, count);
    sendBack(theta, weights, inputs, units, deltaChange, fromChange, capacity, count);
    const [z, a, zChange, before] = [point.z[l - 1]!, point.a[l - 1]!, change.z[l - 1]!, change.delta[l - 1]!];
    const { elementwise } = network.layers[l - 1]!;
    if (elementwise === null) throw new RangeError('Softmax is for the output layer.');
    eachCell(inputs, capacity, count, (i) => {
      before[i] = (fromV[i]! + fromChange[i]!) * elementwise.derivative(z[i]!, a[i]!)
        + upstream[i]! * elementwise.secondDerivative(z[i]!, a[i]!) * zChange[i]!;
    });
  }
}

/** The places of the first `count` examples in rows `capacity` apart. */
function eachCell(rows: number, capacity: number, count: number, visit: (index: number) => void): void {
  for (let row = 0; row < rows; row += 1) {
    for (let i = row * capacity; i < row * capacity + count; i += 1) visit(i);
  }
}
