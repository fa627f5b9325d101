import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCommands } from '../../src/app/commands.ts';
import { KeysDialog } from '../../src/app/KeysDialog.tsx';
import { installShortcuts } from '../../src/app/shortcuts.ts';
import { withStepping } from '../../src/store/withStepping.ts';
import { presetById } from '../../src/config/presets.ts';
import { buildData } from '../../src/datasets/index.ts';
import { StepHeadline } from '../../src/panels/step/StepHeadline.tsx';
import { StepPredict } from '../../src/panels/step/StepPredict.tsx';
import { StepTransport } from '../../src/panels/step/StepTransport.tsx';
import { nabla } from '../../src/store/nabla.ts';
import { traceOf } from '../panels/step/stepStudies.ts';

const begin = nabla.getState();
const experiment = presetById('workedNetwork').experiment;
const commands = createCommands(() => { throw new Error('no dialog is asked for'); });
let remove = (): void => undefined;

// Fetched for the first command that needs it.
beforeAll(() => new Promise<void>((done) => { withStepping(() => { done(); })(); }));
beforeEach(() => {
  nabla.setState({ ...begin, booted: true, experiment, data: buildData(experiment), trace: traceOf(experiment), view: 'step' });
  remove = installShortcuts(commands, window);
});
afterEach(() => {
  cleanup();
  remove();
  vi.restoreAllMocks();
  nabla.setState(begin, true);
});

describe('the keys of the Step view', () => {
  it('are listed there, and those of Play in Play', () => {
    vi.spyOn(HTMLDialogElement.prototype, 'showModal').mockImplementation(function show(this: HTMLDialogElement) { this.open = true; });
    render(<KeysDialog commands={commands} open onClose={() => undefined} />);
    const dialog = within(screen.getByRole('dialog', { name: 'Keys' }));
    expect(dialog.getByText('In the formula: to the next factor or term')).toBeTruthy();
    expect(dialog.getByText('Play or pause: the steps follow one another')).toBeTruthy();
    expect(dialog.queryByText('On the output: move the probe')).toBeNull();
    act(() => nabla.setState({ view: 'play' }));
    expect(dialog.getByText('On the output: move the probe')).toBeTruthy();
    expect(dialog.queryByText('In the formula: to the next factor or term')).toBeNull();
  });
  it('lead out of the field of a guess, then out of guessing, with the focus on the switch', () => {
    render(<><StepPredict /><StepTransport /></>);
    fireEvent.click(screen.getByRole('button', { name: 'Predict' }));
    const field = screen.getByRole('textbox', { name: /^Your guess of / });
    act(() => field.focus());
    fireEvent.keyDown(field, { key: 'Escape' });
    const toggle = screen.getByRole('button', { name: 'Predict' });
    expect(document.activeElement).toBe(toggle);
    expect(nabla.getState().predicting).toBe(true);
    fireEvent.keyDown(toggle, { key: 'Escape' });
    expect(nabla.getState().predicting).toBe(false);
    expect(document.activeElement).toBe(toggle);
  });
  it('say in the headline what was opened while presenting, and Escape closes that first', () => {
    nabla.setState({ presenting: true, position: 3, trail: [{ kind: 'parameter', index: 0 }] });
    render(<StepHeadline />);
    expect(document.querySelector('.step-headline-text')?.textContent).toMatch(/^Weight .*Esc leads back to the step\.$/);
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(nabla.getState()).toMatchObject({ presenting: true, trail: [] });
    expect(document.querySelector('.step-headline-text')?.textContent).toMatch(/^Forward/);
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(nabla.getState().presenting).toBe(false);
  });
});
