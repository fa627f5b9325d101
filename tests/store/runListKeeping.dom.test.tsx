import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeExperiment, openListed, pause, play, removeRun, renameRun, setSpeed, showRun, visitStep } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { forgetRun, keptRun } from '../../src/store/keptRuns.ts';
import { nabla } from '../../src/store/nabla.ts';
import { curveOf, entryOf } from '../../src/store/runList.ts';
import { bytesOf, createListStorage } from '../../src/store/runListStorage.ts';
import type { RecordStore } from '../../src/store/runStorage.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import type { RunId, SavedRun, TrainingFrame } from '../../src/worker/protocol.ts';
import { soon } from '../soon.ts';
import { spawnFake } from './fakeWorker.ts';

/** IndexedDB as a map; `refuses` says which records there is no room for. */
function createRecords(refuses: (key: string, record: unknown) => boolean = () => false) {
  const items = new Map<string, unknown>();
  const writes: string[] = [];
  const records: RecordStore = {
    get: (key) => Promise.resolve(structuredClone(items.get(key))),
    set: (key, record) => {
      if (refuses(key, record)) return Promise.reject(new DOMException('full', 'QuotaExceededError'));
      writes.push(key);
      if (record === undefined) items.delete(key);
      else items.set(key, structuredClone(record));
      return Promise.resolve();
    },
  };
  return { items, writes, records };
}

let stop: (() => void) | null = null;

async function frameWhere(condition: (frame: TrainingFrame) => boolean): Promise<TrainingFrame> {
  return soon(() => {
    const frame = getFrame();
    if (frame === null || frame.run !== nabla.getState().run || !condition(frame)) throw new Error(`waiting; at ${frame?.step}`);
    return structuredClone(frame);
  });
}

async function trainTo(target: number): Promise<TrainingFrame> {
  play();
  await frameWhere((frame) => frame.step >= target);
  pause();
  return frameWhere((frame) => frame.status !== 'training' && frame.evaluatedStep === frame.step);
}

const names = (): string[] => nabla.getState().runs.map(({ name }) => name);
const present = (): RunId => nabla.getState().run;
const others = () => nabla.getState().runs.filter(({ run }) => run !== present());

/** What still waits to be written is begun. */
function leave(): void {
  stop?.();
  stop = null;
}

/** A page on this storage that knows nothing of the one before. */
async function load(records: RecordStore, patience?: number): Promise<void> {
  leave();
  for (const { run } of nabla.getState().runs) forgetRun(run);
  clearUndo();
  nabla.setState(initialState, true);
  clearFrame();
  stop = await boot({ spawn: spawnFake, records, ...(patience === undefined ? {} : { patience }) });
  await frameWhere(() => true);
  setSpeed(2000);
}

/** Trains a run, goes back, plays on: two runs, the older of which is left. */
async function branch(): Promise<{ left: RunId; end: TrainingFrame }> {
  const end = await trainTo(60);
  visitStep(20);
  await frameWhere((frame) => frame.step === 20 && nabla.getState().headedFor === null);
  const before = nabla.getState().runs.length;
  play();
  await soon(() => { expect(nabla.getState().runs.length).toBe(before + 1); });
  await trainTo(30);
  return { left: others().at(-1)!.run, end };
}

/** All that is kept has been written. */
async function written(items: ReadonlyMap<string, unknown>, condition: (runs: readonly { name: string; place: number | null }[]) => boolean): Promise<void> {
  await soon(() => {
    const index = items.get('runs 0') as { runs: { name: string; place: number | null }[] } | undefined;
    if (index === undefined || !condition(index.runs)) throw new Error(`waiting; ${JSON.stringify(index)}`);
  });
}

/** Nothing more is being written by a page that has been left. */
async function resting(writes: readonly string[]): Promise<void> {
  let before = -1;
  while (writes.length !== before) {
    before = writes.length;
    await new Promise((resolve) => { setTimeout(resolve, 0); });
  }
}

beforeEach(() => { localStorage.clear(); });

afterEach(leave);

