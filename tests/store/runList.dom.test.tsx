import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  backToStart, changeExperiment, openListed, pause, play, redo, removeRun, renameRun, setParameter, setSpeed, setStepUnit, step, stepBack, undo, visitStep,
} from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { keepRun, keptRun } from '../../src/store/keptRuns.ts';
import { nabla } from '../../src/store/nabla.ts';
import { addRun, curveOf, entryOf } from '../../src/store/runList.ts';
import { csvOfRuns } from '../../src/store/runListActions.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import type { RunId, TrainingFrame } from '../../src/worker/protocol.ts';
import { spawnFake } from './fakeWorker.ts';

let stop: (() => void) | null = null;

/** The frame once it meets the condition; a copy, for a frame's buffers go back to the worker. */
async function frameWhere(condition: (frame: TrainingFrame) => boolean): Promise<TrainingFrame> {
  return vi.waitFor(() => {
    const frame = getFrame();
    if (frame === null || frame.run !== nabla.getState().run || !condition(frame)) throw new Error(`waiting; at ${frame?.step}`);
    return structuredClone(frame);
  }, { timeout: 20_000, interval: 5 });
}

async function trainTo(target: number): Promise<TrainingFrame> {
  play();
  await frameWhere((frame) => frame.step >= target);
  pause();
  return frameWhere((frame) => frame.status !== 'training' && frame.evaluatedStep === frame.step);
}

async function visited(target: number): Promise<TrainingFrame> {
  visitStep(target);
  return frameWhere((frame) => frame.step === target && frame.evaluatedStep === target && nabla.getState().headedFor === null);
}

const names = (): string[] => nabla.getState().runs.map(({ name }) => name);
const present = (): RunId => nabla.getState().run;

beforeEach(async () => {
  localStorage.clear();
  clearUndo();
  nabla.setState(initialState, true);
  clearFrame();
  stop = await boot({ spawn: spawnFake, records: { get: () => Promise.resolve(undefined), set: () => Promise.resolve() } });
  await frameWhere(() => true);
  setSpeed(2000);
});

afterEach(() => {
  stop?.();
  stop = null;
});

describe('the playhead', () => {
  it('shows a past moment and comes back, exactly, without leaving anything', async () => {
    const end = await trainTo(60);
    const past = await visited(20);
    expect(past.history.step.at(-1)).toBe(end.step);
    setStepUnit('batch');
    step();
    await frameWhere((frame) => frame.step === 21);
    stepBack();
    const again = await frameWhere((frame) => frame.step === 20);
    expect(again.parameters).toEqual(past.parameters);
    expect((await visited(end.step)).parameters).toEqual(end.parameters);
    expect(names()).toEqual(['run 1']);
  });

  it('pauses training', async () => {
    play();
    await frameWhere((frame) => frame.step > 30);
    await visited(10);
    expect(nabla.getState()).toMatchObject({ playing: false, status: 'paused' });
  });

  it('offers to undo only what was changed before the moment shown, and all of it at the end again', async () => {
    const { step: first } = await trainTo(20);
    changeExperiment((e) => ({ ...e, learningRate: 0.5 }));
    await vi.waitFor(() => { expect(nabla.getState().log.length).toBe(1); });
    const { step: end } = await trainTo(first + 20);
    expect(nabla.getState().undoLabel).toContain('0.5');
    await visited(first - 5);
    await vi.waitFor(() => { expect(nabla.getState().canUndo).toBe(false); });
    await visited(end);
    await vi.waitFor(() => { expect(nabla.getState().undoLabel).toContain('0.5'); });
  });
});

