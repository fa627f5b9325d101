/** The run of this tab, kept in IndexedDB: one record a slot, written whole, the newest only. */
import { createStore, get, set, type UseStore } from 'idb-keyval';
import type { SavedRun } from '../worker/protocol.ts';
import { RECORD_VERSION, restoreRecord, type RestoredRun, type RunRecord } from './savedRun.ts';

/** A database that does not answer (blocked by another version or by the browser) must not keep the page waiting. */
const ANSWER_MS = 1500;

export type RunStorage = {
  load(): Promise<RestoredRun>;
  /** Keeps the run; while one write is under way only the newest waits. */
  save(saved: SavedRun, playing: boolean): void;
};

/** What is set to undefined takes no room. */
export type RecordStore = { get(key: string): Promise<unknown>; set(key: string, record: unknown): Promise<void> };

/** Opens the store on first use, so that a browser that refuses it is met inside `load` and `save`. */
export function indexedDbRecords(): RecordStore {
  let store: UseStore | null = null;
  const open = (): UseStore => (store ??= createStore('nabla', 'runs'));
  return {
    async get(key) {
      const value: unknown = await get(key, open());
      return value;
    },
    async set(key, record) {
      await set(key, record, open());
    },
  };
}

/** `onFailure` is called once, with the first error, when runs cannot be kept. */
export function createRunStorage(records: RecordStore, slot: number, onFailure: () => void): RunStorage {
  const key = `run ${slot}`;
  let waiting: RunRecord | null = null;
  let isWriting = false;
  let hasFailed = false;

  async function write(): Promise<void> {
    isWriting = true;
    while (waiting !== null) {
      const record = waiting;
      waiting = null;
      try {
        await records.set(key, record);
      } catch {
        if (!hasFailed) onFailure();
        hasFailed = true;
      }
    }
    isWriting = false;
  }

  return {
    async load() {
      const nothing: RestoredRun = { saved: null, experiment: null, playing: false, notes: [] };
      let timer: ReturnType<typeof setTimeout> | undefined;
      const patience = new Promise<undefined>((resolve) => { timer = setTimeout(() => { resolve(undefined); }, ANSWER_MS); });
      try {
        return restoreRecord(await Promise.race([records.get(key), patience]));
      } catch {
        return nothing;
      } finally {
        clearTimeout(timer);
      }
    },
    save(saved, playing) {
      waiting = { version: RECORD_VERSION, playing, saved };
      if (!isWriting) void write();
    },
  };
}
