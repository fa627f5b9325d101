import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { initialParametersOf } from '../../src/config/network.ts';
import { boot } from '../../src/store/boot.ts';
import { parseSides } from '../../src/store/linkedSides.ts';
import { compareUsualRates } from '../../src/store/compareActions.ts';
import { setCompareMode, beginSides, halveSideRate, openSide, pauseSides, playSides, setSharedValue, setSidesVariable, setSideValue, showLinkedSides, sidesToStart, stepSides, stepSidesBack } from '../../src/store/sideBySideActions.ts';
import { getSideFrames, showSideFrames, type SideFrames } from '../../src/store/sideBySideFrames.ts';
import { offerPairWorker, sendToPair } from '../../src/store/sideBySideWorker.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { nabla } from '../../src/store/nabla.ts';
import { changeExperiment, play, setSpeed, setStepUnit } from '../../src/store/actions.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import type { WorkerLike } from '../../src/worker/hearWorker.ts';
import type { PairCommand, PairEvent } from '../../src/worker/pairProtocol.ts';
import { createPairSession } from '../../src/worker/pairSession.ts';
import { spawnFakeSide } from './fakeSideWorker.ts';
import { spawnFake } from './fakeWorker.ts';

/** A worker that is no thread: a real session of two runs, fed and heard by cloned messages. */
class FakePairWorker {
  static last: FakePairWorker | null = null;
  static count = 0;
  readonly commands: PairCommand[] = [];
  readonly answers: PairEvent['type'][] = [];
  isAlive = true;
  private readonly listeners = new Map<string, (event: unknown) => void>();
  private readonly session = createPairSession({
    post: (event: PairEvent) => {
      const data = structuredClone(event);
      setTimeout(() => {
        if (!this.isAlive) return;
        this.listeners.get('message')?.({ data });
        this.answers.push(event.type);
      }, 0);
    },
    now: () => performance.now(),
  });
  private readonly timer = setInterval(() => { this.session.work(8); }, 1);

  constructor() {
    FakePairWorker.last = this;
    FakePairWorker.count += 1;
  }

  postMessage(command: PairCommand): void {
    const data = structuredClone(command);
    this.commands.push(data);
    setTimeout(() => { if (this.isAlive) this.session.receive(data); }, 0);
  }

  addEventListener(type: string, listener: (event: unknown) => void): void {
    this.listeners.set(type, listener);
  }

  /** As if its script had thrown, or had sent what cannot be read. */
  fail(type: 'error' | 'messageerror' = 'error'): void {
    this.listeners.get(type)?.({ preventDefault: () => {} });
  }

  terminate(): void {
    this.isAlive = false;
    clearInterval(this.timer);
  }
}

let stops: (() => void)[] = [];
const offer = (): (() => void) => offerPairWorker(() => new FakePairWorker() as WorkerLike);
const PATIENCE = { timeout: 20_000 };

async function framesWhere(condition: (frames: SideFrames) => boolean): Promise<SideFrames> {
  return vi.waitFor(() => {
    const frames = getSideFrames();
    if (frames === null || !condition(frames)) throw new Error(`waiting; at ${frames?.left.step} and ${frames?.right.step}`);
    return structuredClone(frames);
  }, { timeout: 20_000, interval: 5 });
}

beforeEach(async () => {
  localStorage.clear();
  clearUndo();
  clearFrame();
  showSideFrames(null);
  nabla.setState(initialState, true);
  stops = [
    await boot({ spawn: spawnFake, spawnSide: spawnFakeSide, records: { get: () => Promise.resolve(undefined), set: () => Promise.resolve() } }),
    offer(),
  ];
  nabla.setState({ view: 'compare' });
  setStepUnit('batch');
});
afterEach(() => {
  for (const stop of stops) stop();
});

it('begins two runs when it is chosen: the experiment as it is, and with ten times its rate', async () => {
  expect(FakePairWorker.last?.isAlive ?? false).toBe(false);
  setCompareMode('sides');
  const { left, right } = await framesWhere(() => true);
  const { sides, experiment } = nabla.getState();
  expect(sides!.runs.left.experiment).toEqual(experiment);
  expect(sides!.runs.right.experiment).toEqual({ ...experiment, learningRate: experiment.learningRate * 10 });
  expect(left.parameters).toEqual(initialParametersOf(experiment));
  expect(right.parameters).toEqual(left.parameters);
});