describe('going on from the past', () => {
  it('keeps the run that was under its name and colour, with its whole curve, and begins another', async () => {
    const end = await trainTo(60);
    const { colour } = entryOf(present())!;
    await visited(20);
    play();
    await vi.waitFor(() => { expect(names()).toEqual(['run 1', 'run 2']); });
    pause();
    const [old] = nabla.getState().runs;
    expect(old).toMatchObject({ name: 'run 1', colour, isShown: true, end: { step: end.step } });
    expect(old!.run).not.toBe(present());
    expect(curveOf(old!.run)?.step).toEqual(end.history.step);
    expect(entryOf(present())!.colour).not.toBe(colour);
    expect(csvOfRuns([old!.run])?.split('\r\n').slice(0, 2)).toEqual([expect.stringMatching(/^run,step,epoch,training loss/), expect.stringMatching(/^run 1,0,0,/)]);
    expect(csvOfRuns([old!.run, present()])).toContain('\r\nrun 2,');

    openListed(old!.run);
    const back = await frameWhere((frame) => frame.step === end.step);
    expect(back.parameters).toEqual(end.parameters);
    expect(back.history.train).toEqual(end.history.train);
    expect((await visited(20)).step).toBe(20);
    // Opening a run is a change like any other.
    undo();
    await frameWhere((frame) => frame.run !== old!.run);
    expect(entryOf(present())!.name).toBe('run 2');
    redo();
    await frameWhere((frame) => frame.run === old!.run);
  });

  it('is what an edit in the past does, too; undo and redo go on working there', async () => {
    await trainTo(60);
    const past = await visited(20);
    setParameter(3, 1.5);
    await vi.waitFor(() => { expect(names()).toEqual(['run 1', 'run 2']); });
    const run = present();
    await frameWhere((frame) => frame.parameters[3] === 1.5 && frame.history.step.at(-1) === 20);
    undo();
    expect((await frameWhere((frame) => frame.parameters[3] !== 1.5)).parameters).toEqual(past.parameters);
    redo();
    await frameWhere((frame) => frame.parameters[3] === 1.5);
    expect(present()).toBe(run);
    expect(names()).toHaveLength(2);
  });

  it('forgets for Undo what was changed in the rest of the run', async () => {
    await trainTo(20);
    changeExperiment((e) => ({ ...e, learningRate: 0.5 }));
    await vi.waitFor(() => { expect(nabla.getState().log.length).toBe(1); });
    await trainTo(60);
    await visited(5);
    setParameter(2, 0.25);
    await vi.waitFor(() => { expect(names()).toHaveLength(2); });
    undo();
    await vi.waitFor(() => { expect(nabla.getState().canUndo).toBe(false); });
    expect(nabla.getState().experiment.learningRate).not.toBe(0.5);
  });

  it('back to the start under other settings keeps the run', async () => {
    await trainTo(20);
    changeExperiment((e) => ({ ...e, learningRate: 0.5 }));
    await vi.waitFor(() => { expect(nabla.getState().log.length).toBe(1); });
    await trainTo(40);
    backToStart();
    await frameWhere((frame) => frame.step === 0);
    await vi.waitFor(() => { expect(names()).toEqual(['run 1', 'run 2']); });
    expect(nabla.getState().experiment.learningRate).toBe(0.5);
  });
});

describe('the list of runs', () => {
  it('keeps what a restart replaced, once it has been trained, beside the new one if it minimises the same', async () => {
    changeExperiment((e) => ({ ...e, initialization: { ...e.initialization, seed: 11 } }));
    await frameWhere((frame) => frame.step === 0);
    await vi.waitFor(() => { expect(names()).toHaveLength(1); });
    const trained = await trainTo(20);
    changeExperiment((e) => ({ ...e, initialization: { ...e.initialization, seed: 12 } }));
    await frameWhere((frame) => frame.step === 0);
    await vi.waitFor(() => { expect(nabla.getState().runs).toHaveLength(2); });
    const [old] = nabla.getState().runs;
    await vi.waitFor(() => { expect(entryOf(old!.run)).toMatchObject({ isShown: true, end: { step: trained.step } }); });
    await trainTo(10);
    changeExperiment((e) => ({ ...e, data: { ...e.data, set: 'circle' } }));
    await vi.waitFor(() => { expect(nabla.getState().runs).toHaveLength(3); });
    // Neither the one that was left nor the one beside it, which were of other data.
    expect(nabla.getState().runs.slice(0, 2).map(({ isShown }) => isShown)).toEqual([false, false]);
  });

  it('takes over runs of others, names them, and forgets them', async () => {
    await trainTo(20);
    await vi.waitFor(() => { expect(keptRun(present())).toBeDefined(); });
    const saved = keptRun(present())!;
    const run = addRun(saved, 'η = 0.3');
    expect(entryOf(run)).toMatchObject({ name: 'η = 0.3', isNamed: true, end: { step: saved.state.step } });
    renameRun(run, '  best  ');
    renameRun(run, '   ');
    expect(entryOf(run)?.name).toBe('best');
    renameRun(present(), 'best');
    expect(entryOf(present())?.name).toBe('best 2');
    openListed(run);
    expect((await frameWhere((frame) => frame.run === run)).parameters).toEqual(saved.state.parameters);
    removeRun(run);
    expect(entryOf(run)).toBeDefined();
    undo();
    await frameWhere((frame) => frame.run !== run);
    removeRun(run);
    expect(entryOf(run)).toBeUndefined();
    // Redo would go there: so it is not forgotten yet.
    expect(keptRun(run)).toBeDefined();
  });

  it('is bounded: what nobody named goes first, and what is listed is not forgotten', async () => {
    await trainTo(20);
    await vi.waitFor(() => { expect(keptRun(present())).toBeDefined(); });
    const saved = keptRun(present())!;
    const added = Array.from({ length: 30 }, (_, i) => addRun(saved, `trial ${i}`));
    expect(nabla.getState().runs.length).toBeLessThanOrEqual(13);
    expect(nabla.getState().runs.filter(({ isShown, run }) => isShown && run !== present()).length).toBeLessThanOrEqual(3);
    expect(entryOf(added[29]!)).toBeDefined();
    expect(entryOf(present())).toBeDefined();
    for (let i = 0; i < 40; i += 1) keepRun({ ...saved, run: 10_000 + i });
    expect(keptRun(added[29]!)).toBeDefined();
    expect(keptRun(10_000)).toBeUndefined();
  });
});
