/**
 * The engine against what npm has, on five workloads (workloads.mjs): how many times as many examples a second we train. Prints a
 * table, or with --json one object, workload → peer → ratio. `batch1` is the least of the ratios on A, B and C with one example a
 * batch; `grid` compares a 100 × 100 picture in blocks with one made point by point, in this engine and in others. A letter A to E
 * as argument runs that workload alone.
 */
import { buildEngine } from './buildEngine.mjs';
import { compare } from './measure.mjs';
import { createBrain } from './peers/brain.mjs';
import { createConvNetJS } from './peers/convnetjs.mjs';
import { createGridContestants } from './peers/grid.mjs';
import { createNabla } from './peers/nabla.mjs';
import { createSynaptic } from './peers/synaptic.mjs';
import { createTensorFlow } from './peers/tensorflow.mjs';
import { createJob, meanLoss, workloads } from './workloads.mjs';

const peers = {
  convnetjs: createConvNetJS,
  'tensorflow.js cpu': (job) => createTensorFlow(job, 'cpu'),
  'tensorflow.js wasm': (job) => createTensorFlow(job, 'wasm'),
  'brain.js': createBrain,
  synaptic: createSynaptic,
};

/** Its loss must have fallen below this share of what it was, or the peer is not doing the job. */
const FALLEN = 0.95;

export const json = process.argv.includes('--json');
const only = process.argv.find((argument) => /^[A-E]$/.test(argument));
const say = (text) => {
  if (!json) process.stdout.write(text);
};

/** Ratios against every peer that learns, and what is to be said about the others. */
async function race(engine, workload, batch) {
  const job = createJob(engine, workload, batch);
  const names = ['nabla', ...Object.keys(peers)];
  const contestants = [createNabla(engine, job)];
  for (const create of Object.values(peers)) contestants.push(await create(job));
  const lossOf = async (contestant) => {
    await contestant.prepare?.();
    return meanLoss(job, contestant.answers(), contestant.squaredLoss);
  };
  const before = [];
  for (const contestant of contestants) before.push(await lossOf(contestant));
  const measured = await compare(
    contestants.map((contestant) => ({ run: (n) => contestant.trainEpochs(n), prepare: contestant.prepare })),
    { rounds: 9, milliseconds: 60 },
  );
  const ratios = {};
  for (const [i, contestant] of contestants.entries()) {
    const after = await lossOf(contestant);
    const fell = after < FALLEN * before[i];
    const told = `loss ${before[i].toPrecision(3)} → ${after.toPrecision(3)}`;
    say(`  ${names[i].padEnd(20)} ${measured[i].rate.toFixed(1).padStart(10)} epochs/s  ${measured[i].ratio.toFixed(2).padStart(8)} ×  ${told}${fell ? '' : '  (does not learn, not counted)'}\n`);
    if (i === 0 && !fell) throw new Error(`our own loss did not fall: ${told}`);
    if (i > 0 && fell) ratios[names[i]] = Number(measured[i].ratio.toPrecision(4));
  }
  return ratios;
}

export async function bench() {
  const engine = await buildEngine();
  const result = {};
  for (const [name, workload] of Object.entries(workloads)) {
    if (only !== undefined && name !== only) continue;
    say(`${name}  ${[workload.inputs, ...workload.units].join('-')}, ${workload.examples} examples, batch ${workload.batch}\n`);
    result[name] = await race(engine, workload, workload.batch);
  }
  if (only !== undefined) return result;
  const least = {};
  for (const name of ['A', 'B', 'C']) {
    say(`${name}  batch 1\n`);
    for (const [peer, ratio] of Object.entries(await race(engine, workloads[name], 1))) least[peer] = Math.min(least[peer] ?? Infinity, ratio);
  }
  say('grid  100 × 100 points through B\n');
  const grids = createGridContestants(engine, createJob(engine, workloads.B));
  const measured = await compare(Object.values(grids), { rounds: 9, milliseconds: 60 });
  result.grid = {};
  for (const [i, name] of Object.keys(grids).entries()) {
    say(`  ${name.padEnd(50)} ${measured[i].rate.toFixed(1).padStart(8)} pictures/s ${measured[i].ratio.toFixed(2).padStart(8)} ×\n`);
    if (i > 0) result.grid[name] = Number(measured[i].ratio.toPrecision(4));
  }
  result.batch1 = least;
  return result;
}
