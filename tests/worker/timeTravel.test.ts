import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrainerState } from '../../src/engine/trainer.ts';
import { CHECKPOINT_BYTES } from '../../src/worker/checkpoints.ts';
import { HISTORY_POINTS } from '../../src/worker/lossHistory.ts';
import { experimentWith, SessionHarness, wantNothing } from './sessionHarness.ts';

const base = experimentWith({ hidden: [{ units: 3, activation: 'tanh' }], batchSize: 30, optimizer: { name: 'momentum', momentum: 0.9 } });
const LEFT = 77;

/** Twenty steps with a change of η, another order of the examples and a weight by hand on the way; the state after each step. */
function firstPass(h: SessionHarness): Map<number, TrainerState> {
  const states = new Map<number, TrainerState>();
  const walk = (count: number): void => {
    for (let i = 0; i < count; i += 1) {
      h.step();
      states.set(h.saved().state.step, h.saved().state);
    }
  };
  h.open(base);
  states.set(0, h.saved().state);
  walk(6);
  h.send({ type: 'change', experiment: { ...base, learningRate: 0.3 }, label: 'η 0.1 → 0.3' });
  walk(5);
  h.send({ type: 'present', example: 17, label: 'example 18 next' });
  states.set(11, h.saved().state);
  walk(4);
  h.send({ type: 'setParameter', index: 2, value: 0.7, label: 'w' });
  states.set(15, h.saved().state);
  walk(5);
  return states;
}

function visit(h: SessionHarness, step: number): void {
  h.send({ type: 'visit', step });
  h.settle();
}

describe('the playhead', () => {
  it('shows any moment as it was, to the bit, however it got there', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.nat(25), fc.constantFrom('step' as const, 'back' as const)), { minLength: 1, maxLength: 12 }), (moves) => {
      const h = new SessionHarness();
      const states = firstPass(h);
      const { log } = h.saved();
      for (const move of moves) {
        const { step } = h.saved().state;
        if (move === 'step' && step < 20) h.step();
        else if (move === 'back') h.back();
        else if (typeof move === 'number') visit(h, move);
        const { state } = h.saved();
        expect(state).toEqual(states.get(state.step));
      }
      expect(h.all('left')).toEqual([]);
      expect(h.saved().log).toEqual(log);
      visit(h, 20);
      expect(h.saved().state).toEqual(states.get(20));
    }), { numRuns: 40 });
  });

  it('shows step 0 with the settings it had, and leaves the rest of the run', () => {
    const h = new SessionHarness();
    firstPass(h);
    visit(h, 0);
    expect(h.saved().experiment).toEqual(base);
    expect(h.frame().history.step.at(-1)).toBe(20);
    expect(h.last('statusChanged')).toMatchObject({ status: 'ready', step: 0 });
  });

  it('goes there while training plays, and training stands', () => {
    const h = new SessionHarness();
    h.open(base);
    h.send({ type: 'setSpeed', stepsPerSecond: 200 });
    h.send({ type: 'play' });
    h.pass(200);
    const { step } = h.saved().state;
    expect(step).toBeGreaterThan(5);
    visit(h, 3);
    expect(h.last('statusChanged')).toMatchObject({ status: 'paused', step: 3 });
    expect(h.session.idleFor()).toBe(Infinity);
  });

  it('walks along the run by steps, over the changes on the way, and trains on at its end', () => {
    const h = new SessionHarness();
    const states = firstPass(h);
    visit(h, 3);
    h.send({ type: 'step', unit: 'epoch' });
    h.settle();
    expect(h.saved().state).toEqual(states.get(h.saved().state.step));
    while (h.saved().state.step < 20) h.step();
    expect(h.last('changed').experiment.learningRate).toBe(0.3);
    h.step();
    const straight = new SessionHarness();
    firstPass(straight);
    straight.step();
    expect(h.saved().state).toEqual(straight.saved().state);
    expect(h.saved().past).toBeUndefined();
  });

  it('is kept with the run: what is saved at a past moment goes on from there, and to the end', () => {
    const h = new SessionHarness();
    const states = firstPass(h);
    visit(h, 8);
    const saved = structuredClone(h.saved());
    expect(saved.past).toMatchObject({ applied: 1, end: { step: 20 } });
    const other = new SessionHarness();
    other.open(saved.experiment, saved);
    expect(other.saved().state).toEqual(states.get(8));
    expect(other.frame().history.step.at(-1)).toBe(20);
    for (const step of [20, 12, 15, 1]) {
      visit(other, step);
      expect(other.saved().state).toEqual(states.get(step));
    }
  });
});

describe('a kept moment on the way', () => {
  it('is shown with its own settings and data before the replay sets out', () => {
    const h = new SessionHarness('fake', 5);
    h.open(base);
    h.step(300);
    const other = { ...base, data: { ...base.data, points: 60 } };
    h.send({ type: 'change', experiment: other, label: 'points' });
    h.step(30);
    // Reopened there are only the first and the last checkpoint.
    const again = new SessionHarness('fake', 5);
    again.open(other, h.saved());
    again.step(5);
    const before = again.all('changed').length;
    again.send({ type: 'visit', step: 250 });
    const told = again.all('changed').slice(before);
    expect(told.map((event) => event.experiment.data.points)).toEqual([base.data.points]);
    expect(told[0]?.data?.trainTargets.length).toBeGreaterThan(0);
    again.send({ type: 'pull', want: wantNothing, spent: [] });
    const frames = again.all('framed').length;
    while (again.all('framed').length === frames) again.session.work(8);
    expect(again.last('framed').frame.step).toBe(0);
    again.settle();
    expect(again.saved()).toMatchObject({ state: { step: 250 }, experiment: base });
    visit(again, 335);
    expect(again.last('changed').experiment.data.points).toBe(60);
  });
});

