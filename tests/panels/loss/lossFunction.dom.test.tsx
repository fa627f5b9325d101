import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import type { Experiment } from '../../../src/config/experiment.ts';
import { presetById } from '../../../src/config/presets.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { losses } from '../../../src/engine/losses.ts';
import { Area } from '../../../src/app/Area.tsx';
import { LossFunctionContent } from '../../../src/panels/loss/LossFunctionContent.tsx';
import { LossPanel } from '../../../src/panels/loss/LossPanel.tsx';
import { openLayers, openLossSheet, setView } from '../../../src/store/actions.ts';
import { clearFrame, showFrame } from '../../../src/store/frameStore.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { initialState } from '../../../src/store/slices.ts';
import type { FrameRequest } from '../../../src/worker/protocol.ts';
import { createFrame } from '../../store/frames.ts';

const NOTHING_WANTED: FrameRequest = { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null };
/** Waits for what text says of the frame, which is told only now and then. */
const soon = (holds: () => void) => waitFor(holds, { timeout: 20_000 });

/** A moment in which the first answer is −0.9, the second −0.8 and so on, and all validation answers are 0.5. */
function begin(experiment: Experiment, more: Parameters<typeof createFrame>[0] = {}): void {
  const data = buildData(experiment);
  const answers = Float32Array.from(data.trainEncoded, (_, i) => -0.9 + (i % 19) / 10);
  const rest = new Float32Array(data.validationEncoded.length).fill(0.5);
  const lossesOf = (outputs: Float32Array, encoded: Float64Array) => outputs.map((output, i) => losses[experiment.loss.name].output(output, encoded[i]!, experiment.loss.huberDelta));
  nabla.setState({ ...initialState, experiment, data }, true);
  showFrame(createFrame({
    trainOutputs: answers, trainLosses: lossesOf(answers, data.trainEncoded), validationOutputs: rest, validationLosses: lossesOf(rest, data.validationEncoded), ...more,
  }), NOTHING_WANTED);
}

beforeEach(() => { begin(defaultExperiment('spiral')); });
afterEach(() => {
  vi.restoreAllMocks();
  cleanup();
  clearFrame();
});

