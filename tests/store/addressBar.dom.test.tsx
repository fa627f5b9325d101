import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { changeExperiment, chooseDataset, choosePreset, setView, undo } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { nabla } from '../../src/store/nabla.ts';
import { noRecords } from '../../src/store/noRecords.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import { soon } from '../soon.ts';
import { spawnFake } from './fakeWorker.ts';

let stop: (() => void) | null = null;

beforeEach(async () => {
  history.pushState(null, '', location.pathname);
  clearUndo();
  nabla.setState(initialState, true);
  clearFrame();
  stop = await boot({ spawn: spawnFake, records: noRecords });
  await soon(() => { if (getFrame()?.run !== nabla.getState().run) throw new Error('waiting for the first frame'); });
});

afterEach(() => {
  stop?.();
  vi.restoreAllMocks();
});

const shownSet = (): string => nabla.getState().experiment.data.set;
const shows = (set: string) => soon(() => { expect([shownSet(), location.hash.includes(`data=${set}`)]).toEqual([set, true]); });

async function follow(hash: string, set: string): Promise<void> {
  location.hash = hash;
  await shows(set);
}

describe('Back and Forward', () => {
  it('go through the experiments of the links that were followed', async () => {
    await follow('data=moons', 'moons');
    await follow('data=circle', 'circle');
    await follow('data=gauss', 'gauss');
    history.back();
    await shows('circle');
    history.back();
    await shows('moons');
    history.forward();
    await shows('circle');
    history.go(1);
    await shows('gauss');
  });

  it('go back to the run of another data set as it was left, and through its views without leaving it', async () => {
    await follow('data=moons', 'moons');
    changeExperiment((experiment) => ({ ...experiment, learningRate: 0.007 }));
    const { run } = nabla.getState();
    const length = history.length;
    chooseDataset('rings');
    setView('compare');
    await soon(() => { expect(location.hash).toContain('data=rings'); });
    expect(history.length).toBe(length + 2);
    history.back();
    await soon(() => { expect([nabla.getState().view, shownSet()]).toEqual(['play', 'rings']); });
    history.back();
    await soon(() => { expect([nabla.getState().run, nabla.getState().experiment.learningRate]).toEqual([run, 0.007]); });
    expect(location.hash).toMatch(/data=moons.*0\.007/);
  });

  it('have no entry of what only changes an experiment, nor of Undo', async () => {
    await follow('data=moons', 'moons');
    const { length } = history;
    changeExperiment((experiment) => ({ ...experiment, hidden: [{ units: 2, activation: 'relu' }] }));
    expect(history.length).toBe(length);
    choosePreset('exercise');
    expect(history.length).toBe(length + 1);
    undo();
    await shows('moons');
    expect(history.length).toBe(length + 1);
  });
});

describe('a reload', () => {
  async function reload(hash: string, address: string): Promise<string> {
    stop?.();
    history.replaceState(null, '', hash);
    clearUndo();
    nabla.setState(initialState, true);
    clearFrame();
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{ type: 'reload' } as unknown as PerformanceEntry]);
    const record = { version: 1, playing: false, address, begun: { ...defaultExperiment('moons'), learningRate: 0.007 } };
    stop = await boot({ spawn: spawnFake, records: { get: (key) => Promise.resolve(key === 'run 0' ? record : undefined), set: () => Promise.resolve() } });
    return shownSet();
  }

  it('goes on with what was kept, also where the address had not followed yet', async () => {
    expect(await reload('#data=circle', '#data=circle')).toBe('moons');
    expect(nabla.getState().experiment.learningRate).toBe(0.007);
    expect(await reload('#view=step', '#data=circle')).toBe('moons');
  });

  it('follows a link that the storage had not heard of', async () => {
    expect(await reload('#data=circle', '#data=moons')).toBe('circle');
  });
});
