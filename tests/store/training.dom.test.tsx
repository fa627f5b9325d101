import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import {
  backToStart, changeExperiment, chooseDataset, escapeDivergence, pause, play, redo, setParameter, setSpeed, setStepUnit, step, stepBack, undo, willRestart,
} from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { nabla } from '../../src/store/nabla.ts';
import type { RecordStore } from '../../src/store/runStorage.ts';
import type { RunRecord } from '../../src/store/savedRun.ts';
import { initialState } from '../../src/store/slices.ts';
import { send } from '../../src/store/training.ts';
import { clearUndo } from '../../src/store/undo.ts';
import type { TrainingFrame } from '../../src/worker/protocol.ts';
import { FakeWorker, spawnFake } from './fakeWorker.ts';

function createRecords() {
  const items = new Map<string, unknown>();
  const records: RecordStore = {
    get: (key) => Promise.resolve(structuredClone(items.get(key))),
    set: (key, record: RunRecord) => {
      items.set(key, structuredClone(record));
      return Promise.resolve();
    },
  };
  return { items, records };
}

let stop: (() => void) | null = null;
let kept = createRecords();

async function open(): Promise<void> {
  stop?.();
  // The address that the page before wrote would be followed: nothing tells a reload here.
  location.hash = '';
  nabla.setState(initialState, true);
  clearFrame();
  stop = await boot({ spawn: spawnFake, records: kept.records });
  await frameWhere(() => true);
}

/** The frame once it meets the condition; a copy, for a frame's buffers go back to the worker. */
async function frameWhere(condition: (frame: TrainingFrame) => boolean): Promise<TrainingFrame> {
  return vi.waitFor(() => {
    const frame = getFrame();
    if (frame === null || frame.run !== nabla.getState().run || !condition(frame)) throw new Error(`waiting; at ${frame?.step}`);
    return structuredClone(frame);
  }, { timeout: 20_000, interval: 5 });
}

async function trainTo(target: number): Promise<TrainingFrame> {
  play();
  await frameWhere((frame) => frame.step >= target);
  pause();
  return frameWhere((frame) => frame.status !== 'training' && frame.evaluatedStep === frame.step);
}

beforeEach(async () => {
  kept = createRecords();
  localStorage.clear();
  clearUndo();
  await open();
  setSpeed(Infinity);
});

afterEach(() => {
  stop?.();
  stop = null;
});

