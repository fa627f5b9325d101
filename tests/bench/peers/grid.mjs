/** A 100 × 100 picture of a network's output: through one workspace in blocks, and one point at a time. */
const SIDE = 100;
const BLOCK = 200;

export function createGridContestants(engine, { network, theta }) {
  return [createGrid(engine, network, theta, BLOCK), createGrid(engine, network, theta, 1)];
}

function createGrid(engine, network, theta, block) {
  const workspace = engine.createWorkspace(network, block);
  const inputs = Float64Array.from({ length: 2 * SIDE * SIDE }, (_, i) => (i % 2 === 0 ? ((i >> 1) % SIDE) / 50 - 1 : Math.floor((i >> 1) / SIDE) / 50 - 1));
  const set = { count: SIDE * SIDE, inputs, targets: new Float64Array(SIDE * SIDE) };
  const picture = new Float64Array(SIDE * SIDE);
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
