import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import type { OptimizerSpec } from '../../src/engine/optimizers.ts';
import type { TrainerState } from '../../src/engine/trainer.ts';
import { experimentWith, SessionHarness } from './sessionHarness.ts';

const optimizerSpecs: readonly OptimizerSpec[] = [
  { name: 'sgd' }, { name: 'momentum', momentum: 0.9 }, { name: 'nesterov', momentum: 0.9 }, { name: 'adagrad', epsilon: 1e-8 },
  { name: 'rmsprop', alpha: 0.99, epsilon: 1e-8 }, { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  { name: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
];

type Edit =
  | { readonly kind: 'optimizer'; readonly spec: OptimizerSpec }
  | { readonly kind: 'batchSize'; readonly size: number }
  | { readonly kind: 'points'; readonly points: number }
  | { readonly kind: 'learningRate'; readonly rate: number }
  | { readonly kind: 'weight'; readonly index: number; readonly value: number }
  | { readonly kind: 'example'; readonly example: number };

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.constantFrom(...optimizerSpecs).map((spec) => ({ kind: 'optimizer' as const, spec })),
  fc.constantFrom(1, 3, 10, 1000).map((size) => ({ kind: 'batchSize' as const, size })),
  fc.constantFrom(20, 30, 50).map((points) => ({ kind: 'points' as const, points })),
  fc.constantFrom(0.001, 0.01, 0.1).map((rate) => ({ kind: 'learningRate' as const, rate })),
  fc.record({ kind: fc.constant('weight' as const), index: fc.nat(8), value: fc.constantFrom(-1, 0, 0.5) }),
  fc.record({ kind: fc.constant('example' as const), example: fc.nat(9) }),
);

function edited(experiment: Experiment, edit: Exclude<Edit, { kind: 'weight' | 'example' }>): Experiment {
  if (edit.kind === 'optimizer') return { ...experiment, optimizer: edit.spec };
  if (edit.kind === 'batchSize') return { ...experiment, batchSize: edit.size };
  if (edit.kind === 'points') return { ...experiment, data: { ...experiment.data, points: edit.points } };
  return { ...experiment, learningRate: edit.rate };
}

function small(): Experiment {
  const circle = experimentWith();
  return { ...circle, data: { ...circle.data, points: 30 }, hidden: [{ units: 3, activation: 'tanh' }], batchSize: 4 };
}

/** A run of steps and edits with the state after everything that was done at each step. */
function walk(h: SessionHarness, course: readonly (number | Edit)[]): { states: Map<number, TrainerState>; experiments: Map<number, Experiment> } {
  let experiment = small();
  h.open(experiment);
  const states = new Map<number, TrainerState>();
  const experiments = new Map<number, Experiment>();
  const note = (): void => {
    const { state } = h.saved();
    states.set(state.step, state);
    experiments.set(state.step, experiment);
  };
  note();
  for (const act of course) {
    if (typeof act === 'number') {
      for (let i = 0; i < act; i += 1) {
        h.step();
        note();
      }
    } else {
      if (act.kind === 'weight') {
        h.send({ type: 'setParameter', index: act.index, value: act.value, label: 'w' });
      } else if (act.kind === 'example') {
        h.send({ type: 'present', example: act.example, label: 'x' });
      } else {
        experiment = edited(experiment, act);
        h.send({ type: 'change', experiment, label: act.kind });
      }
      note();
    }
  }
  return { states, experiments };
}

const courses = fc.array(fc.oneof(fc.integer({ min: 1, max: 12 }), edits), { minLength: 1, maxLength: 10 });

describe('going back', () => {
  it('is exact to the bit, over epochs, edits and optimizers', () => {
    fc.assert(fc.property(courses, (course) => {
      const h = new SessionHarness();
      const { states, experiments } = walk(h, course);
      for (let step = h.saved().state.step - 1; step >= 0; step -= 1) {
        h.back();
        const { state, experiment } = h.saved();
        expect(state).toEqual(states.get(step));
        expect(experiment).toEqual(experiments.get(step));
      }
    }), { numRuns: 40 });
  });

  it('and forth again comes to the same states', () => {
    fc.assert(fc.property(courses, fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }), (course, targets) => {
      const h = new SessionHarness();
      const { states } = walk(h, course);
      const furthest = h.saved().state.step;
      for (const wanted of targets) {
        const step = Math.max(1, Math.min(wanted, furthest));
        if (furthest === 0) return;
        h.seek(step);
        expect(h.saved().state).toEqual(states.get(step));
      }
    }), { numRuns: 40 });
  });

  it('by an epoch stops where the epoch began', () => {
    const h = new SessionHarness();
    const { states } = walk(h, [9, { kind: 'batchSize', size: 10 }, 5]);
    const starts = [...states.values()].filter(({ step, epoch }) => step > 0 && states.get(step - 1)!.epoch < epoch).map(({ step }) => step);
    expect(starts.length).toBeGreaterThan(1);
    for (const start of starts.toReversed()) {
      h.back('epoch');
      expect(h.saved().state).toEqual(states.get(start));
    }
    h.back('epoch');
    expect(h.saved().state.step).toBe(0);
    h.back('epoch');
    expect(h.saved().state.step).toBe(0);
  });

  it('to the start means the same weights under the settings of now', () => {
    const h = new SessionHarness();
    const opened = h.open(experimentWith());
    h.step(5);
    const changed = experimentWith({ learningRate: 0.5, optimizer: { name: 'momentum', momentum: 0.5 } });
    h.send({ type: 'change', experiment: changed, label: 'η' });
    h.step(5);
    h.seek(0);
    const saved = h.saved();
    expect(saved.state.parameters).toEqual(opened.initialParameters);
    expect(saved.experiment).toEqual(changed);
    expect(h.last('statusChanged')).toMatchObject({ status: 'ready', step: 0 });
    h.step(5);
    const straight = new SessionHarness();
    straight.open(changed);
    straight.step(5);
    expect(h.saved().state).toEqual(straight.saved().state);
  });

  it('leaves the log and the curve until training goes on', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.step(10);
    h.send({ type: 'change', experiment: experimentWith({ learningRate: 0.5 }), label: 'η 0.1 → 0.5' });
    h.step(10);
    h.seek(5);
    expect(h.last('changed')).toMatchObject({ experiment: { learningRate: 0.1 }, log: { kept: 1, events: [] } });
    expect(h.log()).toMatchObject([{ step: 10 }]);
    expect(h.frame().history.step.at(-1)).toBe(20);
    h.seek(15);
    expect(h.last('changed').experiment.learningRate).toBe(0.5);
    h.seek(5);
    h.step(6);
    expect(h.saved()).toMatchObject({ state: { step: 11 }, experiment: { learningRate: 0.5 } });
    h.seek(5);
    h.send({ type: 'branch' });
    h.step(1);
    expect(h.log()).toEqual([]);
    expect(h.frame().history.step.at(-1)).toBe(6);
    h.seek(20);
    expect(h.frame().step).toBe(6);
  });

  it('a long way obeys meanwhile, and saves where it began', () => {
    const h = new SessionHarness('fake', 5);
    h.open(experimentWith());
    h.step(297);
    const { state } = h.saved();
    h.step(3);
    // Reopened elsewhere there are only the first and the last checkpoint.
    const other = new SessionHarness('fake', 5);
    other.open(experimentWith(), h.saved());
    other.send({ type: 'seek', step: 298 });
    other.session.work(8);
    other.send({ type: 'stepBack', unit: 'batch' });
    other.send({ type: 'stepBack', unit: 'batch' });
    expect(other.saved().state.step).toBe(300);
    other.send({ type: 'step', unit: 'batch' });
    other.settle();
    // Two more back than asked for first, then the step that waited.
    expect(other.saved().state).toEqual(state);
    expect(other.last('sought').progress).toBe(1);
  });

  it('a pause calls a long search off', () => {
    const h = new SessionHarness('fake', 5);
    const experiment = experimentWith();
    h.open(experiment);
    h.step(300);
    const saved = h.saved();
    const other = new SessionHarness('fake', 5);
    other.open(experiment, saved);
    other.send({ type: 'seek', step: 299 });
    for (let slice = 0; slice < 40; slice += 1) other.session.work(8);
    const progress = other.all('sought').map((event) => event.progress);
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.every((value) => value > 0 && value < 1)).toBe(true);
    // What was changed on the way is not lost with the search; what was to follow it is.
    const changed = { ...experiment, learningRate: 0.5 };
    other.send({ type: 'change', experiment: changed, label: 'η' });
    other.send({ type: 'play' });
    other.send({ type: 'pause' });
    const { step, status } = other.last('statusChanged');
    expect(step).toBeLessThan(299);
    expect(status).toBe('paused');
    expect(other.last('changed').experiment).toEqual(changed);
    other.settle();
    other.seek(10);
    h.seek(10);
    expect(other.saved().state).toEqual(h.saved().state);
  });
});

