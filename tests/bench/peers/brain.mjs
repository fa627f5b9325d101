/** brain.js 1.6: it updates after every example whatever the batch, so only examples a second can be compared. Tanh output. */
import { createRequire } from 'node:module';
import { examplesOf, layersOf } from '../workloads.mjs';

const brain = createRequire(import.meta.url)('brain.js');

export function createBrain(job) {
  const net = new brain.NeuralNetwork({ hiddenLayers: job.units.slice(0, -1), activation: 'tanh' });
  net.sizes = [job.inputs, ...job.units];
  net.initialize();
  // Its options refuse a momentum of 0.
  Object.assign(net.trainOpts, { learningRate: job.learningRate / job.batch, momentum: 0 });
  layersOf(job).forEach(({ weights, biases }, l) => {
    net.weights[l + 1] = weights;
    net.biases[l + 1] = biases;
  });
  const examples = examplesOf(job);
  let epoch = 0;
  return {
    trainEpochs(count) {
      for (let k = 0; k < count; k += 1, epoch += 1) {
        for (const e of job.orders[epoch % job.orders.length]) net.trainPattern(examples[e]);
      }
    },
    pointAnswerer: (points) => (k) => net.runInput(points[k])[0],
    answers: () => Float64Array.from(examples.flatMap(({ input }) => Array.from(net.runInput(input)))),
    squaredLoss: true,
  };
}