describe('going on from the past', () => {
  it('keeps what was left as a run of its own, which opens exactly, whole', () => {
    for (const onward of ['play', 'change', 'setParameter', 'present', 'branch'] as const) {
      const h = new SessionHarness();
      const states = firstPass(h);
      const before = structuredClone(h.saved());
      visit(h, 8);
      h.send({
        play: { type: onward as 'play', left: LEFT },
        change: { type: 'change' as const, experiment: { ...base, learningRate: 0.01 }, label: 'η', left: LEFT },
        setParameter: { type: 'setParameter' as const, index: 0, value: 1, label: 'w', left: LEFT },
        present: { type: 'present' as const, example: 40, label: 'x', left: LEFT },
        branch: { type: 'branch' as const, left: LEFT },
      }[onward]);
      if (onward === 'play') h.send({ type: 'pause' });
      h.settle();
      const left = h.last('left');
      expect(left).toMatchObject({ run: 1, step: 8 });
      expect(left.saved).toEqual({ ...before, run: LEFT });
      // The rest is no part of the present run any more.
      expect(h.saved().past).toBeUndefined();
      expect(h.saved().log.filter((event) => event.step > 8)).toEqual([]);
      expect(h.frame().history.step.at(-1)).toBeLessThanOrEqual(8);

      for (const saved of [undefined, left.saved]) {
        const other = saved === undefined ? h : new SessionHarness();
        other.run = LEFT;
        other.open(left.saved.experiment, saved);
        expect(other.saved()).toEqual(left.saved);
        for (const step of [12, 3, 20]) {
          visit(other, step);
          expect(other.saved().state).toEqual(states.get(step));
        }
      }
    }
  });

  it('trains as if the rest had never been', () => {
    const h = new SessionHarness();
    firstPass(h);
    visit(h, 4);
    h.send({ type: 'branch', left: LEFT });
    h.step(10);
    const straight = new SessionHarness();
    straight.open(base);
    straight.step(14);
    expect(h.saved().state).toEqual(straight.saved().state);
  });

  it('leaves nothing for what changes nothing, and no crumbs', () => {
    const h = new SessionHarness();
    firstPass(h);
    visit(h, 8);
    h.send({ type: 'change', experiment: { ...base, learningRate: 0.3 }, label: 'η', left: LEFT });
    expect(h.all('left')).toEqual([]);
    visit(h, 20);
    h.step(80);
    visit(h, 99);
    h.send({ type: 'setSpeed', stepsPerSecond: 200 });
    h.send({ type: 'play', left: LEFT });
    h.pass(100);
    h.send({ type: 'pause' });
    expect(h.all('left')).toEqual([]);
    expect(h.saved().state.step).toBeGreaterThan(100);
  });

  it('waits for the moment on the way to it', () => {
    const h = new SessionHarness('fake', 5);
    firstPass(h);
    h.send({ type: 'visit', step: 9 });
    h.send({ type: 'branch', left: LEFT });
    h.settle();
    expect(h.last('left').step).toBe(9);
    expect(h.saved().state.step).toBe(9);
  });

  it('back to the start under other settings keeps the run, too', () => {
    const h = new SessionHarness();
    firstPass(h);
    h.send({ type: 'seek', step: 0, left: LEFT });
    h.settle();
    expect(h.saved()).toMatchObject({ state: { step: 0 }, experiment: { learningRate: 0.3 } });
    expect(h.last('left').saved.state.step).toBe(20);
  });
});

describe('a run of a million steps', () => {
  it('takes bounded memory and shows the nearest kept moment before it replays a single step', () => {
    const h = new SessionHarness();
    const circle = experimentWith();
    h.open({ ...circle, data: { ...circle.data, points: 20 }, hidden: [], batchSize: 1 });
    h.send({ type: 'setSpeed', stepsPerSecond: Infinity });
    h.send({ type: 'play' });
    while (h.saved().state.step < 1_000_000) h.session.work(8);
    h.send({ type: 'pause' });
    h.settle();
    const { history, state } = h.saved();
    expect(history.step.length).toBeLessThanOrEqual(HISTORY_POINTS + 1);
    const stateBytes = state.parameters.byteLength * (3 + state.slots.length) + state.order.byteLength;
    expect(stateBytes).toBeLessThan(CHECKPOINT_BYTES / 1000);

    for (const step of [654_321, 100_001, 999_998, 17]) {
      const [frames, news] = [h.all('framed').length, h.all('sought').length];
      h.send({ type: 'visit', step });
      h.send({ type: 'pull', want: wantNothing, spent: [] });
      let slices = 0;
      while (h.all('framed').length === frames) {
        h.session.work(8);
        slices += 1;
      }
      const shown = h.last('framed').frame;
      // A slice takes at most 8 ms: within 100 ms something of that time is seen.
      expect(slices * 8).toBeLessThan(100);
      expect(shown.step).toBeLessThanOrEqual(step);
      expect(Math.abs(shown.step - step)).toBeLessThan(100_000);
      h.settle();
      expect(h.frame().step).toBe(step);
      expect(h.all('sought').slice(news).at(-1)?.progress).toBe(1);
    }
  }, 30_000);
});
