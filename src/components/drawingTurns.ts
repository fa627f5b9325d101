// late frame: one live drawing fewer a frame; a second of timely frames: one more
/**
 * Who draws in the next animation frame. While frames come in time everyone who asked does. When they come late, those
 * that only follow the training take turns, the longest waiting first, so that the page stays quick on slow machines;
 * what answers a hand (hover, selection, resize) is never held back. How long painting takes cannot be measured where it
 * is asked for, since canvases are painted after the callbacks, so the time to the following frame is taken for it.
 */

export type Turn = {
  /** Draw in the next animation frame; `live`: only a new frame of the training, which can wait. */
  request(live?: boolean): void;
  cancel(): void;
};

/** More than one missed frame at 60 a second, and less than two. */
const LATE_MS = 24;
const MOST_AT_ONCE = 6;
const TIMELY_FRAMES = 60;
/** A drawing that is late even alone rests so many times as long as it took, up to this. */
const REST = 2;
const LONGEST_REST_MS = 250;

type Client = { readonly run: () => void; live: boolean; restsUntil: number };

/** In the order in which they asked. */
const waiting = new Set<Client>();
let handle = 0;
let drawnAt = 0;
/** How many live drawings the last animation frame made, and the only one where it was one; −1: none at all. */
let drawn = -1;
let alone: Client | null = null;
let atOnce = MOST_AT_ONCE;
let timely = 0;

function wake(): void {
  if (handle === 0) handle = requestAnimationFrame(tick);
}

function measure(now: number): void {
  if (drawn < 0) return;
  const took = now - drawnAt;
  if (took <= LATE_MS) {
    timely += 1;
    if (timely < TIMELY_FRAMES) return;
    timely = 0;
    atOnce = Math.min(MOST_AT_ONCE, atOnce + 1);
  } else if (drawn > 0) {
    timely = 0;
    atOnce = Math.max(1, Math.min(atOnce, drawn) - 1);
    if (alone !== null) alone.restsUntil = now + Math.min(LONGEST_REST_MS, REST * took);
  }
}

function tick(now: number): void {
  handle = 0;
  measure(now);
  drawn = -1;
  alone = null;
  let live = 0;
  const asked = Array.from(waiting);
  for (const client of asked) {
    if (client.live && (live >= atOnce || now < client.restsUntil)) continue;
    waiting.delete(client);
    if (client.live) {
      live += 1;
      alone = live === 1 ? client : null;
    }
    drawn = live;
    try {
      client.run();
    } catch (error) {
      // One broken picture must not take the others with it.
      reportError(error);
    }
  }
  drawnAt = now;
  if (waiting.size > 0 || drawn >= 0) wake();
}

/** A place in the queue for the drawing `run`; many requests make one drawing. */
export function createTurn(run: () => void): Turn {
  const client: Client = { run, live: true, restsUntil: 0 };
  return {
    request(live = false) {
      client.live = waiting.has(client) ? client.live && live : live;
      waiting.add(client);
      wake();
    },
    cancel() {
      waiting.delete(client);
    },
  };
}
