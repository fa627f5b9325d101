import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialExperiment } from '../../src/config/defaults.ts';
import { buildData } from '../../src/datasets/index.ts';
import { InspectorPanel } from '../../src/panels/inspector/InspectorPanel.tsx';
import { LearningLane } from '../../src/panels/rate/LearningLane.tsx';
import { LossPanel } from '../../src/panels/loss/LossPanel.tsx';
import { OutputPanel } from '../../src/panels/output/OutputPanel.tsx';
import { Timeline } from '../../src/panels/timeline/Timeline.tsx';
import { clearFrame, showFrame } from '../../src/store/frameStore.ts';
import { nabla } from '../../src/store/nabla.ts';
import { networkOf } from '../../src/store/network.ts';
import type { FrameRequest } from '../../src/worker/protocol.ts';
import { createFrame } from '../store/frames.ts';

const begin = nabla.getState();
const network = networkOf(initialExperiment);
const data = buildData(initialExperiment);
const NOTHING_WANTED: FrameRequest = { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null };
const theta = Float64Array.from({ length: network.parameterCount }, (_, index) => Math.sin(index + 1));

function frameOf(more: Parameters<typeof createFrame>[0] = {}) {
  const { parameterCount } = network;
  const examples = data.trainTargets.length;
  return createFrame({
    step: 3, epoch: 1, trainLoss: 0.0827, validationLoss: 0.0924, gradientNorm: 0.0512, layerUpdateNorms: Float64Array.of(0.00318, 0.00294, 0.00273),
    parameters: theta, gradient: new Float64Array(parameterCount).fill(0.0115), update: new Float64Array(parameterCount).fill(-0.00115),
    trainOutputs: new Float32Array(examples).fill(0.5), trainLosses: new Float32Array(examples).fill(0.1), ...more,
  });
}

/** Text is refreshed ten times a second. */
const settle = () => act(async () => { await new Promise((done) => { setTimeout(done, 130); }); });

beforeEach(() => {
  nabla.setState({ ...begin, data, initialParameters: theta });
  showFrame(frameOf(), NOTHING_WANTED);
});
afterEach(() => {
  cleanup();
  clearFrame();
});

describe('OutputPanel', () => {
  it('has its names, and a description that is true at the moment', () => {
    render(<OutputPanel />);
    const region = screen.getByRole('region', { name: 'Output' });
    expect(within(region).getByRole('combobox', { name: 'Output activation' })).toHaveProperty('value', initialExperiment.outputActivation);
    expect(region.textContent).toContain('not computed yet');
  });
  it('puts the probe in the middle on focus, moves it by arrow keys and keeps them from the page', () => {
    render(<OutputPanel />);
    const plane = screen.getByRole('application');
    fireEvent.focus(plane);
    expect(nabla.getState().probe).toEqual([0, 0]);
    let reached = false;
    const listen = (): void => { reached = true; };
    document.addEventListener('keydown', listen);
    fireEvent.keyDown(plane, { key: 'ArrowRight' });
    document.removeEventListener('keydown', listen);
    const [low = 0, high = 0] = data.domain[0] ?? [];
    expect(nabla.getState().probe?.[0]).toBeCloseTo((high - low) * 0.05);
    expect(reached).toBe(false);
    expect(screen.getByLabelText('Probe').textContent).toContain('x₁');
    fireEvent.keyDown(plane, { key: 'Escape' });
    expect(nabla.getState().probe).toBeNull();
  });
  it('shows marker and name of every class when there are more than two', () => {
    nabla.setState({ data: { ...data, classes: ['setosa', 'versicolor', 'virginica'] } });
    render(<OutputPanel />);
    expect(within(screen.getByRole('list', { name: 'Classes' })).getAllByRole('listitem').map((item) => item.textContent)).toEqual(['setosa', 'versicolor', 'virginica']);
  });
});

