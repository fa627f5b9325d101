import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import type { Experiment } from '../../../src/config/experiment.ts';
import { presetById } from '../../../src/config/presets.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { StepExample } from '../../../src/panels/step/StepExample.tsx';
import { StepNetwork } from '../../../src/panels/step/StepNetwork.tsx';
import { nabla } from '../../../src/store/nabla.ts';
import { scriptOfTrace } from '../../../src/store/beats.ts';
import { traceOf } from './stepStudies.ts';

const begin = nabla.getState();

function show(experiment: Experiment): void {
  nabla.setState({ ...begin, experiment, data: buildData(experiment), trace: traceOf(experiment), view: 'step' });
}

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(988);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(258);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('StepNetwork', () => {
  const worked = presetById('workedNetwork').experiment;
  const button = (name: string | RegExp): HTMLElement => within(screen.getByRole('region', { name: 'Network' })).getByRole('button', { name });

  it('shows a number when it is known, a dash before', () => {
    show(worked);
    render(<StepNetwork />);
    expect(button('x 1: 1.00').textContent).toContain('1.00');
    expect(button('w 1 1 1: 0.900')).toBeTruthy();
    expect(button('z 1: not yet computed').textContent).toContain('–');
    const script = scriptOfTrace(nabla.getState().trace!);
    act(() => nabla.setState({ position: script.positionOf({ kind: 'z', example: 0, layer: 0, unit: 0 }) }));
    expect(button('z 1: 1.50').getAttribute('data-lit')).toBe('true');
    act(() => nabla.setState({ position: script.count }));
    expect(button(/^the gradient of z 1: [+−]/)).toBeTruthy();
    expect(document.body.textContent).not.toContain('NaN');
  });
  it('lights what is hovered or focused everywhere, and what is lit elsewhere', () => {
    show(worked);
    render(<StepNetwork />);
    fireEvent.pointerMove(button('b 1: 0.600'));
    expect(nabla.getState().lit).toBe('parameter.4');
    act(() => button('w 2 2 1: 1.00').focus());
    expect(nabla.getState().lit).toBe('parameter.3');
    act(() => nabla.setState({ lit: 'input.0.1' }));
    expect(button('x 2: 0').getAttribute('data-lit')).toBe('true');
  });
  it('opens what is clicked; an edge chooses its weight', () => {
    show(worked);
    render(<StepNetwork />);
    fireEvent.click(button('w 1 1 1: 0.900'));
    expect(nabla.getState()).toMatchObject({ chosen: 0, trail: [{ kind: 'parameter', index: 0 }] });
    fireEvent.click(button(/^Activation of neuron 2/));
    expect(nabla.getState().trail.at(-1)).toEqual({ kind: 'a', example: 0, layer: 0, unit: 1 });
  });
  it('is one tab stop, walked with arrow keys', () => {
    show(worked);
    render(<StepNetwork />);
    const stops = within(screen.getByRole('region', { name: 'Network' })).getAllByRole('button').filter(({ tabIndex }) => tabIndex === 0);
    expect(stops).toHaveLength(1);
    const first = stops[0]!;
    act(() => first.focus());
    expect(first.dataset['quantity']).toBe('input.0.0');
    expect(fireEvent.keyDown(first, { key: 'ArrowRight' })).toBe(true);
    expect(document.activeElement).toBe(first);
    fireEvent.keyDown(first, { key: 'ArrowDown' });
    expect((document.activeElement as HTMLElement).dataset['quantity']).toBe('input.0.1');
    expect((document.activeElement as HTMLElement).tabIndex).toBe(0);
    expect(first.tabIndex).toBe(-1);
  });
  it('is called as the example is on the screen, and lights the path of the chosen weight', () => {
    show({ ...worked, batchSize: 1 });
    render(<><StepExample /><StepNetwork /></>);
    const name = screen.getByRole('heading', { name: /^Example \d of 4$/ }).textContent;
    expect(screen.getByRole('group', { name: `${name}, in the network` })).toBeTruthy();
    act(() => nabla.setState({ chosen: 4 }));
    expect(button('b 1: 0.600').getAttribute('data-lit')).toBe('true');
    // w₃₁₁ and the wire to the loss, neurons 1 and 3
    expect(document.querySelectorAll('.step-mark')).toHaveLength(2);
    expect(document.querySelectorAll('.step-box-mark')).toHaveLength(2);
  });
  it('walks along the weights into a neuron, also where they have no labels', () => {
    show({ ...defaultExperiment('spiral'), hidden: [{ units: 64, activation: 'tanh' }, { units: 8, activation: 'tanh' }], naming: 'neurons' });
    render(<StepNetwork />);
    const box = document.querySelector<HTMLElement>('[data-quantity="a.0.1.0"]')!;
    act(() => box.focus());
    fireEvent.keyDown(box, { key: ']' });
    expect(nabla.getState().lit).toBe(`parameter.${3 * 64}`);
    expect(document.querySelector('[aria-live]')?.textContent).toMatch(/^Weight from neuron 1 to neuron 65, .*; 1 of 65, Enter opens it$/);
    fireEvent.keyDown(box, { key: '[' });
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(nabla.getState().trail.at(-1)).toEqual({ kind: 'parameter', index: 3 * 64 + 64 * 8 });
  });
  it('says how many neurons of a wide layer have no box, and shows the lit one', () => {
    show({ ...defaultExperiment('spiral'), hidden: [{ units: 64, activation: 'tanh' }] });
    render(<StepNetwork />);
    expect(screen.getByText(/^and 58 more$/)).toBeTruthy();
    const script = scriptOfTrace(nabla.getState().trace!);
    for (const unit of [0, 17, 63]) {
      act(() => nabla.setState({ position: script.positionOf({ kind: 'a', example: 0, layer: 0, unit }) }));
      expect(document.querySelector(`[data-quantity="a.0.0.${unit}"]`)).not.toBeNull();
    }
  });
  it('waits in words', () => {
    nabla.setState({ ...begin, trace: null });
    render(<StepNetwork />);
    expect(screen.getByRole('region', { name: 'Network' }).textContent).toMatch(/being computed/);
  });
});

