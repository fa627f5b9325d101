import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { App } from '../../src/app/App.tsx';
import { applyThemeTo } from '../../src/app/theme.ts';
import { trainCountOf } from '../../src/datasets/runData.ts';
import { boot } from '../../src/store/boot.ts';
import { closeDrawing, openDrawing } from '../../src/store/drawing.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import { spawnFake } from '../store/fakeWorker.ts';

let stops: (() => void)[] = [];

beforeEach(async () => {
  localStorage.clear();
  nabla.setState(initialState, true);
  clearFrame();
  clearUndo();
  const records = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
  const booting = boot({ spawn: spawnFake, records });
  stops = [applyThemeTo(document.documentElement)];
  render(<App />);
  stops.push(await booting);
  await waitFor(() => { if (getFrame() === null) throw new Error('waiting for the first frame'); });
});

afterEach(() => {
  cleanup();
  for (const stop of stops) stop();
});

const button = (name: string): HTMLElement => screen.getByRole('button', { name });
const press = (key: string, more: object = {}, target: Element | Window = document.body): boolean => fireEvent.keyDown(target, { key, ...more });

describe('the page', () => {
  it('has every name that people and tests rely on, once', () => {
    for (const name of ['Play', 'Step', 'Step back', 'Back to start', 'Undo', 'Redo', 'Present']) expect(screen.getAllByRole('button', { name })).toHaveLength(1);
    for (const name of ['Epoch', 'Step count', 'Training loss', 'Validation loss', 'Training accuracy', 'Validation accuracy', 'Training status']) {
      expect(screen.getAllByRole('status', { name })).toHaveLength(1);
    }
    for (const name of ['Data', 'Network', 'Learning', 'Output', 'Inspector', 'Timeline']) expect(screen.getAllByRole('region', { name })).toHaveLength(1);
    for (const name of ['Learning rate', 'Batch size', 'Noise', 'Training share', 'Speed']) expect(screen.getAllByRole('slider', { name, hidden: true })).toHaveLength(1);
    expect(screen.getByRole('tab', { name: 'Play', selected: true })).toBeDefined();
    expect(screen.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(['Play', 'Step', 'Compare', 'Landscape', 'Learn']);
  });

  it('draws data from outside of the data panel, which is hidden when presenting', async () => {
    openDrawing();
    const sheet = await screen.findByRole('dialog', { name: 'Draw data' });
    expect(sheet.closest('.data-panel')).toBeNull();
    closeDrawing();
  });

  it('trains at a press of Play and says so in words', async () => {
    fireEvent.click(button('Play'));
    expect(button('Pause')).toBeDefined();
    const picture = document.getElementById(screen.getByLabelText(/^Output over the plane/).getAttribute('aria-describedby') ?? '');
    expect(picture?.textContent).toBe('It changes with every step of training; paused, it is described here.');
    await waitFor(() => { expect(Number(screen.getByRole('status', { name: 'Step count' }).textContent)).toBeGreaterThan(5); });
    fireEvent.click(button('Pause'));
    await waitFor(() => { expect(screen.getByRole('status', { name: 'Training status' }).textContent).not.toContain('Ready'); });
    await waitFor(() => { expect(picture?.textContent).toMatch(/^Epoch \d+\. .* of the plane is taken for /); });
    expect(document.body.textContent).not.toMatch(/NaN|Infinity|∞/);
  });

  it('obeys its keys, but leaves a focused control its own', async () => {
    press(' ');
    expect(nabla.getState().playing).toBe(true);
    press(' ');
    expect(nabla.getState().playing).toBe(false);
    button('Step').focus();
    press(' ', {}, button('Step'));
    expect(nabla.getState().playing).toBe(false);
    const speed = screen.getByRole('slider', { name: 'Speed' });
    press(' ', {}, speed);
    expect(nabla.getState().playing).toBe(true);
    press(' ', {}, screen.getByRole('slider', { name: 'Playhead' }));
    expect(nabla.getState().playing).toBe(false);
    const checkbox = screen.getAllByRole('radio')[0]!;
    press(' ', {}, checkbox);
    expect(nabla.getState().playing).toBe(false);
    const steps = getFrame()?.step;
    press('ArrowRight', {}, speed);
    expect(getFrame()?.step).toBe(steps);
    press('ArrowRight');
    await waitFor(() => { expect(getFrame()?.step).toBeGreaterThan(steps ?? 0); });
    press('Home');
    await waitFor(() => { expect(getFrame()?.step).toBe(0); });
  });

  it('undoes by key, not while one types', async () => {
    const { experiment } = nabla.getState();
    const rate = screen.getByRole('slider', { name: 'Learning rate' });
    press('ArrowRight', {}, rate);
    expect(nabla.getState().experiment.learningRate).not.toBe(experiment.learningRate);
    const field = screen.getByLabelText('Learning rate value');
    fireEvent.change(field, { target: { value: '7' } });
    press('z', { ctrlKey: true }, field);
    expect(nabla.getState().canUndo).toBe(true);
    press('Escape', {}, field);
    press('z', { ctrlKey: true }, field);
    expect(nabla.getState().experiment.learningRate).toBe(experiment.learningRate);
    press('Z', { metaKey: true, shiftKey: true });
    expect(nabla.getState().experiment.learningRate).not.toBe(experiment.learningRate);
    await Promise.resolve();
  });

  it('lists its keys and switches those of a single character off', () => {
    press('?');
    const dialog = within(screen.getByRole('dialog', { name: 'Keys' }));
    expect(dialog.getByText('Play or pause')).toBeDefined();
    fireEvent.click(dialog.getByRole('checkbox', { name: /single letter/ }));
    expect(nabla.getState().singleKeys).toBe(false);
    fireEvent.click(dialog.getByRole('button', { name: 'Close' }));
    press('P');
    expect(nabla.getState().presenting).toBe(false);
    press('?');
    expect(screen.queryByRole('dialog', { name: 'Keys' })).toBeNull();
  });

  it('finds and performs a command', async () => {
    press('k', { ctrlKey: true });
    const field = screen.getByRole('combobox', { name: 'Find a command' });
    fireEvent.change(field, { target: { value: 'moons' } });
    expect(screen.getAllByRole('option', { selected: true }).some((option) => /moons/i.test(option.textContent))).toBe(true);
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(nabla.getState().experiment.data.set).toBe('moons');
    expect(screen.queryByRole('combobox', { name: 'Find a command' })).toBeNull();
    const perform = (words: string): void => {
      press('k', { ctrlKey: true });
      const again = screen.getByRole('combobox', { name: 'Find a command' });
      fireEvent.change(again, { target: { value: words } });
      fireEvent.keyDown(again, { key: 'Enter' });
    };
    perform('zero');
    expect(nabla.getState().experiment.initialization.weights).toEqual({ kind: 'zero' });
    perform('he normal');
    expect(nabla.getState().experiment.initialization.weights).toEqual({ kind: 'he', distribution: 'normal' });
    await waitFor(() => { expect(nabla.getState().data).not.toBeNull(); });
    perform('full batch');
    expect(nabla.getState().experiment.batchSize).toBe(trainCountOf(nabla.getState().data!));
  });

  it('changes its theme and presents', () => {
    fireEvent.click(button('Dark theme'));
    expect(document.documentElement.dataset['theme']).toBe('dark');
    press('p');
    expect(document.documentElement.dataset['mode']).toBe('present');
    press('Escape');
    expect(document.documentElement.dataset['mode']).toBeUndefined();
  });
});
