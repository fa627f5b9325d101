/** The plain way of a playground: an object for each neuron and each connection, one point at a time, Math.tanh. */
import { layersOf } from '../workloads.mjs';

export function createPlain(job) {
  const inputs = Array.from({ length: job.inputs }, () => ({ bias: 0, links: [], z: 0, output: 0 }));
  const rows = [inputs];
  for (const { weights, biases } of layersOf(job)) {
    const before = rows.at(-1);
    rows.push(biases.map((bias, u) => ({ bias, links: weights[u].map((weight, i) => ({ weight, from: before[i] })), z: 0, output: 0 })));
  }
  const layers = rows.slice(1);
  const answers = rows.at(-1);
  return {
    pointAnswerer: (points) => (k) => {
      const point = points[k];
      for (let i = 0; i < inputs.length; i += 1) inputs[i].output = point[i];
      for (let l = 0; l < layers.length; l += 1) {
        const layer = layers[l];
        for (let u = 0; u < layer.length; u += 1) {
          const neuron = layer[u];
          neuron.z = neuron.bias;
          for (let i = 0; i < neuron.links.length; i += 1) neuron.z += neuron.links[i].weight * neuron.links[i].from.output;
          neuron.output = Math.tanh(neuron.z);
        }
      }
      return answers[0].output;
    },
  };
}
