/** The run of this tab, kept in IndexedDB: one record a slot, written whole, the newest only. */
import { createStore, get, set, type UseStore } from 'idb-keyval';
import type { Experiment } from '../config/experiment.ts';
import type { SavedRun } from '../worker/protocol.ts';
import { RECORD_VERSION } from './recordVersion.ts';
import type { BegunRecord, RestoredRun, RunRecord } from './savedRun.ts';
import { say } from '../words/say.ts';

export type RunStorage = {
  /** What was kept; takes as long as the database does. Nothing where it cannot be read. Never throws. */
  load(): Promise<RestoredRun>;
  /** Keeps the run, once what was kept has been read; while one write is under way only the newest waits. Settles when it is written, or refused. */
  save(saved: SavedRun, playing: boolean, address?: string): Promise<void>;
  /** Keeps what a new run is of, for a reload before the worker has built and saved it. */
  begin(experiment: Experiment, playing: boolean, address?: string): void;
  /** Keeps at once that it plays or stands, under the address it has: a reload may come before the worker has said how far it is. */
  keepPlaying(playing: boolean): void;
};

/** What is set to undefined takes no room. */
export type RecordStore = { get(key: string): Promise<unknown>; set(key: string, record: unknown): Promise<void> };

let store: UseStore | null = null;

/**
 * Opens the store on first use, so that a browser that refuses it is met inside `load` and `save`. There is one for the page: what is
 * written first is kept first.
 */
export function indexedDbRecords(): RecordStore {
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

const REFUSED = say('This browser keeps nothing for this page, so a reload will start again.');
const UNREAD = say('The run of the last visit could not be opened: the part of this page that checks it could not be fetched. That run is left as it is for a reload, so the present one is not kept.');

/** `onFailure` is called once, with a sentence that says why, when runs cannot be kept. */
export function createRunStorage(records: RecordStore, slot: number, onFailure: (sentence: string) => void): RunStorage {
  const key = `run ${slot}`;
  let waiting: RunRecord | BegunRecord | null = null;
  /** What is kept of the present run; null before any of it is. */
  let newest: RunRecord | BegunRecord | null = null;
  /** Settles when nothing waits any more. */
  let writing: Promise<void> | null = null;
  let hasFailed = false;
  /** What it takes to check the record could not be fetched: another visit may, so it stays as it is. */
  let isUnread = false;
  /** What was kept is not written over before it has been read. */
  let reading: Promise<unknown> = Promise.resolve();

  async function write(): Promise<void> {
    await reading.catch(() => undefined);
    while (waiting !== null) {
      const record = waiting;
      waiting = null;
      try {
        await records.set(key, record);
      } catch {
        fail(REFUSED);
      }
    }
    writing = null;
  }

  function fail(sentence: string): void {
    if (!hasFailed) onFailure(sentence);
    hasFailed = true;
  }

  function keep(record: RunRecord | BegunRecord): Promise<void> {
    newest = record;
    if (isUnread) {
      fail(UNREAD);
      return Promise.resolve();
    }
    waiting = record;
    writing ??= write();
    return writing;
  }

  return {
    async load() {
      const nothing: RestoredRun = { saved: null, experiment: null, playing: false, notes: [] };
      try {
        // Made anew when it cannot even be begun: a browser may refuse with an error at once.
        reading = Promise.resolve().then(() => records.get(key));
        const record = await reading;
        if (record === undefined) return nothing;
        // What it takes to check one is fetched only where there is one.
        const { restoreRecord } = await import('./savedRun.ts').catch((reason: unknown) => {
          isUnread = true;
          throw reason;
        });
        const restored = restoreRecord(record);
        const { saved, playing, address = '' } = restored;
        if (saved !== null) newest ??= { version: RECORD_VERSION, playing, address, saved };
        return restored;
      } catch {
        return nothing;
      }
    },
    save(saved, playing, address = '') {
      return keep({ version: RECORD_VERSION, playing, address, saved });
    },
    begin(experiment, playing, address = '') {
      void keep({ version: RECORD_VERSION, playing, address, begun: experiment });
    },
    keepPlaying(playing) {
      // The address on the page may be another run's by now, which the worker has not saved yet.
      if (newest !== null) void keep({ ...newest, playing });
    },
  };
}
