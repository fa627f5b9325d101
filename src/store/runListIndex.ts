/** The names and colours of the kept runs, as they come back from storage. */
import * as v from 'valibot';
import { RECORD_VERSION } from './recordVersion.ts';

const LONGEST_NAME = 60;
const place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99));
const indexSchema = v.object({
  version: v.literal(RECORD_VERSION),
  runs: v.array(v.object({
    run: v.pipe(v.number(), v.integer(), v.minValue(1)),
    name: v.pipe(v.string(), v.minLength(1), v.transform((name) => name.slice(0, LONGEST_NAME))),
    colour: v.pipe(v.number(), v.integer(), v.minValue(0)),
    isShown: v.boolean(),
    isNamed: v.boolean(),
    divergedAt: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))), null),
    /** Null: only the present run's own record has it. */
    place: v.nullable(place),
  })),
});

export type IndexEntry = v.InferOutput<typeof indexSchema>['runs'][number];

/** The entries of a kept list; none where it cannot be used. */
export function readIndex(record: unknown): readonly IndexEntry[] {
  const index = v.safeParse(indexSchema, record);
  return index.success ? index.output.runs : [];
}
