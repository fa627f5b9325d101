/**
 * Five workloads: a topology, examples, a batch size, and a rate at which everybody learns. Data and first
 * weights come from a seed and are the same for all.
 */

export const workloads = {
  A: { inputs: 2, units: [4, 2, 1], examples: 250, batch: 10, learningRate: 0.05 },
  B: { inputs: 2, units: [8, 8, 8, 1], examples: 250, batch: 10, learningRate: 0.05 },
  C: { inputs: 7, units: [8, 8, 8, 8, 8, 8, 1], examples: 240, batch: 30, learningRate: 0.05 },
  D: { inputs: 64, units: [32, 16, 10], examples: 1504, batch: 32, learningRate: 0.05, softmax: true },
  E: { inputs: 2, units: [64, 64, 64, 1], examples: 512, batch: 32, learningRate: 0.1 },
};

/** Orders of the examples, one an epoch, which the peers go through in turn. */
const ORDERS = 8;

/**
 * Everything a contestant needs: { inputs, units, batch, learningRate, softmax, data: { count, inputs, targets }, theta, orders,
 * config, seed }. The orders are the ones that our trainer shuffles for itself from `seed`.
 */
export function createJob(engine, workload, batch = workload.batch) {
  const { inputs, units, examples, learningRate, softmax = false } = workload;
  const random = engine.createRandom(7);
  const data = softmax ? digitLike(random, examples, inputs, units.at(-1)) : circle(random, examples, inputs);
  const spec = { inputs, layers: units.map((n, k) => ({ units: n, activation: softmax && k === units.length - 1 ? 'softmax' : 'tanh' })) };
  const network = engine.createNetwork(spec);
  const initial = { weights: { kind: 'xavier', distribution: 'uniform' }, biases: { kind: 'zero' } };
  const theta = engine.initializeParameters(network, initial, random);
  const config = {
    network: spec,
    loss: { name: softmax ? 'softmax_cross_entropy' : 'half_squared', reduction: 'mean', huberDelta: 1 },
    learningRate,
    optimizer: { name: 'sgd' },
    schedule: { name: 'constant' },
    regularization: { l1: 0, l2: 0, clipNorm: 0 },
    batchSize: batch,
  };
  const seed = 11;
  const probe = engine.createTrainer(config, data, seed, theta);
  const orders = [];
  for (let epoch = 0; epoch < ORDERS; epoch += 1) {
    orders.push(probe.save().order);
    while (probe.epoch === epoch) probe.advance();
  }
  return { inputs, units, batch, learningRate, softmax, data, theta, network, orders, config, seed };
}

/** Points of [−1, 1]ⁿ, +1 inside the circle of the first two coordinates, −1 outside. */
function circle(random, count, width) {
  const inputs = Float64Array.from({ length: count * width }, () => 2 * random.next() - 1);
  const targets = Float64Array.from({ length: count }, (_, e) => (Math.hypot(inputs[e * width], inputs[e * width + 1]) < 0.75 ? 1 : -1));
  return { count, inputs, targets };
}

/** Noisy copies of one random picture for each class; targets one-hot. */
function digitLike(random, count, width, classes) {
  const pictures = Float64Array.from({ length: classes * width }, () => (random.next() < 0.4 ? 1 : 0));
  const inputs = new Float64Array(count * width);
  const targets = new Float64Array(count * classes);
  for (let e = 0; e < count; e += 1) {
    const kind = random.integer(classes);
    targets[e * classes + kind] = 1;
    for (let i = 0; i < width; i += 1) inputs[e * width + i] = pictures[kind * width + i] + 0.4 * random.normal();
  }
  return { count, inputs, targets };
}

/**
 * Mean loss of answers [example][output], the same formula for everyone; `squared` where a library has no softmax output.
 */
export function meanLoss({ data, units, softmax }, answers, squared = !softmax) {
  const outputs = units.at(-1);
  let sum = 0;
  for (let i = 0; i < data.count * outputs; i += 1) {
    sum += squared ? 0.5 * (answers[i] - data.targets[i]) ** 2 : -data.targets[i] * Math.log(Math.max(answers[i], 1e-300));
  }
  return sum / data.count;
}

/** The examples as plain arrays, for libraries that want them so. */
export function examplesOf({ data, inputs, units }) {
  const outputs = units.at(-1);
  return Array.from({ length: data.count }, (_, e) => ({
    input: Array.from(data.inputs.subarray(e * inputs, (e + 1) * inputs)),
    output: Array.from(data.targets.subarray(e * outputs, (e + 1) * outputs)),
  }));
}

/** θ as nested arrays: per layer { weights: [unit][input], biases: [unit] }. */
export function layersOf({ network, theta }) {
  return network.layers.map(({ inputs, units, weights, biases }) => ({
    weights: Array.from({ length: units }, (_, u) => Array.from(theta.subarray(weights + u * inputs, weights + (u + 1) * inputs))),
    biases: Array.from(theta.subarray(biases, biases + units)),
  }));
}
