/**
 * TensorFlow.js core on its cpu or wasm backend. Model.fit would add the data pipeline's time, so the updates are bare
 * optimizer.minimize calls, with every mini-batch's tensors made beforehand.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
// For the gradients, which it registers in tfjs-core.
import '@tensorflow/tfjs-layers';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { layersOf } from '../workloads.mjs';

const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
// Without checks, and without advice on the console.
tf.enableProdMode();
setWasmPaths(join(dirname(wasm), '/'));

export async function createTensorFlow(job, backend) {
  const use = async () => {
    if (tf.getBackend() !== backend && !(await tf.setBackend(backend))) throw new Error(`no backend ${backend}`);
    await tf.ready();
  };
  await use();
  const outputs = job.units.at(-1);
  const layers = layersOf(job).map(({ weights, biases }) => ({ kernel: tf.variable(tf.transpose(tf.tensor2d(weights))), bias: tf.variable(tf.tensor1d(biases)) }));
  const rowsOf = (values, width, order) => tf.tensor2d(Float32Array.from({ length: order.length * width }, (_, i) => values[order[Math.floor(i / width)] * width + (i % width)]), [order.length, width]);
  const batches = job.orders.slice(0, 2).map((order) =>
    Array.from({ length: Math.ceil(order.length / job.batch) }, (_, b) => {
      const part = order.subarray(b * job.batch, (b + 1) * job.batch);
      return { x: rowsOf(job.data.inputs, job.inputs, part), y: rowsOf(job.data.targets, outputs, part) };
    }),
  );
  const logits = (x) => layers.reduce((a, { kernel, bias }, l) => {
    const z = tf.add(tf.matMul(a, kernel), bias);
    return job.softmax && l === layers.length - 1 ? z : tf.tanh(z);
  }, x);
  const everything = rowsOf(job.data.inputs, job.inputs, job.orders[0].slice().sort());
  const sgd = tf.train.sgd(job.learningRate);
  let epoch = 0;
  return {
    prepare: use,
    trainEpochs(count) {
      for (let k = 0; k < count; k += 1, epoch += 1) {
        for (const { x, y } of batches[epoch % batches.length]) {
          sgd.minimize(() => {
            const z = logits(x);
            if (!job.softmax) return tf.div(tf.sum(tf.square(tf.sub(z, y))), 2 * x.shape[0]);
            return tf.neg(tf.div(tf.sum(tf.mul(y, tf.logSoftmax(z))), x.shape[0]));
          });
        }
      }
    },
    answers() {
      const result = tf.tidy(() => (job.softmax ? tf.softmax(logits(everything)) : logits(everything)));
      const answers = Float64Array.from(result.dataSync());
      result.dispose();
      return answers;
    },
  };
}
