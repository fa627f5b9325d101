import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import { buildData } from '../../src/datasets/index.ts';
import { DataPanel } from '../../src/panels/data/DataPanel.tsx';
import { NetworkPanel } from '../../src/panels/network/NetworkPanel.tsx';
import { NetworkPanelMatrixWeights } from '../../src/panels/network/NetworkPanelMatrixWeights.tsx';
import { nabla } from '../../src/store/nabla.ts';
import { networkOf } from '../../src/store/network.ts';

const begin = nabla.getState();

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(576);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(384);
  const theta = Float64Array.from({ length: networkOf(initialExperiment).parameterCount }, (_, index) => Math.sin(index));
  nabla.setState({ ...begin, data: buildData(initialExperiment), initialParameters: theta });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('DataPanel', () => {
  it('names its controls as assistive technology expects, and counts the examples', () => {
    render(<DataPanel />);
    const region = screen.getByRole('region', { name: 'Data' });
    expect(within(region).getByRole('combobox', { name: 'Data set' })).toHaveProperty('value', 'spiral');
    for (const name of ['Noise', 'Training share', 'Points', 'Batch size']) expect(within(region).getByRole('slider', { name })).toBeTruthy();
    expect(region.textContent).toContain('196 train');
    expect(region.textContent).toContain('84 validate');
    expect(screen.getByRole('slider', { name: 'Batch size' }).getAttribute('aria-valuetext')).toBe('14 of 196');
  });
  it('lists all 26 sets, and says before choosing what becomes of the settings', () => {
    render(<DataPanel />);
    const list = screen.getByRole('combobox', { name: 'Data set' });
    expect(within(list).getAllByRole('option')).toHaveLength(26);
    expect(list.getAttribute('title')).toMatch(/own settings; training starts again/);
    act(() => nabla.setState({ keepSettings: true }));
    expect(list.getAttribute('title')).toMatch(/keeps your settings/);
  });
  it('chooses a set with its own settings and credits a real one', () => {
    render(<DataPanel />);
    fireEvent.change(screen.getByRole('combobox', { name: 'Data set' }), { target: { value: 'iris' } });
    expect(nabla.getState().experiment.data.set).toBe('iris');
    expect(nabla.getState().experiment.outputActivation).toBe('softmax');
    expect(screen.getByRole('region', { name: 'Data' }).textContent).toMatch(/Fisher.*CC BY/);
    expect(screen.queryByRole('slider', { name: 'Points' })).toBeNull();
  });
  it('opens the pictures by pointer; arrow keys walk them, Escape leads back', () => {
    render(<DataPanel />);
    const list = screen.getByRole('combobox', { name: 'Data set' });
    fireEvent.mouseDown(list);
    const pictures = screen.getByRole('dialog', { name: 'Data sets as pictures' });
    const chosen = within(pictures).getByRole('button', { pressed: true });
    expect(document.activeElement).toBe(chosen);
    fireEvent.keyDown(chosen, { key: 'ArrowRight' });
    expect(document.activeElement).not.toBe(chosen);
    fireEvent.keyDown(document.activeElement ?? chosen, { key: 'Escape' });
    expect(screen.queryByRole('dialog', { name: 'Data sets as pictures' })).toBeNull();
    expect(document.activeElement).toBe(list);
  });
  it('steps the batch size through whole numbers and means all by its right end', () => {
    nabla.setState({ experiment: { ...initialExperiment, batchSize: 1 } });
    render(<DataPanel />);
    const slider = screen.getByRole('slider', { name: 'Batch size' });
    fireEvent.keyDown(slider, { key: 'ArrowRight' });
    expect(nabla.getState().experiment.batchSize).toBe(2);
    fireEvent.keyDown(slider, { key: 'End' });
    expect(nabla.getState().experiment.batchSize).toBeGreaterThanOrEqual(196);
    expect(slider.getAttribute('aria-valuetext')).toBe('all 196, full batch');
  });
  it('walks the examples with the keyboard, and Enter selects one and puts the probe on it', () => {
    render(<DataPanel />);
    const walk = screen.getByRole('slider', { name: 'Example' });
    fireEvent.change(walk, { target: { value: '3' } });
    expect(nabla.getState().hovered).toEqual({ kind: 'example', split: 'train', index: 3 });
    expect(walk.getAttribute('aria-valuetext')).toMatch(/^training example 4: x₁ .*, class [−+]1$/);
    fireEvent.keyDown(walk, { key: 'Enter' });
    expect(nabla.getState().selection).toEqual({ kind: 'example', split: 'train', index: 3 });
    expect(nabla.getState().probe).toHaveLength(2);
  });
});

