/** What a trial worker does, as a plain function that is given a way to post events and a clock. */
import { buildData } from '../datasets/index.ts';
import { createTrial, type Trial, type TrialResult, type TrialTask } from './trial.ts';
import type { TrialCommand, TrialEvent } from './trialProtocol.ts';

export type TrialHost = {
  readonly post: (event: TrialEvent, transfer: ArrayBuffer[]) => void;
  /** Milliseconds, never going back. */
  readonly now: () => number;
};

export type TrialSession = {
  receive(command: TrialCommand): void;
  /** A slice of work; milliseconds to wait until the next one, Infinity when there is nothing to do. */
  work(): number;
};

const SLICE_MS = 8;
const NEWS_MS = 100;
/** Data sets kept built: most trials of a comparison share theirs. */
const KEPT_DATA = 4;

export function createTrialSession({ post, now }: TrialHost): TrialSession {
  const waiting: { readonly id: number; readonly task: TrialTask }[] = [];
  const built = new Map<string, ReturnType<typeof buildData>>();
  let present: { readonly id: number; readonly trial: Trial } | null = null;
  let share = 1;
  let nextNews = 0;

  function dataOf({ experiment }: TrialTask): ReturnType<typeof buildData> {
    const key = JSON.stringify([experiment.data, experiment.features, experiment.outputActivation, experiment.loss.name]);
    const data = built.get(key) ?? buildData(experiment);
    built.delete(key);
    built.set(key, data);
    for (const old of built.keys()) {
      if (built.size <= KEPT_DATA) break;
      built.delete(old);
    }
    return data;
  }

  /** A result is a copy, so its buffers can go to the page. */
  function tell(event: Extract<TrialEvent, { readonly result: TrialResult }>): void {
    const { epoch, step, train, validation, outputPicture, state } = event.result;
    const arrays = [epoch, step, train, validation, outputPicture, state.order, state.parameters, state.gradient, state.update, ...state.slots];
    post(event, arrays.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : [])));
  }

  function fail(id: number, error: unknown): void {
    post({ type: 'failed', trial: id, message: error instanceof Error ? error.message : String(error) }, []);
  }

  function begin(): boolean {
    const next = waiting.shift();
    if (next === undefined) return false;
    try {
      present = { id: next.id, trial: createTrial(next.task, dataOf(next.task)) };
      nextNews = now() + NEWS_MS;
    } catch (error) {
      fail(next.id, error);
    }
    return true;
  }

  return {
    receive(command) {
      if (command.type === 'setShare') {
        share = Math.min(1, Math.max(0.01, command.share));
      } else if (command.type === 'run') {
        waiting.push({ id: command.trial, task: command.task });
      } else {
        const at = waiting.findIndex(({ id }) => id === command.trial);
        if (at >= 0) waiting.splice(at, 1);
        if (present?.id === command.trial) present = null;
      }
    },
    work() {
      const started = now();
      const end = started + SLICE_MS;
      for (let left = SLICE_MS; left > 0; left = end - now()) {
        if (present === null) {
          if (!begin()) return Infinity;
          continue;
        }
        const { id, trial } = present;
        try {
          if (trial.work(left, now)) {
            present = null;
            tell({ type: 'finished', trial: id, result: trial.result() });
          } else if (now() >= nextNews) {
            nextNews = now() + NEWS_MS;
            tell({ type: 'progressed', trial: id, progress: trial.progress, result: trial.result() });
          }
        } catch (error) {
          present = null;
          fail(id, error);
        }
      }
      // Working for w and resting for w (1/share − 1) takes up the share.
      return (now() - started) * (1 / share - 1);
    },
  };
}
