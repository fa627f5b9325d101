/** A 100 × 100 picture of a network's output: ours in blocks through one workspace; everyone else, and we too, point by point. */
import { createBrain } from './brain.mjs';
import { createConvNetJS } from './convnetjs.mjs';
import { createPlain } from './plain.mjs';
import { createSynaptic } from './synaptic.mjs';

const SIDE = 100;
const BLOCK = 200;
const POINTS = Array.from({ length: SIDE * SIDE }, (_, k) => [(k % SIDE) / 50 - 1, Math.floor(k / SIDE) / 50 - 1]);

/** { name: { run(times) } }, ours in blocks first. */
export function createGridContestants(engine, job) {
  return {
    nabla: inBlocks(engine, job, BLOCK),
    'nabla point by point': inBlocks(engine, job, 1),
    'one point at a time, neuron objects and Math.tanh': pointByPoint(createPlain(job)),
    'convnetjs point by point': pointByPoint(createConvNetJS(job)),
    'brain.js point by point': pointByPoint(createBrain(job)),
    'synaptic point by point': pointByPoint(createSynaptic(job)),
  };
}

function inBlocks(engine, { network, theta }, block) {
  const workspace = engine.createWorkspace(network, block);
  const set = { count: POINTS.length, inputs: Float64Array.from(POINTS.flat()), targets: new Float64Array(POINTS.length) };
  const picture = new Float64Array(POINTS.length);
  const answers = workspace.a.at(-1);
  return {
    run(times) {
      for (let k = 0; k < times; k += 1) {
        for (let from = 0; from < set.count; from += block) {
          engine.loadExamples(workspace, set, from, block);
          engine.forward(network, theta, workspace, block);
          for (let e = 0; e < block; e += 1) picture[from + e] = answers[e];
        }
      }
    },
  };
}

function pointByPoint(contestant) {
  const answer = contestant.pointAnswerer(POINTS);
  const picture = new Float64Array(POINTS.length);
  return {
    run(times) {
      for (let k = 0; k < times; k += 1) {
        for (let point = 0; point < picture.length; point += 1) picture[point] = answer(point);
      }
    },
  };
}
