/** Keeps the list of runs over a reload: brings back what was kept, then keeps whatever changes. */
import type { RunId, SavedRun } from '../worker/protocol.ts';
import { inTime, LATE } from './inTime.ts';
import { keepUpToDate } from './keepUpToDate.ts';
import { keepRun, keptRun, nextRun, reserveRun } from './keptRuns.ts';
import { nabla } from './nabla.ts';
import { drop, endOf, entryOf, freeName, hasSameLoss, listPresent, replace, unnamedRun } from './runList.ts';
import { ANSWER_MS, createListStorage, type ListedRun, type ListStorage } from './runListStorage.ts';
import type { RecordStore } from './runStorage.ts';

export type RunListKeeping = {
  /** Reads the names and colours, if they come in time. */
  load(): Promise<void>;
  /**
   * Puts the runs that were before the reload on the list, before the present run is opened; their states follow. `present` is the run
   * that stood on the page then; it stands on the list even if the page is to show another. `isFresh`: no run has been begun yet.
   */
  restore(present: SavedRun | null, isFresh: boolean): void;
  /** A run that goes on in the place of the one that was present when the list was kept, whose state did not come or was not there yet, has its name and colour; one with a name of its own keeps that, unless the other had one too. */
  nameAsPresent(run: RunId): void;
  /**
   * Reads the states and keeps whatever changes from then on; resolves when all are read, to whether the list can be. Names that did not come in time are waited
   * for: until then the list is not written.
   */
  start(): Promise<boolean>;
  stop(): void;
};

/** `continues`: what is kept in the slot is this tab's own. */
export function createRunListKeeping(records: RecordStore, slot: number, continues: boolean): RunListKeeping {
  const storage = createListStorage({
    records, slot, savedOf: keptRun,
    onKept: (fleetingRuns) => {
      if (fleetingRuns.join() !== nabla.getState().fleetingRuns.join()) nabla.setState({ fleetingRuns });
    },
  });
  let listed: readonly ListedRun[] = [];
  /** The names and colours; null: they cannot be read. */
  let answer: Promise<readonly ListedRun[] | null> = Promise.resolve([]);
  let isLate = false;
  /** The run of the page that stands for the one that was present. */
  let successor: RunId | null = null;
  /** Runs whose states have not been read yet: their ids on this page and in the storage. */
  let unread: readonly (readonly [RunId, RunId])[] = [];
  let before: SavedRun | null = null;
  let isStopped = false;
  let unsubscribe = (): void => { /* Nothing has begun. */ };

  return {
    async load() {
      answer = (continues ? storage.load() : storage.clear().then(() => [])).catch(() => null);
      const answered = await inTime(answer, ANSWER_MS);
      isLate = answered === LATE;
      listed = answered === LATE || answered === null ? [] : answered;
    },
    restore(present, isFresh) {
      before = present;
      // Ids that no run of an unknown list has.
      if (isLate) reserveRun(Math.floor(Date.now() / 1000));
      for (const { run } of listed) reserveRun(run);
      if (present !== null) reserveRun(present.run);
      const isMissing = present !== null && listed.every(({ run }) => run !== present.run);
      // Without its state it is on the list as what goes on in its place, if anything does.
      const others = listed.filter((entry) => entry.isElsewhere !== true || entry.run === present?.run);
      const all = isMissing ? [...others, { run: present.run, name: unnamedRun, colour: 0, isShown: true, isNamed: false }] : others;
      // An id that may already be another run's is not used again.
      unread = all.map((entry) => [listAgain(entry, isFresh ? entry.run : nextRun()), entry.run]);
      successor = unread.find(([, kept]) => kept === present?.run)?.[0] ?? null;
    },
    nameAsPresent(run) {
      successor = run;
      listPresent(run);
      name(run, listed.find(({ isElsewhere }) => isElsewhere));
    },
    async start() {
      if (isLate) {
        // Says meanwhile that a reload would lose them.
        unsubscribe = keepUpToDate(['runs', 'run'], ({ runs, run }) => { storage.keep(runs, run); });
        const late = await answer;
        unsubscribe();
        if (isStopped) return false;
        for (const { run } of late ?? []) reserveRun(run);
        // What nobody has named meanwhile has its name again.
        const isPresent = (entry: ListedRun): boolean => (before === null ? entry.isElsewhere === true : entry.run === before.run);
        if (successor !== null && entryOf(successor)?.isNamed === false) name(successor, (late ?? []).find(isPresent));
        unread = [...unread, ...(late ?? []).filter((entry) => !isPresent(entry)).map((entry) => [listAgain(entry, nextRun()), entry.run] as const)];
      }
      await Promise.all(unread.map(async ([run, kept]) => {
        if (run !== nabla.getState().run && entryOf(run) !== undefined) await readAgain(storage, run, kept, before, () => isStopped);
      }));
      unread = [];
      before = null;
      const canBeRead = await answer !== null;
      if (isStopped) return false;
      if (canBeRead) storage.open();
      unsubscribe = keepUpToDate(['runs', 'run'], ({ runs, run }) => { storage.keep(runs, run); });
      return canBeRead;
    },
    stop() {
      isStopped = true;
      unsubscribe();
    },
  };
}

/** Gives a run the name and colour of the one that was present. */
function name(run: RunId, was: ListedRun | undefined): void {
  const own = entryOf(run);
  if (was === undefined || own === undefined || (own.isNamed && !was.isNamed)) return;
  replace(run, { name: own.name === was.name ? was.name : freeName(was.name), colour: was.colour, isNamed: was.isNamed });
}

function listAgain(entry: ListedRun, run: RunId): RunId {
  nabla.setState(({ runs }) => ({ runs: [...runs, { ...entry, run, name: freeName(entry.name), end: null }] }));
  return run;
}

/** A run that cannot be read, or that never made a step, is not on the list. */
async function readAgain(storage: ListStorage, run: RunId, kept: RunId, before: SavedRun | null, isStopped: () => boolean): Promise<void> {
  const saved = before?.run === kept ? before : await storage.read(kept);
  if (isStopped()) return;
  const entry = entryOf(run);
  if (entry === undefined) return;
  if (saved === null || ((saved.history.step.at(-1) ?? 0) <= 0 && !entry.isNamed)) {
    drop(run);
    return;
  }
  const own = run === kept ? saved : { ...saved, run };
  keepRun(own);
  const { run: present, experiment } = nabla.getState();
  const end = endOf(own);
  // Curves of another loss do not belong on the axis of a run that has just been opened.
  replace(run, { end, isShown: entry.isShown && (before?.run === present || hasSameLoss(end.experiment, experiment)) });
}
