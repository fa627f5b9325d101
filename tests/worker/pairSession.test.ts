import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { withNews } from '../../src/worker/logNews.ts';
import type { OfBoth, PairCommand, PairEvent } from '../../src/worker/pairProtocol.ts';
import { createPairSession, type PairSession } from '../../src/worker/pairSession.ts';
import type { FrameRequest, RunEvent } from '../../src/worker/protocol.ts';
import { Run } from '../../src/worker/run.ts';

type EventOf<T extends PairEvent['type']> = Extract<PairEvent, { readonly type: T }>;
type Unaddressed<C> = C extends { readonly pair: number } ? Omit<C, 'pair'> : C;

const want: FrameRequest = { neuronGrid: 0, shownUnits: [], outputGrid: 12, probe: null };

class PairHarness {
  readonly session: PairSession;
  readonly events: PairEvent[] = [];
  time = 1000;

  /** With the real clock where training goes as fast as it can: on the other one a million steps take no time. */
  constructor(left: Experiment, right: Experiment, clock: 'fake' | 'real' = 'fake') {
    this.session = createPairSession({
      post: (event, transfer) => { this.events.push(structuredClone(event, { transfer })); },
      now: clock === 'real' ? () => performance.now() : () => (this.time += 0.02),
    });
    this.session.receive({ type: 'open', pair: 1, experiments: { left, right } });
    if (clock === 'fake') this.session.receive({ type: 'setSpeed', stepsPerSecond: 1000 });
  }

  send(command: Unaddressed<PairCommand>): void {
    this.session.receive({ pair: 1, ...command } as PairCommand);
  }

  /** Works until there is nothing to do at once. */
  settle(most = 20_000): void {
    for (let slice = 0; slice < most && this.session.idleFor() === 0; slice += 1) this.session.work(8);
  }

  /** Slices and naps of the clock until `ms` have passed. */
  pass(ms: number): void {
    const end = this.time + ms;
    while (this.time < end) {
      const wait = this.session.idleFor();
      if (wait > 0) this.time = Math.min(end, this.time + wait);
      this.session.work(8);
    }
  }

  frames(): EventOf<'framed'>['frames'] {
    const before = this.all('framed').length;
    this.send({ type: 'pull', want, spent: [] });
    for (let slice = 0; slice < 20_000 && this.all('framed').length === before; slice += 1) this.session.work(8);
    return this.all('framed').at(-1)!.frames;
  }

  steps(count: number): OfBoth<Float64Array> {
    for (let i = 0; i < count; i += 1) this.send({ type: 'step', unit: 'batch' });
    this.settle();
    const { left, right } = this.frames();
    return { left: left.parameters, right: right.parameters };
  }

  all<T extends PairEvent['type']>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }
}

/** θ of a run by itself after so many steps. */
function alone(experiment: Experiment, steps: number): Float64Array {
  const run = new Run(9, experiment, 2 ** 20);
  for (let made = 0; made < steps;) if (run.trainer.advance()) made += 1;
  return run.trainer.parameters;
}

const slow: Experiment = { ...initialExperiment, learningRate: 0.03 };
const fast: Experiment = { ...initialExperiment, learningRate: 0.3 };
const line = defaultExperiment('line');
const wild: Experiment = { ...line, learningRate: 100 };
const tame: Experiment = { ...line, learningRate: 0.001 };

afterEach(() => { vi.restoreAllMocks(); });

