/**
 * A pool of side workers on the page's side: gives each waiting task to the worker that is free first. Workers start when they are
 * needed; one that dies is replaced, and its task tried once more.
 */
import { hearWorker, type WorkerLike } from './hearWorker.ts';
import type { ResultOf, SideCommand, SideEvent, SideResult, SideTask } from './sideWork.ts';
import { say } from '../words/say.ts';

type SideListener<Result> = {
  readonly onProgress?: (progress: number, result: Result) => void;
  readonly onFinished: (result: Result) => void;
  readonly onFailed: (message: string) => void;
};

export type SidePool = {
  /** Tasks wait their turn in the order in which they were asked for. Returns what calls one off. */
  run<Task extends SideTask>(task: Task, listener: SideListener<ResultOf<Task>>): () => void;
  /** Share of the time each worker may work, 0.01 to 1. */
  setShare(share: number): void;
  readonly waiting: number;
  dispose(): void;
};

type Entry = { readonly id: number; readonly task: SideTask; readonly listener: SideListener<SideResult>; attempts: number };
type Seat = { readonly worker: WorkerLike; entry: Entry | null };

/** @param size workers at most; leave one core to the page */
export function createSidePool({ spawn, size }: { readonly spawn: () => WorkerLike; readonly size: number }): SidePool {
  const queue: Entry[] = [];
  const seats: Seat[] = [];
  let lastId = 0;
  let share = 1;

  function send(seat: Seat, command: SideCommand): void {
    seat.worker.postMessage(command, []);
  }

  function openSeat(): Seat {
    const seat: Seat = { worker: spawn(), entry: null };
    hearWorker(seat.worker, () => seats.includes(seat), ({ data }: MessageEvent<SideEvent>) => { hear(seat, data); }, (what) => { replace(seat, what); });
    seats.push(seat);
    if (share < 1) send(seat, { type: 'setShare', share });
    return seat;
  }

  function hear(seat: Seat, event: SideEvent): void {
    const { entry } = seat;
    if (entry === null || entry.id !== event.id) return;
    if (event.type === 'progressed') {
      entry.listener.onProgress?.(event.progress, event.result);
      return;
    }
    seat.entry = null;
    serve();
    if (event.type === 'finished') entry.listener.onFinished(event.result);
    else entry.listener.onFailed(event.message);
  }

  function replace(seat: Seat, what: string): void {
    const { entry } = seat;
    seat.worker.terminate();
    seats.splice(seats.indexOf(seat), 1);
    // What it may still have said before it ended counts no more.
    seat.entry = null;
    if (entry !== null) {
      entry.attempts += 1;
      if (entry.attempts < 2) queue.unshift(entry);
      else entry.listener.onFailed(say('The worker that tried this {what}.', { what }));
    }
    serve();
  }

  function serve(): void {
    while (queue.length > 0) {
      const seat = seats.find(({ entry }) => entry === null) ?? (seats.length < size ? openSeat() : null);
      if (seat === null) return;
      const entry = queue.shift()!;
      seat.entry = entry;
      send(seat, { type: 'run', id: entry.id, task: entry.task });
    }
  }

  return {
    get waiting() { return queue.length; },
    run(task, listener) {
      lastId += 1;
      const entry: Entry = { id: lastId, task, listener: listener as SideListener<SideResult>, attempts: 0 };
      queue.push(entry);
      serve();
      return () => {
        const at = queue.indexOf(entry);
        if (at >= 0) queue.splice(at, 1);
        const seat = seats.find((each) => each.entry === entry);
        if (seat === undefined) return;
        send(seat, { type: 'cancel', id: entry.id });
        seat.entry = null;
        serve();
      };
    },
    setShare(next) {
      if (next === share) return;
      share = next;
      for (const seat of seats) send(seat, { type: 'setShare', share });
    },
    dispose() {
      queue.length = 0;
      for (const { worker } of seats) worker.terminate();
      seats.length = 0;
    },
  };
}