describe('LossPanel', () => {
  it('tells both losses, and the penalty only where there is one', async () => {
    render(<LossPanel />);
    await settle();
    expect(screen.getByRole('status', { name: 'Training loss' }).textContent).toBe('0.0827');
    expect(screen.getByRole('status', { name: 'Validation loss' }).textContent).toBe('0.0924');
    expect(screen.queryByRole('status', { name: 'Penalty' })).toBeNull();
    act(() => { nabla.setState({ experiment: { ...initialExperiment, regularization: { l1: 0, l2: 0.1, clipNorm: 0 } } }); });
    expect(screen.getByRole('status', { name: 'Penalty' })).toBeTruthy();
  });
  it('says what is not finite in words', async () => {
    render(<LossPanel />);
    act(() => { showFrame(frameOf({ trainLoss: Infinity, validationLoss: Number.NaN }), NOTHING_WANTED); });
    await settle();
    expect(screen.getByRole('region', { name: 'Loss' }).textContent).not.toMatch(/NaN|Infinity|∞/);
  });
  it('shows no figure while none has been measured yet', async () => {
    render(<LossPanel />);
    act(() => { showFrame(frameOf({ trainLoss: Number.NaN, validationLoss: Number.NaN }), NOTHING_WANTED); });
    await settle();
    expect(screen.getByLabelText('Training loss').textContent).toBe('–');
    expect(screen.getByLabelText('Validation loss').textContent).toBe('–');
  });
  it('marks the signed difference as a trap and asks for δ of Huber only', () => {
    render(<LossPanel />);
    const loss = screen.getByRole('combobox', { name: 'Loss' });
    expect(within(loss).getByRole('option', { name: /signed difference.*trap/ })).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Huber δ' })).toBeNull();
    fireEvent.change(loss, { target: { value: 'huber' } });
    expect(nabla.getState().experiment.loss.name).toBe('huber');
    expect(screen.getByRole('textbox', { name: 'Huber δ' })).toBeTruthy();
    fireEvent.change(screen.getByRole('combobox', { name: 'Reduction' }), { target: { value: 'sum' } });
    expect(nabla.getState().experiment.loss.reduction).toBe('sum');
  });
  it('walks the bars by arrow keys and selects an example', () => {
    render(<LossPanel />);
    const bars = screen.getByRole('slider', { name: /Error of each example/ });
    fireEvent.keyDown(bars, { key: 'Home' });
    expect(nabla.getState().hovered).toMatchObject({ kind: 'example', split: 'train' });
    expect(bars.getAttribute('aria-valuetext')).toMatch(/^example \d+: 1\.50$/);
    fireEvent.keyDown(bars, { key: 'Enter' });
    expect(nabla.getState().selection).toMatchObject({ kind: 'example', split: 'train' });
  });
});

describe('LearningLane', () => {
  it('has its names; slider and field set the same η', () => {
    render(<LearningLane />);
    const region = screen.getByRole('region', { name: 'Learning' });
    const slider = within(region).getByRole('slider', { name: 'Learning rate' });
    fireEvent.change(slider, { target: { value: '-1.5' } });
    expect(nabla.getState().experiment.learningRate).toBe(0.032);
    expect(slider.getAttribute('aria-valuetext')).toBe('0.032');
    const field = within(region).getByRole('textbox', { name: 'Learning rate value' });
    fireEvent.change(field, { target: { value: '0.5' } });
    fireEvent.blur(field);
    expect(nabla.getState().experiment.learningRate).toBe(0.5);
    fireEvent.keyDown(slider, { key: 'ArrowRight' });
    expect(nabla.getState().experiment.learningRate).toBe(0.6);
    for (const name of ['Optimizer', 'Schedule', 'Regularization']) expect(within(region).getByRole('combobox', { name })).toBeTruthy();
  });
  it('tells ‖∇L‖ of how many examples', async () => {
    render(<LearningLane />);
    await settle();
    expect(screen.getByRole('region', { name: 'Learning' }).textContent).toContain('0.0512');
    expect(screen.getByRole('region', { name: 'Learning' }).textContent).toContain(`${initialExperiment.batchSize} examples`);
  });
  it('shows the η of now beside the base rate while a schedule runs', async () => {
    nabla.setState({ experiment: { ...initialExperiment, schedule: { name: 'exponential', gamma: 0.9 } } });
    render(<LearningLane />);
    act(() => { showFrame(frameOf({ learningRate: 0.0123 }), NOTHING_WANTED); });
    await settle();
    expect(screen.getByRole('region', { name: 'Learning' }).textContent).toContain('0.0123');
  });
});

