/**
 * What the page says to a worker, from the first word on: while a worker waits for its dictionary (src/words/say.ts) it has no listener
 * yet, and what comes meanwhile would be lost. To be imported before all else, so that it listens before anything waits.
 */

/** What came before anyone took it, in its order; null since then. */
let early: MessageEvent[] | null = [];
let take: (event: MessageEvent) => void = (event) => { early?.push(event); };

addEventListener('message', (event: MessageEvent) => { take(event); });

/** From now on what comes goes to `taker`, that first which has come already. To be called once. */
export function hearCommands(taker: (event: MessageEvent) => void): void {
  take = taker;
  for (const event of early ?? []) take(event);
  early = null;
}
