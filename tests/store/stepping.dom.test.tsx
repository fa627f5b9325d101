import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialExperiment } from '../../src/config/defaults.ts';
import { presetById } from '../../src/config/presets.ts';
import { addressKey } from '../../src/explain/address.ts';
import { backTo, changeExperiment, chooseParameter, choosePreset, closeQuantity, closeTrail, pause, play, setParameter, setStride, setView, toggleWalking, undo } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';
import { beatOf, scriptOf, shownAddressOf } from '../../src/store/beats.ts';
import { checkGradients, goToPosition, goToQuantity, goToStart, openGuest, openQuantity, presentExample, setFocus, setPredicting, stepBackward, stepForward, updateExample } from '../../src/store/steppingActions.ts';
import { studyOf } from '../../src/store/study.ts';
import { clearUndo } from '../../src/store/undo.ts';
import type { Trace } from '../../src/explain/trace.ts';
import { FakeWorker, spawnFake } from './fakeWorker.ts';

let stop: (() => void) | null = null;

async function open(hash = ''): Promise<void> {
  stop?.();
  localStorage.clear();
  clearUndo();
  nabla.setState(initialState, true);
  clearFrame();
  history.replaceState(null, '', hash === '' ? '/' : `/#${hash}`);
  const records = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
  stop = await boot({ spawn: spawnFake, records });
}

/** The trace once it meets the condition. */
async function traceWhere(condition: (trace: Trace) => boolean = () => true): Promise<Trace> {
  return vi.waitFor(() => {
    const { trace } = nabla.getState();
    if (trace === null || !condition(trace)) throw new Error(`waiting; at ${trace?.step}`);
    return trace;
  }, { timeout: 20_000, interval: 5 });
}

const state = nabla.getState;
const position = (): number => state().position;
const shown = (): string => {
  const address = shownAddressOf(state());
  return address === null ? '' : addressKey(address);
};
const requests = (): number => FakeWorker.all.at(-1)!.commands.filter(({ type }) => type === 'trace').length;
const settle = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

beforeEach(async () => {
  await open();
  choosePreset('workedNetwork');
  setView('step');
  await traceWhere((trace) => trace.config.batchSize === 1);
});

afterEach(() => {
  stop?.();
  stop = null;
  vi.useRealTimers();
});

describe('a validation example', () => {
  beforeEach(async () => {
    changeExperiment(() => ({ ...initialExperiment, batchSize: 3 }));
    setView('step');
    await traceWhere((trace) => trace.config.batchSize === 3);
  });

  it('is followed to its loss, leaves the run as it is, and leads back to the next update', async () => {
    const before = await traceWhere();
    goToPosition(9);
    openGuest(4);
    const guest = await traceWhere((trace) => trace.guest === true);
    expect([...guest.examples]).toEqual([4]);
    expect([...guest.theta]).toEqual([...before.theta]);
    expect(position()).toBe(0);
    setStride('phase');
    stepForward();
    stepForward();
    expect(shown()).toBe('exampleLoss.0');
    expect(position()).toBe(scriptOf(state())!.count);
    // Another one at the same place; nothing behind its loss can be opened.
    openGuest(5);
    await traceWhere(({ examples }) => examples[0] === 5);
    expect(position()).toBe(scriptOf(state())!.count);
    openQuantity({ kind: 'gradient', index: 0 });
    expect(state()).toMatchObject({ trail: [], notice: { text: 'A validation example is only looked at: nothing is computed behind its loss.' } });
    openQuantity({ kind: 'z', example: 0, layer: 0, unit: 0 });
    expect(shown()).toBe('z.0.0.0');
    closeTrail();
    goToPosition(0);
    stepBackward();
    goToStart();
    expect(state()).toMatchObject({ guest: 5, position: 0 });
    goToPosition(1e6);
    stepForward();
    expect(await traceWhere((trace) => trace.guest === undefined)).toEqual(before);
    expect(state()).toMatchObject({ guest: null, position: 0 });
    expect(getFrame()?.step ?? 0).toBe(0);
  });

  it('is left for a training example, another view or another run, and walking ends with it', async () => {
    openGuest(4);
    await traceWhere((trace) => trace.guest === true);
    presentExample(2);
    expect((await traceWhere((trace) => trace.guest === undefined && trace.examples[0] === 2)).examples).toHaveLength(3);
    openGuest(0);
    await traceWhere((trace) => trace.guest === true);
    setView('play');
    expect(state().guest).toBeNull();
    openGuest(1e6);
    expect(state()).toMatchObject({ view: 'play', guest: null });
    openGuest(0);
    await traceWhere((trace) => trace.guest === true);
    goToPosition(1e6);
    vi.useFakeTimers();
    toggleWalking();
    vi.advanceTimersByTime(2000);
    vi.useRealTimers();
    expect(state()).toMatchObject({ walking: false, guest: 0 });
    choosePreset('workedNetwork');
    expect(state().guest).toBeNull();
  });
});

