/** What a side worker does, as a plain function that is given a way to post events and a clock. */
import { buildData } from '../datasets/index.ts';
import type { SideJob } from './sideJob.ts';
import { createSideJob, type SideCommand, type SideEvent, type SideResult, type SideTask } from './sideWork.ts';

export type SideHost = {
  readonly post: (event: SideEvent, transfer: ArrayBuffer[]) => void;
  /** Milliseconds, never going back. */
  readonly now: () => number;
};

export type SideSession = {
  receive(command: SideCommand): void;
  /** A slice of work; milliseconds to wait until the next one, Infinity when there is nothing to do. */
  work(): number;
};

const SLICE_MS = 8;
const NEWS_MS = 100;
/** Data sets kept built: most tasks of a comparison share theirs. */
const KEPT_DATA = 4;

export function createSideSession({ post, now }: SideHost): SideSession {
  const waiting: { readonly id: number; readonly task: SideTask }[] = [];
  const built = new Map<string, ReturnType<typeof buildData>>();
  let present: { readonly id: number; readonly job: SideJob<SideResult> } | null = null;
  let share = 1;
  let nextNews = 0;

  function dataOf({ experiment }: SideTask): ReturnType<typeof buildData> {
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

  function tell(type: 'progressed' | 'finished', id: number, job: SideJob<SideResult>): void {
    const result = job.result();
    const transfer = job.buffers(result).flatMap(({ buffer }) => (buffer instanceof ArrayBuffer && buffer.byteLength > 0 ? [buffer] : []));
    post(type === 'finished' ? { type, id, result } : { type, id, progress: job.progress, result }, transfer);
  }

  function fail(id: number, error: unknown): void {
    post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) }, []);
  }

  function begin(): boolean {
    const next = waiting.shift();
    if (next === undefined) return false;
    try {
      present = { id: next.id, job: createSideJob(next.task, dataOf(next.task)) };
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
        waiting.push({ id: command.id, task: command.task });
      } else {
        const at = waiting.findIndex(({ id }) => id === command.id);
        if (at >= 0) waiting.splice(at, 1);
        if (present?.id === command.id) present = null;
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
        const { id, job } = present;
        try {
          if (job.work(left, now)) {
            present = null;
            tell('finished', id, job);
          } else if (now() >= nextNews) {
            nextNews = now() + NEWS_MS;
            tell('progressed', id, job);
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
