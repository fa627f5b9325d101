/** ConvNetJS 0.3: same weights, order and updates; only its rounding differs. */
import { createRequire } from 'node:module';
import { examplesOf, layersOf } from '../workloads.mjs';

const convnetjs = createRequire(import.meta.url)('convnetjs');

export function createConvNetJS(job) {
  const outputs = job.units.at(-1);
  const hidden = job.units.slice(0, -1).map((n) => ({ type: 'fc', num_neurons: n, activation: 'tanh' }));
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: job.inputs },
    ...hidden,
    ...(job.softmax ? [{ type: 'softmax', num_classes: outputs }] : [{ type: 'fc', num_neurons: outputs, activation: 'tanh' }, { type: 'regression', num_neurons: outputs }]),
  ]);
  // makeLayers puts a linear layer of its own before 'regression', which the workloads do not have.
  if (!job.softmax) net.layers.splice(net.layers.length - 2, 1);
  const connected = net.layers.filter((layer) => layer.layer_type === 'fc');
  layersOf(job).forEach(({ weights, biases }, l) => {
    weights.forEach((row, u) => row.forEach((w, i) => (connected[l].filters[u].w[i] = w)));
    biases.forEach((b, u) => (connected[l].biases.w[u] = b));
  });
  const trainer = new convnetjs.Trainer(net, { method: 'sgd', learning_rate: job.learningRate, momentum: 0, batch_size: job.batch, l2_decay: 0 });
  const examples = examplesOf(job).map(({ input, output }) => {
    const vol = new convnetjs.Vol(1, 1, job.inputs, 0);
    input.forEach((x, i) => (vol.w[i] = x));
    return { vol, target: job.softmax ? output.indexOf(1) : output };
  });
  let epoch = 0;
  return {
    trainEpochs(count) {
      for (let k = 0; k < count; k += 1, epoch += 1) {
        for (const e of job.orders[epoch % job.orders.length]) trainer.train(examples[e].vol, examples[e].target);
      }
    },
    pointAnswerer(points) {
      const vols = points.map((point) => {
        const vol = new convnetjs.Vol(1, 1, job.inputs, 0);
        point.forEach((x, i) => (vol.w[i] = x));
        return vol;
      });
      return (k) => net.forward(vols[k], false).w[0];
    },
    answers: () => Float64Array.from(examples.flatMap(({ vol }) => Array.from(net.forward(vol, false).w))),
  };
}
