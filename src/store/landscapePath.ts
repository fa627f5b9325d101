/**
 * The path that the present run has walked: its θ every so often, thinned as it grows, so that it is there when the landscape is
 * opened. Kept on the page, from the frames that are drawn anyway.
 */
import type { RunId, TrainingFrame } from '../worker/protocol.ts';
import { subscribeFrame } from './frameStore.ts';
import { nabla } from './nabla.ts';
import { subscribeEvents } from './training.ts';

export type PathPosition = {
  readonly step: number;
  readonly theta: Float64Array;
  /** θ was set by hand: nothing was walked from the position before. */
  readonly jump: boolean;
};

/** Positions at most, and numbers in all of them together (8 bytes each). */
const MOST_POSITIONS = 400;
const MOST_NUMBERS = 4e6;
const LARGEST = 50_000;
const COPY_MS = 100;
/** Of other runs so many paths, with so many positions each at most. */
const MOST_OTHERS = 5;
const OTHERS_POSITIONS = 60;
const OTHERS_NUMBERS = 4e5;

export class WalkedPath {
  private run: RunId = -1;
  private kept: PathPosition[] = [];
  /** Steps from one kept position to the next at least. */
  private spacing = 0;
  private lastCopy = -Infinity;
  /** Paths of runs that were the present one before, the latest last. */
  private readonly past = new Map<RunId, readonly PathPosition[]>();

  /** The paths of other runs, by run. */
  get others(): ReadonlyMap<RunId, readonly PathPosition[]> {
    return this.past;
  }

  /** The positions up to a step, in the order in which they were walked. */
  upTo(run: RunId, step: number): readonly PathPosition[] {
    return run === this.run ? this.kept.filter((position) => position.step <= step) : [];
  }

  /** Keeps where a frame stands, if it is time for it. */
  take({ run, step, status, parameters }: Pick<TrainingFrame, 'run' | 'step' | 'status' | 'parameters'>, now: number): void {
    if (parameters.length > LARGEST) return;
    if (run !== this.run) this.begin(run);
    if ((this.kept[0]?.theta.length ?? parameters.length) !== parameters.length) this.kept = [];
    const last = this.kept.at(-1);
    if (last !== undefined && step < last.step) {
      // A past moment is only looked at, until training goes on from there.
      if (status !== 'training') return;
      this.leaveAfter(step);
    }
    const end = this.kept.at(-1);
    if (end !== undefined && step === end.step) {
      if (isSame(end.theta, parameters)) return;
      if (end.jump) this.kept.pop();
      this.kept.push({ step, theta: parameters.slice(), jump: true });
      return;
    }
    if (end !== undefined && (step - end.step < this.spacing || now - this.lastCopy < COPY_MS)) return;
    this.lastCopy = now;
    this.kept.push({ step, theta: parameters.slice(), jump: false });
    this.thin(parameters.length);
  }

  /** What came after a step is another run's now. */
  leaveAfter(step: number): void {
    this.kept = this.kept.filter((position) => position.step <= step);
  }

  private begin(run: RunId): void {
    this.putAway();
    const parameters = this.past.get(run)?.[0]?.theta.length;
    this.run = run;
    this.kept = parameters === undefined ? [] : [...this.past.get(run)!];
    this.past.delete(run);
    this.spacing = 0;
    this.lastCopy = -Infinity;
  }

  private putAway(): void {
    const parameters = this.kept[0]?.theta.length ?? 0;
    if (this.kept.length < 2) return;
    const stride = Math.ceil(this.kept.length / Math.max(8, Math.min(OTHERS_POSITIONS, Math.floor(OTHERS_NUMBERS / parameters))));
    this.past.set(this.run, this.kept.filter((position, i) => i % stride === 0 || position.jump || i === this.kept.length - 1));
    for (const run of this.past.keys()) {
      if (this.past.size <= MOST_OTHERS) break;
      this.past.delete(run);
    }
  }

  /** Full: every second position goes, and from now on they lie twice as far apart. */
  private thin(parameters: number): void {
    const most = Math.max(16, Math.min(MOST_POSITIONS, Math.floor(MOST_NUMBERS / parameters)));
    if (this.kept.length <= most) return;
    const walked = this.kept.at(-1)!.step - this.kept[0]!.step;
    this.kept = this.kept.filter((position, i) => i % 2 === 0 || position.jump);
    if (this.kept.length > most) this.kept = this.kept.slice(-most);
    this.spacing = Math.max(this.spacing, (2 * walked) / most);
  }
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

export const walkedPath = new WalkedPath();

/** Follows the frames; returns what ends that. */
export function startLandscapePath(): () => void {
  const stops = [
    subscribeFrame((frame) => {
      if (frame.run === nabla.getState().run) walkedPath.take(frame, performance.now());
    }),
    subscribeEvents((event) => {
      if (event.type === 'left') walkedPath.leaveAfter(event.step);
    }),
  ];
  return () => { for (const stop of stops) stop(); };
}
