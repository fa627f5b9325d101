import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadKatex } from '../../../src/components/Tex.tsx';
import { presetById } from '../../../src/config/presets.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { addressKey, type Address } from '../../../src/explain/address.ts';
import { explain } from '../../../src/explain/explanation.ts';
import { valueOf } from '../../../src/explain/value.ts';
import { ExplanationTerms } from '../../../src/panels/explanation/ExplanationTerms.tsx';
import { ExplanationView } from '../../../src/panels/explanation/ExplanationView.tsx';
import { InspectorPanel } from '../../../src/panels/inspector/InspectorPanel.tsx';
import { clearFrame, showFrame } from '../../../src/store/frameStore.ts';
import { momentLink } from '../../../src/store/links.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { openQuantity } from '../../../src/store/steppingActions.ts';
import { studyOf, workedConfig, workedStudy } from '../../explain/studies.ts';
import { createFrame } from '../../store/frames.ts';

const readNumber = (text: string): number => Number(text.replaceAll('−', '-').replaceAll(/\s/g, ''));

const begin = nabla.getState();
const { experiment } = presetById('workedNetwork');
const study = workedStudy();
const w111: Address = { kind: 'exampleGradient', example: 0, index: 0 };

beforeAll(async () => { await loadKatex(); });
beforeEach(() => { nabla.setState({ ...begin, view: 'play', experiment, data: buildData(experiment), trace: study.trace }); });
afterEach(() => {
  cleanup();
  clearFrame();
  vi.restoreAllMocks();
});
const open = (address: Address): void => { act(() => { openQuantity(address); }); };

describe('ExplanationView', () => {
  it('says what a quantity is, in symbols, numbers and words, and which update it is of', () => {
    const { container } = render(<ExplanationView />);
    open(w111);
    expect(screen.getByRole('heading').textContent).toMatch(/^Gradient of the weight from x₁ to neuron 1/);
    expect(container.querySelectorAll('math')).toHaveLength(1);
    expect(container.textContent).toContain('0.0636');
    expect(container.textContent).toContain('The last factor of the chain is the input that the weight multiplies');
    expect(container.textContent).toContain('Of the next update, number 1, for training example 1.');
  });
  it('leads through the parts down to the first draw, and back', () => {
    render(<ExplanationView />);
    open(w111);
    for (const name of [/^Explain the gradient of z 1,/, /^Explain z 1,|^Explain f 1,/, /^Explain z 1,|^Explain w 1 1 1,/]) {
      fireEvent.click(screen.getAllByRole('button', { name })[0]!);
    }
    open({ kind: 'parameter', index: 0 });
    fireEvent.click(screen.getByRole('button', { name: /^Explain the first w 1 1 1/ }));
    expect(nabla.getState().trail.at(-1)).toEqual({ kind: 'draw', index: 0 });
    const depth = nabla.getState().trail.length;
    fireEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(nabla.getState().trail).toHaveLength(depth - 1);
    fireEvent.click(screen.getByRole('button', { name: 'Close the explanation' }));
    expect(nabla.getState().trail).toEqual([]);
  });
  it('opens a part from the formula itself, and lights it under the pointer', () => {
    const { container } = render(<ExplanationView />);
    open(w111);
    const symbol = container.querySelector('.katex-html [data-quantity="input.0.0"]');
    if (symbol === null) throw new Error('no symbol');
    fireEvent.pointerOver(symbol);
    expect(nabla.getState().lit).toBe('input.0.0');
    expect(screen.getByRole('button', { name: /^Explain x 1,/ }).dataset['lit']).toBe('true');
    fireEvent.click(symbol);
    expect(nabla.getState().trail.at(-1)).toEqual({ kind: 'input', example: 0, feature: 0 });
  });
  it('lets a weight be changed', () => {
    render(<ExplanationView />);
    open({ kind: 'parameter', index: 0 });
    expect(screen.getByRole('textbox', { name: /Weight from x₁ to neuron 1/ })).toHaveProperty('value', '0.919');
  });
  it('folds a long sum and opens all of it on request, a hundred terms at a time', () => {
    vi.spyOn(HTMLDialogElement.prototype, 'showModal').mockImplementation(function show(this: HTMLDialogElement) { this.open = true; });
    const wide = studyOf({ ...workedConfig, network: { inputs: 2, layers: [{ units: 250, activation: 'tanh' }, { units: 1, activation: 'tanh' }] } });
    nabla.setState({ trace: wide.trace });
    const { container } = render(<ExplanationView />);
    open({ kind: 'z', example: 0, layer: 1, unit: 0 });
    expect(container.querySelectorAll('li').length).toBeLessThan(20);
    const dots = container.querySelector('.katex-html [data-fold]');
    if (dots === null) throw new Error('no dots');
    fireEvent.click(dots);
    const dialog = screen.getByRole('dialog', { name: /all 251 terms/ });
    expect(dialog.querySelectorAll('li')).toHaveLength(100);
    fireEvent.click(within(dialog).getByText(/Show 100 more/));
    expect(dialog.querySelectorAll('li')).toHaveLength(200);
    fireEvent.click(dialog.querySelectorAll('li button')[3]!);
    expect(nabla.getState().trail).toHaveLength(2);
  });
  it('copies its link', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
    vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue({ writeText } as Partial<Clipboard> as Clipboard);
    render(<ExplanationView />);
    open(w111);
    fireEvent.click(screen.getByRole('button', { name: 'Copy link' }));
    await waitFor(() => { expect(screen.getByText('Copied')).toBeTruthy(); });
    expect(writeText).toHaveBeenCalledExactlyOnceWith(momentLink().address);
  });
});

