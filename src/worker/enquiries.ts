/**
 * Questions about the next update of the run that is open: its trace, and the check of its gradient. They are worked off a small
 * piece at a time, beside training with a small share of its time, and answered for a state between two steps.
 */
import { startCheck, type CheckWork } from '../explain/check.ts';
import { startTrace, traceGuest, type Trace, type TraceWork } from '../explain/trace.ts';
import { createShare } from './pacing.ts';
import type { SessionEvent } from './protocol.ts';
import type { Run } from './run.ts';

export type Enquiries = {
  /**
   * Asks for the trace of the next update, or of this validation example instead (null: of none; one that is not there: of the update);
   * it answers an earlier request as well that is still open.
   */
  trace(request: number, guest: number | null): void;
  /** Asks for the check of these entries of θ (null: all); an empty list calls off what is under way. */
  check(request: number, indices: readonly number[] | null): void;
  /** Drops all that is asked. */
  forget(): void;
  /** Whether anything is asked. */
  readonly isAsked: boolean;
  /** Beside training: one piece if its share allows; false when the time is training's. */
  besideTraining(run: Run): boolean;
  /** One piece of the trace; false if none is asked. */
  turnTrace(run: Run, playing: boolean): boolean;
  /** One piece of the check; false if none is asked. */
  turnCheck(run: Run, playing: boolean): boolean;
  /** Training took `ms`. */
  earn(ms: number): void;
};

/** What is asked, and the work on it, begun in a certain state. */
type Question<W> = { request: number; work: W | null; version: number; step: number };

const SHARE = 0.2;
const CHECK_NEWS_MS = 100;

export function createEnquiries(now: () => number, post: (event: SessionEvent, transfer: ArrayBuffer[]) => void): Enquiries {
  let share = createShare();
  let trace: (Question<TraceWork> & { readonly guest: number | null }) | null = null;
  let check: (Question<CheckWork> & { readonly indices: readonly number[] | null; nextNews: number }) | null = null;

  /** Whether the work is on the present state; while training plays on, one of a moment ago will do. */
  function isCurrent({ work, version, step }: Question<unknown>, run: Run, playing: boolean): boolean {
    return work !== null && version === run.moment.version && (playing || step === run.trainer.step);
  }

  function begin<W>(question: Question<W>, run: Run, work: W): W {
    question.work = work;
    question.version = run.moment.version;
    question.step = run.trainer.step;
    return work;
  }

  function turnTrace(run: Run, playing: boolean): boolean {
    if (trace === null) return false;
    const { request } = trace;
    if (!isCurrent(trace, run, playing)) begin(trace, run, traceOf(run, trace.guest));
    const answer = trace.work?.advance() ?? null;
    if (answer === null) return true;
    trace = null;
    post({ type: 'traced', run: run.id, request, trace: answer }, buffersOf(answer));
    return true;
  }

  function turnCheck(run: Run, playing: boolean): boolean {
    if (check === null) return false;
    const { request, indices } = check;
    if (!isCurrent(check, run, playing)) begin(check, run, checkOf(run, indices));
    const { work } = check;
    const table = work?.advance() ?? null;
    if (table !== null) {
      check = null;
      post({ type: 'checked', run: run.id, request, progress: 1, table }, buffersOf(table));
    } else if (work !== null && now() >= check.nextNews) {
      check.nextNews = now() + CHECK_NEWS_MS;
      post({ type: 'checked', run: run.id, request, progress: work.progress, table: null }, []);
    }
    return true;
  }

  return {
    trace(request, guest) {
      if (trace === null || trace.guest !== guest) trace = { request, guest, work: null, version: -1, step: -1 };
      else trace.request = request;
    },
    check(request, indices) {
      check = indices?.length === 0 ? null : { request, indices, nextNews: now() + CHECK_NEWS_MS, work: null, version: -1, step: -1 };
    },
    forget() {
      trace = null;
      check = null;
      share = createShare();
    },
    get isAsked() { return trace !== null || check !== null; },
    besideTraining(run) {
      if ((trace === null && check === null) || !share.allows) return false;
      const started = now();
      const worked = turnTrace(run, true) || turnCheck(run, true);
      share.spend(now() - started);
      return worked;
    },
    turnTrace,
    turnCheck,
    earn(ms) {
      share.earn(ms, SHARE);
    },
  };
}

/** The trace of the next update, or of a validation example, which is one piece. */
function traceOf(run: Run, guest: number | null): TraceWork {
  const { trainer, data: { trainSet, validationSet }, initialParameters } = run;
  if (guest === null || guest >= validationSet.count) return startTrace(trainer.config, trainSet, trainer.save(), initialParameters);
  return { advance: () => traceGuest(trainer.config, validationSet, trainer.save(), initialParameters, guest), progress: 0 };
}

/** The check of the next mini-batch's gradient. */
function checkOf(run: Run, indices: readonly number[] | null): CheckWork {
  const { network, config } = run.trainer;
  const { order, position, parameters } = run.trainer.save();
  const examples = order.slice(position, position + Math.floor(config.batchSize));
  return startCheck(network, parameters, config.loss, run.data.trainSet, examples, indices);
}

function buffersOf(answer: Readonly<Record<string, unknown>> | Trace): ArrayBuffer[] {
  return Object.values(answer).flat().flatMap((value) => (ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : []));
}
