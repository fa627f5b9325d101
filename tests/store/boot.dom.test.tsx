import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { changeExperiment, chooseDataset, pause, play, setPauseWhenHidden } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { nabla } from '../../src/store/nabla.ts';
import type { RecordStore } from '../../src/store/runStorage.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import { soon } from '../soon.ts';
import { spawnFake } from './fakeWorker.ts';

let items = new Map<string, unknown>();
let stop: (() => void) | null = null;

/** A storage whose answers about the run come when they are let go. */
function heldBack() {
  let letGo = (): void => { /* Nobody waits yet. */ };
  const gate = new Promise<void>((resolve) => { letGo = resolve; });
  return { gate, letGo: () => { letGo(); } };
}

function records(gate: Promise<void> = Promise.resolve()): RecordStore {
  return {
    get: async (key) => {
      if (key === 'run 0') await gate;
      return structuredClone(items.get(key));
    },
    set: (key, record) => {
      items.set(key, structuredClone(record));
      return Promise.resolve();
    },
  };
}

async function load(store: RecordStore, patience?: number): Promise<void> {
  stop?.();
  // The address that the page before wrote would be followed: nothing tells a reload here.
  location.hash = '';
  clearUndo();
  nabla.setState(initialState, true);
  clearFrame();
  stop = await boot({ spawn: spawnFake, records: store, ...(patience === undefined ? {} : { patience }) });
  await soon(() => { expect(getFrame()?.run).toBe(nabla.getState().run); });
}

const shownSet = (): string => nabla.getState().experiment.data.set;
const keptSet = (): unknown => {
  const record = items.get('run 0') as { saved?: { experiment: { data: { set: string } } }; begun?: { data: { set: string } } } | undefined;
  return (record?.saved?.experiment ?? record?.begun)?.data.set;
};

beforeEach(async () => {
  items = new Map();
  localStorage.clear();
  await load(records());
  chooseDataset('moons');
  await soon(() => { if (!('saved' in Object(items.get('run 0'))) || keptSet() !== 'moons') throw new Error('not kept yet'); });
});

afterEach(() => {
  stop?.();
  stop = null;
});

describe('a reload', () => {
  it('before the worker has built and saved the run keeps its experiment', async () => {
    chooseDataset('rings');
    await Promise.resolve();
    await Promise.resolve();
    expect(items.get('run 0')).toHaveProperty('begun.data.set', 'rings');
    items = new Map([['run 0', items.get('run 0')]]);
    await load(records());
    expect([shownSet(), nabla.getState().notice]).toEqual(['rings', null]);
  });

  it('goes on playing, however soon after Play it comes', async () => {
    const playing = (): unknown => (items.get('run 0') as { playing: boolean }).playing;
    play();
    await Promise.resolve();
    await Promise.resolve();
    expect(playing()).toBe(true);
    const kept = new Map(items);
    pause();
    await soon(() => { expect(playing()).toBe(false); });
    items = kept;
    await load(records());
    expect(nabla.getState().playing).toBe(true);
    pause();
  });

  it('is no tab put aside: what then pauses goes on after it', async () => {
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const hide = (): boolean => {
      document.dispatchEvent(new Event('visibilitychange'));
      return nabla.getState().playing;
    };
    setPauseWhenHidden(true);
    play();
    window.dispatchEvent(new Event('pagehide'));
    expect(hide()).toBe(true);
    window.dispatchEvent(new Event('pageshow'));
    expect(hide()).toBe(false);
    visibility.mockRestore();
  });

  it('waits for a storage that takes seconds, and says so', async () => {
    const { gate, letGo } = heldBack();
    const loaded = load(records(gate));
    await soon(() => { expect(nabla.getState().notice?.text).toBe('Waiting for what this browser keeps of the last visit …'); });
    expect(keptSet()).toBe('moons');
    letGo();
    await loaded;
    expect([shownSet(), nabla.getState().notice]).toEqual(['moons', null]);
  });

  it('begins without a storage that never answers, writes nothing over, and opens what comes after all', async () => {
    const { gate, letGo } = heldBack();
    await load(records(gate), 20);
    expect(shownSet()).toBe('spiral');
    expect(nabla.getState().notice?.text).toMatch(/^This browser does not hand out what it keeps/);
    expect(keptSet()).toBe('moons');
    letGo();
    await soon(() => { expect(shownSet()).toBe('moons'); });
    await soon(() => { expect(keptSet()).toBe('moons'); });
  });

  it('whose address cannot be read may be a page inside another one: it writes nothing over, and says that it keeps nothing', async () => {
    stop?.();
    nabla.setState(initialState, true);
    clearFrame();
    await new Promise((resolve) => { setTimeout(resolve, 0); });
    const before = new Map(items);
    vi.doMock('../../src/store/addressBar.ts', () => { throw new TypeError('Failed to fetch dynamically imported module'); });
    location.hash = '#data=rings&embed=output';
    stop = await boot({ spawn: spawnFake, records: records() });
    vi.doUnmock('../../src/store/addressBar.ts');
    location.hash = '';
    expect([shownSet(), nabla.getState().embed]).toEqual(['spiral', null]);
    expect(nabla.getState().notice?.text).toMatch(/its address could not be fetched\. .* nothing of this visit is kept\.$/);
    chooseDataset('circle');
    play();
    await soon(() => { expect(getFrame()?.step).toBeGreaterThan(0); });
    pause();
    expect(items).toEqual(before);
  });

  it('leaves what was begun meanwhile, and lists what comes late', async () => {
    const { gate, letGo } = heldBack();
    await load(records(gate), 20);
    changeExperiment((experiment) => ({ ...experiment, learningRate: 0.5 }));
    letGo();
    await soon(() => { expect(nabla.getState().runs.map(({ name, end }) => [name, end?.experiment.data.set])).toContainEqual(['last visit', 'moons']); });
    expect(shownSet()).toBe('spiral');
    await soon(() => { expect(keptSet()).toBe('spiral'); });
  });
});
