/** What bench:browser takes of the page's own code: a run as the worker has it, and links to experiments. */
export { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
export { encodeExperiment } from '../../src/share/experimentText.ts';
export { Run } from '../../src/worker/run.ts';