describe('before its step', () => {
  beforeEach(() => { act(() => { nabla.setState({ view: 'step', position: 0 }); }); });
  it('no number and no sign of a quantity is told, nor the words that hold them', () => {
    const { container } = render(<ExplanationView />);
    for (const address of [w111, { kind: 'z', example: 0, layer: 1, unit: 0 }, { kind: 'newParameter', index: 2 }] as const) {
      open(address);
      const { prose } = explain(study, address);
      expect(container.querySelector('.explanation-prose'), addressKey(address)).toBeNull();
      expect(container.textContent).not.toContain(prose);
      expect(container.querySelector('.explanation-rows .katex-html :is(.neg, .pos)'), addressKey(address)).toBeNull();
      expect(container.querySelector('.explanation-value [data-tone]')).toBeNull();
      expect(screen.getByRole('heading').textContent).toContain('not computed yet');
      act(() => { nabla.setState({ position: 1e9, trail: [address] }); });
      expect(container.querySelector('.explanation-prose')).not.toBeNull();
      act(() => { nabla.setState({ position: 0, trail: [] }); });
    }
  });
  it('the terms of a sum are symbols alone, those that are added have their numbers', () => {
    vi.spyOn(HTMLDialogElement.prototype, 'showModal').mockImplementation(function show(this: HTMLDialogElement) { this.open = true; });
    const address = { kind: 'z', example: 0, layer: 0, unit: 0 } as const;
    const { formula } = explain(study, address);
    if (formula?.kind !== 'sum') throw new Error('no sum');
    const { rerender } = render(<ExplanationTerms study={study} title="z" terms={formula.terms} known={0} onClose={() => undefined} />);
    const values = (): string[] => screen.getAllByRole('listitem', { hidden: true }).map((item) => item.querySelector('b')?.textContent ?? '');
    expect(values()).toEqual(['–', '–', '–']);
    expect(document.querySelector('.explanation-terms :is(.neg, .pos)')).toBeNull();
    rerender(<ExplanationTerms study={study} title="z" terms={formula.terms} known={1} onClose={() => undefined} />);
    expect(values().map((text) => text === '–')).toEqual([false, true, true]);
  });
});