describe('StepExample', () => {
  const field = (name: string): HTMLInputElement => screen.getByRole<HTMLInputElement>('textbox', { name });
  const commit = (input: HTMLInputElement, text: string): void => {
    fireEvent.change(input, { target: { value: text } });
    fireEvent.keyDown(input, { key: 'Enter' });
  };

  it('shows the present example and changes it', () => {
    show(presetById('workedNetwork').experiment);
    render(<StepExample />);
    const index = nabla.getState().trace!.examples[0]!;
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(`Example ${index + 1} of 4`);
    commit(field('Input x₁'), '0.8');
    expect(nabla.getState().experiment.data.examples?.[index]?.inputs[0]).toBe(0.8);
    commit(field('Target y'), '-1');
    expect(nabla.getState().experiment.data.examples?.[index]?.targets).toEqual([-1]);
  });
  it('has a field for each of several targets, and names of classes', () => {
    show(presetById('exercise').experiment);
    const { unmount } = render(<StepExample />);
    expect(field('Target y₁').value).toBe('0.01');
    expect(field('Target y₂').value).toBe('0.99');
    unmount();
    show(defaultExperiment('iris'));
    render(<StepExample />);
    expect(within(screen.getByRole('region', { name: 'Example' })).getByRole('combobox', { name: 'Target y' }).querySelectorAll('option')).toHaveLength(3);
  });
  it('has one input on a line', () => {
    show(defaultExperiment('sine'));
    render(<StepExample />);
    expect(field('Input x₁')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Input x₂' })).toBeNull();
  });
  it('changes how many examples an update takes', () => {
    show(presetById('workedNetwork').experiment);
    render(<StepExample />);
    const choice = screen.getByRole('combobox', { name: 'Examples an update' });
    fireEvent.change(choice, { target: { value: 'all' } });
    expect(nabla.getState().experiment.batchSize).toBeGreaterThanOrEqual(4);
    fireEvent.change(choice, { target: { value: 'one' } });
    expect(nabla.getState().experiment.batchSize).toBe(1);
    fireEvent.change(choice, { target: { value: 'some' } });
    expect(nabla.getState().experiment.batchSize).toBe(3);
  });
  it('walks the examples of a batch', () => {
    show(defaultExperiment('spiral'));
    render(<StepExample />);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Example 1 of 14 in the batch');
    fireEvent.click(screen.getByRole('button', { name: 'Next example' }));
    expect(nabla.getState().focus).toBe(1);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Example 2 of 14 in the batch');
    const script = scriptOfTrace(nabla.getState().trace!);
    act(() => nabla.setState({ position: script.positionOf({ kind: 'a', example: 1, layer: 0, unit: 0 }) }));
    fireEvent.click(screen.getByRole('button', { name: 'Next example' }));
    expect(nabla.getState().position).toBe(script.positionOf({ kind: 'a', example: 2, layer: 0, unit: 0 }));
    // What is explained may be another example's.
    act(() => nabla.setState({ position: script.count, trail: [{ kind: 'exampleGradient', example: 5, index: 0 }] }));
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Example 6 of 14 in the batch');
  });
});
