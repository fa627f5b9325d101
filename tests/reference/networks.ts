/** The files' networks, losses and optimizers in the engine's terms. */
import type { OutputActivationName } from '../../src/engine/activations.ts';
import { activations } from '../../src/engine/activations.ts';
import type { LossName, LossSpec, Reduction } from '../../src/engine/losses.ts';
import { losses } from '../../src/engine/losses.ts';
import type { Network } from '../../src/engine/network.ts';
import { createNetwork } from '../../src/engine/network.ts';
import type { OptimizerSpec } from '../../src/engine/optimizers.ts';
import type { Regularization, TrainingSet } from '../../src/engine/trainer.ts';
import type { Entry, Numbers, Tolerance } from './ledger.ts';

const LOSS_NAMES: Readonly<Record<string, LossName>> = {
  squared_error: 'squared', half_squared_error: 'half_squared', absolute_error: 'absolute', huber: 'huber',
  bce_logits: 'binary_cross_entropy', softmax_cross_entropy: 'softmax_cross_entropy', hinge: 'hinge',
};

const REDUCTIONS: Readonly<Record<string, Reduction>> = { batch_mean_output_sum: 'mean', mean_all: 'mean_all', sum_all: 'sum' };

export function lossNameOf(kind: string): LossName {
  const name = LOSS_NAMES[kind];
  if (name === undefined) throw new RangeError(`unknown loss: ${kind}`);
  return name;
}

export function reductionOf(name: string): Reduction {
  const reduction = REDUCTIONS[name];
  if (reduction === undefined) throw new RangeError(`unknown reduction: ${name}`);
  return reduction;
}

export function activationOf(name: string): OutputActivationName {
  if (!(name in activations)) throw new RangeError(`unknown activation: ${name}`);
  return name as OutputActivationName;
}

export function lossOf(file: Entry): LossSpec {
  return {
    name: lossNameOf(file.at('loss_kind').text()),
    reduction: reductionOf(file.at('reduction').text()),
    huberDelta: file.has('delta') ? file.at('delta').number() : 1,
  };
}

/**
 * The network of `shape` and `activations`. The files put the cross-entropies on a linear output; `output: 'probabilities'`
 * gives the same network with the sigmoid or softmax that the engine's loss asks for, 'as written' leaves the bare logits.
 */
export function networkOf(file: Entry, loss: LossName, output: 'probabilities' | 'as written'): Network {
  const shape = file.at('shape').numbers();
  const names = file.at('activations').texts();
  const required = losses[loss].requiredOutput;
  const layers = names.map((name, l) => {
    const last = l === names.length - 1;
    if (last && required !== undefined && name !== 'linear') throw new RangeError(`unexpected output activation: ${name}`);
    return {
      units: shape[l + 1] ?? Number.NaN,
      activation: last && required !== undefined && output === 'probabilities' ? required : activationOf(name),
    };
  });
  if (shape.length !== names.length + 1) throw new RangeError(`${names.length} activations for a shape of ${shape.length}`);
  return createNetwork({ inputs: shape[0] ?? Number.NaN, layers });
}

/** θ out of `weights` and `biases` of an entry. */
export function parametersOf(entry: Entry, network: Network): Float64Array {
  const weights = entry.at('weights').items();
  const biases = entry.at('biases').items();
  const theta = new Float64Array(network.parameterCount).fill(Number.NaN);
  network.layers.forEach((layer, l) => {
    theta.set(weights[l]!.flat(), layer.weights);
    theta.set(biases[l]!.flat(), layer.biases);
  });
  if (theta.some(Number.isNaN) || weights.length !== network.layers.length) throw new RangeError(`${entry.path}: the parameters do not fit the shape`);
  return theta;
}

/** Compares a vector of θ's layout with weights [layer][out][in] and biases [layer][out]. */
export function compareLayers(weights: Entry, biases: Entry, vector: Float64Array, network: Network, tolerance: Tolerance): void {
  weights.compare(
    network.layers.map((layer) => Array.from({ length: layer.units }, (_, unit) => {
      const row = layer.weights + unit * layer.inputs;
      return vector.subarray(row, row + layer.inputs);
    })),
    tolerance,
  );
  biases.compare(network.layers.map((layer) => vector.subarray(layer.biases, layer.biases + layer.units)), tolerance);
}

export function examplesOf(file: Entry): TrainingSet {
  const inputs = file.at('inputs').items();
  return { count: inputs.length, inputs: Float64Array.from(file.at('inputs').flat()), targets: Float64Array.from(file.at('targets').flat()) };
}

/** Rows [unit][example], `capacity` apart, as [example][unit]. */
export function byExample(rows: Float64Array, units: number, capacity: number, count: number): Numbers {
  return Array.from({ length: count }, (_, e) => Array.from({ length: units }, (_unused, u) => rows[u * capacity + e]!));
}

/** A row of the optimizer table: the name's ending says what is added to the gradient, the rest is the rule. */
export function optimizerOf(name: string, hyper: Entry): { readonly optimizer: OptimizerSpec; readonly regularization: Regularization } {
  const match = /^(.+?)(_weight_decay|_l2_weights_only|_l1_weights_only)?$/.exec(name);
  const rule = match?.[1] ?? name;
  const ending = match?.[2];
  const decay = ending === '_weight_decay' || ending === '_l2_weights_only';
  return {
    optimizer: ruleOf(rule, hyper),
    regularization: {
      l1: ending === '_l1_weights_only' ? hyper.at('l1').number() : 0,
      l2: decay ? hyper.at('weight_decay').number() : 0,
      clipNorm: 0,
      decayBiases: ending === '_weight_decay',
    },
  };
}

function ruleOf(rule: string, hyper: Entry): OptimizerSpec {
  const number = (key: string): number => hyper.at(key).number();
  switch (rule) {
    case 'sgd': return { name: 'sgd' };
    case 'sgd_momentum':
    case 'momentum': return { name: 'momentum', momentum: number('momentum') };
    case 'sgd_nesterov':
    case 'nesterov': return { name: 'nesterov', momentum: number('momentum') };
    case 'adagrad': return { name: 'adagrad', epsilon: hyper.has('eps') ? number('eps') : 1e-10, decay: hyper.has('lr_decay') ? number('lr_decay') : 0 };
    case 'rmsprop': return { name: 'rmsprop', alpha: hyper.has('alpha') ? number('alpha') : 0.99, epsilon: hyper.has('eps') ? number('eps') : 1e-8 };
    case 'adam': return { name: 'adam', ...momentsOf(hyper) };
    case 'adamw': return { name: 'adamw', ...momentsOf(hyper), weightDecay: hyper.has('weight_decay') ? number('weight_decay') : 0.01 };
    default: throw new RangeError(`unknown optimizer: ${rule}`);
  }
}

/** What a file leaves out has torch's default. */
function momentsOf(hyper: Entry): { beta1: number; beta2: number; epsilon: number } {
  const [beta1 = 0.9, beta2 = 0.999] = hyper.has('betas') ? hyper.at('betas').numbers() : [];
  return { beta1, beta2, epsilon: hyper.has('eps') ? hyper.at('eps').number() : 1e-8 };
}
