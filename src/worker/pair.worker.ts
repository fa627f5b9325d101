/** Wires two runs side by side to the page: commands in, events out, time in slices. */
import { hearCommands } from './hearCommands.ts';
import type { PairCommand } from './pairProtocol.ts';
import { createPairSession } from './pairSession.ts';
import { takeTable, type TableCommand } from './tableCommand.ts';
import { giveTurns } from './turns.ts';

const session = createPairSession({
  post: (event, transfer) => postMessage(event, { transfer }),
  now: () => performance.now(),
});
const schedule = giveTurns(session);

hearCommands(({ data }: MessageEvent<PairCommand | TableCommand>) => {
  if (takeTable(data)) return;
  session.receive(data);
  schedule();
});
