/** What was wished for before its data were there, and what became of it when something else was chosen meanwhile. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { buildData } from '../../src/datasets/index.ts';
import { chooseDataset } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { openExperiment } from '../../src/store/experimentActions.ts';
import { clearFrame } from '../../src/store/frameStore.ts';
import { followLink } from '../../src/store/followLink.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';
import { spawnFake } from './fakeWorker.ts';

/** The files on their way: each comes, or fails with a sentence, when the test says so. */
const files = vi.hoisted(() => new Map<string, (problem: string | null) => void>());
vi.mock(import('../../src/store/dataTables.ts'), async (original) => ({
  ...(await original()),
  hasItsTable: ({ data }: Experiment) => data.set === 'xor',
  readItsTable: ({ data }: Experiment) => new Promise<string | null>((come) => { files.set(data.set, come); }),
}));

const records = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
const state = () => nabla.getState();
const come = async (set: string, problem: string | null = null): Promise<void> => {
  files.get(set)!(problem);
  await Promise.resolve();
  await Promise.resolve();
};
let stop: (() => void) | null = null;

beforeEach(async () => {
  localStorage.clear();
  history.replaceState(null, '', location.pathname);
  files.clear();
  nabla.setState(initialState, true);
  clearFrame();
  stop = await boot({ spawn: spawnFake, records });
});
afterEach(() => { stop?.(); });

describe('of two data sets that are on their way', () => {
  it.each([['digits', 'iris'], ['iris', 'digits']] as const)('the one chosen last is taken, though %s comes first', async (first, second) => {
    chooseDataset('digits');
    chooseDataset('iris');
    await come(first);
    await come(second);
    expect(state().experiment.data.set).toBe('iris');
    expect(state().notice).toBeNull();
  });

  it('only the failure of the last is said', async () => {
    chooseDataset('digits');
    chooseDataset('iris');
    await come('digits', 'No network.');
    expect(state().notice?.text).toMatch(/^Fetching the data of/);
    await come('iris', 'No network.');
    expect(state().notice?.text).toBe('No network. The data stay as they are.');
  });

  it('none is taken where another was chosen meanwhile that is there, and what is said then stays', async () => {
    chooseDataset('digits');
    chooseDataset('xor');
    nabla.setState({ notice: { text: 'Something else.', tone: 'info' } });
    await come('digits');
    expect(state().experiment.data.set).toBe('xor');
    expect(state().notice?.text).toBe('Something else.');
  });
});

describe('what a link wishes for once its run is open', () => {
  const opened = (experiment: Experiment) => ({ data: buildData(experiment), initialParameters: Float64Array.of(0) });

  it('is done in that run', () => {
    nabla.setState({ data: null });
    followLink({ validation: 1 });
    expect(state().view).toBe('play');
    nabla.setState(opened(state().experiment));
    expect(state().view).toBe('step');
  });

  it('is not done in another that was opened meanwhile', () => {
    nabla.setState({ data: null });
    followLink({ validation: 1 });
    openExperiment(defaultExperiment('moons'));
    nabla.setState(opened(state().experiment));
    expect(state().view).toBe('play');
  });
});
