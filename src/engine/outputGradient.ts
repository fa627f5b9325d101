// ∂ŷ_k/∂z = φ′(z_k) [i = k] at the output, softmax: ŷ_i ([i = k] − ŷ_k);  then backward as from a loss
import { backward } from './backward.ts';
import type { Network } from './network.ts';
import { softmaxBackward } from './softmax.ts';
import type { Workspace } from './workspace.ts';

/**
 * Derivatives of one output of the first `count` (at least one) examples: leaves ∂ŷ_k/∂z in the workspace's δ (and ∂ŷ_k/∂a in its
 * `upstream`, if it has one) and writes Σ ∂ŷ_k/∂θ over the examples into `gradient`. Needs the z and a that forward left.
 * @param output k, from 0; RangeError if there is no such output
 * @param gradient network.parameterCount numbers, overwritten
 */
export function outputGradient(network: Network, theta: Float64Array, workspace: Workspace, count: number, output: number, gradient: Float64Array): void {
  const last = network.layers.length - 1;
  const { units, elementwise } = network.layers[last]!;
  if (!Number.isInteger(output) || output < 0 || output >= units) throw new RangeError(`The network has the outputs 0 to ${units - 1}, not ${output}.`);
  const { capacity } = workspace;
  const delta = workspace.delta[last]!;
  delta.fill(0);
  delta.fill(1, output * capacity, output * capacity + count);
  workspace.upstream?.[last + 1]!.set(delta);
  if (elementwise === null) softmaxBackward(workspace.a[last]!, delta, units, capacity, count);
  else elementwise.backward(workspace.z[last]!, workspace.a[last]!, delta, output * capacity, output * capacity + count);
  backward(network, theta, workspace, count, gradient, false);
}
