/**
 * How many steps may be made now, how fast they really go, and which share of the worker's time the work beside training may
 * take. All times are in milliseconds of the session's clock.
 */

/** Steps that were not made in time are forgotten after this long, rather than made in one burst. */
const MEMORY_MS = 250;

export type Pacer = {
  readonly stepsPerSecond: number;
  setSpeed(stepsPerSecond: number, now: number): void;
  /** Begins anew: the first step is due at once. */
  start(now: number): void;
  /** Whole steps due now; Infinity when training goes as fast as it can. */
  due(now: number): number;
  made(steps: number): void;
  /** Milliseconds until the next step is due. */
  wait(now: number): number;
};

export function createPacer(speed = Infinity): Pacer {
  let stepsPerSecond = speed;
  let allowance = 0;
  let last = 0;

  function settle(now: number): void {
    if (stepsPerSecond < Infinity) {
      const most = Math.max(1, (stepsPerSecond * MEMORY_MS) / 1000);
      allowance = Math.min(most, allowance + (stepsPerSecond * Math.max(0, now - last)) / 1000);
    }
    last = now;
  }

  return {
    get stepsPerSecond() { return stepsPerSecond; },
    setSpeed(next, now) {
      settle(now);
      stepsPerSecond = Number.isNaN(next) ? stepsPerSecond : Math.max(1, next);
      allowance = Math.min(allowance, 1);
    },
    start(now) {
      allowance = 1;
      last = now;
    },
    due(now) {
      if (stepsPerSecond === Infinity) return Infinity;
      settle(now);
      // A step that is due but for a rounding error is due.
      return Math.floor(allowance + 1e-6);
    },
    made(steps) {
      if (stepsPerSecond < Infinity) allowance -= steps;
    },
    wait(now) {
      if (stepsPerSecond === Infinity) return 0;
      settle(now);
      return Math.max(0, ((1 - 1e-6 - allowance) / stepsPerSecond) * 1000);
    },
  };
}

export type Burst = {
  /** Advances that fit between two looks at the clock, at least 1. */
  readonly size: number;
  /** Tells how long so many took. */
  learn(advances: number, ms: number): void;
};

const BURST_MS = 0.4;
const MOST_IN_A_BURST = 4096;

export function createBurst(): Burst {
  let size = 1;
  return {
    get size() { return size; },
    learn(advances, ms) {
      if (advances === 0) return;
      const fitting = ms > 0 ? (advances * BURST_MS) / ms : size * 2;
      size = Math.max(1, Math.min(MOST_IN_A_BURST, Math.floor(fitting), size * 2));
    },
  };
}

const LONGEST_SLICE_MS = 8;

/**
 * Slices of work, cut into small pieces: a slice goes on until a piece finds nothing to do, or the next one could end after it.
 * Returns whether there is more to do at once.
 */
export function createSlices(now: () => number): (budgetMs: number, piece: () => boolean) => boolean {
  let longest = 0;
  return (budgetMs, piece) => {
    let started = now();
    const end = started + Math.min(budgetMs, LONGEST_SLICE_MS);
    longest *= 0.8;
    while (piece()) {
      const ended = now();
      longest = Math.max(longest, ended - started);
      started = ended;
      if (started + longest > end) return true;
    }
    return false;
  };
}

const RATE_WINDOW_MS = 500;
const RATE_GRAIN_MS = 25;

export type RateMeter = {
  /** `count` steps have been made since the meter was reset. */
  record(now: number, count: number): void;
  /** Steps a second over the last half second; over the last two steps when they are farther apart. */
  rate(): number;
  reset(): void;
};

export function createRateMeter(): RateMeter {
  let marks: { at: number; count: number }[] = [];
  return {
    record(now, count) {
      const previous = marks.at(-2);
      const last = marks.at(-1);
      if (last !== undefined && previous !== undefined && last.at - previous.at < RATE_GRAIN_MS) {
        last.at = now;
        last.count = count;
      } else {
        marks.push({ at: now, count });
      }
      while (marks.length > 2 && marks[1]!.at <= now - RATE_WINDOW_MS) marks.shift();
    },
    rate() {
      const first = marks[0];
      const last = marks.at(-1);
      if (first === undefined || last === undefined || last.at <= first.at) return 0;
      return ((last.count - first.count) * 1000) / (last.at - first.at);
    },
    reset() {
      marks = [];
    },
  };
}

/** A job may save up or overdraw at most this much. */
const MOST_CREDIT_MS = 60;

export type Share = {
  /** Training took this long: it earns the job its share. */
  earn(trainingMs: number, share: number): void;
  /** The job took this long. */
  spend(ms: number): void;
  readonly allows: boolean;
};

/** The time a job may take from training, saved up while training goes on; it begins with a little in hand. */
export function createShare(inHand = 20): Share {
  let credit = inHand;
  return {
    earn(trainingMs, share) { credit = Math.min(MOST_CREDIT_MS, credit + trainingMs * share); },
    spend(ms) { credit = Math.max(-MOST_CREDIT_MS, credit - ms); },
    get allows() { return credit > 0; },
  };
}