it('shows the two of a link, also where it is followed before the view is there, and leaves them alone where they are those', async () => {
  stops.pop()!();
  const linked = parseSides('v1,optimizer,adam')!.sides;
  showLinkedSides(linked);
  expect(nabla.getState()).toMatchObject({ compareMode: 'sides', sides: { variable: 'optimizer', runs: { right: { experiment: { optimizer: { name: 'adam' } } } } } });
  stops.push(offer());
  setCompareMode('sides');
  const { right } = await framesWhere(() => true);
  expect(right.parameters).toEqual(initialParametersOf(nabla.getState().experiment));
  const { sides } = nabla.getState();
  showLinkedSides(linked);
  expect(nabla.getState().sides).toBe(sides);
  showLinkedSides(parseSides('v1,learningRate,1000')!.sides);
  expect(nabla.getState().sides).toMatchObject({ pair: sides!.pair + 1, variable: 'learningRate' });
  expect(nabla.getState().notice?.text).toMatch(/learningRate 1000; it is a number from/);
});

it('plays, pauses and steps both, and the run in Play stands still meanwhile', async () => {
  setCompareMode('sides');
  await framesWhere(() => true);
  play();
  expect(nabla.getState().playing).toBe(true);
  playSides();
  expect(nabla.getState().playing).toBe(false);
  expect(nabla.getState().notice?.text).toContain('is paused while these two train');
  await framesWhere(({ left }) => left.step > 20);
  pauseSides();
  const stood = await framesWhere(({ left, right }) => left.status === 'paused' && right.evaluatedStep === right.step);
  expect(stood.left.step).toBe(stood.right.step);
  expect(nabla.getState().sides!.playing).toBe(false);
  stepSides();
  const on = await framesWhere(({ left }) => left.step === stood.left.step + 1);
  expect(on.right.step).toBe(on.left.step);
  stepSidesBack();
  const back = await framesWhere(({ left }) => left.step === stood.left.step);
  expect(back.left.parameters).toEqual(stood.left.parameters);
  expect(back.right.parameters).toEqual(stood.right.parameters);
  sidesToStart();
  const start = await framesWhere(({ left, right }) => left.step === 0 && right.step === 0);
  expect(start.left.parameters).toEqual(initialParametersOf(nabla.getState().experiment));
});

it('stops when another way of comparing is chosen, and goes on from there when it is chosen again', async () => {
  setCompareMode('sides');
  await framesWhere(() => true);
  playSides();
  await framesWhere(({ left }) => left.step > 5);
  setCompareMode('sweep');
  expect(nabla.getState().sides!.playing).toBe(false);
  expect(FakePairWorker.last!.commands.at(-1)!.type).toBe('pause');
  const { pair } = nabla.getState().sides!;
  setCompareMode('sides');
  expect(nabla.getState().sides!.pair).toBe(pair);
  await framesWhere(({ left }) => left.status === 'paused' && left.step > 5);
});

it('changes what they share for both while they run, and their own value for one, without starting again', async () => {
  setCompareMode('sides');
  await framesWhere(() => true);
  setSpeed(200);
  playSides();
  await framesWhere(({ left }) => left.step > 5);
  setSharedValue('optimizer', 'adam');
  await vi.waitFor(() => { expect(nabla.getState().sides!.runs.left.log).toHaveLength(1); });
  await framesWhere(({ left }) => left.step > nabla.getState().sides!.runs.left.log[0]!.step);
  setSideValue('right', 0.02);
  await vi.waitFor(() => { expect(nabla.getState().sides!.runs.right.log).toHaveLength(2); });
  const { left, right } = nabla.getState().sides!.runs;
  expect([left.experiment.optimizer.name, right.experiment.optimizer.name]).toEqual(['adam', 'adam']);
  expect(right.experiment.learningRate).toBe(0.02);
  expect(left.log).toHaveLength(1);
  expect(right.log[0]).toMatchObject({ step: left.log[0]!.step, label: left.log[0]!.label });
  expect(nabla.getState().sides!.playing).toBe(true);
  expect((await framesWhere(({ right: now }) => now.step > right.log[1]!.step)).right.learningRate).toBe(0.02);
});

it('begins anew where the value belongs to the beginning', async () => {
  setCompareMode('sides');
  await framesWhere(() => true);
  stepSides();
  await framesWhere(({ left }) => left.step === 1);
  setSidesVariable('width');
  const first = nabla.getState().sides!;
  expect(first.runs.right.experiment.hidden.every(({ units }) => units === 2)).toBe(true);
  await framesWhere(({ left, right }) => left.step === 0 && right.parameters.length < left.parameters.length);
  setSideValue('right', 5);
  expect(nabla.getState().sides!.pair).toBe(first.pair + 1);
  expect(nabla.getState().sides!.runs.left.experiment).toEqual(first.runs.left.experiment);
  await framesWhere(({ right }) => right.step === 0 && right.parameters.length > 40);
});

