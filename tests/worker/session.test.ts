import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { networkSpecOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { reductionScale } from '../../src/engine/losses.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createWorkspace } from '../../src/engine/workspace.ts';
import type { TrainingFrame } from '../../src/worker/protocol.ts';
import { experimentWith, SessionHarness, wantNothing } from './sessionHarness.ts';

function lossOf(frame: TrainingFrame, experiment = experimentWith()): number {
  const network = createNetwork(networkSpecOf(experiment));
  const { trainSet } = buildData(experiment);
  const { lossSum } = evaluate(network, frame.parameters, createWorkspace(network, 64), experiment.loss, trainSet, 0, trainSet.count);
  return lossSum * reductionScale(experiment.loss, trainSet.count, 1);
}

describe('frames', () => {
  it('bring new pictures again and again at a moderate speed, for as long as training goes on', async () => {
    // The real clock: what counts is that painting costs more than the training whose share it lives on.
    const h = new SessionHarness('real');
    h.open(experimentWith());
    h.send({ type: 'setSpeed', stepsPerSecond: 500 });
    h.send({ type: 'play' });
    const want = { neuronGrid: 50, shownUnits: [[0, 1, 2, 3, 4]], outputGrid: 100, probe: null };
    const corners: (number | undefined)[] = [];
    for (let pull = 0; pull < 120; pull += 1) {
      h.send({ type: 'pull', want, spent: [] });
      const posted = h.all('framed').length;
      for (let waited = 0; waited < 200 && h.all('framed').length === posted; waited += 1) {
        h.session.work(8);
        // oxlint-disable-next-line no-await-in-loop
        await new Promise((resolve) => { setTimeout(resolve, Math.min(16, h.session.idleFor())); });
      }
      corners.push(h.last('framed').frame.outputPicture[0]);
    }
    expect(new Set(corners.slice(-60)).size).toBeGreaterThan(5);
  });

  it('are posted only when asked for, one for one', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.send({ type: 'setSpeed', stepsPerSecond: 100 });
    h.send({ type: 'play' });
    h.pass(500);
    expect(h.all('framed').length).toBe(0);
    h.send({ type: 'pull', want: wantNothing, spent: [] });
    h.pass(500);
    expect(h.all('framed').length).toBe(1);
    h.send({ type: 'pull', want: wantNothing, spent: [] });
    h.send({ type: 'pull', want: wantNothing, spent: [] });
    h.pass(500);
    expect(h.all('framed').length).toBe(2);
  });

  it('hold the exact losses of the present step when training stands still, edits included', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    const start = h.frame();
    expect(start.evaluatedStep).toBe(0);
    expect(start.trainLoss).toBeCloseTo(lossOf(start), 13);
    expect(start.trainLosses.length).toBe(buildData(experimentWith()).trainSet.count);
    expect(start.gradient.every((value) => value === 0)).toBe(true);
    h.step(7);
    const later = h.frame();
    expect([later.step, later.evaluatedStep]).toEqual([7, 7]);
    expect(later.trainLoss).toBeCloseTo(lossOf(later), 13);
    h.send({ type: 'setParameter', index: 0, value: 3, label: 'w' });
    const edited = h.frame();
    expect(edited.parameters[0]).toBe(3);
    expect(edited.trainLoss).not.toBe(later.trainLoss);
    expect(edited.trainLoss).toBeCloseTo(lossOf(edited), 13);
    expect(edited.trainAccuracy).toBeGreaterThan(0);
    expect(edited.layerUpdateNorms.length).toBe(2);
  });

  it('hold the pictures that were asked for', () => {
    const h = new SessionHarness();
    h.open(experimentWith({ hidden: [{ units: 3, activation: 'tanh' }, { units: 2, activation: 'relu' }] }));
    const frame = h.frame({ neuronGrid: 10, shownUnits: [[0, 2], [1]], outputGrid: 20, probe: [0.1, 0.2] });
    expect(frame.neuronPictures.map(({ length }) => length)).toEqual([200, 100]);
    expect([frame.neuronGrid, frame.outputGrid, frame.outputPicture.length]).toEqual([10, 20, 400]);
    expect([frame.probeZ.length, frame.probeA.length]).toEqual([6, 6]);
    // The first unit of layer 1 at the top left cell's centre.
    const [w0, w1] = frame.parameters;
    expect(frame.neuronPictures[0]![0]).toBeCloseTo(Math.tanh(w0! * (-1.2 + 0.12) + w1! * (1.2 - 0.12)), 6);
    expect(frame.probeA[0]).toBeCloseTo(Math.tanh(w0! * 0.1 + w1! * 0.2), 12);
    const fewer = h.frame({ neuronGrid: 10, shownUnits: [[1], []], outputGrid: 0, probe: null });
    expect(fewer.neuronPictures.map(({ length }) => length)).toEqual([100, 0]);
    expect([fewer.outputPicture.length, fewer.probeA.length]).toEqual([0, 0]);
  });

  it('have a curve for one input', () => {
    const h = new SessionHarness();
    h.open(defaultExperiment('sine'));
    const frame = h.frame({ neuronGrid: 10, shownUnits: [[0]], outputGrid: 50, probe: [0.5] });
    expect(frame.outputPicture.length).toBe(50);
    expect([...frame.neuronPictures[0]!.subarray(0, 10)]).toEqual([...frame.neuronPictures[0]!.subarray(90, 100)]);
    expect(Number.isNaN(frame.trainAccuracy)).toBe(true);
  });

  it('reuse the buffers that come back', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    const first = h.frame();
    const parameters = first.parameters.slice();
    h.send({ type: 'pull', want: wantNothing, spent: [first.parameters.buffer as ArrayBuffer] });
    h.settle();
    expect(h.last('framed').frame.parameters).toEqual(parameters);
    expect(first.parameters.length).toBe(0);
  });
});

