/** A kept run, as it comes back from storage: checked piece by piece before anything trusts it. */
import * as v from 'valibot';
import type { Experiment } from '../config/experiment.ts';
import { networkSpecOf } from '../config/network.ts';
import { repairExperiment } from '../config/repair.ts';
import { needsRestart } from '../config/restart.ts';
import { trainCountOfExperiment } from '../datasets/index.ts';
import { createNetwork } from '../engine/network.ts';
import type { RunEvent, SavedRun } from '../worker/protocol.ts';
import { RECORD_VERSION } from './recordVersion.ts';
import { say } from '../words/say.ts';

export type RunRecord = { readonly version: typeof RECORD_VERSION; readonly playing: boolean; readonly address?: string; readonly saved: SavedRun };

/** A run that the worker has not saved yet. */
export type BegunRecord = { readonly version: typeof RECORD_VERSION; readonly playing: boolean; readonly address?: string; readonly begun: Experiment };

export type RestoredRun = {
  /** The run, if all of it can be trusted. */
  readonly saved: SavedRun | null;
  /** The settings, if at least they can be used. */
  readonly experiment: Experiment | null;
  readonly playing: boolean;
  /** The hash of the page's address when it was kept; records of before say none. */
  readonly address?: string;
  /** A sentence for each thing that could not be used. */
  readonly notes: readonly string[];
};

const vector = v.pipe(v.instance(Float64Array), v.check((values) => values.every((value) => Number.isFinite(value))));
const curve = v.instance(Float64Array);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Places on the curve: finite and in order, or the search for a place for the next one would never end. */
const places = v.pipe(curve, v.check((values) => values.every((value, i) => Number.isFinite(value) && value >= (values[i - 1] ?? 0))));

const trainerState = v.looseObject({
  step: count, epoch: count, position: count, order: v.instance(Uint32Array), random: v.array(v.number()),
  parameters: vector, gradient: vector, update: vector, slots: v.array(vector), optimizerStep: count,
  gradientNorm: v.number(), batchLoss: v.union([v.number(), v.nan()]),
});

const recordSchema = v.object({
  version: v.literal(RECORD_VERSION),
  playing: v.boolean(),
  saved: v.looseObject({
    run: v.pipe(v.number(), v.integer(), v.minValue(1)),
    experiment: v.unknown(),
    state: trainerState,
    past: v.optional(v.object({ applied: count, end: trainerState })),
    history: v.object({
      step: places, epoch: places, train: curve, trainMin: curve, trainMax: curve,
      validation: curve, validationMin: curve, validationMax: curve, samples: v.optional(curve),
      validationMinStep: v.optional(places), trainAccuracy: v.optional(curve), validationAccuracy: v.optional(curve),
    }),
    log: v.array(v.looseObject({ step: count, epoch: v.number(), label: v.string(), kind: v.picklist(['experiment', 'parameter', 'parameters', 'example']) })),
    initialParameters: vector,
  }),
});

const begunSchema = v.object({ version: v.literal(RECORD_VERSION), playing: v.boolean(), begun: v.looseObject({}) });

const LOST = say('The kept run could not be used, so training starts again');

/** Checks a record read from storage; what can be used is, and what cannot is named in a sentence. */
export function restoreRecord(value: unknown): RestoredRun {
  const restored = restoreRun(value);
  const holder = v.safeParse(v.looseObject({ address: v.string() }), value);
  return holder.success ? { ...restored, address: holder.output.address } : restored;
}

function restoreRun(value: unknown): RestoredRun {
  if (value === undefined) return { saved: null, experiment: null, playing: false, notes: [] };
  const begun = v.safeParse(begunSchema, value);
  if (begun.success) {
    const { experiment, notes } = repairExperiment(begun.output.begun);
    return { saved: null, experiment, playing: begun.output.playing, notes };
  }
  const result = v.safeParse(recordSchema, value);
  const { experiment, notes } = restoreExperiment(value);
  if (experiment === null) return { saved: null, experiment, playing: false, notes: [say('{lost} from the first settings.', { lost: LOST })] };
  if (!result.success || !isWhole(value, experiment)) {
    return { saved: null, experiment, playing: false, notes: [say('{lost} with its settings.', { lost: LOST }), ...notes] };
  }
  const firstExperiment = repairExperiment(value.saved.firstExperiment ?? experiment).experiment;
  const log = value.saved.log.map((event) => (event.kind === 'experiment' ? { ...event, experiment: repairExperiment(event.experiment).experiment } : event));
  return { saved: { ...value.saved, experiment, firstExperiment, log }, experiment, playing: result.output.playing, notes };
}

function restoreExperiment(value: unknown): { experiment: Experiment | null; notes: readonly string[] } {
  const holder = v.safeParse(v.looseObject({ saved: v.looseObject({ experiment: v.looseObject({}) }) }), value);
  if (!holder.success) return { experiment: null, notes: [] };
  const { experiment, notes } = repairExperiment(holder.output.saved.experiment);
  return { experiment, notes };
}

/** The parts of a run belong together: vectors as long as θ, curves as long as each other, settings of the same network. */
function isWhole(value: unknown, experiment: Experiment): value is RunRecord {
  const { saved } = value as RunRecord;
  const { state, past, history, initialParameters } = saved;
  const states = past === undefined ? [state] : [state, past.end];
  const length = createNetwork(networkSpecOf(experiment)).parameterCount;
  const vectors = [initialParameters, ...states.flatMap((each) => [each.parameters, each.gradient, each.update, ...each.slots])];
  const curves = Object.values(history);
  return vectors.every((each) => each.length === length)
    && curves.every((each) => each.length === history.step.length)
    && states.every(({ order, position }) => order.every((index) => index < order.length) && position < order.length)
    && (past === undefined || (past.applied <= saved.log.length && past.end.step >= state.step))
    && isOfSameRun(saved.firstExperiment ?? experiment, experiment)
    && saved.log.every((event) => isWholeEvent(event, experiment, length))
    && hasItsExamples(saved.log, saved.firstExperiment ?? experiment);
}

/** Settings that can be used as they are, for parameters of the same layers. */
function isOfSameRun(then: unknown, experiment: Experiment): boolean {
  const repaired = repairExperiment(then);
  return repaired.notes.length === 0 && !needsRestart(repaired.experiment, experiment);
}

function isWholeEvent(event: RunEvent, experiment: Experiment, length: number): boolean {
  if (event.kind === 'parameter') return Number.isInteger(event.index) && event.index >= 0 && event.index < length && Number.isFinite(event.value);
  if (event.kind === 'parameters') return v.is(vector, event.values) && event.values.length === length;
  if (event.kind === 'example') return Number.isInteger(event.example) && event.example >= 0;
  return isOfSameRun(event.experiment, experiment);
}

/** Every example that was made the next one was among those to be trained on at that time. */
function hasItsExamples(log: readonly RunEvent[], first: Experiment): boolean {
  let experiment = first;
  let examples: number | null = null;
  return log.every((event) => {
    if (event.kind === 'experiment') {
      ({ experiment } = event);
      examples = null;
    }
    if (event.kind !== 'example') return true;
    examples ??= trainCountOfExperiment(repairExperiment(experiment).experiment);
    return event.example < examples;
  });
}
