/** What a worker says, and the ways in which it can end unasked. */
import type { WorkerLike } from './client.ts';

/**
 * @param isCurrent whether the worker has not been replaced: of one that was nothing is heard any more
 * @param died told why, as the end of a sentence: "stopped with an error"
 */
export function hearWorker(worker: WorkerLike, isCurrent: () => boolean, receive: (message: MessageEvent) => void, died: (reason: string) => void): void {
  worker.addEventListener('message', (message: MessageEvent) => {
    if (isCurrent()) receive(message);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    if (isCurrent()) died('stopped with an error');
  });
  worker.addEventListener('messageerror', () => {
    if (isCurrent()) died('sent something unreadable');
  });
}
