import { describe, expect, it } from 'vitest';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import { initialParametersOf, trainerConfigOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { createSharpness } from '../../src/worker/sharpness.ts';
import { createSurface } from '../../src/worker/surface.ts';
import { createTrial, type TrialTask } from '../../src/worker/trial.ts';
import { createSideSession } from '../../src/worker/sideSession.ts';
import type { SideEvent } from '../../src/worker/sideWork.ts';
import { createSidePool } from '../../src/worker/pool.ts';
import type { WorkerLike } from '../../src/worker/hearWorker.ts';

const task: TrialTask = { kind: 'trial', experiment: initialExperiment, order: 0, epochs: 4, evaluateEvery: 1, outputGrid: 0 };

function finished(wanted: TrialTask) {
  const trial = createTrial(wanted, buildData(wanted.experiment));
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
    expect(divergedAt).toBe(state.step);
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

describe('a side session', () => {
  function session() {
    const events: SideEvent[] = [];
    let time = 0;
    const made = createSideSession({ post: (event) => events.push(event), now: () => (time += 0.25) });
    return { events, made };
  }

  it('works through what it was told of in order, and calls off what it is told to', () => {
    const { events, made } = session();
    for (const trial of [1, 2, 3]) made.receive({ type: 'run', id: trial, task });
    made.receive({ type: 'cancel', id: 2 });
    while (made.work() < Infinity);
    expect(events.filter(({ type }) => type === 'finished').map(({ id }) => id)).toEqual([1, 3]);
  });

  it('tells of its progress', () => {
    const { events, made } = session();
    made.receive({ type: 'run', id: 1, task: { ...task, epochs: 3000 } });
    while (!events.some(({ type }) => type === 'progressed')) made.work();
    const told = events.find((event) => event.type === 'progressed');
    expect(told?.type === 'progressed' && told.progress > 0 && told.progress < 1).toBe(true);
  });

  it('rests in proportion to its share of the time', () => {
    const { made } = session();
    made.receive({ type: 'setShare', share: 0.1 });
    made.receive({ type: 'run', id: 1, task: { ...task, experiment: defaultExperiment('rings'), epochs: 5000 } });
    const wait = made.work();
    expect(wait).toBeGreaterThan(60);
    expect(wait).toBeLessThan(120);
  });

  it('says what cannot be tried and goes on', () => {
    const { events, made } = session();
    const from = { ...runOf(1).save(), parameters: new Float64Array(3) };
    made.receive({ type: 'run', id: 1, task: { ...task, from } });
    made.receive({ type: 'run', id: 2, task });
    while (made.work() < Infinity);
    expect(events.map(({ type }) => type)).toEqual(['failed', 'finished']);
  });
});

describe('a pool of side workers', () => {
  /** A worker that runs in this thread when told to. */
  function fakeWorkers() {
    const workers: { work: () => void; die: (how?: 'error' | 'messageerror') => void; terminated: boolean }[] = [];
    const spawn = (): WorkerLike => {
      const listeners = new Map<string, ((event: unknown) => void)[]>();
      const tell = (type: string, event: unknown): void => listeners.get(type)?.forEach((listener) => { listener(event); });
      const made = createSideSession({ post: (event) => { tell('message', { data: event }); }, now: () => performance.now() });
      const worker = { work: () => { made.work(); }, die: (how: 'error' | 'messageerror' = 'error') => { tell(how, { preventDefault() {} }); }, terminated: false };
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
    const pool = createSidePool({ spawn, size: 2 });
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
    const pool = createSidePool({ spawn, size: 1 });
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
    const pool = createSidePool({ spawn, size: 1 });
    const done: string[] = [];
    pool.run(task, listener(done, 'a'));
    workers[0]!.die();
    expect(workers.length).toBe(2);
    workers[1]!.die('messageerror');
    expect(done).toEqual(['a failed: The worker that tried this sent something unreadable.']);
    pool.run(task, listener(done, 'b'));
    drive(workers);
    expect(done.at(-1)).toBe('b finished');
  });
});

describe('the sharpness of the loss', () => {
  it('is the largest eigenvalue of the Hessian, penalty included', () => {
    const experiment = { ...initialExperiment, regularization: { l1: 0, l2: 0.3, clipNorm: 0 } };
    const data = buildData(experiment);
    const parameters = initialParametersOf(experiment);
    const sharpnessOf = (wanted: typeof experiment): number => {
      const job = createSharpness({ kind: 'sharpness', experiment: wanted, parameters }, data);
      while (!job.work(5, () => performance.now()));
      return job.result().largest;
    };
    const bare = sharpnessOf({ ...experiment, regularization: { l1: 0, l2: 0, clipNorm: 0 } });
    expect(bare).toBeGreaterThan(0);
    // λ₂ on every weight and on no bias adds something between 0 and λ₂.
    expect(sharpnessOf(experiment)).toBeGreaterThan(bare);
    expect(sharpnessOf(experiment)).toBeLessThanOrEqual(bare + 0.3 + 1e-6);
  });
});

describe('a slice through the loss', () => {
  it('is the training loss at θ + αu + βv', () => {
    const data = buildData(initialExperiment);
    const centre = initialParametersOf(initialExperiment);
    const u = centre.map((_, i) => Number(i === 3));
    const v = centre.map((_, i) => Number(i === 10));
    const axis = Float64Array.of(-1, 0, 0.5);
    const job = createSurface({ kind: 'surface', experiment: initialExperiment, centre, u, v, alphas: axis, betas: axis }, data);
    while (!job.work(5, () => performance.now()));
    const { losses } = job.result();
    const lossAt = (parameters: Float64Array): number => {
      const trial = createTrial({ ...task, parameters, epochs: 1, experiment: { ...initialExperiment, learningRate: 1e-6 } }, data);
      while (!trial.work(5, () => performance.now()));
      return trial.result().train[0]!;
    };
    expect(losses[4]).toBeCloseTo(lossAt(centre), 12);
    const moved = centre.slice();
    moved[3] = moved[3]! - 1;
    moved[10] = moved[10]! + 0.5;
    expect(losses[6]).toBeCloseTo(lossAt(moved), 12);
    expect(job.progress).toBe(1);
  });

  it('of a sample of the examples is near that of all, and the same where the sample is all', () => {
    const data = buildData(initialExperiment);
    const centre = initialParametersOf(initialExperiment);
    const zero = Float64Array.of(0);
    for (const reduction of ['mean', 'sum'] as const) {
      const experiment = { ...initialExperiment, loss: { ...initialExperiment.loss, reduction } };
      const [few, all, more] = [98, data.trainSet.count, 1e6].map((examples) => {
        const job = createSurface({ kind: 'surface', experiment, centre, u: centre, v: centre, alphas: zero, betas: zero, examples }, data);
        while (!job.work(5, () => performance.now()));
        return job.result().losses[0]!;
      });
      expect(more).toBe(all);
      expect(few).not.toBe(all);
      // Every other example: within a tenth.
      expect(Math.abs(few! / all! - 1)).toBeLessThan(0.1);
    }
  });

  it('says too large where the loss is no number', () => {
    const data = buildData(initialExperiment);
    const centre = initialParametersOf(initialExperiment);
    const job = createSurface({
      kind: 'surface', experiment: initialExperiment, centre, u: centre.map(() => 1), v: centre.map(() => 0), alphas: Float64Array.of(0, 1e200), betas: Float64Array.of(0),
    }, data);
    while (!job.work(5, () => performance.now()));
    expect([...job.result().losses].map(Number.isFinite)).toEqual([true, false]);
  });
});