describe('InspectorPanel', () => {
  const theta = study.trace.theta;
  const show = (): void => {
    act(() => {
      showFrame(createFrame({ step: 3, parameters: theta, gradient: new Float64Array(9).fill(0.1), update: new Float64Array(9).fill(-0.05) }), { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null });
    });
  };
  const inspector = () => screen.getByRole('region', { name: 'Inspector' });

  it('opens no number but the one that was clicked', () => {
    const config = { ...workedConfig, optimizer: { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const };
    for (const each of [workedConfig, config]) {
      const { trace } = studyOf(each);
      act(() => { nabla.setState({ trace, trail: [], selection: null, experiment: { ...experiment, optimizer: each.optimizer } }); });
      const { unmount } = render(<InspectorPanel />);
      act(() => {
        const frame = createFrame({
          step: 3, parameters: trace.theta, optimizerSlots: [...trace.slots], gradient: trace.gradient.map((value) => 2 * value), update: trace.newTheta.map((value) => value - 1),
        });
        showFrame(frame, { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null });
      });
      for (const selection of [{ kind: 'weight', layer: 0, unit: 0, input: 1 }, { kind: 'bias', layer: 0, unit: 1 }, { kind: 'neuron', layer: 0, unit: 1 }, { kind: 'feature', index: 0 }] as const) {
        act(() => { nabla.setState({ selection, trail: [] }); });
        const opening = within(inspector()).getAllByRole('button', { name: /: explain / });
        for (const button of opening) {
          const shown = button.firstChild?.textContent ?? '';
          fireEvent.click(button);
          const address = nabla.getState().trail.at(-1);
          if (address === undefined) throw new Error('nothing opened');
          if (/\d/.test(shown)) expect(readNumber(shown), addressKey(address)).toBeCloseTo(valueOf(study.trace === trace ? study : studyOf(each), address), 2);
          else expect(button.textContent).toMatch(/explain (the (weight|bias)|.*next)/);
          act(() => { nabla.setState({ trail: [] }); });
        }
      }
      unmount();
    }
  });
  it('explains the next gradient, and gives the focus back when that is closed', async () => {
    render(<InspectorPanel />);
    show();
    act(() => { nabla.setState({ selection: { kind: 'weight', layer: 0, unit: 0, input: 0 } }); });
    const gradients = within(inspector()).getAllByRole('button', { name: /explain the next gradient/ });
    const gradient = gradients.at(-1)!;
    gradient.focus();
    fireEvent.click(gradient);
    expect(nabla.getState().trail).toEqual([{ kind: 'gradient', index: 0 }]);
    const surface = await screen.findByRole('group', { name: 'Explanation' });
    expect(document.activeElement).toBe(surface);
    await within(surface).findByRole('heading');
    fireEvent.keyDown(surface, { key: 'Escape' });
    expect(nabla.getState().trail).toEqual([]);
    await waitFor(() => { expect(document.activeElement).toBe(gradient); });
  });
  it('follows what is selected while an explanation is open', () => {
    render(<InspectorPanel />);
    act(() => { nabla.setState({ selection: { kind: 'weight', layer: 0, unit: 0, input: 0 } }); });
    open({ kind: 'gradient', index: 0 });
    act(() => { nabla.setState({ selection: { kind: 'neuron', layer: 0, unit: 1 } }); });
    expect(nabla.getState().trail).toEqual([{ kind: 'a', example: 0, layer: 0, unit: 1 }]);
    act(() => { nabla.setState({ selection: null }); });
    expect(nabla.getState().trail).toEqual([]);
  });
  it('leads from a training example into the Step view, and from none of the validation', () => {
    render(<InspectorPanel />);
    act(() => { nabla.setState({ selection: { kind: 'example', split: 'train', index: 2 } }); });
    fireEvent.click(within(inspector()).getByRole('button', { name: /Step through it/ }));
    expect(nabla.getState().view).toBe('step');
  });
});
