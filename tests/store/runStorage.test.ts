import { afterEach, describe, expect, it, vi } from 'vitest';
import { initialExperiment } from '../../src/config/defaults.ts';
import { createListStorage } from '../../src/store/runListStorage.ts';
import { createRunStorage, type RecordStore } from '../../src/store/runStorage.ts';
import type { RunId, SavedRun } from '../../src/worker/protocol.ts';
import { soon } from '../soon.ts';

/** IndexedDB as a map. */
function createRecords(items: Map<string, unknown>): RecordStore {
  return {
    get: (key) => Promise.resolve(items.get(key)),
    set: (key, record) => {
      if (record === undefined) items.delete(key);
      else items.set(key, record);
      return Promise.resolve();
    },
  };
}

const savedRun = (run: RunId): SavedRun => ({ run, experiment: initialExperiment }) as SavedRun;

/** A network that does not hand out what checks a kept run. */
function loseNetwork(): void {
  vi.doMock('../../src/store/savedRun.ts', () => { throw new TypeError('Failed to fetch dynamically imported module'); });
}

afterEach(() => { vi.doUnmock('../../src/store/savedRun.ts'); });

describe('the kept run', () => {
  it('stays under its own address when Play is pressed before another one is saved', async () => {
    const items = new Map<string, unknown>();
    const storage = createRunStorage(createRecords(items), 0, () => { throw new Error('failed'); });
    void storage.save(savedRun(1), false, '#preset=moons');
    storage.keepPlaying(true);
    await soon(() => { expect(items.get('run 0')).toMatchObject({ playing: true, address: '#preset=moons', saved: { run: 1 } }); });
  });

  it('is left as it is where what checks it cannot be fetched, and it is said once that the present one is not kept', async () => {
    loseNetwork();
    const before = { version: 1, playing: false, saved: savedRun(1) };
    const items = new Map<string, unknown>([['run 0', before]]);
    const said: string[] = [];
    const storage = createRunStorage(createRecords(items), 0, (sentence) => said.push(sentence));
    expect(await storage.load()).toEqual({ saved: null, experiment: null, playing: false, notes: [] });
    expect(said).toEqual([]);
    storage.begin(initialExperiment, false);
    void storage.save(savedRun(2), false);
    expect(said).toEqual([expect.stringMatching(/^The run of the last visit could not be opened: .* the present one is not kept\.$/)]);
    await new Promise((resolve) => { setTimeout(resolve, 0); });
    expect(items.get('run 0')).toBe(before);
  });
});

describe('a kept run of the list', () => {
  it('stays, with its name and its place, where what checks it cannot be fetched', async () => {
    loseNetwork();
    const entry = { run: 3, name: 'calm', colour: 2, isShown: true, isNamed: true, divergedAt: null, place: 0 };
    const state = { version: 1, playing: false, saved: savedRun(3) };
    const items = new Map<string, unknown>([['runs 0', { version: 1, runs: [entry] }], ['run 0.0', state]]);
    let writes = 0;
    const storage = createListStorage({ records: createRecords(items), slot: 0, savedOf: savedRun, onKept: () => { writes += 1; } });
    expect(await storage.load()).toHaveLength(1);
    expect(await storage.read(3)).toBeNull();
    storage.open();
    // As the list then is: without it, and with another one that takes a place.
    storage.keep([{ run: 4, name: 'run 2', colour: 0, isShown: true, isNamed: false }], 9);
    await soon(() => { expect(writes).toBe(1); });
    expect(items.get('run 0.0')).toBe(state);
    expect(items.get('run 0.1')).toMatchObject({ saved: { run: 4 } });
    expect(items.get('runs 0')).toMatchObject({ runs: [entry, { run: 4, place: 1 }] });
  });
});
