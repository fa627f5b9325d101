/** Wires a side session to the page: tasks in, results out, time in slices. */
import { hearCommands } from './hearCommands.ts';
import { createSideSession } from './sideSession.ts';
import type { SideCommand } from './sideWork.ts';
import { takeTable, type TableCommand } from './tableCommand.ts';

const session = createSideSession({ post: (event, transfer) => { postMessage(event, { transfer }); }, now: () => performance.now() });

// A message to oneself comes after the commands already waiting and without the 4 ms of a timer.
const next = new MessageChannel();
let isAwaited = false;

function schedule(): void {
  if (isAwaited) return;
  isAwaited = true;
  next.port2.postMessage(null);
}

next.port1.onmessage = () => {
  isAwaited = false;
  const wait = session.work();
  if (wait < 1) {
    schedule();
  } else if (wait < Infinity) {
    isAwaited = true;
    setTimeout(() => {
      isAwaited = false;
      schedule();
    }, wait);
  }
};

hearCommands(({ data }: MessageEvent<SideCommand | TableCommand>) => {
  if (takeTable(data)) return;
  session.receive(data);
  schedule();
});
