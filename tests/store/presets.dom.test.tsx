import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { presetById, presetOf } from '../../src/config/presets.ts';
import { changeExperiment, chooseDataset, choosePreset, newSeed, play, setKeepSettings, undo, willRestart } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import type { TrainingFrame } from '../../src/worker/protocol.ts';
import { spawnFake } from './fakeWorker.ts';

const records = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
let stop: (() => void) | null = null;

/** A copy of the frame once the present run has one that was evaluated. */
async function evaluatedFrame(): Promise<TrainingFrame> {
  return vi.waitFor(() => {
    const frame = getFrame();
    if (frame === null || frame.run !== nabla.getState().run || frame.evaluatedStep !== frame.step || nabla.getState().data === null) throw new Error('waiting');
    return structuredClone(frame);
  }, { timeout: 20_000, interval: 5 });
}

beforeEach(async () => {
  localStorage.clear();
  clearUndo();
  nabla.setState(initialState, true);
  clearFrame();
  stop = await boot({ spawn: spawnFake, records });
});
afterEach(() => stop?.());

describe('choosePreset', () => {
  it('begins a run with the weights given by hand and nothing to validate on', async () => {
    choosePreset('workedNetwork');
    const frame = await evaluatedFrame();
    expect([...frame.parameters]).toEqual(presetById('workedNetwork').experiment.initialization.given);
    expect([...nabla.getState().initialParameters!]).toEqual([...frame.parameters]);
    expect([frame.validationLoss, frame.validationAccuracy]).toEqual([Number.NaN, Number.NaN]);
    expect(frame.validationLosses).toHaveLength(0);
    expect(nabla.getState().verdict.sentence).toBe('Ready: 9 parameters begin at given values and learn on from 4 examples.');
  });

  it('answers the exercise with two outputs for its one example', async () => {
    choosePreset('exercise');
    const frame = await evaluatedFrame();
    expect(frame.trainOutputs[0]).toBeCloseTo(0.75136507, 6);
    expect(frame.trainOutputs[1]).toBeCloseTo(0.772928465, 6);
    expect(frame.trainLosses).toHaveLength(1);
    expect(frame.trainLoss).toBeCloseTo(0.298371109, 9);
    expect(frame.trainAccuracy).toBeNaN();
  });

  it('stands still where the first moment is what there is to see, and says what that is', async () => {
    play();
    choosePreset('cancellingErrors');
    expect(nabla.getState()).toMatchObject({ playing: false, notice: { text: presetById('cancellingErrors').opening, actions: ['undo'] } });
    const frame = await evaluatedFrame();
    await new Promise((done) => { setTimeout(done, 100); });
    expect([frame.step, getFrame()?.step, nabla.getState().playing]).toEqual([0, 0, false]);
    // Those that are to be watched learning go on.
    play();
    choosePreset('workedNetwork');
    expect(nabla.getState()).toMatchObject({ playing: true, notice: null });
  });

  it('begins a run even where the present one could go on', () => {
    choosePreset('workedNetwork');
    const { run } = nabla.getState();
    changeExperiment((experiment) => ({ ...experiment, batchSize: 4 }));
    expect(nabla.getState().run).toBe(run);
    choosePreset('workedNetwork');
    expect(nabla.getState().run).not.toBe(run);
    undo();
    expect([nabla.getState().run, nabla.getState().experiment.batchSize]).toEqual([run, 4]);
  });
});

describe('what a preset gives by hand', () => {
  beforeEach(() => choosePreset('workedNetwork'));

  it('ends with another seed, which draws', async () => {
    newSeed();
    expect(nabla.getState().experiment.initialization.given).toBeUndefined();
    expect(nabla.getState().notice).toBeNull();
    expect(presetOf(nabla.getState().experiment)).toBeNull();
    const frame = await evaluatedFrame();
    expect([...frame.parameters]).not.toEqual(presetById('workedNetwork').experiment.initialization.given);
  });

  it('ends with another layer, which says so and can be undone', () => {
    changeExperiment((experiment) => ({ ...experiment, hidden: [{ units: 3, activation: 'tanh' }] }));
    expect(nabla.getState().notice?.text).toMatch(/by hand are not for this network/);
    undo();
    expect(presetOf(nabla.getState().experiment)).toBe('workedNetwork');
  });

  it('goes with another data set, names and examples too; only own settings keep the names', () => {
    changeExperiment((experiment) => ({ ...experiment, data: { ...experiment.data, examples: [{ inputs: [0, 0], targets: [1] }] } }));
    expect(willRestart((experiment) => ({ ...experiment, data: { ...experiment.data, examples: [{ inputs: [1, 0], targets: [1] }] } }))).toBeNull();
    setKeepSettings(true);
    chooseDataset('xor');
    expect(nabla.getState().experiment).toMatchObject({ naming: 'neurons', data: { set: 'xor', points: 280, noise: 0.06 } });
    expect(nabla.getState().experiment.data.examples).toBeUndefined();
    undo();
    setKeepSettings(false);
    chooseDataset('circle');
    expect(nabla.getState().experiment.naming).toBeUndefined();
    expect(nabla.getState().experiment.data.examples).toBeUndefined();
    expect(nabla.getState().experiment.initialization.given).toBeUndefined();
  });
});

it('edited examples reach the run without starting it again', async () => {
  choosePreset('singleNeuron');
  await evaluatedFrame();
  const { run, experiment } = nabla.getState();
  changeExperiment(() => ({ ...experiment, data: { ...experiment.data, examples: [{ inputs: [2, 3], targets: [0.5] }] } }));
  await vi.waitFor(() => { expect(nabla.getState().data?.trainInputs).toHaveLength(2); }, { timeout: 20_000 });
  const { data } = nabla.getState();
  expect([nabla.getState().run, [...data!.trainEncoded], data!.domain[1]![1] > 3]).toEqual([run, [0.5], true]);
});
