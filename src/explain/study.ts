// one trace, and one example of it at a time: z, a, ∂L/∂a, δ, ∂L/∂θ out of the engine's own buffers
import type { Experiment, FeatureName, NamingScheme } from '../config/experiment.ts';
import { backward } from '../engine/backward.ts';
import { forward } from '../engine/forward.ts';
import type { InitializerSpec } from '../engine/initializers.ts';
import { reductionScale } from '../engine/losses.ts';
import { createNetwork } from '../engine/network.ts';
import type { Network } from '../engine/network.ts';
import { optimizers } from '../engine/optimizers.ts';
import { outputGradient } from '../engine/outputGradient.ts';
import { evaluateLoss, lossDelta } from '../engine/outputLoss.ts';
import { createWorkspace } from '../engine/workspace.ts';
import { createNames } from './names.ts';
import type { Names } from './names.ts';
import type { Trace } from './trace.ts';
import { say } from '../words/say.ts';

/** Forward and backward pass of a single example; derivatives are those of the example's own loss. [layer][unit] where not said. */
export type Pass = {
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
  readonly z: readonly Float64Array[];
  readonly a: readonly Float64Array[];
  /** Elementwise losses [output], scaled so that they add up to `loss`. */
  readonly outputLosses: Float64Array;
  readonly loss: number;
  readonly delta: readonly Float64Array[];
  /**
   * ∂L/∂x at [0], ∂L/∂a of layer l at [l + 1]. Where the loss reads logits (cross-entropies) there is no ∂L/∂a of the output
   * layer: NaN.
   */
  readonly upstream: readonly Float64Array[];
  /** ∂L/∂θ */
  readonly gradient: Float64Array;
};

/** Derivatives of one output ŷ_k of one example: ∂ŷ/∂z [layer][unit] and ∂ŷ/∂θ. */
type OutputPass = { readonly delta: readonly Float64Array[]; readonly gradient: Float64Array };

/** A trace with what it takes to explain any number in it. */
export type Study = {
  readonly trace: Trace;
  readonly network: Network;
  readonly names: Names;
  readonly initialization: { readonly weights: InitializerSpec; readonly biases: InitializerSpec; readonly seed: number; readonly isGiven: boolean };
  /** The pass of the example at this place of the batch; the latest few are kept. */
  pass(example: number): Pass;
  outputPass(example: number, output: number): OutputPass;
};

/** What a study says beside the trace's own numbers. */
export type StudyFacts = {
  readonly naming: NamingScheme;
  readonly features: readonly FeatureName[];
  readonly initialization: Experiment['initialization'];
};

/** The mean of a gradient shows as many examples as a folded sum has terms, and the present one; with room to come back to others. */
const KEPT_PASSES = 16;

/** A study of a trace; its passes are computed when they are asked for. */
export function createStudy(trace: Trace, { naming, features, initialization }: StudyFacts): Study {
  const { loss, regularization: { l1, l2, clipNorm } } = trace.config;
  const network = createNetwork(trace.config.network);
  const outputs = network.layers.at(-1)!.units;
  const workspace = createWorkspace(network, 1, { upstream: true });
  const scale = reductionScale(loss, 1, outputs);
  const { weights, biases, seed, given } = initialization;

  function load(example: number): void {
    if (!Number.isInteger(example) || example < 0 || example >= trace.examples.length) {
      throw new RangeError(say('The mini-batch has the examples 0 to {count}, not {example}.', { count: trace.examples.length - 1, example }));
    }
    workspace.inputs.set(trace.inputs.subarray(example * network.spec.inputs, (example + 1) * network.spec.inputs));
    workspace.targets.set(trace.targets.subarray(example * outputs, (example + 1) * outputs));
    forward(network, trace.theta, workspace, 1);
  }

  function passOf(example: number): Pass {
    load(example);
    const lossSum = evaluateLoss(network, loss, workspace, workspace.targets, 1);
    lossDelta(network, loss, workspace, workspace.targets, 1, scale);
    const gradient = new Float64Array(network.parameterCount);
    backward(network, trace.theta, workspace, 1, gradient, false);
    return {
      inputs: workspace.inputs.slice(), targets: workspace.targets.slice(), z: copies(workspace.z), a: copies(workspace.a),
      outputLosses: workspace.losses.map((value) => scale * value), loss: scale * lossSum,
      delta: copies(workspace.delta), upstream: copies(workspace.upstream ?? []), gradient,
    };
  }

  function outputPassOf(example: number, output: number): OutputPass {
    load(example);
    const gradient = new Float64Array(network.parameterCount);
    outputGradient(network, trace.theta, workspace, 1, output, gradient);
    return { delta: copies(workspace.delta), gradient };
  }

  const passes = createLatest<Pass>(KEPT_PASSES);
  const outputPasses = createLatest<OutputPass>(KEPT_PASSES);
  return {
    trace, network,
    names: createNames(network, naming, features, {
      slots: optimizers[trace.config.optimizer.name].slots, examples: trace.examples.length, hasPenalty: l1 > 0 || l2 > 0, clips: clipNorm > 0,
    }),
    initialization: { weights, biases, seed, isGiven: given !== undefined },
    pass: (example) => passes(example, () => passOf(example)),
    outputPass: (example, output) => outputPasses(example * outputs + output, () => outputPassOf(example, output)),
  };
}

function copies(vectors: readonly Float64Array[]): readonly Float64Array[] {
  return vectors.map((vector) => vector.slice());
}

/** Remembers what was made for the latest `most` keys that were asked for. */
function createLatest<T>(most: number): (key: number, make: () => T) => T {
  const kept = new Map<number, T>();
  return (key, make) => {
    const value = kept.get(key) ?? make();
    // The latest used stands last.
    kept.delete(key);
    kept.set(key, value);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return value;
  };
}