describe('the list of runs after a reload', () => {
  it('still knows where a run diverged that was replaced by another', async () => {
    const { items, records } = createRecords();
    await load(records);
    await trainTo(20);
    const diverging = present();
    nabla.setState({ divergence: { step: 17, epoch: 1, learningRate: 3 } });
    changeExperiment((experiment) => ({ ...experiment, hidden: [{ units: 3, activation: 'tanh' }] }));
    expect(entryOf(diverging)?.divergedAt).toBe(17);
    await frameWhere(() => true);
    expect(entryOf(present())?.divergedAt ?? null).toBeNull();
    await soon(() => { expect(items.get('run 0')).toHaveProperty('saved'); });
    await written(items, (runs) => runs.some(({ place }) => place !== null));
    await load(records);
    await soon(() => { expect(others()).toMatchObject([{ run: diverging, divergedAt: 17 }]); });
  });


  it('is as it was: names, colours, curves, and states to go back to, exactly', async () => {
    const { items, records } = createRecords();
    await load(records);
    const { left, end } = await branch();
    renameRun(left, 'calm');
    showRun(left, false);
    await trainTo(40);
    await soon(() => { expect(items.get('run 0')).toHaveProperty('saved'); });
    await written(items, (runs) => runs.some(({ name, place }) => name === 'calm' && place !== null));
    const { colour } = entryOf(left)!;
    const words = names();

    await load(records);
    await soon(() => { expect(others()).toMatchObject([{ run: left, name: 'calm', colour, isShown: false, isNamed: true, end: { step: end.step } }]); });
    expect(names()).toEqual(words);
    expect(curveOf(left)?.train).toEqual(end.history.train);
    openListed(left);
    expect((await frameWhere((frame) => frame.step === end.step)).parameters).toEqual(end.parameters);
    // What was the present run is on the list now, and outlasts another reload.
    await written(items, (runs) => runs.every(({ place }) => place !== null));
    await soon(() => { expect((items.get('run 0') as { saved: SavedRun }).saved.run).toBe(left); });
    await load(records);
    await soon(() => { expect(nabla.getState().runs.every(({ run, end: last }) => run === present() || last !== null)).toBe(true); });
    expect(entryOf(present())?.name).toBe('calm');
    expect(names()).toHaveLength(2);
  });

  it('gives room back when a run is removed, and writes a run that rests only once', async () => {
    const { items, writes, records } = createRecords();
    await load(records);
    const { left } = await branch();
    await written(items, (runs) => runs.some(({ place }) => place !== null));
    await trainTo(80);
    renameRun(present(), 'other');
    await written(items, (runs) => runs.some(({ name }) => name === 'other'));
    expect(writes.filter((key) => key === 'run 0.0')).toHaveLength(1);
    removeRun(left);
    await written(items, (runs) => runs.length === 1);
    expect(items.has('run 0.0')).toBe(false);
  });

  it('leaves out what is damaged or another run’s, and keeps the rest', async () => {
    const { items, records } = createRecords();
    await load(records);
    const { left } = await branch();
    changeExperiment((e) => ({ ...e, initialization: { ...e.initialization, seed: 77 } }));
    await frameWhere((frame) => frame.step === 0);
    await written(items, (runs) => runs.length === 3 && runs.filter(({ place }) => place !== null).length >= 2);
    const key = [0, 1, 2].map((at) => `run 0.${at}`).find((each) => (items.get(each) as { saved: SavedRun } | undefined)?.saved.run === left)!;
    const damaged = items.get(key) as { saved: SavedRun };
    items.set(key, { ...damaged, saved: { ...damaged.saved, state: { ...damaged.saved.state, parameters: Float64Array.of(1) } } });
    await load(records);
    await soon(() => { expect(others().every(({ end }) => end !== null)).toBe(true); });
    expect(entryOf(left)).toBeUndefined();
    expect(nabla.getState().runs).toHaveLength(2);
    items.set('runs 0', { version: 1, runs: 'none' });
    await load(records);
    expect(nabla.getState().runs.length).toBeGreaterThan(0);
  });

  it('holds the run that was when the page opens with another experiment', async () => {
    const { items, records } = createRecords();
    await load(records);
    const end = await trainTo(30);
    const was = present();
    await soon(() => { expect((items.get('run 0') as { saved: SavedRun } | undefined)?.saved.state.step).toBe(end.step); });
    location.hash = '#preset=workedNetwork';
    try {
      await load(records);
      await soon(() => { expect(others()).toMatchObject([{ run: was, end: { step: end.step } }]); });
      expect(present()).not.toBe(was);
      expect(others()[0]?.isShown).toBe(false);
    } finally {
      location.hash = '';
    }
  });
});

