import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { situationById } from '../../src/config/situations.ts';
import { beginSituation, bestMomentNow, changeExperiment, goToBestStep, newSeed, pause, play, redo, setOutputShows, setSpeed, setTimelineShows, undo } from '../../src/store/actions.ts';
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
  expect(now.notice).toMatchObject({ text: expect.stringMatching(/^The loss falls from 0\.671 .* It stops at epoch 1\s000; Play goes on\.$/), actions: ['undo'] });
  undo();
  expect(nabla.getState()).toMatchObject({ run, experiment });
});

it('undo brings back what was looked at before a situation, redo takes it again; what was chosen meanwhile stays', () => {
  nabla.setState({ timelineShows: 'accuracy', outputShows: 'answers' });
  beginSituation('lossFalls');
  undo();
  expect(nabla.getState()).toMatchObject({ timelineShows: 'accuracy', outputShows: 'answers' });
  redo();
  expect(nabla.getState()).toMatchObject({ timelineShows: 'both', outputShows: 'picture' });
  setOutputShows('answers');
  setTimelineShows('loss');
  undo();
  expect(nabla.getState()).toMatchObject({ timelineShows: 'loss', outputShows: 'answers' });
  // Changes before the situation, and other ways to another run, are none of its business.
  redo();
  newSeed();
  undo();
  expect(nabla.getState()).toMatchObject({ timelineShows: 'both', outputShows: 'picture' });
});

it('where no best step is marked the reason is said', async () => {
  const said = async (experiment: Experiment): Promise<string> => {
    changeExperiment(() => experiment, { newRun: true });
    await vi.waitFor(() => { if (nabla.getState().data === null || getFrame() === null) throw new Error('waiting'); }, { timeout: 20_000 });
    goToBestStep();
    return nabla.getState().notice?.text ?? '';
  };
  const spiral = defaultExperiment('spiral');
  expect(await said(defaultExperiment('exercise'))).toContain('no validation examples');
  expect(await said({ ...spiral, loss: { ...spiral.loss, name: 'signed_difference' } })).toContain('signed difference can fall without end');
  expect(await said({ ...spiral, data: { ...spiral.data, seed: 99 } })).toContain('too few losses');
});

it('a situation stops by itself where its sentence ends, also when it was begun from a run that plays, and goes on at a press', async () => {
  setSpeed(Infinity);
  play();
  beginSituation('accuracyRises');
  await vi.waitFor(() => {
    expect(nabla.getState()).toMatchObject({ playing: false, status: 'paused' });
    expect(getFrame()).toMatchObject({ run: nabla.getState().run, epoch: 300, stepInEpoch: 0 });
  }, { timeout: 20_000, interval: 20 });
  play();
  await vi.waitFor(() => { expect(getFrame()?.epoch).toBeGreaterThan(301); }, { timeout: 20_000, interval: 20 });
});

it('the best step is gone to exactly, and not before there is one', async () => {
  goToBestStep();
  expect(nabla.getState().notice?.text).toContain('No best step is marked');
  expect(nabla.getState().headedFor).toBeNull();

  setSpeed(Infinity);
  beginSituation('overFitting');
  const best = await vi.waitFor(() => {
    const found = bestMomentNow();
    // It plays on for a while, or stops by itself where its sentence holds.
    if (found === null || (nabla.getState().playing && (getFrame()?.epoch ?? 0) < 300)) throw new Error('waiting');
    return found;
  }, { timeout: 20_000, interval: 20 });
  pause();
  goToBestStep();
  // What the mark means is said to those too who have no pointer to rest on the button.
  expect(nabla.getState().notice?.text).toMatch(/^Lowest validation loss measured, 0\.\d+, at step [\d\u202f,]+\. Marked because /);
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
