import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { withNews } from '../../src/worker/logNews.ts';
import type { Command, FrameRequest, RunEvent, RunId, SavedRun, SessionEvent, TrainingFrame } from '../../src/worker/protocol.ts';
import { createSession, type Session } from '../../src/worker/session.ts';

type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { readonly type: T }>;
type Unaddressed<C> = C extends { readonly run: RunId } ? Omit<C, 'run'> : C;

export const wantNothing: FrameRequest = { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null };

/** A session with everything it posted, and a clock that moves when it is read (by `tick` ms, or as much as it says each time), or the real one. */
export class SessionHarness {
  readonly session: Session;
  readonly events: SessionEvent[] = [];
  run: RunId = 1;
  time = 1000;

  constructor(clock: 'fake' | 'real' = 'fake', tick: number | (() => number) = 0.02) {
    this.session = createSession({
      // As over a real port: what is posted is cloned, and buffers that travel are gone here.
      post: (event, transfer) => { this.events.push(structuredClone(event, { transfer })); },
      now: clock === 'real' ? () => performance.now() : () => (this.time += typeof tick === 'number' ? tick : tick()),
    });
  }

  open(experiment: Experiment, saved?: SavedRun): EventOf<'opened'> {
    this.session.receive({ type: 'open', run: this.run, experiment, ...(saved === undefined ? {} : { saved }) });
    return this.last('opened');
  }

  send(command: Unaddressed<Command>): void {
    this.session.receive({ run: this.run, ...command } as Command);
  }

  /** Works until there is nothing to do at once. */
  settle(most = 100_000): void {
    for (let slice = 0; slice < most && this.session.idleFor() === 0; slice += 1) this.session.work(8);
  }

  step(count = 1): void {
    for (let i = 0; i < count; i += 1) this.send({ type: 'step', unit: 'batch' });
    this.settle();
  }

  back(unit: 'batch' | 'epoch' = 'batch'): void {
    this.send({ type: 'stepBack', unit });
    this.settle();
  }

  seek(step: number): void {
    this.send({ type: 'seek', step });
    this.settle();
  }

  /** Slices and naps of the fake clock until `ms` have passed. */
  pass(ms: number): void {
    const end = this.time + ms;
    while (this.time < end) {
      const wait = this.session.idleFor();
      if (wait > 0) this.time = Math.min(end, this.time + wait);
      this.session.work(8);
    }
  }

  /** Slices until `done` or until the real clock says it took too long. */
  workUntil(done: () => boolean, mostMs = 20_000): void {
    const end = performance.now() + mostMs;
    while (!done() && performance.now() < end) this.session.work(8);
  }

  all<T extends SessionEvent['type']>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  last<T extends SessionEvent['type']>(type: T): EventOf<T> {
    const event = this.all(type).at(-1);
    if (event === undefined) throw new Error(`Nothing ${type} among ${this.events.map((each) => JSON.stringify(each).slice(0, 300)).join('\n')}`);
    return event;
  }

  /** The log of the present run as the page knows it from what it was told. */
  log(): readonly RunEvent[] {
    return this.events.reduce<readonly RunEvent[]>((known, event) => {
      if (event.type === 'opened') return event.log;
      return event.type === 'changed' && event.run === this.run ? withNews(known, event.log) : known;
    }, []);
  }

  frame(want: FrameRequest = wantNothing): TrainingFrame {
    this.send({ type: 'pull', want, spent: [] });
    const before = this.all('framed').length;
    for (let slice = 0; slice < 1000 && this.all('framed').length === before; slice += 1) this.session.work(8);
    return this.last('framed').frame;
  }

  saved(): SavedRun {
    this.send({ type: 'save' });
    return this.last('saved').saved;
  }
}

export function experimentWith(patch: Partial<Experiment> = {}, set: Experiment['data']['set'] = 'circle'): Experiment {
  return { ...defaultExperiment(set), ...patch };
}

/** The largest network of the page on the most examples, all of them in every batch. */
export function largestExperiment(): Experiment {
  const circle = defaultExperiment('circle');
  return {
    ...circle,
    data: { ...circle.data, points: 10_000, trainShare: 0.9 },
    hidden: Array.from({ length: 8 }, () => ({ units: 64, activation: 'tanh' as const })),
    batchSize: 10_000,
    learningRate: 0.01,
  };
}