describe('a storage that takes its time', () => {
  /** Records of these keys come only when they are let go. */
  function heldBack(records: RecordStore, isHeld: (key: string) => boolean) {
    let letGo = (): void => { /* Nobody waits yet. */ };
    const gate = new Promise<void>((resolve) => { letGo = resolve; });
    const slow: RecordStore = {
      ...records,
      get: async (key) => {
        if (isHeld(key)) await gate;
        return records.get(key);
      },
    };
    return { slow, letGo };
  }

  it('is not written over before it has answered, and what it kept comes late', async () => {
    const { items, writes, records } = createRecords();
    await load(records);
    const { left, end } = await branch();
    renameRun(left, 'calm');
    await written(items, (runs) => runs.some(({ name, place }) => name === 'calm' && place !== null));
    leave();
    await resting(writes);
    const index = structuredClone(items.get('runs 0'));

    const { slow, letGo } = heldBack(records, (key) => key === 'runs 0');
    writes.length = 0;
    await load(slow);
    const here = (await branch()).left;
    await soon(() => { expect(nabla.getState().fleetingRuns).toContain(here); });
    expect(writes.filter((key) => key !== 'run 0')).toEqual([]);
    expect(items.get('runs 0')).toEqual(index);

    letGo();
    await soon(() => { expect(nabla.getState().runs.find(({ name }) => name === 'calm')?.end).toMatchObject({ step: end.step }); });
    const ids = nabla.getState().runs.map(({ run }) => run);
    expect(new Set(ids).size).toBe(ids.length);
    await written(items, (runs) => runs.some(({ name, place }) => name === 'calm' && place !== null) && runs.filter(({ place }) => place !== null).length >= 2);
    await soon(() => { expect(nabla.getState().fleetingRuns).toEqual([]); });
    await load(records);
    await soon(() => { expect(nabla.getState().runs.find(({ name }) => name === 'calm')?.end).toMatchObject({ step: end.step }); });
  });

  it('gives the run that was present its name and colour again, though the list or the run’s own state comes late', async () => {
    for (const late of ['runs 0', 'run 0']) {
      const { items, writes, records } = createRecords();
      await load(records);
      const { left } = await branch();
      renameRun(present(), 'bold');
      renameRun(left, 'calm');
      const { colour } = entryOf(present())!;
      await written(items, (runs) => runs.some(({ name, place }) => name === 'calm' && place !== null) && runs.some(({ name }) => name === 'bold'));
      await soon(() => { expect((items.get('run 0') as { saved: SavedRun } | undefined)?.saved.run).toBe(present()); });
      leave();
      await resting(writes);

      const { slow, letGo } = heldBack(records, (key) => key === late);
      await load(slow, 20);
      expect(names(), late).not.toContain('bold');
      letGo();
      await soon(() => { expect(entryOf(present()), late).toMatchObject({ name: 'bold', colour, isNamed: true }); });
      await soon(() => { expect(others(), late).toMatchObject([{ name: 'calm' }]); });
      await written(items, (runs) => runs.length === 2 && runs.some(({ name }) => name === 'bold'));
    }
  });

  it('keeps the name of a run whose state the worker had not saved yet', async () => {
    const { items, writes, records } = createRecords();
    await load(records);
    renameRun(present(), 'bold');
    await written(items, (runs) => runs.some(({ name }) => name === 'bold'));
    leave();
    await resting(writes);
    items.set('run 0', { version: 1, playing: false, begun: nabla.getState().experiment });
    await load(records);
    await soon(() => { expect(names()).toEqual(['bold']); });
    await written(items, (runs) => runs.length === 1 && runs[0]?.name === 'bold');
  });

  it('is left alone when its list cannot be read, though it could be written', async () => {
    const { items, writes, records } = createRecords();
    await load(records);
    await branch();
    await written(items, (runs) => runs.some(({ place }) => place !== null));
    leave();
    await resting(writes);
    const index = structuredClone(items.get('runs 0'));
    writes.length = 0;
    await load({ ...records, get: (key) => (key === 'runs 0' ? Promise.reject(new Error('busy')) : records.get(key)) });
    const { left } = await branch();
    await soon(() => { expect(nabla.getState().fleetingRuns).toContain(left); });
    expect(writes.filter((key) => key !== 'run 0')).toEqual([]);
    expect(items.get('runs 0')).toEqual(index);
  });

  it('keeps the state that did not come for the next time, and goes on keeping the others', async () => {
    const { items, records } = createRecords();
    await load(records);
    const { left, end } = await branch();
    renameRun(left, 'calm');
    await written(items, (runs) => runs.some(({ name, place }) => name === 'calm' && place !== null));
    const { slow } = heldBack(records, (key) => key === 'run 0.0');
    await load(slow);
    await soon(() => { expect(names()).not.toContain('calm'); });
    renameRun(present(), 'other');
    await written(items, (runs) => runs.some(({ name }) => name === 'other'));
    await load(records);
    await soon(() => { expect(nabla.getState().runs.find(({ name }) => name === 'calm')?.end).toMatchObject({ step: end.step }); });
    expect(names()).toContain('other');
  });
});

