import { describe, expect, it } from 'vitest';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import { initialParametersOf, trainerConfigOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { createTrial, type TrialTask } from '../../src/worker/trial.ts';
import { createTrialSession } from '../../src/worker/trialSession.ts';
import type { TrialEvent } from '../../src/worker/trialProtocol.ts';
import { createTrialPool } from '../../src/worker/pool.ts';
import type { WorkerLike } from '../../src/worker/client.ts';

const task: TrialTask = { experiment: initialExperiment, order: 0, epochs: 4, evaluateEvery: 1, outputGrid: 0 };

function finished(wanted: TrialTask) {
  const trial = createTrial(wanted);
  while (!trial.work(5, () => performance.now()));
  return trial.result();
}

/** The run itself, `epochs` epochs long. */
function runOf(epochs: number) {
  const data = buildData(initialExperiment);
  const trainer = createTrainer(trainerConfigOf(initialExperiment), data.trainSet, initialExperiment.data.seed, initialParametersOf(initialExperiment));
  while (trainer.epoch < epochs) trainer.advance();
  return trainer;
}

describe('a trial', () => {
  it('is the run itself, bit for bit, when nothing is changed', () => {
    expect(finished(task).state).toEqual(runOf(4).save());
  });

  it('goes on from a moment of a run as that run does', () => {
    const from = runOf(3).save();
    expect(finished({ ...task, from, epochs: 2 }).state).toEqual(runOf(5).save());
  });

  it('sees the same examples in another order when asked to', () => {
    const from = runOf(3).save();
    const other = finished({ ...task, from, order: 1 });
    expect(other.state.parameters).not.toEqual(finished({ ...task, from }).state.parameters);
    expect([...other.state.order].toSorted((a, b) => a - b)).toEqual([...other.state.order.keys()]);
    expect(other.state.parameters).toEqual(finished({ ...task, from, order: 1 }).state.parameters);
  });

  it('takes the losses at both ends and every so often between', () => {
    const { epoch, train, validation, trainAccuracy } = finished({ ...task, epochs: 7, evaluateEvery: 3 });
    expect([...epoch]).toEqual([0, 3, 6, 7]);
    expect(train.length).toBe(4);
    expect([...train, ...validation].every(Number.isFinite)).toBe(true);
    expect(trainAccuracy).toBeGreaterThan(0.3);
  });

  it('ends where it would leave the range of numbers, with the last finite weights', () => {
    const { divergedAt, state, train } = finished({ ...task, experiment: { ...initialExperiment, learningRate: 50 }, epochs: 100 });
    expect(divergedAt).toBe(state.step + 1);
    expect(state.parameters.every(Number.isFinite)).toBe(true);
    expect(train.length).toBeGreaterThan(0);
  });

  it('paints what the output computes at its end', () => {
    const { outputPicture } = finished({ ...task, outputGrid: 12 });
    expect(outputPicture.length).toBe(144);
    expect(outputPicture.some((value) => value !== outputPicture[0])).toBe(true);
  });

  it('does without slots of another optimizer', () => {
    const from = runOf(1).save();
    const adam = { ...initialExperiment, optimizer: { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const };
    expect(finished({ ...task, experiment: adam, from }).state.slots.length).toBe(2);
  });
});

describe('a trial session', () => {
  function session() {
    const events: TrialEvent[] = [];
    let time = 0;
    const made = createTrialSession({ post: (event) => events.push(event), now: () => (time += 0.25) });
    return { events, made };
  }

  it('works through what it was told of in order, and calls off what it is told to', () => {
    const { events, made } = session();
    for (const trial of [1, 2, 3]) made.receive({ type: 'run', trial, task });
    made.receive({ type: 'cancel', trial: 2 });
    while (made.work() < Infinity);
    expect(events.filter(({ type }) => type === 'finished').map(({ trial }) => trial)).toEqual([1, 3]);
  });

  it('tells of its progress', () => {
    const { events, made } = session();
    made.receive({ type: 'run', trial: 1, task: { ...task, epochs: 3000 } });
    while (!events.some(({ type }) => type === 'progressed')) made.work();
    const told = events.find((event) => event.type === 'progressed');
    expect(told?.type === 'progressed' && told.progress > 0 && told.progress < 1).toBe(true);
  });

  it('rests in proportion to its share of the time', () => {
    const { made } = session();
    made.receive({ type: 'setShare', share: 0.1 });
    made.receive({ type: 'run', trial: 1, task: { ...task, experiment: defaultExperiment('rings'), epochs: 5000 } });
    const wait = made.work();
    expect(wait).toBeGreaterThan(60);
    expect(wait).toBeLessThan(120);
  });

  it('says what cannot be tried and goes on', () => {
    const { events, made } = session();
    const from = { ...runOf(1).save(), parameters: new Float64Array(3) };
    made.receive({ type: 'run', trial: 1, task: { ...task, from } });
    made.receive({ type: 'run', trial: 2, task });
    while (made.work() < Infinity);
    expect(events.map(({ type }) => type)).toEqual(['failed', 'finished']);
  });
});

describe('a pool of trial workers', () => {
  /** A worker that runs in this thread when told to. */
  function fakeWorkers() {
    const workers: { work: () => void; die: () => void; terminated: boolean }[] = [];
    const spawn = (): WorkerLike => {
      const listeners = new Map<string, ((event: unknown) => void)[]>();
      const tell = (type: string, event: unknown): void => listeners.get(type)?.forEach((listener) => { listener(event); });
      const made = createTrialSession({ post: (event) => { tell('message', { data: event }); }, now: () => performance.now() });
      const worker = { work: () => { made.work(); }, die: () => { tell('error', { message: 'out of memory', preventDefault() {} }); }, terminated: false };
      workers.push(worker);
      return {
        postMessage: (command: Parameters<typeof made.receive>[0]) => { made.receive(command); },
        terminate: () => { worker.terminated = true; },
        addEventListener: (type: string, listener: (event: unknown) => void) => { listeners.set(type, [...(listeners.get(type) ?? []), listener]); },
      };
    };
    return { workers, spawn };
  }
  const listener = (list: string[], name: string) => ({
    onFinished: () => { list.push(`${name} finished`); }, onFailed: (message: string) => { list.push(`${name} failed: ${message}`); },
  });
  const drive = (workers: readonly { work: () => void }[], rounds = 40): void => {
    for (let round = 0; round < rounds; round += 1) for (const worker of workers) worker.work();
  };

  it('gives each trial to a worker that is free, and starts no more than it may', () => {
    const { workers, spawn } = fakeWorkers();
    const pool = createTrialPool({ spawn, size: 2 });
    const done: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) pool.run(task, listener(done, name));
    expect(workers.length).toBe(2);
    expect(pool.waiting).toBe(3);
    drive(workers);
    expect(done.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `${name} finished`));
    pool.dispose();
    expect(workers.every(({ terminated }) => terminated)).toBe(true);
  });

  it('calls off what is wanted no more, waiting or under way', () => {
    const { workers, spawn } = fakeWorkers();
    const pool = createTrialPool({ spawn, size: 1 });
    const done: string[] = [];
    const first = pool.run(task, listener(done, 'first'));
    const second = pool.run(task, listener(done, 'second'));
    pool.run(task, listener(done, 'third'));
    second();
    first();
    drive(workers);
    expect(done).toEqual(['third finished']);
  });

  it('tries once more with another worker when one dies, and then says so', () => {
    const { workers, spawn } = fakeWorkers();
    const pool = createTrialPool({ spawn, size: 1 });
    const done: string[] = [];
    pool.run(task, listener(done, 'a'));
    workers[0]!.die();
    expect(workers.length).toBe(2);
    workers[1]!.die();
    expect(done).toEqual(['a failed: out of memory']);
    pool.run(task, listener(done, 'b'));
    drive(workers);
    expect(done.at(-1)).toBe('b finished');
  });
});
