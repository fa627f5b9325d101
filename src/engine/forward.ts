// z = W a_before + b,  a = φ(z), layer by layer
import { weightedSums } from './kernels.ts';
import type { Network } from './network.ts';
import { softmax } from './softmax.ts';
import { weightedSumsOfOne } from './vectorKernels.ts';
import type { Workspace } from './workspace.ts';

/**
 * Answers the first `count` examples in workspace.inputs: fills z and a of every layer. Allocates nothing.
 * @param theta network.parameterCount parameters
 * @param count 0 … workspace.capacity
 * @param from the first layer to be computed; those before it hold what they should already
 */
export function forward(network: Network, theta: Float64Array, workspace: Workspace, count: number, from = 0): void {
  const { layers } = network;
  const { capacity } = workspace;
  let x = from === 0 ? workspace.inputs : workspace.a[from - 1]!;
  for (let l = from; l < layers.length; l += 1) {
    const { weights, biases, inputs, units, elementwise } = layers[l]!;
    const z = workspace.z[l]!;
    const a = workspace.a[l]!;
    if (count === 1) weightedSumsOfOne(theta, weights, biases, inputs, units, x, z, capacity);
    else weightedSums(theta, weights, biases, inputs, units, x, z, capacity, count);
    if (elementwise === null) {
      softmax(z, a, units, capacity, count);
    } else if (count === capacity) {
      // Full rows follow one another without a gap and are one block.
      elementwise.outputs(z, a, 0, units * capacity);
    } else {
      for (let row = 0; row < units; row += 1) elementwise.outputs(z, a, row * capacity, row * capacity + count);
    }
    x = a;
  }
}
