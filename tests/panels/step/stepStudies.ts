/** Studies of whole experiments, made as the worker makes them. */
import { trainerConfigOf } from '../../../src/config/network.ts';
import type { Experiment } from '../../../src/config/experiment.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { createNetwork, initializeParameters } from '../../../src/engine/network.ts';
import { createRandom } from '../../../src/engine/random.ts';
import { createTrainer } from '../../../src/engine/trainer.ts';
import { createScript, type Script } from '../../../src/explain/script.ts';
import { createStudy, type Study } from '../../../src/explain/study.ts';
import { startTrace, type Trace } from '../../../src/explain/trace.ts';

/** The first update of an experiment. */
export function traceOf(experiment: Experiment): Trace {
  const { trainSet } = buildData(experiment);
  const config = trainerConfigOf(experiment);
  const network = createNetwork(config.network);
  const { given } = experiment.initialization;
  const theta = given === undefined
    ? initializeParameters(network, experiment.initialization, createRandom(experiment.initialization.seed))
    : Float64Array.from(given);
  const work = startTrace(config, trainSet, createTrainer(config, trainSet, 1, theta).save(), theta);
  for (;;) {
    const trace = work.advance();
    if (trace !== null) return trace;
  }
}

export function studyOfExperiment(experiment: Experiment): { readonly study: Study; readonly script: Script } {
  const trace = traceOf(experiment);
  const { naming = 'layers', features, initialization } = experiment;
  const study = createStudy(trace, { naming, features, initialization });
  return { study, script: createScript(study) };
}