it('says which one has diverged and where, and opens either in Play as it is', async () => {
  setCompareMode('sides');
  beginSides('learningRate', 50);
  await framesWhere(() => true);
  playSides();
  await vi.waitFor(() => { expect(nabla.getState().sides!.runs.right.verdict.word).toBe('Diverged'); }, { timeout: 20_000 });
  const { right, left } = nabla.getState().sides!.runs;
  expect(right.verdict.sentence).toContain(`Diverged at step ${right.divergence!.step}:`);
  expect(left.divergence).toBeNull();
  pauseSides();
  const { left: shown } = await framesWhere(({ left: frame }) => frame.status === 'paused');
  openSide('left');
  await vi.waitFor(() => { expect(nabla.getState().view).toBe('play'); });
  await vi.waitFor(() => { expect(getFrame()?.step).toBe(shown.step); });
  expect(getFrame()!.parameters).toEqual(shown.parameters);
  const { runs, run, experiment } = nabla.getState();
  expect(runs.find((entry) => entry.run === run)).toMatchObject({ name: `η ${experiment.learningRate}`, colour: 0 });
});

it('after a divergence halves the rate of the one, or of both, and goes back to the same weights', async () => {
  setCompareMode('sides');
  beginSides('learningRate', 50);
  await framesWhere(() => true);
  playSides();
  await vi.waitFor(() => { expect(nabla.getState().sides!.runs.right.divergence).not.toBeNull(); }, { timeout: 20_000 });
  const { learningRate } = nabla.getState().sides!.runs.left.experiment;
  halveSideRate('right');
  await vi.waitFor(() => { expect(nabla.getState().sides!.runs.right.divergence).toBeNull(); });
  await framesWhere(({ left, right }) => left.step === 0 && right.step === 0);
  const { left, right } = nabla.getState().sides!.runs;
  expect([left.experiment.learningRate, right.experiment.learningRate]).toEqual([learningRate, 25]);
  setSidesVariable('optimizer');
  halveSideRate('left');
  const both = nabla.getState().sides!.runs;
  expect([both.left.experiment.learningRate, both.right.experiment.learningRate]).toEqual([learningRate / 2, learningRate / 2]);
});

it('keeps its runs when the experiment of the page changes, until they are begun anew', async () => {
  setCompareMode('sides');
  await framesWhere(() => true);
  const before = nabla.getState().sides!;
  changeExperiment((experiment) => ({ ...experiment, learningRate: 0.7 }));
  expect(nabla.getState().sides).toBe(before);
  beginSides();
  expect(nabla.getState().sides!.runs.left.experiment.learningRate).toBe(0.7);
});

it('begins again from the initial weights, standing still, when its worker dies', async () => {
  setCompareMode('sides');
  await framesWhere(() => true);
  playSides();
  await framesWhere(({ left }) => left.step > 5);
  const dead = FakePairWorker.last!;
  dead.fail();
  expect(dead.isAlive).toBe(false);
  expect(nabla.getState().notice?.text).toContain('stopped with an error');
  const { left } = await framesWhere((frames) => frames.left.step === 0);
  expect(left.status).toBe('ready');
  expect(nabla.getState().sides!.playing).toBe(false);
});

it('starts a worker that dies at once a few times and no more, and once again when it is asked to', async () => {
  // One that is no thread at all: its script cannot be loaded.
  let spawned = 0;
  stops.push(offerPairWorker(() => {
    spawned += 1;
    const dead = new FakePairWorker();
    setTimeout(() => { dead.fail(); }, 0);
    return dead as WorkerLike;
  }));
  setCompareMode('sides');
  await vi.waitFor(() => { expect(nabla.getState().notice?.text).toContain('again and again and was switched off'); }, PATIENCE);
  const before = spawned;
  expect(before).toBeLessThanOrEqual(4);
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  expect(spawned).toBe(before);
  playSides();
  await vi.waitFor(() => { expect(spawned).toBe(before + 1); expect(nabla.getState().sides!.playing).toBe(false); }, PATIENCE);
});

it('takes another worker, too, for one that sends what cannot be read', async () => {
  setCompareMode('sides');
  await framesWhere(() => true);
  const dead = FakePairWorker.last!;
  dead.fail('messageerror');
  expect(dead.isAlive).toBe(false);
  expect(nabla.getState().notice?.text).toContain('sent something unreadable');
  expect((await framesWhere(() => FakePairWorker.last !== dead)).left.step).toBe(0);
});

