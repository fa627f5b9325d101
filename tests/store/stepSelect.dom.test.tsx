import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { presetById } from '../../src/config/presets.ts';
import { buildData } from '../../src/datasets/index.ts';
import { StepExample } from '../../src/panels/step/StepExample.tsx';
import { StepTransport } from '../../src/panels/step/StepTransport.tsx';
import { nabla } from '../../src/store/nabla.ts';
import { traceOf } from '../panels/step/stepStudies.ts';

const begin = nabla.getState();
const experiment = presetById('workedNetwork').experiment;

beforeEach(() => {
  nabla.setState({ ...begin, booted: true, experiment, data: buildData(experiment), trace: traceOf(experiment), view: 'step' });
  render(<><StepExample /><StepTransport /></>);
});
afterEach(() => {
  cleanup();
  nabla.setState(begin, true);
});

const menu = (name: string): HTMLElement => screen.getByRole('combobox', { name });
const choose = (name: string, value: string): void => { fireEvent.change(menu(name), { target: { value } }); };

describe('the menus of the Step view', () => {
  it('leave the arrow keys to the step', async () => {
    for (const name of ['One step is one', 'Examples an update', 'Learning rates to try', 'Preset']) {
      const { position } = nabla.getState();
      act(() => menu(name).focus());
      expect(fireEvent.keyDown(menu(name), { key: 'ArrowRight' })).toBe(false);
      await vi.waitFor(() => { expect(nabla.getState().position).toBeGreaterThan(position); });
      expect(fireEvent.keyDown(menu(name), { key: 'ArrowLeft' })).toBe(false);
      await vi.waitFor(() => { expect(nabla.getState().position).toBe(position); });
      expect(fireEvent.keyDown(menu(name), { key: 'ArrowDown' })).toBe(true);
    }
  });
  it('give the focus to Step when something was chosen from the open menu', () => {
    const stride = menu('One step is one');
    act(() => stride.focus());
    fireEvent.keyDown(stride, { key: 'ArrowDown' });
    choose('One step is one', 'neuron');
    expect(document.activeElement).toBe(stride);
    fireEvent.keyDown(stride, { key: ' ' });
    choose('One step is one', 'layer');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Step' }));
    expect(nabla.getState().stride).toBe('layer');
    fireEvent.pointerDown(menu('Examples an update'));
    act(() => menu('Examples an update').focus());
    choose('Examples an update', 'all');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Step' }));
  });
  it('keep the focus on the ways to another example where there is none', () => {
    const way = screen.getByRole('button', { name: 'Next example' });
    act(() => way.focus());
    for (let i = 0; i < 5; i++) fireEvent.click(way);
    expect(way.hasAttribute('disabled')).toBe(false);
    expect(document.activeElement).toBe(way);
  });
});