describe('a saved run', () => {
  it('goes on in another session to the bit, backwards too', () => {
    fc.assert(fc.property(courses, (course) => {
      const h = new SessionHarness();
      const { states } = walk(h, course);
      const saved = structuredClone(h.saved());
      const other = new SessionHarness();
      const opened = other.open(saved.experiment, saved);
      expect(opened.log).toEqual(saved.log);
      expect(opened.initialParameters).toEqual(saved.initialParameters);
      expect(other.frame().history).toEqual(h.frame().history);
      const { step } = saved.state;
      h.step(9);
      other.step(9);
      expect(other.saved()).toEqual({ ...h.saved(), history: expect.anything() as unknown });
      other.back();
      for (const back of [Math.ceil(step / 2), step].filter((each) => each > 0)) {
        other.seek(back);
        expect(other.saved().state).toEqual(states.get(back));
      }
    }), { numRuns: 30 });
  });

  it('that does not fit is told, and the run starts again', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.step(3);
    const saved = h.saved();
    const other = new SessionHarness();
    other.open(experimentWith(), { ...saved, state: { ...saved.state, order: new Uint32Array(3) } });
    expect(other.last('failed').message).toContain('starts again');
    expect(other.frame().step).toBe(0);
  });

  it('takes the settings it is opened with', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.step(3);
    const other = new SessionHarness();
    other.open(experimentWith({ learningRate: 0.7 }), h.saved());
    expect(other.frame()).toMatchObject({ step: 3, learningRate: 0.7 });
    const fresh = new SessionHarness();
    fresh.open(defaultExperiment('xor'), h.saved());
    expect(fresh.frame().step).toBe(0);
  });
});

