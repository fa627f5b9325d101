/** Wires the reading of files to the page. It is ended to call reading off. */
import { hearCommands } from './hearCommands.ts';
import { createCsvSession } from './csvSession.ts';
import type { CsvCommand } from './csvWork.ts';

const session = createCsvSession({ post: (event, transfer) => { postMessage(event, { transfer }); }, now: () => performance.now() });
let last = Promise.resolve();

hearCommands(({ data }: MessageEvent<CsvCommand>) => {
  last = last.then(() => session.receive(data));
});
