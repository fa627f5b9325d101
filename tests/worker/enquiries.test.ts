import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../src/config/experiment.ts';
import { trainerConfigOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import type { TrainerState } from '../../src/engine/trainer.ts';
import { startTrace, traceGuest, type Trace } from '../../src/explain/trace.ts';
import { experimentWith, largestExperiment, SessionHarness } from './sessionHarness.ts';

function small(patch: Partial<Experiment> = {}): Experiment {
  const circle = experimentWith();
  return { ...circle, data: { ...circle.data, points: 30 }, hidden: [{ units: 3, activation: 'tanh' }], batchSize: 4, ...patch };
}

function opened(experiment = small()): SessionHarness {
  const h = new SessionHarness();
  h.open(experiment);
  h.settle();
  return h;
}

function traceNow(h: SessionHarness, request = 1): Trace {
  h.send({ type: 'trace', request });
  h.settle();
  const answer = h.last('traced');
  expect(answer.request).toBe(request);
  return answer.trace;
}

/** What the engine says of the next update of this state. */
function expectedTrace(experiment: Experiment, state: TrainerState, initial: Float64Array): Trace {
  const work = startTrace(trainerConfigOf(experiment), buildData(experiment).trainSet, state, initial);
  for (;;) {
    const trace = work.advance();
    if (trace !== null) return trace;
  }
}

describe('a trace from the session', () => {
  it('is that of the next update, which then comes out so', () => {
    const experiment = small({ optimizer: { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } });
    const h = opened(experiment);
    for (let request = 1; request < 12; request += 1) {
      const before = h.saved();
      const trace = traceNow(h, request);
      expect(trace).toEqual(expectedTrace(experiment, before.state, before.initialParameters));
      h.step();
      expect(h.saved().state.parameters).toEqual(trace.newTheta);
      expect(h.saved().state.slots).toEqual(trace.newSlots);
    }
    expect(h.all('failed')).toEqual([]);
  });

  it('is that of a validation example where one is asked for, and of the update where there is none', () => {
    const h = opened();
    h.step(3);
    const before = h.saved();
    const { validationSet } = buildData(small());
    h.send({ type: 'trace', request: 1, guest: 2 });
    h.settle();
    const { trace } = h.last('traced');
    expect(trace).toEqual(traceGuest(trainerConfigOf(small()), validationSet, before.state, before.initialParameters, 2));
    // The page's own evaluation says the same of it.
    expect(trace.losses[0]).toBeCloseTo(h.frame().validationLosses[2]!, 5);
    expect(h.saved()).toEqual(before);
    h.send({ type: 'trace', request: 2, guest: validationSet.count });
    h.settle();
    expect(h.last('traced').trace).toEqual(expectedTrace(small(), before.state, before.initialParameters));
    // The later question counts.
    h.send({ type: 'trace', request: 3, guest: 1 });
    h.send({ type: 'trace', request: 4 });
    h.settle();
    expect(h.last('traced')).toMatchObject({ request: 4, trace: { step: 3 } });
    expect(h.last('traced').trace.guest).toBeUndefined();
  });

  it('changes nothing in the run', () => {
    const h = opened();
    h.step(3);
    const before = h.saved();
    traceNow(h);
    expect(h.saved()).toEqual(before);
  });

  it('answers the latest request only', () => {
    const h = opened();
    h.send({ type: 'trace', request: 1 });
    h.send({ type: 'trace', request: 2 });
    h.settle();
    expect(h.all('traced').map(({ request }) => request)).toEqual([2]);
  });

  it('is of the state after an edit that came meanwhile', () => {
    const experiment = { ...largestExperiment(), data: { ...largestExperiment().data, points: 200 } };
    const h = opened(experiment);
    h.send({ type: 'trace', request: 1 });
    h.session.work(0);
    h.session.work(0);
    expect(h.all('traced')).toEqual([]);
    h.send({ type: 'setParameter', index: 5, value: 0.25, label: 'w' });
    h.settle();
    expect(h.last('traced').trace.theta[5]).toBe(0.25);
    expect(h.all('traced')).toHaveLength(1);
  });

  it('is of the state after a step that was asked for before it', () => {
    const h = opened();
    h.send({ type: 'step', unit: 'epoch' });
    h.send({ type: 'trace', request: 1 });
    h.settle();
    expect(h.last('traced').trace.step).toBe(h.saved().state.step);
    expect(h.saved().state.epoch).toBe(1);
  });

  it('waits for the moment that is being sought', () => {
    const h = opened();
    h.step(40);
    h.send({ type: 'seek', step: 17 });
    h.send({ type: 'trace', request: 3 });
    h.settle();
    expect(h.last('traced').trace.step).toBe(17);
    h.back();
    expect(traceNow(h, 4).step).toBe(16);
  });

  it('is answered while training goes on, and does not take its time', () => {
    const h = new SessionHarness('real');
    h.open({ ...largestExperiment(), batchSize: 10 });
    h.send({ type: 'setSpeed', stepsPerSecond: Infinity });
    h.send({ type: 'play' });
    h.send({ type: 'trace', request: 1 });
    h.workUntil(() => h.all('traced').length === 1);
    const { step, batchLoss, finite } = h.last('traced').trace;
    expect([step, finite]).toEqual([expect.any(Number), true]);
    expect(batchLoss).toBeGreaterThan(0);
    h.send({ type: 'pause' });
  });

  it('of a large batch comes in pieces, none of them longer than a slice', () => {
    const h = new SessionHarness('real');
    h.open(largestExperiment());
    h.settle();
    h.send({ type: 'trace', request: 1 });
    let longest = 0;
    while (h.all('traced').length === 0) {
      const before = process.cpuUsage();
      h.session.work(8);
      const { user, system } = process.cpuUsage(before);
      longest = Math.max(longest, (user + system) / 1000);
    }
    expect(h.last('traced').trace.examples).toHaveLength(9000);
    // 8 ms and the collection of garbage; in CPU time, since a busy machine adds to the other.
    expect(longest).toBeLessThan(60);
  });

  it('of a diverged run says that its update would not be finite', () => {
    const h = opened(small({ outputActivation: 'linear', hidden: [{ units: 2, activation: 'linear' }] }));
    h.send({ type: 'setParameter', index: 0, value: 1e200, label: 'w' });
    h.step(3);
    expect(h.all('diverged')).toHaveLength(1);
    expect(traceNow(h).finite).toBe(false);
  });

  it('of a run that is left for another is dropped', () => {
    const h = opened();
    h.send({ type: 'trace', request: 1 });
    h.run = 2;
    h.open(small({ batchSize: 7 }));
    h.settle();
    expect(h.all('traced')).toEqual([]);
    expect(traceNow(h, 2).examples).toHaveLength(7);
  });
});

describe('a check from the session', () => {
  it('agrees with backpropagation and with the trace', () => {
    const h = opened();
    h.step(5);
    const { dataGradient } = traceNow(h);
    h.send({ type: 'check', request: 9, indices: null });
    h.settle();
    const { request, progress, table } = h.last('checked');
    expect([request, progress]).toEqual([9, 1]);
    expect(table!.analytic).toEqual(dataGradient);
    table!.numeric.forEach((n, k) => expect(Math.abs(n - table!.analytic[k]!)).toBeLessThan(1e-8));
  });

  it('tells how far it is, can be called off, and leaves training its time', () => {
    const h = new SessionHarness('real');
    h.open({ ...largestExperiment(), batchSize: 10 });
    h.settle();
    h.send({ type: 'check', request: 1, indices: null });
    h.workUntil(() => h.all('checked').length >= 2);
    const [first, second] = h.all('checked');
    expect(first!.table).toBeNull();
    expect(second!.progress).toBeGreaterThan(first!.progress);
    h.send({ type: 'setSpeed', stepsPerSecond: Infinity });
    h.send({ type: 'play' });
    h.workUntil(() => h.saved().state.step > 20);
    expect(h.saved().state.step).toBeGreaterThan(20);
    h.send({ type: 'pause' });
    h.send({ type: 'check', request: 2, indices: [] });
    h.settle();
    expect(h.all('checked').every(({ table }) => table === null)).toBe(true);
    expect(h.session.idleFor()).toBe(Infinity);
  });

  it('names a parameter that there is not', () => {
    const h = opened();
    h.send({ type: 'check', request: 1, indices: [999] });
    h.settle();
    expect(h.last('failed').message).toContain('999');
    expect(traceNow(h, 2).step).toBe(0);
  });
});
