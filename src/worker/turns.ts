/** Gives a session in a worker its time: slices of work, and between two of them the commands that have come. */

const SLICE_MS = 8;

export type SessionInTurns = {
  /** Works for about `budgetMs`. */
  work(budgetMs: number): void;
  /** Milliseconds until there is something to do: 0 at once, Infinity not before the next command. */
  idleFor(): number;
};

/** Returns what must be called after every command. */
export function giveTurns(session: SessionInTurns): () => void {
  // A message to oneself comes after the commands already waiting and without the 4 ms of a timer.
  const next = new MessageChannel();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAwaited = false;

  function schedule(): void {
    clearTimeout(timer);
    const wait = session.idleFor();
    if (wait === 0) {
      if (isAwaited) return;
      isAwaited = true;
      next.port2.postMessage(null);
    } else if (wait < Infinity) {
      timer = setTimeout(work, wait);
    }
  }

  function work(): void {
    session.work(SLICE_MS);
    schedule();
  }

  next.port1.onmessage = () => {
    isAwaited = false;
    work();
  };
  return schedule;
}
