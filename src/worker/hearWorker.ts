/** What a worker says, and the ways in which it can end unasked. */
import { say } from '../words/say.ts';

/** What of a Worker its keeper uses. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

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
    if (isCurrent()) died(say('stopped with an error'));
  });
  worker.addEventListener('messageerror', () => {
    if (isCurrent()) died(say('sent something unreadable'));
  });
}
