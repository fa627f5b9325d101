import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { situationById } from '../../src/config/situations.ts';
import { beginSituation, bestMomentNow, goToBestStep, pause, setSpeed, undo } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import { spawnFake } from './fakeWorker.ts';

const records = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
let stop: (() => void) | null = null;

beforeEach(async () => {
  localStorage.clear();
  clearUndo();
  nabla.setState(initialState, true);
  clearFrame();
  stop = await boot({ spawn: spawnFake, records });
});
afterEach(() => stop?.());

it('a situation begins a run, trains it, and shows and says what there is to see; undo brings back the run before', () => {
  const { run, experiment } = nabla.getState();
  nabla.setState({ view: 'compare', outputShows: 'answers' });
  beginSituation('lossFalls');
  const now = nabla.getState();
  expect(now.run).not.toBe(run);
  expect(now.experiment).toEqual(situationById('lossFalls').experiment);
  expect(now).toMatchObject({ view: 'play', playing: true, timelineShows: 'both', outputShows: 'picture' });
  expect(now.notice).toMatchObject({ text: situationById('lossFalls').sentence, actions: ['undo'] });
  undo();
  expect(nabla.getState()).toMatchObject({ run, experiment });
});

it('the best step is gone to exactly, and not before there is one', async () => {
  goToBestStep();
  expect(nabla.getState().notice?.text).toContain('No best step is marked');
  expect(nabla.getState().headedFor).toBeNull();

  setSpeed(Infinity);
  beginSituation('overFitting');
  const best = await vi.waitFor(() => {
    const found = bestMomentNow();
    if (found === null || (getFrame()?.epoch ?? 0) < 300) throw new Error('waiting');
    return found;
  }, { timeout: 20_000, interval: 20 });
  pause();
  goToBestStep();
  const step = nabla.getState().headedFor ?? getFrame()?.step;
  await vi.waitFor(() => {
    const frame = getFrame();
    expect(frame?.step).toBe(step);
    expect(frame?.evaluatedStep).toBe(step);
  }, { timeout: 10_000, interval: 20 });
  // The run may have gone on a little between the look and the pause, and found no lower loss there.
  expect(step).toBe(best.step);
  expect(getFrame()?.validationLoss).toBe(best.loss);
  // The rest of the run is there, and with it the mark.
  expect(bestMomentNow()).toEqual(best);
});