describe('commands', () => {
  it('of a run that is no longer open are ignored', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.step(3);
    h.run = 2;
    h.open(experimentWith());
    const before = h.events.length;
    for (const type of ['play', 'save', 'pause'] as const) h.session.receive({ type, run: 1 });
    h.session.receive({ type: 'pull', run: 1, want: wantNothing, spent: [] });
    h.session.receive({ type: 'setParameter', run: 1, index: 0, value: 9, label: '' });
    h.settle();
    expect(h.events.length).toBe(before);
    expect(h.frame().step).toBe(0);
  });

  it('open a kept run as it was', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.step(12);
    const before = h.saved();
    h.run = 2;
    h.open(experimentWith({ hidden: [] }));
    h.step(2);
    h.run = 1;
    const opened = h.open(experimentWith());
    expect(opened.initialParameters).toEqual(before.initialParameters);
    expect(h.saved().state).toEqual(before.state);
    expect(h.last('statusChanged')).toMatchObject({ run: 1, status: 'paused', step: 12 });
  });

  it('keep at most eight runs', () => {
    const h = new SessionHarness();
    for (h.run = 1; h.run <= 9; h.run += 1) {
      h.open(experimentWith());
      h.step(1);
    }
    h.run = 2;
    h.open(experimentWith());
    expect(h.frame().step).toBe(1);
    h.run = 1;
    h.open(experimentWith());
    expect(h.frame().step).toBe(0);
  });

  it('pause within a slice', () => {
    const h = new SessionHarness('real');
    h.open(experimentWith());
    h.send({ type: 'play' });
    h.workUntil(() => h.all('statusChanged').length > 1);
    for (let slice = 0; slice < 5; slice += 1) h.session.work(8);
    h.send({ type: 'pause' });
    const paused = h.last('statusChanged');
    expect(paused.status).toBe('paused');
    h.settle();
    expect(h.frame()).toMatchObject({ step: paused.step, status: 'paused', evaluatedStep: paused.step, stepsPerSecond: 0 });
  });

  it('play as far as an epoch and stand still there exactly; from there on without end', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.send({ type: 'setSpeed', stepsPerSecond: Infinity });
    h.send({ type: 'play', untilEpoch: 7 });
    h.settle();
    const { status, step } = h.last('statusChanged');
    expect(status).toBe('paused');
    h.send({ type: 'pull', want: wantNothing, spent: [] });
    h.settle();
    const { frame } = h.last('framed');
    expect([frame.epoch, frame.stepInEpoch, frame.step]).toEqual([7, 0, step]);
    h.send({ type: 'setSpeed', stepsPerSecond: 100 });
    h.send({ type: 'play', untilEpoch: 7 });
    h.pass(500);
    h.send({ type: 'pause' });
    expect(h.last('statusChanged').step).toBeGreaterThan(step + 10);
  });

  it('step by epoch', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.send({ type: 'step', unit: 'epoch' });
    h.send({ type: 'step', unit: 'epoch' });
    h.settle();
    expect(h.frame()).toMatchObject({ epoch: 2, stepInEpoch: 0, status: 'paused', step: 28 });
  });

  it.each([1, 7, 60, 1000])('keep to %i steps a second within a tenth', (speed) => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.send({ type: 'setSpeed', stepsPerSecond: speed });
    h.send({ type: 'play' });
    const seconds = Math.max(3, 30 / speed);
    h.pass(seconds * 1000);
    const frame = h.frame();
    expect(frame.step / (speed * seconds)).toBeGreaterThan(0.9);
    expect((frame.step - 1) / (speed * seconds)).toBeLessThan(1.1);
    expect(frame.stepsPerSecond / speed).toBeGreaterThan(0.9);
    expect(frame.stepsPerSecond / speed).toBeLessThan(1.1);
  });

  it('that cannot be obeyed are answered in words, and the session goes on', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.send({ type: 'setParameter', index: 1e6, value: 1, label: '' });
    h.send({ type: 'change', experiment: experimentWith({ hidden: [] }), label: 'fewer layers' });
    // A loss that does not fit its output fails in the middle of work.
    h.send({ type: 'change', experiment: experimentWith({ outputActivation: 'relu', loss: { name: 'binary_cross_entropy', reduction: 'mean', huberDelta: 1 } }), label: 'loss' });
    h.settle(1000);
    expect(h.session.idleFor()).toBe(Infinity);
    expect(h.all('failed').length).toBe(3);
    expect(h.frame().step).toBe(0);
    h.send({ type: 'change', experiment: experimentWith(), label: 'back' });
    h.step(1);
    expect(h.frame().step).toBe(1);
  });
});