describe('edits at one step', () => {
  it('become one event that says from where to where', () => {
    const h = new SessionHarness();
    h.open(experimentWith({ learningRate: 0.1 }));
    h.step(4);
    for (const learningRate of [0.2, 0.3, 0.4]) h.send({ type: 'change', experiment: experimentWith({ learningRate }), label: 'η' });
    expect(h.log()).toMatchObject([{ step: 4, label: 'η 0.1 → 0.4', experiment: { learningRate: 0.4 } }]);
    for (const value of [1, 2, 3]) h.send({ type: 'setParameter', index: 2, value, label: 'w' });
    expect(h.log()).toMatchObject([{ kind: 'experiment' }, { kind: 'parameter', index: 2, value: 3 }]);
    h.send({ type: 'change', experiment: experimentWith({ learningRate: 0.5 }), label: 'η' });
    h.send({ type: 'change', experiment: experimentWith({ learningRate: 0.4 }), label: 'η' });
    expect(h.log().length).toBe(2);
  });

  it('are told alone, however long the log has grown', () => {
    const h = new SessionHarness();
    h.open(experimentWith({ learningRate: 0.1 }));
    for (let i = 1; i <= 20; i += 1) {
      h.step(1);
      h.send({ type: 'change', experiment: experimentWith({ learningRate: 0.1 + i / 100 }), label: 'η' });
    }
    const news = h.all('changed').map(({ log }) => log);
    expect(Math.max(...news.map(({ events }) => events.length))).toBe(1);
    expect(h.log()).toEqual(h.saved().log);
    expect(h.log()).toHaveLength(20);
  });
});