describe('stepping through an update', () => {
  it('goes from x to the new weights and on into the next update, and all the way back', async () => {
    const first = await traceWhere();
    expect(first.step).toBe(0);
    const seen: string[] = [];
    while (position() < scriptOf(state())!.count) {
      stepForward();
      seen.push(shown());
    }
    expect(seen).toHaveLength(31);
    expect(seen[16]).toBe('exampleGradient.0.0');
    stepForward();
    const second = await traceWhere((trace) => trace.step === 1);
    expect(position()).toBe(0);
    expect([...second.theta]).toEqual([...first.newTheta]);
    stepForward();
    expect(shown()).toBe('z.0.0.0');
    stepBackward();
    expect(position()).toBe(0);
    stepBackward();
    // While the step back is on its way, another press is not another step.
    stepBackward();
    const again = await traceWhere((trace) => trace.step === 0);
    expect(again).toEqual(first);
    expect(position()).toBe(scriptOf(state())!.count);
    const back: string[] = [];
    while (position() > 0) {
      back.push(shown());
      stepBackward();
    }
    expect(back).toEqual(seen.toReversed());
    stepBackward();
    expect(position()).toBe(0);
  });

  it('keeps its place when a weight or a setting is changed', async () => {
    setStride('term');
    goToQuantity({ kind: 'exampleGradient', example: 0, index: 0 });
    expect(shown()).toBe('exampleGradient.0.0');
    await vi.waitFor(() => { if (getFrame() === null) throw new Error('no frame yet'); });
    setParameter(0, 0.25);
    await traceWhere((trace) => trace.theta[0] === 0.25);
    expect(shown()).toBe('exampleGradient.0.0');
    changeExperiment((experiment) => ({ ...experiment, learningRate: 0.1 }));
    await traceWhere((trace) => trace.learningRate === 0.1);
    expect(shown()).toBe('exampleGradient.0.0');
    // With a penalty there is a mean phase before the update; the beat is the same.
    goToQuantity({ kind: 'newParameter', index: 2 });
    const before = position();
    changeExperiment((experiment) => ({ ...experiment, regularization: { ...experiment.regularization, l2: 0.1 } }));
    await traceWhere((trace) => trace.config.regularization.l2 === 0.1);
    expect(shown()).toBe('newParameter.2');
    expect(position()).toBeGreaterThan(before);
    // In the middle of a weighted sum, too.
    goToPosition(2);
    changeExperiment((experiment) => ({ ...experiment, batchSize: 4 }));
    await traceWhere((trace) => trace.examples.length === 4);
    expect(position()).toBe(2);
    setFocus(7);
    expect(state().focus).toBe(3);
    goToQuantity({ kind: 'delta', example: 3, layer: 0, unit: 1 });
    changeExperiment((experiment) => ({ ...experiment, batchSize: 1 }));
    await traceWhere((trace) => trace.examples.length === 1);
    expect(state().focus).toBe(0);
    expect(position()).toBeLessThanOrEqual(scriptOf(state())!.count);
  });

  it('goes on over the end only from the numbers of now', async () => {
    goToPosition(scriptOf(state())!.count);
    // The update of now is gone by as soon as it has come: the step waited for it.
    const ofNow: Trace[] = [];
    const stopListening = nabla.subscribe(({ trace }, before) => {
      if (trace !== null && trace !== before.trace && trace.learningRate === 0.125) ofNow.push(trace);
    });
    changeExperiment((experiment) => ({ ...experiment, learningRate: 0.125 }));
    stepForward();
    expect(FakeWorker.all.at(-1)!.commands.filter(({ type }) => type === 'step')).toEqual([]);
    const after = await traceWhere((trace) => trace.step === 1);
    stopListening();
    expect(ofNow[0]!.step).toBe(0);
    expect(after.theta).toEqual(ofNow[0]!.newTheta);
    expect(position()).toBe(0);
  });

  it('has a study that is the same object until it is another', async () => {
    const study = studyOf(state());
    stepForward();
    expect(studyOf(state())).toBe(study);
    expect(beatOf(state())).toBe(beatOf(state()));
    expect(study?.names.symbol({ kind: 'parameter', index: 0 }).markup).toBe('w_{111}');
    changeExperiment((experiment) => ({ ...experiment, learningRate: 0.1 }));
    expect(studyOf(state())).toBe(study);
    await traceWhere((trace) => trace.learningRate === 0.1);
    expect(studyOf(state())).not.toBe(study);
  });

  it('keeps a trail of what was opened, and steps close it', () => {
    const quantity = (unit: number) => ({ kind: 'a' as const, example: 0, layer: 0, unit });
    openQuantity({ kind: 'exampleLoss', example: 0 });
    openQuantity(quantity(0));
    openQuantity(quantity(1));
    expect(state().trail).toHaveLength(3);
    openQuantity(quantity(0));
    expect(state().trail).toHaveLength(2);
    closeQuantity();
    expect(shown()).toBe('exampleLoss.0');
    openQuantity(quantity(0));
    backTo(1);
    expect(state().trail).toHaveLength(1);
    closeTrail();
    expect(state().trail).toEqual([]);
    openQuantity(quantity(0));
    stepForward();
    expect(state().trail).toEqual([]);
    chooseParameter(4);
    stepForward();
    expect(state().chosen).toBe(4);
    goToQuantity({ kind: 'dLda', example: 0, layer: 9, unit: 0 });
    expect(position()).toBeGreaterThan(0);
    goToStart();
    expect(position()).toBe(0);
    expect(shown()).toBe('');
  });

  it('lets training stand while it is shown', async () => {
    setView('play');
    play();
    await vi.waitFor(() => { if ((getFrame()?.step ?? 0) < 3) throw new Error('not yet'); });
    goToPosition(5);
    setView('step');
    expect(state().playing).toBe(false);
    const trace = await traceWhere(({ step }) => step >= 3);
    // Of another update than the one that was shown: from its beginning.
    expect(position()).toBe(0);
    play();
    expect(state().playing).toBe(false);
    await settle(50);
    expect(state().trace?.step).toBe(trace.step);
    goToStart();
    await traceWhere(({ step }) => step === 0);
  });

  it('does not show the update of before as the next one when it is looked at again', async () => {
    const old = await traceWhere();
    checkGradients([0]);
    await vi.waitFor(() => { expect(state().check.state).toBe('done'); }, { timeout: 20_000 });
    setView('play');
    play();
    await vi.waitFor(() => { if ((getFrame()?.step ?? 0) < 3) throw new Error('not yet'); });
    pause();
    await vi.waitFor(() => { expect(state().playing).toBe(false); });
    await settle(60);
    expect(state().trace).toBe(old);
    setView('step');
    expect(state().trace).toBeNull();
    stepForward();
    const trace = await traceWhere();
    expect(trace.step).toBeGreaterThanOrEqual(3);
    expect(position()).toBe(0);
    expect(state().check.state).toBe('none');
    // Nothing has changed since: it is shown at once, at the same place.
    goToPosition(7);
    setView('play');
    setView('step');
    expect(state().trace).toBe(trace);
    expect(position()).toBe(7);
    // A weight changed meanwhile: the same beat of the trace that comes.
    setView('play');
    setParameter(0, 0.25);
    await settle(60);
    setView('step');
    expect(state().trace).toBeNull();
    await traceWhere(({ theta }) => theta[0] === 0.25);
    expect(position()).toBe(7);
  });

  it('asks for no more traces than can be read while training', async () => {
    setView('play');
    closeTrail();
    const before = requests();
    play();
    await settle(300);
    expect(requests()).toBe(before);
    openQuantity({ kind: 'exampleLoss', example: 0 });
    await settle(900);
    expect(requests() - before).toBeGreaterThanOrEqual(2);
    expect(requests() - before).toBeLessThanOrEqual(6);
  });

  it('walks, until someone steps or leaves', () => {
    vi.useFakeTimers();
    toggleWalking();
    vi.advanceTimersByTime(2000);
    expect(position()).toBe(4);
    stepForward();
    expect(state().walking).toBe(false);
    vi.advanceTimersByTime(2000);
    expect(position()).toBe(7);
    goToPosition(0);
    toggleWalking();
    setView('play');
    expect(state().walking).toBe(false);
    setView('step');
    toggleWalking();
    openQuantity({ kind: 'exampleLoss', example: 0 });
    expect(state().walking).toBe(false);
    toggleWalking();
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(state().walking).toBe(false);
    visibility.mockRestore();
  });

  it('does not make an update that would not be finite, and says so', async () => {
    changeExperiment((experiment) => ({
      ...experiment, hidden: [{ units: 2, activation: 'linear' }], outputActivation: 'linear', learningRate: 100, loss: { ...experiment.loss, name: 'squared' },
    }));
    await traceWhere((trace) => trace.learningRate === 100);
    let updates = 0;
    while (nabla.getState().trace?.finite === true && updates < 100) {
      goToPosition(1e9);
      stepForward();
      updates += 1;
      // oxlint-disable-next-line no-await-in-loop
      await traceWhere(({ step }) => step === updates);
    }
    expect(state().trace?.finite).toBe(false);
    const { step } = await traceWhere();
    goToPosition(1e9);
    toggleWalking();
    stepForward();
    expect(state().walking).toBe(false);
    expect(state().notice?.text).toBe(`Update ${step + 1} is not made: with it the numbers would leave the range of numbers. Try a smaller η.`);
    await settle(50);
    expect(state().trace?.step).toBe(step);
  });

  it('presents an example, and changes one', async () => {
    const first = await traceWhere();
    const other = first.examples[0] === 2 ? 1 : 2;
    presentExample(other);
    const next = await traceWhere((trace) => trace.examples[0] === other);
    expect(next.theta).toEqual(first.theta);
    presentExample(99);
    updateExample(other, { inputs: [0.3, 1e9], targets: [0.5] });
    const changed = await traceWhere((trace) => trace.inputs[0] === 0.3);
    expect([...changed.inputs]).toEqual([0.3, 100]);
    expect([...changed.targets]).toEqual([0.5]);
    expect(changed.examples[0]).toBe(other);
    updateExample(other, { inputs: [0.4, 1], targets: [0.5] });
    updateExample(other, { inputs: [Number.NaN, 1], targets: [0.5] });
    updateExample(other, { inputs: [1], targets: [0.5] });
    await traceWhere((trace) => trace.inputs[0] === 0.4);
    expect(state().experiment.data.examples).toHaveLength(4);
    undo();
    await traceWhere((trace) => trace.inputs[0] === next.inputs[0]);
    expect(state().experiment.data.examples).toBeUndefined();
  });

  it('checks gradients, and forgets the table with the weights it is of', async () => {
    checkGradients(null);
    expect(state().check).toMatchObject({ state: 'running', wanted: null });
    await vi.waitFor(() => { expect(state().check.state).toBe('done'); }, { timeout: 20_000 });
    const { check } = state();
    if (check.state === 'done') expect(Math.max(...check.table.relativeError)).toBeLessThan(1e-6);
    changeExperiment((experiment) => ({ ...experiment, learningRate: 0.1 }));
    await traceWhere((trace) => trace.learningRate === 0.1);
    expect(state().check.state).toBe('done');
    setParameter(0, 0.25);
    await traceWhere((trace) => trace.theta[0] === 0.25);
    expect(state().check.state).toBe('none');
    checkGradients([0]);
    checkGradients([]);
    expect(state().check.state).toBe('none');
  });

  it('begins anew with another run, and undo brings the old one back', async () => {
    stepForward();
    setPredicting(true);
    toggleWalking();
    choosePreset('deeperNetwork');
    expect(state()).toMatchObject({ askedAt: null, walking: false });
    expect(state().trace).toBeNull();
    expect(studyOf(state())).toBeNull();
    expect(position()).toBe(0);
    await traceWhere((trace) => trace.config.network.layers.length === 3);
    undo();
    await traceWhere((trace) => trace.config.network.layers.length === 2);
  });
});

