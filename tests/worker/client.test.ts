import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialExperiment } from '../../src/config/defaults.ts';
import type { TrainerState } from '../../src/engine/trainer.ts';
import type { Trace } from '../../src/explain/trace.ts';
import { createTrainingClient, type TrainingClient } from '../../src/worker/client.ts';
import type { WorkerLike } from '../../src/worker/hearWorker.ts';
import type { Command, FrameRequest, RunId, SavedRun, SessionEvent, TrainingFrame } from '../../src/worker/protocol.ts';

const want: FrameRequest = { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null };

class FakeWorker implements WorkerLike {
  readonly got: Command[] = [];
  terminated = false;
  private readonly listeners = new Map<string, ((event: Event) => void)[]>();

  postMessage(command: Command): void {
    this.got.push(command);
  }
  terminate(): void {
    this.terminated = true;
  }
  addEventListener(type: string, listener: unknown): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener as (event: Event) => void]);
  }
  say(data: SessionEvent): void {
    this.fire('message', { data });
  }
  fire(type: string, content: object = {}): void {
    for (const listener of this.listeners.get(type) ?? []) listener({ preventDefault() {}, ...content } as unknown as Event);
  }
  types(): string[] {
    return this.got.map(({ type }) => type);
  }
}

function savedRun(run: RunId, step: number): SavedRun {
  const none = new Float64Array(0);
  const state: TrainerState = {
    step, epoch: 0, position: 0, order: new Uint32Array(0), random: [], parameters: none, gradient: none, update: none, slots: [],
    optimizerStep: 0, gradientNorm: 0, batchLoss: 0,
  };
  const history = {
    step: none, epoch: none, train: none, trainMin: none, trainMax: none, validation: none, validationMin: none, validationMax: none,
  };
  return { run, experiment: initialExperiment, state, history, log: [], initialParameters: none };
}