describe('the sheet of the loss function', () => {
  it('is walked from example to example by keys, which stay with it, and says each', async () => {
    openLossSheet();
    render(<LossFunctionContent />);
    const picture = screen.getByRole('slider', { name: 'Example on the loss' });
    let reached = 0;
    const listen = (): void => { reached += 1; };
    document.addEventListener('keydown', listen);
    fireEvent.keyDown(picture, { key: 'Home' });
    const first = nabla.getState().selection;
    fireEvent.keyDown(picture, { key: 'ArrowRight' });
    document.removeEventListener('keydown', listen);
    expect(reached).toBe(0);
    expect(first).toMatchObject({ kind: 'example', split: 'train' });
    expect(nabla.getState().selection).not.toEqual(first);
    await soon(() => { expect(picture.getAttribute('aria-valuenow')).toBe('2'); });
    expect(picture.getAttribute('aria-valuetext')).toMatch(/^Example \d+, training: target [+−]1, answer −0\.9\d*, loss .*, slope [+−]?[\d.]+$/);
    expect(screen.getByText(/^Example \d+, training$/)).toBeTruthy();
  });

  it('does not say every answer of a run that trains, but at once another example, and the last when it stands still', async () => {
    // What the tests before have left to be told is told by then.
    await act(async () => { await new Promise((done) => { setTimeout(done, 150); }); });
    let now = performance.now() + 10_000;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const experiment = defaultExperiment('spiral');
    begin(experiment, { status: 'training' });
    openLossSheet();
    render(<LossFunctionContent />);
    const picture = screen.getByRole('slider', { name: 'Example on the loss' });
    fireEvent.keyDown(picture, { key: 'Home' });
    const said = () => `${picture.getAttribute('aria-valuenow')} ${picture.getAttribute('aria-valuetext')}`;
    const first = said();
    const all = buildData(experiment).trainEncoded;
    const later = (status: 'training' | 'paused', answer: number) => {
      // Text about the frame is renewed ten times a second.
      now += 150;
      act(() => { showFrame(createFrame({ status, trainOutputs: new Float32Array(all.length).fill(answer), trainLosses: new Float32Array(all.length).fill(0.5) }), NOTHING_WANTED); });
    };
    later('training', 0.25);
    later('training', 0.375);
    expect(screen.getByText('0.375')).toBeTruthy();
    expect(said()).toBe(first);
    fireEvent.keyDown(picture, { key: 'End' });
    expect(said()).toContain('answer 0.375');
    later('paused', 0.5);
    expect(said()).toContain('answer 0.500');
  });

  it('offers every loss of the menu with its reason, marks the present one, and takes another', () => {
    openLossSheet();
    render(<LossFunctionContent />);
    const group = screen.getByRole('radiogroup', { name: /^Classes are learned here/ });
    expect(within(group).getAllByRole('radio')).toHaveLength(7);
    expect(within(group).getByRole('radio', { name: /^half squared error/ })).toHaveProperty('checked', true);
    expect(group.textContent).toContain('Not for one output: it compares outputs, and two classes have one here.');
    fireEvent.click(within(group).getByRole('radio', { name: /^binary cross-entropy.*Output becomes sigmoid \(0, 1\)\./ }));
    expect(nabla.getState().experiment).toMatchObject({ loss: { name: 'binary_cross_entropy' }, outputActivation: 'sigmoid' });
  });

  it('says for values which losses are not for them', () => {
    begin(defaultExperiment('line'));
    openLossSheet();
    render(<LossFunctionContent />);
    const group = screen.getByRole('radiogroup', { name: /^Values are learned here/ });
    expect(within(group).getAllByRole('radio')).toHaveLength(5);
    expect(group.textContent?.match(/Not for values: /g)).toHaveLength(3);
  });

  it('adds the signed errors up and says what they hide; the ready situation is one click away', async () => {
    openLossSheet('errors');
    render(<LossFunctionContent />);
    const table = screen.getByRole('table', { name: 'Errors added' });
    const number = (row: RegExp): number => Number((within(table).getByRole('row', { name: row }).querySelectorAll('td')[0]!.textContent ?? '').replace('−', '-'));
    expect(number(/too low/) + number(/too high/)).toBeCloseTo(number(/what is left/), 0);
    expect(number(/nothing cancels/)).toBeCloseTo(number(/too low/) - number(/too high/), 0);
    fireEvent.click(screen.getByRole('button', { name: 'Show a bad model that looks perfect' }));
    expect(nabla.getState().experiment).toEqual(presetById('cancellingErrors').experiment);
    fireEvent.click(screen.getByRole('button', { name: 'Take the absolute error instead' }));
    expect(nabla.getState().experiment.loss.name).toBe('absolute');
    fireEvent.click(screen.getByRole('button', { name: 'Back to the signed difference' }));
    expect(nabla.getState().experiment.loss.name).toBe('signed_difference');
  });

  it('gives way to the layers, and is left with its view', () => {
    // happy-dom has no popovers.
    HTMLElement.prototype.showPopover ??= () => {};
    render(<LossPanel />);
    fireEvent.click(screen.getByRole('button', { name: 'Loss function…' }));
    expect(screen.getByRole('dialog', { name: 'Loss function' })).toBeTruthy();
    act(openLayers);
    expect(nabla.getState()).toMatchObject({ lossSheet: null, layersOpen: true });
    act(() => { openLossSheet(); });
    expect(nabla.getState()).toMatchObject({ lossSheet: 'curve', layersOpen: false });
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(nabla.getState().lossSheet).toBeNull();
    act(() => { openLossSheet(); });
    act(() => { setView('compare'); });
    expect(nabla.getState().lossSheet).toBeNull();
  });

  it('stands left of the output, between the head of the loss and the timeline', () => {
    HTMLElement.prototype.showPopover ??= () => {};
    const at = (left: number, top: number) => (each: HTMLDivElement | null): void => { if (each !== null) each.parentElement!.getBoundingClientRect = () => new DOMRect(left, top, 100, 600); };
    const { container } = render(
      <StrictMode>
        <Area name="output" label="The output"><div ref={at(900, 50)} /></Area>
        <Area name="timeline" label="The timeline"><div ref={at(20, 700)} /></Area>
        <Area name="loss" label="The loss"><div ref={at(1300, 60)} /><LossPanel /></Area>
      </StrictMode>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Loss function…' }));
    const { left, top, maxHeight } = container.querySelector<HTMLElement>('[role="dialog"]')!.style;
    expect({ left, top, maxHeight }).toEqual({ left: '880px', top: '60px', maxHeight: '640px' });
  });

  it('opens from another view also where effects run twice, as in development', () => {
    HTMLElement.prototype.showPopover ??= () => {};
    setView('step');
    openLossSheet('errors');
    expect(nabla.getState().view).toBe('play');
    render(<StrictMode><LossPanel /></StrictMode>);
    expect(screen.getByRole('dialog', { name: 'Loss function' })).toBeTruthy();
  });
});

describe('the loss panel', () => {
  it('keeps data loss and penalty apart and adds them', async () => {
    const usual = defaultExperiment('spiral');
    begin({ ...usual, regularization: { l1: 0, l2: 0.01, clipNorm: 0 } }, { trainLoss: 0.0315, penalty: 0.0042 });
    render(<LossPanel />);
    await soon(() => { expect(screen.getByRole('status', { name: 'Penalty' }).textContent).toBe('0.00420'); });
    expect(screen.getByRole('status', { name: 'Data loss and penalty' }).textContent).toBe('0.0357');
    expect(screen.queryByRole('status', { name: 'Data loss of a mini-batch' })).toBeNull();
  });
  it('gives a mini-batch its share of a sum', async () => {
    const usual = defaultExperiment('spiral');
    begin({ ...usual, loss: { ...usual.loss, reduction: 'sum' }, regularization: { l1: 0.01, l2: 0, clipNorm: 0 } }, { trainLoss: 14, penalty: 0.5 });
    render(<LossPanel />);
    await soon(() => { expect(screen.getByRole('status', { name: 'Data loss of a mini-batch' }).textContent).toBe('1.00'); });
    expect(screen.getByRole('status', { name: 'Data loss and penalty' }).textContent).toBe('1.50');
  });
  it('adds up the bars of the signed difference', async () => {
    begin(presetById('cancellingErrors').experiment);
    const { container } = render(<LossPanel />);
    await soon(() => { expect(container.querySelectorAll('.loss-panel-caption > span')[1]?.textContent).toMatch(/\d/); });
    const [, plus = 0, minus = 0, left = 0] = Array.from(container.querySelectorAll('.loss-panel-caption > span'), (span) => Number((span.textContent ?? '').replace('−', '-')));
    expect(plus).toBeGreaterThan(1);
    expect(minus).toBeLessThan(-1);
    expect(left).toBeCloseTo(plus + minus, 0);
  });
});
