/**
 * The list of runs of this tab, kept in IndexedDB beside the present run: one short record with the names and colours, and a record
 * for the state and curve of each run but the present one, which has its own (runStorage.ts). Those records have numbered places that
 * are used again, so nothing is ever left lying about.
 */
import type { RunId, SavedRun } from '../worker/protocol.ts';
import { inTime, LATE } from './inTime.ts';
import { RECORD_VERSION } from './recordVersion.ts';
import type { IndexEntry } from './runListIndex.ts';
import type { RunEntry } from './runListSlice.ts';
import type { RecordStore } from './runStorage.ts';

/** All states of the list together; the largest network's are 2.5 MB each. */
const LIST_BYTES = 32 * 2 ** 20;
/** A database that does not answer must not keep the page waiting. */
export const ANSWER_MS = 1500;

export type ListedRun = Pick<RunEntry, 'run' | 'name' | 'colour' | 'isShown' | 'isNamed' | 'divergedAt'> & {
  /** Its state is not with the list: it was the present run when that was kept. */
  readonly isElsewhere?: boolean;
};

export type ListStorage = {
  /** The runs of the list, oldest first; empty when there are none. @throws when they cannot be read; takes as long as the database does */
  load(): Promise<readonly ListedRun[]>;
  /** State and curve of one of them; null when they are not there, cannot be trusted or do not come in time: then they stay as they are. */
  read(run: RunId): Promise<SavedRun | null>;
  /** What was kept has been read, as far as it can be: from now on it is written over. */
  open(): void;
  /** Keeps the list as it is, once open; while it is being written only the newest waits. */
  keep(runs: readonly ListedRun[], present: RunId): void;
  /** Takes what is kept for nobody's: it gives way. @throws when it cannot be read */
  clear(): Promise<void>;
};

export type ListStorageOptions = {
  readonly records: RecordStore;
  readonly slot: number;
  /** The latest state of a run. */
  readonly savedOf: (run: RunId) => SavedRun | undefined;
  /** Told after each writing which runs a reload would lose. */
  readonly onKept: (lost: readonly RunId[]) => void;
  readonly limit?: number;
};

export function createListStorage({ records, slot, savedOf, onKept, limit = LIST_BYTES }: ListStorageOptions): ListStorage {
  const indexKey = `runs ${slot}`;
  const keyOf = (at: number): string => `run ${slot}.${at}`;
  const places = new Map<RunId, { readonly at: number; readonly saved: SavedRun | null }>();
  /** Entries as they were kept, whose states, or what checks them, did not come: the next page may read them. */
  let unanswered: IndexEntry[] = [];
  let kept: readonly IndexEntry[] = [];
  let isOpen = false;
  let waiting: { readonly runs: readonly ListedRun[]; readonly present: RunId } | null = null;
  let isWriting = false;

  async function readIndex(): Promise<readonly IndexEntry[]> {
    const record = await records.get(indexKey);
    // What it takes to check one is fetched only where there is one.
    return record === undefined ? [] : (await import('./runListIndex.ts')).readIndex(record);
  }

  /** Runs whose states are worth their room, those with a name of their own first, then the newest. */
  function affordable(runs: readonly ListedRun[]): ReadonlySet<RunId> {
    const order = runs.toReversed().toSorted((a, b) => Number(b.isNamed) - Number(a.isNamed));
    const chosen = new Set<RunId>();
    let bytes = 0;
    for (const { run } of order) {
      const saved = savedOf(run);
      if (saved === undefined) continue;
      const more = savedBytes(saved);
      if (bytes + more > limit) continue;
      bytes += more;
      chosen.add(run);
    }
    return chosen;
  }

  function freePlace(): number {
    const taken = new Set<number | null>([...[...places.values()].map(({ at }) => at), ...unanswered.map((entry) => entry.place)]);
    let at = 0;
    while (taken.has(at)) at += 1;
    return at;
  }

  async function release(run: RunId): Promise<void> {
    const held = places.get(run);
    if (held === undefined) return;
    await records.set(keyOf(held.at), undefined);
    places.delete(run);
  }

  async function writeRun(run: RunId): Promise<void> {
    const saved = savedOf(run);
    if (saved === undefined || places.get(run)?.saved === saved) return;
    const at = places.get(run)?.at ?? freePlace();
    // Taken before it is written: a record cut short must not be taken for another run's.
    places.set(run, { at, saved: null });
    await records.set(keyOf(at), { version: RECORD_VERSION, playing: false, saved });
    places.set(run, { at, saved });
  }

  async function writeList(runs: readonly ListedRun[], present: RunId): Promise<void> {
    const others = runs.filter(({ run }) => run !== present);
    const chosen = affordable(others);
    for (const run of places.keys()) if (run !== present && !chosen.has(run)) await attempt(() => release(run));
    const lost = new Set(others.filter(({ run }) => !chosen.has(run)).map(({ run }) => run));
    for (const run of chosen) {
      if (await attempt(() => writeRun(run))) continue;
      lost.add(run);
      await attempt(() => release(run));
    }
    const index = runs.filter(({ run }) => !lost.has(run)).map(({ run, name, colour, isShown, isNamed, divergedAt = null }) => (
      { run, name, colour, isShown, isNamed, divergedAt, place: places.get(run)?.at ?? null }));
    const isWritten = await attempt(() => records.set(indexKey, { version: RECORD_VERSION, runs: [...unanswered, ...index] }));
    onKept(isWritten ? [...lost] : others.map(({ run }) => run));
  }

  async function write(): Promise<void> {
    isWriting = true;
    while (waiting !== null) {
      const { runs, present } = waiting;
      waiting = null;
      await writeList(runs, present);
    }
    isWriting = false;
  }

  return {
    async load() {
      kept = await readIndex();
      for (const { run, place: at } of kept) if (at !== null) places.set(run, { at, saved: null });
      return kept.map(({ place, ...entry }) => ({ ...entry, isElsewhere: place === null }));
    },
    async read(run) {
      const held = places.get(run);
      if (held === undefined) return null;
      const checks = await import('./savedRun.ts').catch(() => null);
      try {
        const record = checks === null ? LATE : await inTime(records.get(keyOf(held.at)), ANSWER_MS);
        if (checks === null || record === LATE) {
          unanswered = [...unanswered, ...kept.filter((entry) => entry.run === run)];
          places.delete(run);
          return null;
        }
        const { saved } = checks.restoreRecord(record);
        if (saved?.run !== run) return null;
        if (places.get(run) === held) places.set(run, { at: held.at, saved });
        return saved;
      } catch {
        return null;
      }
    },
    open() {
      isOpen = true;
    },
    keep(runs, present) {
      if (!isOpen) {
        onKept(runs.filter(({ run }) => run !== present).map(({ run }) => run));
        return;
      }
      waiting = { runs, present };
      if (!isWriting) void write();
    },
    async clear() {
      for (const { place: at } of await readIndex()) if (at !== null) await attempt(() => records.set(keyOf(at), undefined));
    },
  };
}

/** Whether it could be done. */
async function attempt(perform: () => Promise<void>): Promise<boolean> {
  try {
    await perform();
    return true;
  } catch {
    return false;
  }
}

const knownBytes = new WeakMap<SavedRun, number>();

/** A saved run never changes, and its log may be long. */
function savedBytes(saved: SavedRun): number {
  const bytes = knownBytes.get(saved) ?? bytesOf(saved);
  knownBytes.set(saved, bytes);
  return bytes;
}

/** About the bytes a value takes when it is kept. */
export function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce<number>((sum, each) => sum + bytesOf(each), 16);
}