describe('a link', () => {
  it('leads to a quantity of a preset, and the address follows from there', async () => {
    await open('view=step&preset=workedNetwork&at=27&quantity=delta.0.0.0');
    expect(state().view).toBe('step');
    await traceWhere();
    expect(state().experiment).toEqual(presetById('workedNetwork').experiment);
    expect(position()).toBe(27);
    expect(shown()).toBe('delta.0.0.0');
    stepForward();
    await vi.waitFor(() => { expect(location.hash).toBe('#view=step&preset=workedNetwork&at=28'); });
    setView('play');
    await vi.waitFor(() => { expect(location.hash).toBe('#preset=workedNetwork'); });
    changeExperiment(() => initialExperiment);
    await vi.waitFor(() => { expect(location.hash).toBe(''); });
  });

  it('shows a quantity where it comes into being, and names what there is not', async () => {
    await open('view=step&preset=workedNetwork&quantity=delta.0.0.0');
    await traceWhere();
    await vi.waitFor(() => { expect(shown()).toBe('delta.0.0.0'); });
    expect(position()).toBe(scriptOf(state())!.positionOf({ kind: 'delta', example: 0, layer: 0, unit: 0 }));
    await open('view=attic&preset=workedNetwork&at=500&quantity=delta.0.7.0');
    await vi.waitFor(() => { expect(position()).toBe(37); });
    expect(state().view).toBe('play');
    expect(state().trail).toEqual([]);
    expect(state().notice?.text).toMatch(/500/);
    expect(state().notice?.text).toMatch(/delta\.0\.7\.0/);
  });

  it('means the run it was made for, not the next one', async () => {
    await open('view=step&preset=workedNetwork&at=27');
    expect(position()).toBe(0);
    choosePreset('deeperNetwork');
    await traceWhere((trace) => trace.config.network.layers.length === 3);
    await settle(50);
    expect(position()).toBe(0);
    expect(state().notice).toBeNull();
  });

  it('counts when it is changed by hand', async () => {
    await open();
    expect(location.hash).toBe('');
    location.hash = '#view=step&preset=singleNeuron&at=3';
    await vi.waitFor(() => { expect(position()).toBe(3); });
    expect(state().view).toBe('step');
    expect(state().experiment.data.set).toBe('andTable');
  });
});