describe('an example chosen to be the next', () => {
  const log = (h: SessionHarness) => h.saved().log;

  it('is trained on next, and again after going back and forth', () => {
    const h = new SessionHarness();
    h.open({ ...small(), batchSize: 1 });
    h.step(3);
    h.send({ type: 'present', example: 7, label: 'example 8' });
    const { order, position } = h.saved().state;
    expect(order[position]).toBe(7);
    h.send({ type: 'trace', request: 1 });
    h.settle();
    expect([...h.last('traced').trace.examples]).toEqual([7]);
    h.step(20);
    const { state } = h.saved();
    expect(log(h)).toMatchObject([{ kind: 'example', step: 3, example: 7, label: 'example 8' }]);
    h.seek(2);
    h.seek(23);
    expect(h.saved().state).toEqual(state);
    expect(log(h)).toHaveLength(1);
  });

  it('is one event at a step, however many were tried', () => {
    const h = new SessionHarness();
    h.open(small());
    h.step(2);
    const before = h.saved().state;
    const first = before.order[before.position]!;
    for (const example of [3, 1, 4, 1, 5]) h.send({ type: 'present', example, label: `example ${example}` });
    expect(log(h)).toMatchObject(first === 5 ? [] : [{ example: 5 }]);
    h.step(4);
    const { state } = h.saved();
    h.seek(1);
    h.seek(6);
    expect(h.saved().state).toEqual(state);
    h.seek(2);
    h.send({ type: 'present', example: first, label: 'back' });
    h.send({ type: 'present', example: (first + 1) % 9, label: 'another' });
    h.send({ type: 'present', example: first, label: 'back' });
    h.step(4);
    const forth = h.saved().state;
    h.seek(1);
    h.seek(6);
    expect(h.saved().state).toEqual(forth);
  });

  it('changes nothing where it is first already, or every batch has all examples', () => {
    const h = new SessionHarness();
    h.open({ ...small(), batchSize: 1000 });
    h.step(2);
    const { state } = h.saved();
    h.send({ type: 'present', example: 4, label: 'example 5' });
    expect(h.saved().state).toEqual(state);
    h.send({ type: 'change', experiment: { ...small(), batchSize: 1 }, label: 'batch' });
    const { order, position } = h.saved().state;
    h.send({ type: 'present', example: order[position]!, label: 'the same' });
    expect(log(h)).toMatchObject([{ kind: 'experiment' }]);
  });

  it('must exist', () => {
    const h = new SessionHarness();
    h.open(small());
    const { state } = h.saved();
    for (const example of [-1, 0.5, 1000]) {
      h.send({ type: 'present', example, label: 'none' });
      expect(h.last('failed').message).toContain(`example: ${example}`);
    }
    expect(h.saved().state).toEqual(state);
    expect(log(h)).toEqual([]);
  });

  it('waits for the moment that is being sought, and is kept where the search is called off', () => {
    const h = new SessionHarness();
    h.open(small());
    h.step(30);
    const saved = h.saved();
    const other = new SessionHarness('fake', 5);
    other.open(saved.experiment, saved);
    other.send({ type: 'seek', step: 20 });
    other.send({ type: 'present', example: 2, label: 'example 3' });
    expect(other.saved().log).toEqual([]);
    other.settle();
    expect(other.saved()).toMatchObject({ state: { step: 20 }, log: [{ step: 20, example: 2 }] });
  });
});