it('adopts the settings that are in force again after a change that was refused', async () => {
  setCompareMode('sides');
  await framesWhere(() => true);
  const { left, right } = nabla.getState().sides!.runs;
  const refused = { ...left.experiment, hidden: [] };
  // Past the check that the page makes itself.
  nabla.setState(({ sides }) => ({ sides: { ...sides!, playing: true, runs: { left: { ...left, experiment: refused }, right } } }));
  sendToPair({ type: 'change', experiments: { left: refused, right: right.experiment }, label: 'hidden layers' });
  await vi.waitFor(() => { expect(nabla.getState().sides!.runs.left.experiment).toEqual(left.experiment); }, PATIENCE);
  expect(nabla.getState().sides!.playing).toBe(false);
  expect(nabla.getState().notice?.text).toContain('needs new runs');
});

it('opens one run however often it is asked, and none when the view has been left meanwhile', async () => {
  setCompareMode('sides');
  await framesWhere(() => true);
  stepSides();
  await framesWhere(({ left }) => left.step === 1);
  const { runs } = nabla.getState();
  openSide('left');
  nabla.setState({ view: 'landscape' });
  const worker = FakePairWorker.last!;
  await vi.waitFor(() => { expect(worker.answers).toContain('saved'); }, PATIENCE);
  expect(nabla.getState()).toMatchObject({ view: 'landscape', runs });
  nabla.setState({ view: 'compare' });
  openSide('left');
  openSide('left');
  openSide('right');
  await vi.waitFor(() => { expect(nabla.getState().view).toBe('play'); }, PATIENCE);
  nabla.setState({ view: 'compare' });
  await new Promise((resolve) => { setTimeout(resolve, 60); });
  expect(nabla.getState().view).toBe('compare');
  expect(nabla.getState().runs.filter(({ isNamed }) => isNamed)).toHaveLength(1);
});

it('keeps what is drawn until the new runs are there, if their data are the same', async () => {
  setCompareMode('sides');
  const drawn = await framesWhere(({ left }) => left.outputPicture.length > 0);
  setSideValue('right', 0.5);
  beginSides();
  expect(getSideFrames()?.left.outputPicture).toEqual(drawn.left.outputPicture);
  await framesWhere(({ tries }) => tries > drawn.tries);
  changeExperiment((experiment) => ({ ...experiment, data: { ...experiment.data, noise: 0.33 } }));
  beginSides();
  expect(getSideFrames()).toBeNull();
});

it('gives its worker back when it is left, and goes on where the two were when it is seen again', async () => {
  setCompareMode('sides');
  beginSides('learningRate', 50);
  await framesWhere(() => true);
  playSides();
  await vi.waitFor(() => { expect(nabla.getState().sides!.runs.right.divergence).not.toBeNull(); }, PATIENCE);
  await framesWhere(({ left }) => left.step > 300);
  const stop = stops.pop()!;
  const { divergence } = nabla.getState().sides!.runs.right;
  const worker = FakePairWorker.last!;
  stop();
  expect(nabla.getState().sides!.playing).toBe(false);
  await vi.waitFor(() => { expect(worker.isAlive).toBe(false); }, PATIENCE);
  const { count } = FakePairWorker;
  stops.push(offer());
  setCompareMode('sides');
  expect(FakePairWorker.count).toBe(count + 1);
  const before = getSideFrames()!.left.step;
  const woken = await framesWhere(({ tries, left, right }) => tries === 1 && left.status === 'paused' && right.status === 'diverged');
  expect(woken.left.step).toBeGreaterThanOrEqual(before);
  expect(woken.left.history.step.length).toBeGreaterThan(5);
  expect(nabla.getState().sides!.runs.right.divergence).toEqual(divergence);
  playSides();
  await framesWhere(({ left }) => left.step > woken.left.step);
});

it('keeps its worker when it is left and seen again at once', async () => {
  setCompareMode('sides');
  await framesWhere(() => true);
  const worker = FakePairWorker.last!;
  stops.pop()!();
  stops.push(offer());
  setCompareMode('sides');
  stepSides();
  await framesWhere(({ left }) => left.step === 1);
  expect(worker.isAlive).toBe(true);
  expect(FakePairWorker.last).toBe(worker);
});

it('the usual rates are compared in Compare with one press', async () => {
  nabla.setState({ view: 'play', compareMode: 'sides' });
  compareUsualRates();
  const { view, compareMode, comparison } = nabla.getState();
  expect([view, compareMode]).toEqual(['compare', 'sweep']);
  expect(comparison!.cells.map(({ experiment }) => experiment.learningRate)).toEqual([0.0001, 0.001, 0.01, 0.1, 1]);
  await vi.waitFor(() => { expect(nabla.getState().comparison!.status).toBe('done'); }, { timeout: 20_000 });
});
