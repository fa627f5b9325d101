// δ_before = (Wᵀ δ) ⊙ φ′(z),  ∂L/∂W = δ a_beforeᵀ,  ∂L/∂b = Σ δ, from the last layer to the first
import { layerGradient, sendBack } from './kernels.ts';
import type { Network } from './network.ts';
import { layerGradientOfOne, sendBackOfOne } from './vectorKernels.ts';
import type { Workspace } from './workspace.ts';

/**
 * Adds ∂L/∂θ of the first `count` (at least one) examples to `gradient` and fills δ of every layer before the last, whose δ lossDelta has set.
 * Needs the z and a that forward left; fills `upstream` of every layer before the last if the workspace has it. Allocates nothing.
 * @param theta network.parameterCount parameters
 * @param gradient of the same length and layout, added to, so that a mini-batch can be summed in parts; with `add` false it is
 *   overwritten, which the first part saves time by
 */
export function backward(network: Network, theta: Float64Array, workspace: Workspace, count: number, gradient: Float64Array, add = true): void {
  const { layers } = network;
  const { capacity } = workspace;
  for (let l = layers.length - 1; l >= 0; l -= 1) {
    const { weights, biases, inputs, units } = layers[l]!;
    const delta = workspace.delta[l]!;
    const x = l === 0 ? workspace.inputs : workspace.a[l - 1]!;
    if (count === 1) layerGradientOfOne(gradient, weights, biases, inputs, units, x, delta, capacity, add);
    else layerGradient(gradient, weights, biases, inputs, units, x, delta, capacity, count, add);
    if (l === 0) {
      if (workspace.upstream !== null) sendBack(theta, weights, inputs, units, delta, workspace.upstream[0]!, capacity, count);
      return;
    }
    const z = workspace.z[l - 1]!;
    const before = workspace.delta[l - 1]!;
    if (count === 1) sendBackOfOne(theta, weights, inputs, units, delta, before, capacity);
    else sendBack(theta, weights, inputs, units, delta, before, capacity, count);
    if (workspace.upstream !== null) workspace.upstream[l]!.set(before);
    // Softmax stands only at the output, so that a layer before another one has an elementwise activation.
    const { elementwise } = layers[l - 1]!;
    if (elementwise === null) throw new RangeError('Softmax is for the output layer.');
    if (count === capacity) {
      elementwise.backward(z, x, before, 0, inputs * capacity);
    } else {
      for (let row = 0; row < inputs; row += 1) elementwise.backward(z, x, before, row * capacity, row * capacity + count);
    }
  }
}
