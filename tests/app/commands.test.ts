import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandsIn } from '../../src/app/command.ts';
import { createCommands } from '../../src/app/commands.ts';
import { awaitInstallOffer } from '../../src/app/install.ts';
import { withStepping } from '../../src/store/withStepping.ts';
import { presetById } from '../../src/config/presets.ts';
import { trainerConfigOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { startTrace } from '../../src/explain/trace.ts';
import { nabla, type ViewName } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';
import { beatOf } from '../../src/store/beats.ts';

const commands = createCommands(() => { throw new Error('no dialog is asked for'); });
const perform = (id: string): void => { commands.find((command) => command.id === id)!.perform(); };

// Fetched for the first command that needs it.
beforeAll(() => new Promise<void>((done) => { withStepping(() => { done(); })(); }));
beforeEach(() => {
  const { experiment } = presetById('workedNetwork');
  const theta = Float64Array.from(experiment.initialization.given ?? []);
  const { trainSet } = buildData(experiment);
  const config = trainerConfigOf(experiment);
  const making = startTrace(config, trainSet, createTrainer(config, trainSet, 1, theta).save(), theta);
  let trace = making.advance();
  while (trace === null) trace = making.advance();
  nabla.setState({ ...initialState, experiment, trace }, true);
});

afterEach(() => { nabla.setState(initialState, true); });

describe('the commands', () => {
  it('have ids, labels and keys of their own', () => {
    for (const each of [commands.map(({ id }) => id), commands.map(({ label }) => label), commands.flatMap(({ keys }) => keys)]) {
      expect(new Set(each).size).toBe(each.length);
    }
  });

  it('walk in the Step view and train elsewhere', () => {
    perform('togglePlay');
    expect(nabla.getState()).toMatchObject({ playing: true, walking: false });
    perform('togglePlay');
    perform('view.step');
    perform('togglePlay');
    expect(nabla.getState()).toMatchObject({ playing: false, walking: true });
    perform('step');
    expect(nabla.getState()).toMatchObject({ position: 3, walking: false });
    perform('stride.phase');
    perform('step');
    expect(nabla.getState()).toMatchObject({ stride: 'phase', position: 12 });
    perform('stepBack');
    expect(nabla.getState().position).toBe(0);
    perform('step');
    perform('backToStart');
    expect(nabla.getState().position).toBe(0);
  });

  it('lead out of a notice and an explanation first, then out of guessing, then out of presenting', () => {
    nabla.setState({ view: 'step', presenting: true, predicting: true, trail: [{ kind: 'exampleLoss', example: 0 }, { kind: 'learningRate' }], notice: { text: 'A new run has begun.', tone: 'info' } });
    perform('back');
    expect(nabla.getState().trail).toHaveLength(1);
    perform('leave');
    expect(nabla.getState()).toMatchObject({ notice: null, trail: [{ kind: 'exampleLoss' }] });
    perform('leave');
    expect(nabla.getState()).toMatchObject({ presenting: true, predicting: true, trail: [] });
    perform('leave');
    expect(nabla.getState()).toMatchObject({ presenting: true, predicting: false });
    perform('leave');
    expect(nabla.getState()).toMatchObject({ presenting: false });
  });

  it('are offered where they are of use, so that none is taken for another', () => {
    const labels = (view: ViewName): readonly string[] => commandsIn(view, commands).map(({ label }) => label);
    expect(labels('play')).toContain('Step by mini-batch');
    expect(labels('play')).not.toContain('Step: one mini-batch');
    expect(labels('play')).not.toContain('Check all gradients');
    expect(labels('step')).toContain('Step: one mini-batch');
    expect(labels('step')).not.toContain('Step by mini-batch');
    expect(labels('step')).toContain('Play or pause: the steps follow one another');
    for (const view of ['play', 'step'] as const) {
      expect(labels(view)).toContain('Preset: Worked network (starts again)');
      expect(new Set(labels(view)).size).toBe(labels(view).length);
    }
  });

  it('offer the pad for digits only where the data are pictures', () => {
    const isOffered = (): boolean => commandsIn('play', commands).some(({ id }) => id === 'output.pad');
    const data = buildData(nabla.getState().experiment);
    nabla.setState({ data });
    expect(isOffered()).toBe(false);
    nabla.setState({ data: { ...data, classes: ['0', '1'], inputNames: Array.from({ length: 64 }, (_, i) => `row ${Math.floor(i / 8) + 1}, column ${(i % 8) + 1}`) } });
    expect(isOffered()).toBe(true);
  });

  it('go to the first number of a phase', () => {
    nabla.setState({ view: 'step' });
    const phaseOf = (): string | undefined => beatOf(nabla.getState())?.phase;
    for (const phase of ['backward', 'update', 'loss', 'forward']) {
      perform(`goTo.${phase}`);
      expect(phaseOf()).toBe(phase);
    }
    expect(nabla.getState().position).toBe(3);
  });

  it('install the page while the browser offers that, once', () => {
    const offered = (): boolean => commandsIn('play', commands).some(({ id }) => id === 'install');
    const page = new EventTarget();
    awaitInstallOffer(page as Window);
    expect(offered()).toBe(false);
    let asked = 0;
    const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt: () => { asked += 1; return Promise.resolve(); } });
    page.dispatchEvent(offer);
    expect(offer.defaultPrevented).toBe(true);
    expect(offered()).toBe(true);
    perform('install');
    expect(asked).toBe(1);
    expect(offered()).toBe(false);
  });

  it('check the parameter whose paths are shown, or all', async () => {
    nabla.setState({ view: 'step', chosen: 4 });
    perform('check');
    await vi.waitFor(() => { expect(nabla.getState().check).toMatchObject({ state: 'running', wanted: [4] }); }, 20_000);
    perform('checkAll');
    expect(nabla.getState().check).toMatchObject({ state: 'running', wanted: null });
  });
});