describe('the store and a real session', () => {
  it('opens with the first experiment, its points and its weights', () => {
    const { data, initialParameters, status } = nabla.getState();
    expect(data?.trainTargets.length).toBeGreaterThan(0);
    expect(initialParameters).toEqual(getFrame()?.parameters);
    expect(status).toBe('ready');
    expect(nabla.getState().verdict.word).toBe('Ready');
  });

  it('plays, pauses, steps and goes back to exactly what was', async () => {
    const paused = await trainTo(20);
    expect(nabla.getState().playing).toBe(false);
    setStepUnit('batch');
    step();
    await frameWhere((frame) => frame.step === paused.step + 1);
    stepBack();
    const back = await frameWhere((frame) => frame.step === paused.step);
    expect(back.parameters).toEqual(paused.parameters);
    backToStart();
    const start = await frameWhere((frame) => frame.step === 0);
    expect(start.parameters).toEqual(nabla.getState().initialParameters);
  });

  it('changes the learning rate in mid-run without starting again, as one undo entry for a drag', async () => {
    const { step: before } = await trainTo(10);
    const { run } = nabla.getState();
    for (const learningRate of [0.2, 0.3, 0.4]) changeExperiment((e) => ({ ...e, learningRate }), { coalesce: 'learningRate' });
    await vi.waitFor(() => { expect(nabla.getState().log.length).toBe(1); });
    expect(nabla.getState().run).toBe(run);
    expect(nabla.getState().experiment.learningRate).toBe(0.4);
    expect(nabla.getState().undoLabel).toContain('0.4');
    undo();
    expect(nabla.getState().experiment.learningRate).toBe(initialExperiment.learningRate);
    expect(nabla.getState().canUndo).toBe(false);
    redo();
    expect(nabla.getState().experiment.learningRate).toBe(0.4);
    expect((await frameWhere((frame) => frame.learningRate === 0.4)).step).toBe(before);
  });

  it('undoes a change of the data set into the run that was, trained as it was', async () => {
    const trained = await trainTo(30);
    chooseDataset('moons');
    expect((await frameWhere((frame) => frame.step === 0)).step).toBe(0);
    expect(nabla.getState().experiment.data.set).toBe('moons');
    undo();
    const back = await frameWhere((frame) => frame.step === trained.step);
    expect(back.parameters).toEqual(trained.parameters);
    expect(nabla.getState().experiment).toEqual(initialExperiment);
    redo();
    await frameWhere((frame) => frame.step === 0);
    expect(nabla.getState().experiment.data.set).toBe('moons');
  });

  it('reopens a run from its save when the worker has forgotten it', async () => {
    const trained = await trainTo(15);
    chooseDataset('moons');
    await frameWhere((frame) => frame.step === 0);
    for (let i = 0; i < 10; i++) changeExperiment((e) => ({ ...e, initialization: { ...e.initialization, seed: 100 + i } }));
    await frameWhere(() => true);
    for (let i = 0; i < 11; i++) undo();
    expect((await frameWhere((frame) => frame.step === trained.step)).parameters).toEqual(trained.parameters);
  });

  it('sets a weight by hand, and back', async () => {
    await trainTo(5);
    const before = getFrame()?.parameters[3] ?? NaN;
    setParameter(3, 1.5, { coalesce: 'drag' });
    setParameter(3, 2.5, { coalesce: 'drag' });
    await frameWhere((frame) => frame.parameters[3] === 2.5);
    undo();
    await frameWhere((frame) => frame.parameters[3] === before);
    redo();
    await frameWhere((frame) => frame.parameters[3] === 2.5);
    setParameter(3, Infinity);
    expect(nabla.getState().canRedo).toBe(false);
    expect(getFrame()?.parameters[3]).toBe(2.5);
  });

  it('goes on playing over a restart, and says before that it restarts', async () => {
    play();
    await frameWhere((frame) => frame.step > 3);
    const wider = { hidden: [{ units: 3, activation: 'tanh' as const }] };
    expect(willRestart((e) => ({ ...e, ...wider }))).toMatch(/\S/);
    expect(willRestart((e) => ({ ...e, learningRate: 1 }))).toBeNull();
    changeExperiment((e) => ({ ...e, ...wider }));
    expect(nabla.getState().playing).toBe(true);
    await frameWhere((frame) => frame.status === 'training' && frame.step > 3);
    expect(nabla.getState().playing).toBe(true);
  });

  it('leads out of a diverged run: back to before, or on with half the learning rate', async () => {
    changeExperiment(() => ({ ...defaultExperiment('sine'), optimizer: { name: 'sgd' }, schedule: { name: 'constant' }, learningRate: 100 }));
    await frameWhere(() => true);
    play();
    await vi.waitFor(() => { expect(nabla.getState().divergence).not.toBeNull(); }, { timeout: 20_000 });
    expect(nabla.getState().playing).toBe(false);
    await vi.waitFor(() => { expect(nabla.getState().verdict.word).toBe('Diverged'); });
    play();
    expect(nabla.getState().playing).toBe(false);
    expect(nabla.getState().notice).not.toBeNull();
    escapeDivergence('goBackBefore');
    await frameWhere((frame) => frame.status !== 'diverged' && frame.step === 0);
    expect(nabla.getState().divergence).toBeNull();
    expect(nabla.getState().notice?.text).toBe('Back at step 0. η is still 100, with which this run diverged: try a smaller one.');
    play();
    await vi.waitFor(() => { expect(nabla.getState().divergence).not.toBeNull(); }, { timeout: 20_000 });
    escapeDivergence('halveEta');
    expect(nabla.getState().notice).toBeNull();
    expect(nabla.getState().experiment.learningRate).toBe(50);
    await vi.waitFor(() => { expect(nabla.getState().divergence).not.toBeNull(); }, { timeout: 20_000 });
    undo();
    expect(nabla.getState().experiment.learningRate).toBe(100);
  });

  it('takes back no change of a future that was left', async () => {
    const { step: calm } = await trainTo(20);
    changeExperiment((e) => ({ ...e, learningRate: 0.5 }));
    await frameWhere((frame) => frame.learningRate === 0.5);
    await trainTo(calm + 20);
    setParameter(3, 1.5);
    await frameWhere((frame) => frame.parameters[3] === 1.5);
    changeExperiment((e) => ({ ...e, learningRate: 100 }));
    await vi.waitFor(() => { expect(nabla.getState().log.length).toBe(3); });
    setStepUnit('batch');
    stepBack();
    await vi.waitFor(() => { expect(nabla.getState().undoLabel).toBe('η 0.1 → 0.5'); });
    expect(nabla.getState().experiment.learningRate).toBe(0.5);
    send({ type: 'seek', run: nabla.getState().run, step: calm - 1 });
    await frameWhere((frame) => frame.learningRate === initialExperiment.learningRate && frame.step < calm);
    await vi.waitFor(() => { expect(nabla.getState().canUndo).toBe(false); });
  });

  it('goes back to before the raise of η that ruined the run, and halves the rate at which it diverged', async () => {
    changeExperiment(() => ({ ...defaultExperiment('sine'), optimizer: { name: 'sgd' }, schedule: { name: 'constant' }, learningRate: 0.01 }));
    const { step: calm } = await trainTo(30);
    changeExperiment((e) => ({ ...e, learningRate: 100 }));
    play();
    await vi.waitFor(() => { expect(nabla.getState().divergence).not.toBeNull(); }, { timeout: 20_000 });
    await frameWhere((frame) => frame.status === 'diverged');
    escapeDivergence('goBackBefore');
    const back = await frameWhere((frame) => frame.status !== 'diverged');
    expect(back.step).toBeLessThan(calm);
    await vi.waitFor(() => { expect(getFrame()?.learningRate).toBe(0.01); });
    expect(nabla.getState().experiment.learningRate).toBe(0.01);
    expect(nabla.getState().notice).toBeNull();
    expect(nabla.getState().undoLabel).not.toContain('100');
  });

  it('reloads into exactly where it was', async () => {
    const trained = await trainTo(40);
    setParameter(0, 0.25);
    await frameWhere((frame) => frame.parameters[0] === 0.25);
    await vi.waitFor(() => { expect((kept.items.get('run 0') as RunRecord | undefined)?.saved.state.parameters[0]).toBe(0.25); }, { timeout: 20_000 });
    clearUndo();
    await open();
    const reopened = await frameWhere((frame) => frame.step === trained.step);
    expect(reopened.parameters[0]).toBe(0.25);
    expect([...reopened.parameters].slice(1)).toEqual([...trained.parameters].slice(1));
    expect(reopened.history.step).toEqual(trained.history.step);
    expect(nabla.getState().log.length).toBe(1);
  });

  it('drops a damaged record with a sentence and keeps what can be used', async () => {
    await trainTo(10);
    await vi.waitFor(() => { expect(kept.items.get('run 0')).toHaveProperty('saved'); }, { timeout: 20_000 });
    const record = structuredClone(kept.items.get('run 0')) as RunRecord;
    record.saved.state.parameters[0] = NaN;
    const experiment = { ...record.saved.experiment, learningRate: 0.5 };
    kept.items.set('run 0', { ...record, saved: { ...record.saved, experiment } });
    clearUndo();
    await open();
    expect(getFrame()?.step).toBe(0);
    expect(nabla.getState().experiment.learningRate).toBe(0.5);
    expect(nabla.getState().notice?.text).toMatch(/could not be used/);
    for (const junk of [7, 'x', {}, { version: 99 }, { version: 1, saved: null }]) {
      kept.items.set('run 0', junk);
      await open();
      expect(getFrame()?.step).toBe(0);
    }
  });

  it('works without storage, and says once that nothing is kept', async () => {
    kept = { items: new Map(), records: { get: () => Promise.reject(new Error('blocked')), set: () => Promise.reject(new Error('full')) } };
    await open();
    await trainTo(5);
    await vi.waitFor(() => { expect(nabla.getState().notice?.text).toMatch(/keeps nothing/); }, { timeout: 20_000 });
  });

  it('rests when nothing moves', async () => {
    await vi.waitFor(() => new Promise<void>((resolve, reject) => {
      const worker = FakeWorker.all.at(-1);
      const before = worker?.commands.length;
      setTimeout(() => {
        if (worker?.commands.length === before) resolve();
        else reject(new Error('still asking'));
      }, 300);
    }), { timeout: 20_000 });
  });
});
