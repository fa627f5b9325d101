/** What the bench uses of the engine; bundled as the page's worker is. */
export { createNetwork, initializeParameters } from '../../src/engine/network.ts';
export { createRandom } from '../../src/engine/random.ts';
export { createTrainer } from '../../src/engine/trainer.ts';
export { createWorkspace, loadExamples } from '../../src/engine/workspace.ts';
export { forward } from '../../src/engine/forward.ts';
