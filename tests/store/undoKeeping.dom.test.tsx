import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeExperiment, chooseDataset, pause, play, setParameter, undo } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { forgetRun } from '../../src/store/keptRuns.ts';
import { nabla } from '../../src/store/nabla.ts';
import type { RecordStore } from '../../src/store/runStorage.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import type { TrainingFrame } from '../../src/worker/protocol.ts';
import { soon } from '../soon.ts';
import { spawnFake } from './fakeWorker.ts';

let items = new Map<string, unknown>();
let stop: (() => void) | null = null;

const records: RecordStore = {
  get: (key) => Promise.resolve(structuredClone(items.get(key))),
  set: (key, record) => {
    items.set(key, structuredClone(record));
    return Promise.resolve();
  },
};

async function frameWhere(condition: (frame: TrainingFrame) => boolean): Promise<TrainingFrame> {
  return soon(() => {
    const frame = getFrame();
    if (frame === null || frame.run !== nabla.getState().run || !condition(frame)) throw new Error(`waiting; at ${frame?.step}`);
    return structuredClone(frame);
  });
}

/** A page that knows nothing of the one before but what is kept. */
async function load(): Promise<void> {
  stop?.();
  location.hash = '';
  for (const { run } of nabla.getState().runs) forgetRun(run);
  clearUndo();
  nabla.setState(initialState, true);
  clearFrame();
  stop = await boot({ spawn: spawnFake, records });
  await frameWhere(() => true);
}

async function trained(): Promise<TrainingFrame> {
  play();
  await frameWhere((frame) => frame.step >= 40);
  pause();
  return frameWhere((frame) => frame.status !== 'training' && frame.evaluatedStep === frame.step);
}

type Kept = { readonly run: number; readonly past: readonly unknown[] };

/** The changes, the present run and the state of the one that was left are kept. */
async function written(count: number): Promise<void> {
  const { run } = nabla.getState();
  await soon(() => {
    expect(items.get('undo 0')).toMatchObject({ run });
    expect((items.get('undo 0') as Kept).past).toHaveLength(count);
    expect((items.get('run 0') as { saved?: { run: number } }).saved?.run).toBe(run);
  });
}

beforeEach(async () => {
  items = new Map();
  localStorage.clear();
  await load();
});

afterEach(() => {
  stop?.();
  stop = null;
});

describe('Undo after a reload', () => {
  it('brings back the run that was there before other data, as it was trained', async () => {
    const end = await trained();
    changeExperiment((experiment) => ({ ...experiment, learningRate: 0.02 }));
    const { run, experiment } = nabla.getState();
    chooseDataset('moons');
    await soon(() => { expect(items.get('run 0.0')).toMatchObject({ saved: { run } }); });
    await written(2);
    const { undoLabel } = nabla.getState();
    await load();
    await soon(() => { expect(nabla.getState()).toMatchObject({ canUndo: true, undoLabel }); });
    undo();
    expect(nabla.getState()).toMatchObject({ run, experiment });
    expect((await frameWhere((frame) => frame.step === end.step)).parameters).toEqual(end.parameters);
    expect(nabla.getState().undoLabel).toMatch(/0\.02/);
    undo();
    expect(nabla.getState()).toMatchObject({ run, canUndo: false });
    expect(nabla.getState().experiment.learningRate).not.toBe(0.02);
  });

  it('takes a weight back that was set by hand, and what is changed since first', async () => {
    const before = getFrame()!.parameters[0]!;
    setParameter(0, 0.5);
    await frameWhere((frame) => frame.parameters[0] === 0.5);
    await written(1);
    await load();
    await soon(() => { expect(nabla.getState().canUndo).toBe(true); });
    changeExperiment((experiment) => ({ ...experiment, learningRate: 0.02 }));
    undo();
    undo();
    expect((await frameWhere((frame) => frame.parameters[0] !== 0.5)).parameters[0]).toBe(before);
    expect(nabla.getState().canUndo).toBe(false);
  });

  it('goes back no further than to runs that have come back', async () => {
    await trained();
    const { run } = nabla.getState();
    chooseDataset('moons');
    changeExperiment((experiment) => ({ ...experiment, learningRate: 0.02 }));
    await soon(() => { expect(items.get('run 0.0')).toMatchObject({ saved: { run } }); });
    await written(2);
    items.delete('run 0.0');
    await load();
    await soon(() => { expect(nabla.getState().undoLabel).toMatch(/0\.02/); });
    undo();
    expect(nabla.getState()).toMatchObject({ canUndo: false, experiment: { data: { set: 'moons' } } });
  });

  it('has nothing of a record that is damaged, or of another run’s', async () => {
    chooseDataset('moons');
    await written(1);
    const good = items.get('undo 0') as Kept;
    for (const bad of ['none', { ...good, past: [{ kind: 'experiment', before: 7 }] }, { ...good, run: good.run + 5 }]) {
      items.set('undo 0', bad);
      await load();
      await soon(() => { expect(items.get('undo 0')).toMatchObject({ run: nabla.getState().run, past: [] }); });
      expect(nabla.getState().canUndo).toBe(false);
    }
  });
});
