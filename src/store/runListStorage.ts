/**
 * The list of runs of this tab, kept in IndexedDB beside the present run: one short record with the names and colours, and a record
 * for the state and curve of each run but the present one, which has its own (runStorage.ts). Those records have numbered places that
 * are used again, so nothing is ever left lying about.
 */
import * as v from 'valibot';
import type { RunId, SavedRun } from '../worker/protocol.ts';
import type { RunEntry } from './runListSlice.ts';
import type { RecordStore } from './runStorage.ts';
import { RECORD_VERSION, restoreRecord } from './savedRun.ts';

/** All states of the list together; the largest network's are 2.5 MB each. */
export const LIST_BYTES = 32 * 2 ** 20;
const LONGEST_NAME = 60;
/** A database that does not answer must not keep the page waiting. */
const ANSWER_MS = 1500;

export type ListedRun = Pick<RunEntry, 'run' | 'name' | 'colour' | 'isShown' | 'isNamed'>;

export type ListStorage = {
  /** The runs of the list, oldest first; empty when there are none or they cannot be read. */
  load(): Promise<readonly ListedRun[]>;
  /** State and curve of one of them; null when they are not there or cannot be trusted. */
  read(run: RunId): Promise<SavedRun | null>;
  /** Keeps the list as it is; while it is being written only the newest waits. */
  keep(runs: readonly ListedRun[], present: RunId): void;
  /** Takes what is kept for nobody's: it gives way. */
  clear(): Promise<void>;
};

const place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99));
const indexSchema = v.object({
  version: v.literal(RECORD_VERSION),
  runs: v.array(v.object({
    run: v.pipe(v.number(), v.integer(), v.minValue(1)),
    name: v.pipe(v.string(), v.minLength(1), v.transform((name) => name.slice(0, LONGEST_NAME))),
    colour: v.pipe(v.number(), v.integer(), v.minValue(0)),
    isShown: v.boolean(),
    isNamed: v.boolean(),
    /** Null: only the present run's own record has it. */
    place: v.nullable(place),
  })),
});

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
  let waiting: { readonly runs: readonly ListedRun[]; readonly present: RunId } | null = null;
  let isWriting = false;

  async function readIndex(): Promise<v.InferOutput<typeof indexSchema>['runs']> {
    const index = v.safeParse(indexSchema, await inTime(records.get(indexKey)));
    return index.success ? index.output.runs : [];
  }

  /** Runs whose states are worth their room, those with a name of their own first, then the newest. */
  function affordable(runs: readonly ListedRun[]): ReadonlySet<RunId> {
    const order = runs.toReversed().toSorted((a, b) => Number(b.isNamed) - Number(a.isNamed));
    const chosen = new Set<RunId>();
    let bytes = 0;
    for (const { run } of order) {
      const saved = savedOf(run);
      if (saved === undefined) continue;
      const more = bytesOf(saved);
      if (bytes + more > limit) continue;
      bytes += more;
      chosen.add(run);
    }
    return chosen;
  }

  function freePlace(): number {
    const taken = new Set([...places.values()].map(({ at }) => at));
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
    const index = runs.filter(({ run }) => !lost.has(run)).map(({ run, name, colour, isShown, isNamed }) => (
      { run, name, colour, isShown, isNamed, place: places.get(run)?.at ?? null }));
    const isWritten = await attempt(() => records.set(indexKey, { version: RECORD_VERSION, runs: index }));
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
      try {
        const runs = await readIndex();
        for (const { run, place: at } of runs) if (at !== null) places.set(run, { at, saved: null });
        return runs.map(({ place: _place, ...entry }) => entry);
      } catch {
        return [];
      }
    },
    async read(run) {
      const held = places.get(run);
      if (held === undefined) return null;
      try {
        const { saved } = restoreRecord(await records.get(keyOf(held.at)));
        if (saved?.run !== run) return null;
        if (places.get(run) === held) places.set(run, { at: held.at, saved });
        return saved;
      } catch {
        return null;
      }
    },
    keep(runs, present) {
      waiting = { runs, present };
      if (!isWriting) void write();
    },
    async clear() {
      await attempt(async () => {
        for (const { place: at } of await readIndex()) if (at !== null) await records.set(keyOf(at), undefined);
      });
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

async function inTime(answer: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<undefined>((resolve) => { timer = setTimeout(() => { resolve(undefined); }, ANSWER_MS); });
  try {
    return await Promise.race([answer, patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** About the bytes a value takes when it is kept. */
export function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce<number>((sum, each) => sum + bytesOf(each), 16);
}