describe('where there is no room', () => {
  it('loses nothing but the state that has none, and says which', async () => {
    const { items, records } = createRecords((key, record) => key.startsWith('run 0.') && record !== undefined);
    await load(records);
    const { left, end } = await branch();
    await soon(() => { expect(nabla.getState().fleetingRuns).toEqual([left]); });
    expect(keptRun(left)?.history.step.at(-1)).toBe(end.step);
    await written(items, (runs) => runs.length === 1);
    await load(records);
    expect(names()).toHaveLength(1);
  });

  it('works without any storage', async () => {
    await load({ get: () => Promise.reject(new Error('blocked')), set: () => Promise.reject(new Error('blocked')) });
    const { left, end } = await branch();
    await soon(() => { expect(nabla.getState().fleetingRuns).toEqual([left]); });
    openListed(left);
    expect((await frameWhere((frame) => frame.step === end.step)).parameters).toEqual(end.parameters);
  });

  it('keeps what somebody named, then the newest, within its bytes', async () => {
    const { items, records } = createRecords();
    const state = { parameters: new Float64Array(1000) };
    const saved = new Map([1, 2, 3, 4].map((run) => [run, { run, state } as unknown as SavedRun]));
    let lost: readonly RunId[] = [];
    const storage = createListStorage({
      records, slot: 0, savedOf: (run) => saved.get(run), limit: 2.5 * bytesOf(saved.get(1)), onKept: (runs) => { lost = runs; },
    });
    storage.open();
    const run = (id: RunId, isNamed: boolean) => ({ run: id, name: `run ${id}`, colour: 0, isShown: true, isNamed });
    storage.keep([run(1, true), run(2, false), run(3, false), run(4, false), run(9, false)], 9);
    await soon(() => { expect(lost).toEqual([2, 3]); });
    expect([...items.keys()].toSorted()).toEqual(['run 0.0', 'run 0.1', 'runs 0']);
    storage.keep([run(2, false), run(4, false), run(9, false)], 9);
    await soon(() => { expect(lost).toEqual([]); });
    expect([...items.keys()].toSorted()).toEqual(['run 0.0', 'run 0.1', 'runs 0']);
  });

  it('measures a state that does not change only once', async () => {
    let looks = 0;
    const saved = { run: 1, get log() { looks += 1; return []; } } as unknown as SavedRun;
    let kept = 0;
    const refuse: RecordStore = { get: () => Promise.resolve(undefined), set: () => Promise.reject(new Error('full')) };
    const storage = createListStorage({ records: refuse, slot: 0, savedOf: () => saved, onKept: () => { kept += 1; } });
    storage.open();
    for (const name of ['a', 'b', 'c']) {
      const before = kept;
      storage.keep([{ run: 1, name, colour: 0, isShown: true, isNamed: true }], 9);
      await soon(() => { expect(kept).toBe(before + 1); });
    }
    expect(looks).toBe(1);
  });
});
