/** Wires the training session to the page: commands in, events out, time in slices. */
import type { Command } from './protocol.ts';
import { createSession } from './session.ts';

const SLICE_MS = 8;

const session = createSession({
  post: (event, transfer) => postMessage(event, { transfer }),
  now: () => performance.now(),
});

// A message to oneself comes after the commands already waiting and without the 4 ms of a timer.
const next = new MessageChannel();
let timer: ReturnType<typeof setTimeout> | undefined;
let awaited = false;

function schedule(): void {
  clearTimeout(timer);
  const wait = session.idleFor();
  if (wait === 0) {
    if (awaited) return;
    awaited = true;
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
  awaited = false;
  work();
};

addEventListener('message', ({ data }: MessageEvent<Command>) => {
  session.receive(data);
  schedule();
});