describe('NetworkPanel', () => {
  it('has a head for every layer with its activation and its neurons', () => {
    render(<NetworkPanel />);
    const region = screen.getByRole('region', { name: 'Network' });
    for (const layer of [1, 2]) {
      expect(within(region).getByRole('combobox', { name: `Activation, hidden layer ${layer}` })).toHaveProperty('value', 'tanh');
      expect(within(region).getByRole('button', { name: `More neurons in hidden layer ${layer}` }).title).toMatch(/starts again/);
    }
    fireEvent.click(screen.getByRole('button', { name: 'More neurons in hidden layer 2' }));
    fireEvent.click(screen.getByRole('button', { name: 'Add a layer after hidden layer 1' }));
    expect(nabla.getState().experiment.hidden.map((layer) => layer.units)).toEqual([6, 6, 5]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove hidden layer 2' }));
    expect(nabla.getState().experiment.hidden.map((layer) => layer.units)).toEqual([6, 5]);
  });
  it('is one tab stop; arrows walk, brackets follow the edges in, Enter selects or opens the value', () => {
    render(<NetworkPanel />);
    const neurons = screen.getByRole('group', { name: 'Neurons' });
    const buttons = within(neurons).getAllByRole('button');
    expect(buttons.filter((button) => button.tabIndex === 0)).toHaveLength(1);
    const first = within(neurons).getByRole('button', { name: /^Hidden 1, neuron 1: bias .*, 2 incoming weights$/ });
    act(() => first.focus());
    expect(nabla.getState().hovered).toEqual({ kind: 'neuron', layer: 0, unit: 0 });
    fireEvent.keyDown(first, { key: 'ArrowDown' });
    const second = within(neurons).getByRole('button', { name: /^Hidden 1, neuron 2: / });
    expect(document.activeElement).toBe(second);
    fireEvent.keyDown(second, { key: ']' });
    expect(nabla.getState().selection).toEqual({ kind: 'weight', layer: 0, unit: 1, input: 0 });
    fireEvent.keyDown(second, { key: '[' });
    expect(nabla.getState().selection).toEqual({ kind: 'bias', layer: 0, unit: 1 });
    fireEvent.keyDown(second, { key: 'Enter' });
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Bias of hidden 1, neuron 2');
    fireEvent.keyDown(document.activeElement ?? second, { key: 'Escape' });
    expect(document.activeElement).toBe(second);
    fireEvent.click(second);
    expect(nabla.getState().selection).toEqual({ kind: 'neuron', layer: 0, unit: 1 });
  });
  it('keeps its arrow keys from the shortcuts of the page', () => {
    render(<NetworkPanel />);
    const pressed = vi.fn<(event: KeyboardEvent) => void>();
    window.addEventListener('keydown', pressed);
    const neuron = screen.getByRole('button', { name: /^Hidden 2, neuron 1: / });
    fireEvent.keyDown(neuron, { key: 'ArrowLeft' });
    fireEvent.keyDown(neuron, { key: '1' });
    window.removeEventListener('keydown', pressed);
    expect(pressed.mock.calls.map(([event]) => event.key)).toEqual(['1']);
  });
  it('shows weights, gradients or the last update, with the scale in words', () => {
    render(<NetworkPanel />);
    fireEvent.click(screen.getByRole('radio', { name: 'gradients' }));
    expect(nabla.getState().edges).toBe('gradients');
    expect(screen.getByRole('img', { name: /^Colours from −.+ to \+.+/ })).toBeTruthy();
  });
  it('opens all weights of a layer too wide for its column', () => {
    nabla.setState({ experiment: { ...initialExperiment, hidden: [{ units: 64, activation: 'tanh' }] }, initialParameters: null });
    render(<NetworkPanel />);
    fireEvent.click(screen.getByRole('button', { name: 'and 52 more: all weights into hidden 1' }));
    const cells = screen.getByRole('slider', { name: 'Weights into hidden 1' });
    fireEvent.keyDown(cells, { key: 'ArrowDown' });
    expect(cells.getAttribute('aria-valuetext')).toMatch(/^Weight from x₁ to hidden 1, neuron 2: /);
    fireEvent.keyDown(cells, { key: 'Enter' });
    expect(nabla.getState().selection).toEqual({ kind: 'weight', layer: 0, unit: 1, input: 0 });
  });
  it('calls the last layer the output, also where it reads pictures', () => {
    const digits = defaultExperiment('digits');
    const experiment = { ...digits, hidden: [] };
    const data = buildData(experiment);
    nabla.setState({ experiment, data, initialParameters: null });
    const named = { network: networkOf(experiment), features: experiment.features, classes: data.classes };
    render(<NetworkPanelMatrixWeights layer={0} named={named} />);
    expect(screen.getByRole('button', { name: /^Output 3: strongest weight \S+ in row [1-8], column [1-8]$/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Hidden/ })).toBeNull();
    fireEvent.click(screen.getByRole('radio', { name: 'matrix' }));
    expect(screen.getByRole('slider', { name: 'Weights into the output' })).toBeTruthy();
    cleanup();
    nabla.setState({ experiment: digits, data });
    render(<NetworkPanelMatrixWeights layer={0} named={{ ...named, network: networkOf(digits) }} />);
    expect(screen.getByRole('button', { name: /^Hidden 1, neuron 3: strongest weight \S+ in row [1-8], column [1-8]$/ })).toBeTruthy();
  });
});