describe('two runs side by side', () => {
  it('make what each would make by itself, from the same initial weights', () => {
    const pair = new PairHarness(slow, fast);
    const start = pair.frames();
    expect(start.left.parameters).toEqual(start.right.parameters);
    const { left, right } = pair.steps(60);
    expect(left).toEqual(alone(slow, 60));
    expect(right).toEqual(alone(fast, 60));
    expect(left).not.toEqual(right);
  });

  it.each([['at a pace', 'fake', 200], ['as fast as it goes', 'real', Infinity]] as const)('are at the same step in every frame %s, and where they are paused', (_, clock, stepsPerSecond) => {
    const pair = new PairHarness(slow, { ...slow, hidden: [{ units: 40, activation: 'tanh' }] }, clock);
    pair.session.receive({ type: 'setSpeed', stepsPerSecond });
    pair.send({ type: 'play' });
    let last = 0;
    for (let i = 0; i < 12; i += 1) {
      if (clock === 'fake') pair.pass(30);
      const { left, right } = pair.frames();
      expect(left.step).toBe(right.step);
      expect(left.step).toBeGreaterThanOrEqual(last);
      last = left.step;
    }
    expect(last).toBeGreaterThan(10);
    pair.send({ type: 'pause' });
    pair.settle();
    const { left, right } = pair.frames();
    expect(left.step).toBe(right.step);
    expect([left.status, right.status]).toEqual(['paused', 'paused']);
    expect(left.evaluatedStep).toBe(left.step);
    expect(right.evaluatedStep).toBe(right.step);
  });

  it('keep the wished pace', () => {
    const pair = new PairHarness(slow, fast);
    pair.session.receive({ type: 'setSpeed', stepsPerSecond: 100 });
    pair.send({ type: 'play' });
    pair.pass(2000);
    const { left } = pair.frames();
    expect(left.step).toBeGreaterThan(190);
    expect(left.step).toBeLessThan(210);
  });

  it('change at the same step, without starting again', () => {
    const pair = new PairHarness(slow, fast);
    pair.send({ type: 'play' });
    pair.pass(50);
    pair.send({ type: 'change', experiments: { left: { ...slow, batchSize: 50 }, right: { ...fast, batchSize: 50 } }, label: 'batch size 10 → 50' });
    pair.pass(50);
    const { left, right } = pair.all('changed').at(-1)!.runs;
    expect(left.log).toMatchObject({ kept: 0, events: [{ label: 'batch size 10 → 50' }] });
    const { step } = left.log.events[0]!;
    expect(right.log.events[0]!.step).toBe(step);
    expect(step).toBeGreaterThan(0);
    expect(right.experiment.batchSize).toBe(50);
    // The data are the same: they do not travel again.
    expect([left.data, right.data]).toEqual([null, null]);
    expect(pair.all('opened')[0]!.runs.left.data!.trainTargets.length).toBeGreaterThan(0);
    pair.send({ type: 'change', experiments: { left: { ...slow, data: { ...slow.data, noise: 0.3 } }, right: fast }, label: 'noise' });
    pair.pass(50);
    expect(pair.all('changed').at(-1)!.runs.left.data).not.toBeNull();
    expect(pair.frames().right.step).toBeGreaterThan(step);
  });

  it('refuse a change that needs new runs, and go on', () => {
    const pair = new PairHarness(slow, fast);
    pair.send({ type: 'change', experiments: { left: { ...slow, hidden: [] }, right: fast }, label: 'hidden layers 2 → 0' });
    pair.settle();
    expect(pair.all('failed').at(-1)!.message).toContain('needs new runs');
    // The page holds what it wished for: it is told how things are.
    expect(pair.events.at(-1)).toMatchObject({ type: 'changed', runs: { left: { experiment: slow }, right: { experiment: fast } } });
    expect(pair.steps(3).left).toEqual(alone(slow, 3));
  });

  it('change neither where one of them cannot be changed', () => {
    const pair = new PairHarness(slow, fast);
    pair.steps(4);
    const { change } = Run.prototype;
    const broken = vi.spyOn(Run.prototype, 'change').mockImplementation(function fail(this: Run, ...given) {
      if (given[0].learningRate === 0.7) throw new Error('no memory left');
      change.apply(this, given);
    });
    pair.send({ type: 'change', experiments: { left: { ...slow, learningRate: 0.5 }, right: { ...fast, learningRate: 0.7 } }, label: 'η' });
    pair.settle();
    broken.mockRestore();
    expect(pair.all('failed')).toMatchObject([{ message: 'no memory left' }]);
    const { left, right } = pair.all('changed').at(-1)!.runs;
    expect([left.experiment.learningRate, right.experiment.learningRate]).toEqual([0.03, 0.3]);
    expect(left.log.events).toEqual([]);
    expect(pair.steps(2)).toEqual({ left: alone(slow, 6), right: alone(fast, 6) });
  });

  it('tell a fault once, stand still where they are, and go on when they are told to', () => {
    const pair = new PairHarness(slow, fast);
    pair.steps(5);
    const fault = vi.spyOn(Run.prototype, 'trained').mockImplementation(() => { throw new Error('out of memory'); });
    pair.send({ type: 'play' });
    pair.send({ type: 'pull', want, spent: [] });
    const framed = pair.all('framed').length;
    pair.send({ type: 'step', unit: 'batch' });
    for (let slice = 0; slice < 10; slice += 1) pair.session.work(8);
    expect(pair.all('failed')).toMatchObject([{ message: 'out of memory' }]);
    expect(pair.all('moved').at(-1)).toMatchObject({ playing: false });
    // A page that waits for a frame gets it.
    expect(pair.all('framed')).toHaveLength(framed + 1);
    expect(pair.session.idleFor()).toBe(Infinity);
    fault.mockRestore();
    const reached = pair.frames().left.step;
    expect(pair.steps(3).left).toEqual(alone(slow, Math.max(reached, pair.frames().left.step)));
    expect(pair.frames().left.step).toBe(pair.frames().right.step);
  });

  it('that cannot be begun are no two runs, and the page hears that they do not play', () => {
    const pair = new PairHarness(slow, fast);
    const broken = { ...slow, initialization: { ...slow.initialization, given: [1] } };
    pair.session.receive({ type: 'open', pair: 2, experiments: { left: slow, right: broken } });
    expect(pair.all('failed')).toHaveLength(1);
    pair.session.receive({ type: 'play', pair: 2 });
    pair.settle();
    expect(pair.all('moved').at(-1)).toEqual({ type: 'moved', pair: 2, playing: false });
    expect(pair.session.idleFor()).toBe(Infinity);
  });

  it('tell of a growing log only what is new', () => {
    const pair = new PairHarness(slow, fast);
    for (let i = 1; i <= 30; i += 1) {
      pair.send({ type: 'step', unit: 'batch' });
      pair.send({ type: 'change', experiments: { left: { ...slow, learningRate: i / 100 }, right: fast }, label: `η ${i}` });
    }
    pair.settle();
    const news = pair.all('changed').map(({ runs }) => runs.left.log);
    expect(Math.max(...news.map(({ events }) => events.length))).toBe(1);
    let known: readonly RunEvent[] = [];
    for (const each of news) known = withNews(known, each);
    pair.send({ type: 'save', request: 1, side: 'left' });
    pair.settle();
    expect(known).toEqual(pair.all('saved').at(-1)!.saved.log);
    expect(known.length).toBeGreaterThan(25);
  });

  it('go on as they were left, a divergence included', () => {
    const pair = new PairHarness(wild, tame);
    pair.send({ type: 'play' });
    pair.pass(600);
    pair.send({ type: 'pause' });
    pair.send({ type: 'save', request: 1, side: 'left' });
    pair.send({ type: 'save', request: 2, side: 'right' });
    pair.settle();
    const [left, right] = pair.all('saved').map(({ saved }) => saved);
    const before = pair.frames();
    const woken = new PairHarness(tame, tame);
    woken.session.receive({ type: 'open', pair: 1, experiments: { left: wild, right: tame }, kept: { saved: { left: left!, right: right! }, diverged: ['left'] } });
    woken.settle();
    expect(woken.all('diverged').at(-1)).toMatchObject({ side: 'left', at: pair.all('diverged')[0]!.at });
    const after = woken.frames();
    expect([after.left.status, after.left.step]).toEqual(['diverged', before.left.step]);
    expect([after.right.status, after.right.step]).toEqual(['paused', before.right.step]);
    expect(after.right.history).toEqual(before.right.history);
    expect(woken.steps(4).right).toEqual(pair.steps(4).right);
  });

  it('say with their frames how often they have gone back, and to where', () => {
    const pair = new PairHarness(slow, fast);
    pair.steps(6);
    expect(pair.frames()).toMatchObject({ tries: 1, wentBackTo: 0 });
    pair.send({ type: 'stepBack', unit: 'batch' });
    pair.settle();
    pair.steps(9);
    expect(pair.frames()).toMatchObject({ tries: 2, wentBackTo: 5 });
    pair.send({ type: 'toStart' });
    pair.settle();
    expect(pair.frames()).toMatchObject({ tries: 3, wentBackTo: 0 });
  });

  it('one may diverge while the other learns on, which a lower η afterwards cannot mend and going back can', () => {
    const pair = new PairHarness(wild, tame);
    pair.send({ type: 'play' });
    pair.pass(600);
    const { side, at } = pair.all('diverged')[0]!;
    expect(side).toBe('left');
    expect(at!.learningRate).toBe(100);
    pair.send({ type: 'pause' });
    pair.settle();
    const before = pair.frames();
    expect(before.left).toMatchObject({ status: 'diverged', step: at!.step });
    expect(before.right.step).toBeGreaterThan(at!.step);
    pair.send({ type: 'change', experiments: { left: tame, right: tame }, label: 'η 100 → 0.001' });
    pair.settle();
    expect(pair.frames().left.status).toBe('diverged');
    expect(pair.frames().right.step).toBe(before.right.step);
    pair.send({ type: 'toStart' });
    const { left, right } = pair.steps(5);
    expect(left).toEqual(right);
    expect(left).toEqual(alone(tame, 5));
  });

  it('go back from a divergence to before it', () => {
    const pair = new PairHarness(wild, tame);
    pair.send({ type: 'play' });
    pair.pass(600);
    pair.send({ type: 'pause' });
    pair.settle();
    const { at } = pair.all('diverged')[0]!;
    const behind = pair.frames().right.step - at!.step;
    for (let i = 0; i <= behind; i += 1) pair.send({ type: 'stepBack', unit: 'batch' });
    pair.settle();
    const { left, right } = pair.frames();
    expect(pair.all('diverged').at(-1)).toMatchObject({ side: 'left', at: null });
    expect([left.step, right.step, left.status]).toEqual([at!.step - 1, at!.step - 1, 'paused']);
  });

  it('stand still when both have diverged', () => {
    const pair = new PairHarness(wild, { ...wild, learningRate: 90 });
    pair.send({ type: 'play' });
    pair.pass(500);
    expect(pair.all('diverged').map(({ side }) => side).toSorted()).toEqual(['left', 'right']);
    expect(pair.all('moved').at(-1)).toMatchObject({ playing: false });
    expect(pair.session.idleFor()).toBe(Infinity);
  });

  it('go back to exactly what was, over a change of settings, and forward again to the same', () => {
    const pair = new PairHarness(slow, fast);
    const at10 = pair.steps(10);
    pair.send({ type: 'change', experiments: { left: { ...slow, learningRate: 0.1 }, right: fast }, label: 'η 0.03 → 0.1' });
    const at20 = pair.steps(10);
    for (let i = 0; i < 11; i += 1) pair.send({ type: 'stepBack', unit: 'batch' });
    pair.settle();
    expect(pair.all('changed').at(-1)!.runs.left.experiment.learningRate).toBe(0.03);
    expect(pair.steps(1)).toEqual(at10);
    expect(pair.steps(10)).toEqual(at20);
    pair.send({ type: 'stepBack', unit: 'epoch' });
    pair.settle();
    const { left, right } = pair.frames();
    expect([left.step, left.stepInEpoch, right.step]).toEqual([20 - (20 % left.stepsPerEpoch), 0, left.step]);
  });

  it('step by the longer epoch', () => {
    const pair = new PairHarness({ ...slow, batchSize: 10 }, { ...slow, batchSize: 50 });
    pair.send({ type: 'step', unit: 'epoch' });
    pair.settle();
    const { left, right } = pair.frames();
    expect([left.epoch, left.stepInEpoch]).toEqual([1, 0]);
    expect(right.step).toBe(left.step);
    expect(right.epoch).toBeGreaterThan(1);
  });

  it('go back to the start with the present settings and the same initial weights', () => {
    const pair = new PairHarness(slow, fast);
    const first = pair.frames().left.parameters;
    pair.steps(10);
    pair.send({ type: 'change', experiments: { left: { ...slow, learningRate: 0.1 }, right: fast }, label: 'η 0.03 → 0.1' });
    pair.send({ type: 'toStart' });
    pair.settle();
    expect(pair.frames().left.parameters).toEqual(first);
    expect(pair.steps(10).left).toEqual(alone({ ...slow, learningRate: 0.1 }, 10));
  });

  it('owe a frame that was asked for before they began again', () => {
    const pair = new PairHarness(slow, fast);
    pair.steps(3);
    const before = pair.all('framed').length;
    pair.send({ type: 'pull', want, spent: [] });
    pair.send({ type: 'toStart' });
    pair.settle();
    const frames = pair.all('framed').slice(before);
    expect(frames).toHaveLength(1);
    expect(frames[0]!.frames.left.step).toBe(0);
  });

  it('are saved as runs that can go on elsewhere, and hear nothing of an earlier pair', () => {
    const pair = new PairHarness(slow, fast);
    pair.steps(5);
    pair.send({ type: 'save', request: 41, side: 'right' });
    pair.settle();
    const { saved, request } = pair.all('saved').at(-1)!;
    expect(request).toBe(41);
    expect(saved.state.step).toBe(5);
    expect(new Run(3, saved.experiment, 2 ** 20, saved).trainer.parameters).toEqual(alone(fast, 5));
    pair.session.receive({ type: 'open', pair: 2, experiments: { left: slow, right: slow } });
    pair.send({ type: 'play' });
    pair.settle();
    expect(pair.session.idleFor()).toBe(Infinity);
  });
});