describe('training client', () => {
  let workers: FakeWorker[] = [];
  let events: SessionEvent[] = [];
  let sentences: string[] = [];
  let client: TrainingClient;

  beforeEach(() => {
    vi.useFakeTimers();
    workers = [];
    events = [];
    sentences = [];
    client = createTrainingClient({
      spawn() {
        const worker = new FakeWorker();
        workers.push(worker);
        return worker;
      },
      onEvent: (event) => events.push(event),
      onRestarted: (sentence) => sentences.push(sentence),
    });
  });
  afterEach(() => {
    client.dispose();
    vi.useRealTimers();
  });

  function latest(): FakeWorker {
    return workers.at(-1)!;
  }
  function openAndPlay(): void {
    client.send({ type: 'setSpeed', stepsPerSecond: 50 });
    client.send({ type: 'open', run: 1, experiment: initialExperiment });
    client.send({ type: 'play', run: 1 });
    latest().say({ type: 'statusChanged', run: 1, status: 'training', step: 0 });
    vi.advanceTimersByTime(1000);
    latest().say({ type: 'saved', run: 1, saved: savedRun(1, 41) });
  }

  it('asks for the state about once a second while training, and once after it stops', () => {
    openAndPlay();
    const saves = (): number => latest().types().filter((type) => type === 'save').length;
    for (let second = 0; second < 3; second += 1) {
      vi.advanceTimersByTime(1000);
      latest().say({ type: 'saved', run: 1, saved: savedRun(1, 42 + second) });
    }
    expect(saves()).toBe(4);
    latest().say({ type: 'statusChanged', run: 1, status: 'paused', step: 50 });
    vi.advanceTimersByTime(1000);
    latest().say({ type: 'saved', run: 1, saved: savedRun(1, 50) });
    vi.advanceTimersByTime(5000);
    expect(saves()).toBe(5);
  });

  it('starts a worker that died again from what was saved, and goes on', () => {
    openAndPlay();
    client.send({ type: 'pull', run: 1, want, spent: [] });
    client.send({ type: 'setParameter', run: 1, index: 3, value: 0.5, label: 'w' });
    latest().fire('error');
    expect(workers.length).toBe(2);
    expect(workers[0]!.terminated).toBe(true);
    expect(latest().types()).toEqual(['setSpeed', 'open', 'setParameter', 'play', 'pull']);
    const open = latest().got[1]!;
    expect(open.type === 'open' && open.saved?.state.step).toBe(41);
    expect(sentences).toEqual(['The training worker stopped with an error and was started again from step 41.']);
  });

  it('switches off what dies again and again, and says so once', () => {
    openAndPlay();
    client.send({ type: 'pull', run: 1, want, spent: [] });
    for (let death = 0; death < 4; death += 1) latest().fire('error');
    vi.advanceTimersByTime(120_000);
    expect(workers).toHaveLength(4);
    expect(events.filter(({ type }) => type === 'failed')).toEqual([
      { type: 'failed', run: 1, message: 'The training worker stopped with an error again and again and was switched off; reload the page to go on.' },
    ]);
  });

  it('asks again what a worker that died had not answered, but not what may have killed two', () => {
    openAndPlay();
    client.send({ type: 'present', run: 1, example: 4, label: 'example 5' });
    client.send({ type: 'trace', run: 1, request: 1 });
    latest().say({ type: 'traced', run: 1, request: 1, trace: {} as Trace });
    client.send({ type: 'check', run: 1, request: 2, indices: null });
    latest().say({ type: 'checked', run: 1, request: 2, progress: 0.5, table: null });
    client.send({ type: 'trace', run: 1, request: 3 });
    latest().fire('error');
    expect(latest().types()).toEqual(['setSpeed', 'open', 'present', 'play', 'trace', 'check']);
    latest().fire('error');
    expect(latest().types()).not.toContain('trace');
    expect(latest().types()).not.toContain('check');
  });

  it('asks nothing again that was answered or called off', () => {
    openAndPlay();
    client.send({ type: 'check', run: 1, request: 1, indices: null });
    client.send({ type: 'check', run: 1, request: 2, indices: [] });
    client.send({ type: 'trace', run: 1, request: 3 });
    latest().say({ type: 'failed', run: 1, message: 'no' });
    latest().fire('error');
    expect(latest().types()).not.toContain('trace');
    expect(latest().types()).not.toContain('check');
  });

  it('gives a worker up that owes a frame for five seconds, but not one nobody asks', () => {
    openAndPlay();
    vi.advanceTimersByTime(1000);
    latest().say({ type: 'saved', run: 1, saved: savedRun(1, 60) });
    latest().say({ type: 'statusChanged', run: 1, status: 'paused', step: 60 });
    vi.advanceTimersByTime(1000);
    latest().say({ type: 'saved', run: 1, saved: savedRun(1, 60) });
    vi.advanceTimersByTime(60_000);
    expect(workers.length).toBe(1);
    client.send({ type: 'pull', run: 1, want, spent: [] });
    vi.advanceTimersByTime(4000);
    expect(workers.length).toBe(1);
    vi.advanceTimersByTime(2000);
    expect(workers.length).toBe(2);
    expect(latest().types()).not.toContain('play');
    expect(sentences).toEqual(['The training worker did not answer any more and was started again from step 60.']);
  });

  it('waits longer for a worker that is still being loaded', () => {
    client.send({ type: 'open', run: 1, experiment: initialExperiment });
    client.send({ type: 'pull', run: 1, want, spent: [] });
    vi.advanceTimersByTime(15_000);
    expect(workers.length).toBe(1);
  });

  it('does not go on by itself after a second death soon after, and gives up in the end', () => {
    openAndPlay();
    latest().fire('error');
    latest().say({ type: 'statusChanged', run: 1, status: 'training', step: 41 });
    latest().fire('error');
    expect(latest().types()).not.toContain('play');
    expect(sentences[1]).toContain('press Play to go on');
    latest().fire('error');
    latest().fire('error');
    expect(workers.length).toBe(4);
    expect(events.at(-1)?.type).toBe('failed');
  });

  it('goes on after any number of deaths, as long as each worker gets further than the one before', () => {
    openAndPlay();
    for (let death = 1; death <= 50; death += 1) {
      latest().fire('error');
      expect(latest().types()).toContain('play');
      latest().say({ type: 'statusChanged', run: 1, status: 'training', step: 41 });
      vi.advanceTimersByTime(1000);
      latest().say({ type: 'saved', run: 1, saved: savedRun(1, 41 + death) });
    }
    expect(workers.length).toBe(51);
    expect(sentences.at(-1)).toBe('The training worker stopped with an error and was started again from step 90.');
  });

  it('counts what another run trains, however far the one before it was, but not what that run brings', () => {
    const openRun = (run: RunId, step: number): void => { client.send({ type: 'open', run, experiment: initialExperiment, saved: savedRun(run, step) }); };
    const save = (run: RunId, step: number): void => {
      vi.advanceTimersByTime(1000);
      latest().say({ type: 'saved', run, saved: savedRun(run, step) });
    };
    openRun(1, 100_000);
    latest().fire('error');
    openRun(2, 4000);
    client.send({ type: 'play', run: 2 });
    save(2, 5000);
    latest().fire('error');
    expect(latest().types()).toContain('play');
    openRun(3, 6000);
    client.send({ type: 'play', run: 3 });
    save(3, 6000);
    latest().fire('error');
    expect(latest().types()).not.toContain('play');
  });

  it('has another worker stop where the first would have', () => {
    openAndPlay();
    client.send({ type: 'play', run: 1, untilEpoch: 30 });
    latest().fire('error');
    expect(latest().got.find(({ type }) => type === 'play')).toEqual({ type: 'play', run: 1, untilEpoch: 30 });
  });

  it('hears nothing from a worker it gave up', () => {
    openAndPlay();
    latest().fire('error');
    const heard = events.length;
    workers[0]!.say({ type: 'statusChanged', run: 1, status: 'paused', step: 9 });
    expect(events.length).toBe(heard);
  });

  it('opens an earlier run from what it remembers once the worker that kept it is gone', () => {
    openAndPlay();
    client.send({ type: 'open', run: 2, experiment: initialExperiment });
    latest().fire('error');
    client.send({ type: 'open', run: 1, experiment: initialExperiment });
    const open = latest().got.at(-1)!;
    expect(open.type === 'open' && open.saved?.state.step).toBe(41);
  });

  it('transfers every buffer once and none that is gone', () => {
    const buffer = new ArrayBuffer(8);
    const gone = new ArrayBuffer(8);
    structuredClone(gone, { transfer: [gone] });
    client.send({ type: 'open', run: 1, experiment: initialExperiment });
    client.send({ type: 'pull', run: 1, want, spent: [buffer, buffer, gone] });
    const pull = latest().got.at(-1)!;
    expect(pull.type === 'pull' && pull.spent).toEqual([buffer]);
  });

  it('passes events on', () => {
    client.send({ type: 'open', run: 1, experiment: initialExperiment });
    latest().say({ type: 'framed', run: 1, frame: {} as TrainingFrame });
    expect(events.map(({ type }) => type)).toEqual(['framed']);
  });
});
