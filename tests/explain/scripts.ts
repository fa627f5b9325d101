import type { LossName } from '../../src/engine/losses.ts';
import { createNetwork, type Network, type NetworkSpec } from '../../src/engine/network.ts';
import type { Regularization, TrainerConfig } from '../../src/engine/trainer.ts';
import type { ScriptSource } from '../../src/explain/script.ts';

/** What a script needs to know of an update: no numbers, only sizes and settings. */
export function createSource(
  spec: NetworkSpec, examples: number, more: { readonly loss?: LossName; readonly regularization?: Partial<Regularization> } = {},
): ScriptSource & { readonly network: Network } {
  const config: TrainerConfig = {
    network: spec, loss: { name: more.loss ?? 'half_squared', reduction: 'mean', huberDelta: 1 }, learningRate: 0.5,
    optimizer: { name: 'sgd' }, schedule: { name: 'constant' }, regularization: { l1: 0, l2: 0, clipNorm: 0, ...more.regularization },
    batchSize: Math.max(1, examples),
  };
  return { network: createNetwork(spec), trace: { config, examples: Uint32Array.from({ length: examples }, (_, i) => i) } };
}
