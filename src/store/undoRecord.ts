/** The changes that Undo takes back, as they are kept over a reload and come back from storage. */
import * as v from 'valibot';
import { networkSpecOf } from '../config/network.ts';
import { repairExperiment } from '../config/repair.ts';
import { createNetwork } from '../engine/network.ts';
import type { RunId } from '../worker/protocol.ts';
import { RECORD_VERSION } from './recordVersion.ts';
import type { Situation, UndoEntry } from './undoHistory.ts';

export type UndoRecord = {
  readonly version: typeof RECORD_VERSION;
  /** The present run. */
  readonly run: RunId;
  /** Runs whose states are kept with the list of runs. */
  readonly listed: readonly RunId[];
  /** Oldest first. */
  readonly past: readonly UndoEntry[];
};

const id = v.pipe(v.number(), v.integer(), v.minValue(1));
const situation = v.object({ experiment: v.looseObject({}), run: id });
const finite = v.pipe(v.number(), v.finite());
const vector = v.pipe(v.instance(Float64Array), v.check((values) => values.every((value) => Number.isFinite(value))));
const entrySchema = v.variant('kind', [
  v.object({ kind: v.literal('experiment'), before: situation, after: situation }),
  v.object({ kind: v.literal('parameter'), situation, index: v.pipe(v.number(), v.integer(), v.minValue(0)), before: finite, after: finite }),
  v.object({ kind: v.literal('parameters'), situation, before: vector, after: vector }),
]);
const recordSchema = v.object({ version: v.literal(RECORD_VERSION), run: id, listed: v.array(id), past: v.array(v.unknown()) });

/** The kept changes, as far back as each of them can be used; null where there is nothing. */
export function readUndoRecord(value: unknown): UndoRecord | null {
  const record = v.safeParse(recordSchema, value);
  if (!record.success) return null;
  const read = record.output.past.map(readEntry);
  const past = read.slice(read.lastIndexOf(null) + 1).filter((entry) => entry !== null);
  return { ...record.output, past };
}

function readEntry(value: unknown): UndoEntry | null {
  const result = v.safeParse(entrySchema, value);
  if (!result.success) return null;
  const entry = result.output;
  if (entry.kind === 'experiment') {
    const [before, after] = [readSituation(entry.before), readSituation(entry.after)];
    return before === null || after === null ? null : { ...entry, before, after };
  }
  const read = readSituation(entry.situation);
  if (read === null) return null;
  const { parameterCount } = createNetwork(networkSpecOf(read.experiment));
  if (entry.kind === 'parameter') return entry.index < parameterCount ? { ...entry, situation: read } : null;
  return entry.before.length === parameterCount && entry.after.length === parameterCount ? { ...entry, situation: read } : null;
}

/** Settings that would have to be repaired are not those that were. */
function readSituation({ experiment, run }: v.InferOutput<typeof situation>): Situation | null {
  const repaired = repairExperiment(experiment);
  return repaired.notes.length === 0 ? { experiment: repaired.experiment, run } : null;
}