describe('Timeline', () => {
  it('has its names, warns that another initialization begins a new run, and draws anew', () => {
    render(<Timeline />);
    const region = screen.getByRole('region', { name: 'Timeline' });
    const menu = within(region).getByRole('combobox', { name: 'Initialization' });
    expect(menu.querySelector('optgroup')?.label).toContain('new run');
    const { seed } = nabla.getState().experiment.initialization;
    fireEvent.click(within(region).getByRole('button', { name: 'New draw of the weights' }));
    expect(nabla.getState().experiment.initialization.seed).not.toBe(seed);
    fireEvent.change(menu, { target: { value: 'zero' } });
    expect(nabla.getState().experiment.initialization.weights).toEqual({ kind: 'zero' });
    fireEvent.click(within(region).getByRole('radio', { name: 'linear' }));
    expect(nabla.getState().lossAxis).toBe('linear');
  });
  it('asks for the numbers of an initialization that has some, of weights by hand too', async () => {
    const opens = vi.fn<(this: HTMLElement) => void>(function open(this: HTMLElement) { this.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'open' })); });
    vi.stubGlobal('requestAnimationFrame', (then: () => void) => setTimeout(then, 1));
    HTMLElement.prototype.showPopover = opens;
    const begun = nabla.getState();
    render(<Timeline />);
    const menu = screen.getByRole('combobox', { name: 'Initialization' });
    fireEvent.change(menu, { target: { value: 'zero' } });
    await settle();
    expect(opens).not.toHaveBeenCalled();
    act(() => { nabla.setState({ experiment: { ...begun.experiment, initialization: { ...begun.experiment.initialization, given: [...theta] } } }); });
    expect(screen.queryByRole('dialog', { name: 'Initialization settings', hidden: true })).toBeNull();
    fireEvent.change(menu, { target: { value: 'constant' } });
    await settle();
    expect(document.activeElement).toBe(within(screen.getByRole('dialog', { name: 'Initialization settings', hidden: true })).getByRole('textbox', { name: 'Value', hidden: true }));
    vi.unstubAllGlobals();
    Reflect.deleteProperty(HTMLElement.prototype, 'showPopover');
  });
  it('says where the playhead is', () => {
    render(<Timeline />);
    const playhead = screen.getByRole('slider', { name: 'Playhead' });
    expect(playhead.getAttribute('aria-valuenow')).toBe('3');
    expect(playhead.getAttribute('aria-valuetext')).toMatch(/step 3: training/);
  });
});

describe('InspectorPanel', () => {
  it('gives a hint and the number of parameters when nothing is selected', () => {
    render(<InspectorPanel />);
    expect(screen.getByRole('region', { name: 'Inspector' }).textContent).toContain(`${network.parameterCount} parameters`);
  });
  it('shows a weight with its gradient and its update', async () => {
    nabla.setState({ selection: { kind: 'weight', layer: 0, unit: 1, input: 0 } });
    render(<InspectorPanel />);
    await settle();
    const region = screen.getByRole('region', { name: 'Inspector' });
    expect(region.textContent).toContain('Weight from x₁ to hidden 1, neuron 2');
    expect(region.textContent).toContain('+0.0115');
    expect(region.textContent).toContain('−0.00115');
    expect(within(region).getByRole('textbox', { name: 'Weight' })).toBeTruthy();
  });
  it('lists the bias and every incoming weight of a neuron to change', () => {
    nabla.setState({ selection: { kind: 'neuron', layer: 1, unit: 0 } });
    render(<InspectorPanel />);
    const list = screen.getByRole('list', { name: 'Incoming weights' });
    expect(within(list).getAllByRole('textbox')).toHaveLength((network.layers[1]?.inputs ?? 0) + 1);
  });
  it('shows an example with its answer', async () => {
    nabla.setState({ selection: { kind: 'example', split: 'train', index: 2 } });
    render(<InspectorPanel />);
    await settle();
    expect(screen.getByRole('region', { name: 'Inspector' }).textContent).toContain('answer ŷ');
    fireEvent.click(screen.getByRole('button', { name: 'Select nothing' }));
    expect(nabla.getState().selection).toBeNull();
  });
});