describe('a run', () => {
  it('that diverges stops and keeps its last finite state', () => {
    const h = new SessionHarness();
    h.open(experimentWith({ outputActivation: 'linear', learningRate: 100, loss: { name: 'squared', reduction: 'mean', huberDelta: 1 } }));
    h.send({ type: 'play' });
    h.workUntil(() => h.all('diverged').length > 0);
    const diverged = h.last('diverged');
    const frame = h.frame();
    expect(frame).toMatchObject({ status: 'diverged', step: diverged.step });
    expect(frame.parameters.every(Number.isFinite)).toBe(true);
    expect(frame.gradient.every(Number.isFinite)).toBe(true);
    expect(diverged.learningRate).toBe(100);
    h.back();
    expect(h.frame()).toMatchObject({ status: 'paused', step: diverged.step - 1 });
    h.send({ type: 'change', experiment: experimentWith({ outputActivation: 'linear', learningRate: 0.01 }), label: 'η' });
    h.seek(0);
    h.step(5);
    expect(h.frame()).toMatchObject({ status: 'paused', step: 5, learningRate: 0.01 });
  });

  it('trains on while nobody looks', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.frame();
    h.send({ type: 'setSpeed', stepsPerSecond: 100 });
    h.send({ type: 'play' });
    h.pass(10_000);
    expect(h.all('framed').length).toBe(1);
    expect(h.frame().step).toBeGreaterThan(900);
  });

  it('records a true loss for every step it made slowly', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.send({ type: 'setSpeed', stepsPerSecond: 100 });
    h.send({ type: 'play' });
    h.pass(1000);
    const { history, step } = h.frame();
    expect(history.step.length).toBeGreaterThan(step * 0.9);
    expect(history.step[0]).toBe(0);
  });
});
