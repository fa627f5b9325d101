/** Our engine as the page uses it: createTrainer and advance, reshuffling every epoch. */
export function createNabla(engine, job) {
  const trainer = engine.createTrainer(job.config, job.data, job.seed, job.theta);
  const { network } = trainer;
  const workspace = engine.createWorkspace(network, job.data.count);
  return {
    trainEpochs(count) {
      const end = trainer.epoch + count;
      while (trainer.epoch < end) trainer.advance();
    },
    answers() {
      engine.loadExamples(workspace, job.data, 0, job.data.count);
      engine.forward(network, trainer.parameters, workspace, job.data.count);
      const outputs = job.units.at(-1);
      const rows = workspace.a.at(-1);
      return Float64Array.from({ length: job.data.count * outputs }, (_, i) => rows[(i % outputs) * job.data.count + Math.floor(i / outputs)]);
    },
  };
}
