/** synaptic 1.1 with its generated code; like brain.js it updates after every example. Tanh output. */
import { createRequire } from 'node:module';
import { examplesOf, layersOf } from '../workloads.mjs';

const { Architect, Neuron } = createRequire(import.meta.url)('synaptic');

export function createSynaptic(job) {
  const network = new Architect.Perceptron(job.inputs, ...job.units);
  const { input, hidden, output } = network.layers;
  const rows = [input, ...hidden, output].map((layer) => layer.list);
  layersOf(job).forEach(({ weights, biases }, l) => {
    rows[l + 1].forEach((neuron, u) => {
      neuron.squash = Neuron.squash.TANH;
      neuron.bias = biases[u];
      for (const connection of Object.values(neuron.connections.inputs)) connection.weight = weights[u][rows[l].indexOf(connection.from)];
    });
  });
  const examples = examplesOf(job);
  const rate = job.learningRate / job.batch;
  let epoch = 0;
  return {
    trainEpochs(count) {
      for (let k = 0; k < count; k += 1, epoch += 1) {
        for (const e of job.orders[epoch % job.orders.length]) {
          network.activate(examples[e].input);
          network.propagate(rate, examples[e].output);
        }
      }
    },
    pointAnswerer: (points) => (k) => network.activate(points[k])[0],
    answers: () => Float64Array.from(examples.flatMap((example) => network.activate(example.input))),
    squaredLoss: true,
  };
}
