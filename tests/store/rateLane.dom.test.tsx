import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { changeExperiment, chooseDataset, pause, play, setParameter } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { nabla } from '../../src/store/nabla.ts';
import type { RateTrials } from '../../src/store/rateLane.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import { spawnFakeSide } from './fakeSideWorker.ts';
import { spawnFake } from './fakeWorker.ts';

let stop: (() => void) | null = null;
const records = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };

/** Small, so that ninety trials take no time. */
const small = { ...defaultExperiment('line'), hidden: [], batchSize: 1000, learningRate: 0.05, optimizer: { name: 'sgd' as const } };

beforeEach(async () => {
  // Unlike a browser, happy-dom calls the page's own writing of the address a change of it.
  vi.spyOn(history, 'replaceState').mockImplementation(() => {});
  localStorage.clear();
  clearUndo();
  clearFrame();
  nabla.setState({ ...initialState, experiment: small }, true);
  stop = await boot({ spawn: spawnFake, spawnSide: spawnFakeSide, records });
});
afterEach(() => {
  stop?.();
  stop = null;
  vi.restoreAllMocks();
});

const trialsWhere = (condition: (trials: RateTrials) => boolean): Promise<RateTrials> => vi.waitFor(() => {
  const { rateTrials } = nabla.getState();
  if (rateTrials === null || !condition(rateTrials)) throw new Error('waiting for trials');
  return rateTrials;
}, { timeout: 8000, interval: 10 });

describe('the learning lane', () => {
  it('tries every rate from the present moment, and finds the edge where gradient descent really begins to diverge', async () => {
    const trials = await trialsWhere(() => true);
    expect(trials.from).toMatchObject({ run: nabla.getState().run, step: 0 });
    expect(trials.outcomes).toHaveLength(33);
    expect(trials.orders).toBe(1);
    expect(getFrame()?.trainLoss).toBeCloseTo(trials.start, 12);
    const edge = 2 / nabla.getState().sharpness!.largest;
    const first = trials.outcomes.find(({ losses }) => !(losses[0]! < trials.start))!.rate;
    const last = trials.outcomes.findLast(({ losses }) => losses[0]! < trials.start)!.rate;
    expect(last).toBeLessThan(edge);
    expect(first).toBeGreaterThan(edge);
  });

  it('tries again where the run then stands, but not for another η', async () => {
    const before = await trialsWhere(() => true);
    changeExperiment((experiment) => ({ ...experiment, learningRate: 0.01 }));
    await new Promise((done) => { setTimeout(done, 400); });
    expect(nabla.getState().rateTrials).toBe(before);
    setParameter(0, 2);
    const edited = await trialsWhere((trials) => trials.start !== before.start);
    expect(edited.from.key).not.toBe(before.from.key);
    play();
    await trialsWhere((trials) => trials.from.step > 0);
    pause();
    await vi.waitFor(() => { if (nabla.getState().rateTrials?.from.step !== getFrame()?.step) throw new Error('waiting'); }, { timeout: 8000 });
  });

  it('keeps no curve of other data or of another network, but one of the same until the next is there', async () => {
    await trialsWhere(() => true);
    changeExperiment((experiment) => ({ ...experiment, batchSize: 20 }));
    expect(nabla.getState().rateTrials).not.toBeNull();
    changeExperiment((experiment) => ({ ...experiment, hidden: [{ units: 1, activation: 'tanh' }] }));
    expect(nabla.getState().rateTrials).toBeNull();
    await trialsWhere(() => true);
    chooseDataset('sine');
    play();
    expect(nabla.getState()).toMatchObject({ rateTrials: null, sharpness: null });
    const { from } = await trialsWhere(() => true);
    expect(from.run).toBe(nabla.getState().run);
    pause();
  });

  it('says nothing where trials would say nothing: of a trap for a loss', async () => {
    await trialsWhere(() => true);
    changeExperiment((experiment) => ({ ...experiment, loss: { ...experiment.loss, name: 'signed_difference' } }));
    expect(nabla.getState().rateTrials).toBeNull();
  });
});
