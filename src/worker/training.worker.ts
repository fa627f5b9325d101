/** Wires the training session to the page: commands in, events out, time in slices. */
import { hearCommands } from './hearCommands.ts';
import type { Command } from './protocol.ts';
import { createSession } from './session.ts';
import { takeTable, type TableCommand } from './tableCommand.ts';
import { giveTurns } from './turns.ts';

const session = createSession({
  post: (event, transfer) => postMessage(event, { transfer }),
  now: () => performance.now(),
});
const schedule = giveTurns(session);

hearCommands(({ data }: MessageEvent<Command | TableCommand>) => {
  if (takeTable(data)) return;
  session.receive(data);
  schedule();
});
