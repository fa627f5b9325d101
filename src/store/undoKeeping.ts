/** Keeps what Undo takes back over a reload, as far as the runs it leads to are kept too: what the page promises of Undo holds after one. */
import type { RunId } from '../worker/protocol.ts';
import { keepUpToDate } from './keepUpToDate.ts';
import { keptRun, nextRun } from './keptRuns.ts';
import { nabla } from './nabla.ts';
import { RECORD_VERSION } from './recordVersion.ts';
import { entryOf } from './runList.ts';
import { bytesOf } from './runListStorage.ts';
import type { RecordStore } from './runStorage.ts';
import { changes, tellUndo } from './undo.ts';
import type { Situation, UndoEntry } from './undoHistory.ts';
import { readUndoRecord, type UndoRecord } from './undoRecord.ts';

/** Drawn points stand in every entry that is about them. */
const MOST_BYTES = 4 * 2 ** 20;
const MOST_ENTRIES = 50;

/**
 * Brings back the changes that were kept, behind those made since, and keeps them from then on; returns what ends that.
 * @param goesOn the run of this page that goes on with the one that was present, and its number then, where its state has come; null
 * where none goes on, and nothing is brought back
 */
export async function keepUndo(records: RecordStore, slot: number, goesOn: { readonly run: RunId; readonly was: RunId | null } | null, isStopped: () => boolean): Promise<() => void> {
  const key = `undo ${slot}`;
  const kept = readUndoRecord(await records.get(key).catch(() => undefined));
  if (isStopped()) return () => { /* Nothing has begun. */ };
  if (kept !== null && goesOn !== null && (goesOn.was === null || goesOn.was === kept.run)) {
    changes.putBehind(broughtBack(kept, goesOn.run));
    tellUndo();
  }
  return keepUpToDate(['canUndo', 'undoLabel', 'experiment', 'run', 'runs', 'fleetingRuns'], () => { void records.set(key, recordNow()).catch(() => undefined); });
}

function situationsOf(entry: UndoEntry): readonly Situation[] {
  return entry.kind === 'experiment' ? [entry.before, entry.after] : [entry.situation];
}

/** The entries with the runs of this page, as far back as the state of each run that had one has come back. */
function broughtBack({ past, run: present, listed }: UndoRecord, goesOn: RunId): readonly UndoEntry[] {
  const lost = listed.filter((run) => keptRun(run) === undefined);
  const runs = new Map<RunId, RunId>([[present, goesOn], ...listed.map((run) => [run, run] as const)]);
  // A run that was never trained has no state, and its number may be another's by now.
  const runOf = (run: RunId): RunId => {
    const known = runs.get(run) ?? nextRun();
    runs.set(run, known);
    return known;
  };
  const of = ({ experiment, run }: Situation): Situation => ({ experiment, run: runOf(run) });
  return past.slice(past.findLastIndex((entry) => situationsOf(entry).some(({ run }) => run !== present && lost.includes(run))) + 1)
    .map((entry) => (entry.kind === 'experiment' ? { ...entry, before: of(entry.before), after: of(entry.after) } : { ...entry, situation: of(entry.situation) }));
}

/** Whether a reload loses how far a run was trained. */
function isFleeting(run: RunId): boolean {
  const { run: present, fleetingRuns } = nabla.getState();
  const saved = keptRun(run);
  if (run === present || saved === undefined || ((saved.history.step.at(-1) ?? 0) <= 0 && saved.log.length === 0)) return false;
  return entryOf(run) === undefined || fleetingRuns.includes(run);
}

function recordNow(): UndoRecord {
  const { run, runs } = nabla.getState();
  const past: UndoEntry[] = [];
  let bytes = 0;
  for (const entry of changes.past().toReversed()) {
    bytes += bytesOf(entry);
    if (past.length === MOST_ENTRIES || bytes > MOST_BYTES || situationsOf(entry).some((each) => isFleeting(each.run))) break;
    past.unshift(entry);
  }
  return { version: RECORD_VERSION, run, listed: runs.map((each) => each.run).filter((each) => each !== run), past };
}
