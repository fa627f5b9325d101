import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import type { Experiment } from '../../../src/config/experiment.ts';
import { presetById } from '../../../src/config/presets.ts';
import { buildData } from '../../../src/datasets/index.ts';
import type { Address } from '../../../src/explain/address.ts';
import { StepLedger } from '../../../src/panels/step/StepLedger.tsx';
import { StepPaths } from '../../../src/panels/step/StepPaths.tsx';
import { nabla } from '../../../src/store/nabla.ts';
import { scriptOfTrace } from '../../../src/store/beats.ts';
import { traceOf } from './stepStudies.ts';

const begin = nabla.getState();
const worked = presetById('workedNetwork').experiment;
const deeper = presetById('deeperNetwork').experiment;

function show(experiment: Experiment): void {
  nabla.setState({ ...begin, experiment, data: buildData(experiment), trace: traceOf(experiment), view: 'step' });
  render(<><StepLedger /><StepPaths /></>);
}
function goTo(address: Address): void {
  const script = scriptOfTrace(nabla.getState().trace!);
  act(() => nabla.setState({ position: script.positionOf(address) }));
}
const region = (): HTMLElement => screen.getByRole('region', { name: 'Path tree' });
let width = 908;

beforeEach(() => {
  width = 908;
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => width);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(317);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('StepPaths', () => {
  it('grows out of the ledger: a path a row, known as far as the pass has come', () => {
    show(worked);
    const tree = within(region());
    expect(tree.getByRole('button', { name: 'Path through neuron 1 and neuron 3 to w 1 1 1: product not yet computed' })).toBeTruthy();
    goTo({ kind: 'delta', example: 0, layer: 1, unit: 0 });
    expect(tree.getByRole('button', { name: /^the gradient of z 3: [+−]\d/ }).textContent).toMatch(/∂L\/∂z3 = [+−]\d/);
    expect(tree.getByRole('button', { name: 'the gradient of z 1: not yet computed' }).textContent).toContain('–');
    expect(region().querySelectorAll('.step-wire-lit')).toHaveLength(2);
    goTo({ kind: 'exampleGradient', example: 0, index: 0 });
    expect(tree.getByRole('button', { name: /^Path through neuron 1 and neuron 3 to w 1 1 1: product [+−]\d.*$/ })).toBeTruthy();
    expect(region().querySelectorAll('.step-wire-lit')).toHaveLength(5);
    expect(region().textContent).not.toMatch(/NaN|Infinity|undefined/);
  });
  it('lights the path under the pointer or the focus, and chooses its parameter', () => {
    show(worked);
    const leaf = within(region()).getByRole('button', { name: /to w 2 2 1/ });
    fireEvent.pointerOver(leaf);
    expect(nabla.getState().litPath).toEqual(['exampleLoss.0', 'a.0.1.0', 'z.0.1.0', 'parameter.7', 'a.0.0.1', 'z.0.0.1', 'input.0.1', 'parameter.3']);
    fireEvent.pointerLeave(screen.getByRole('group', { name: 'Paths' }));
    expect(nabla.getState().litPath).toBeNull();
    act(() => leaf.focus());
    expect(nabla.getState().litPath).toHaveLength(8);
    fireEvent.keyDown(leaf, { key: 'ArrowDown' });
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/to b 2/);
    fireEvent.click(leaf);
    expect(nabla.getState().chosen).toBe(3);
  });
  it('opens the quantity that a factor is, or the gradient that it is part of', () => {
    show(worked);
    const tree = within(region());
    fireEvent.click(tree.getByRole('button', { name: 'the derivative of z 3 by f 1: −0.400' }));
    expect(nabla.getState().trail).toEqual([{ kind: 'parameter', index: 6 }]);
    fireEvent.click(tree.getByRole('button', { name: /^the derivative of f 1 by z 1/ }));
    expect(nabla.getState().trail.at(-1)).toEqual({ kind: 'delta', example: 0, layer: 0, unit: 0 });
  });
  it('shows the paths of one weight where several lead to it, and that they add up to the gradient', () => {
    show(deeper);
    goTo({ kind: 'exampleGradient', example: 0, index: 0 });
    const { trace } = nabla.getState();
    const products = within(region()).getAllByRole('button', { name: /^Path through/ }).map((button) => Number((button.textContent ?? '').replace('−', '-')));
    expect(products).toHaveLength(2);
    expect(region().textContent).toMatch(/The 2 paths from L to w111/);
    expect(products.reduce((sum, product) => sum + product, 0)).toBeCloseTo(trace!.dataGradient[0]!, 2);
    expect(region().textContent).toMatch(/the sum of both/);
    fireEvent.click(within(region()).getByRole('button', { name: /^the gradient of w 1 1 1: / }));
    expect(nabla.getState().trail).toEqual([{ kind: 'exampleGradient', example: 0, index: 0 }]);
  });
  it('shows the largest of very many paths, and what the others add', () => {
    show({ ...defaultExperiment('spiral'), hidden: Array.from({ length: 8 }, () => ({ units: 64, activation: 'tanh' as const })) });
    goTo({ kind: 'exampleGradient', example: 0, index: 3 });
    expect(region().textContent).toMatch(/4\.4·10¹² paths from L/);
    expect(region().textContent).toMatch(/and 4\.4·10¹² more paths together/);
    expect(within(region()).getAllByRole('button', { name: /^Path through/ }).length).toBeGreaterThan(2);
    expect(region().textContent).toMatch(/example 1 of 14/);
  });
  it('is a list of factors on a narrow page', () => {
    width = 358;
    show(deeper);
    goTo({ kind: 'exampleGradient', example: 0, index: 0 });
    expect(within(region()).getAllByRole('listitem')).toHaveLength(2);
    expect(region().querySelector('svg')).toBeNull();
    expect(within(region()).getAllByRole('button', { name: /^Path through .*: product [+−]/ })).toHaveLength(2);
  });
  it('goes from one network to another', () => {
    show(deeper);
    const others = [worked, presetById('singleNeuron').experiment, presetById('exercise').experiment, worked, defaultExperiment('iris'), worked];
    for (const experiment of others) {
      act(() => nabla.setState({ experiment, data: buildData(experiment), trace: traceOf(experiment), chosen: 14, position: 3 }));
      expect(region().querySelector('svg')).not.toBeNull();
      expect(region().textContent).not.toMatch(/NaN|undefined/);
    }
  });
  it('is the tree of the present weight when the ledger is sorted, for its leaves would not be the rows', () => {
    show(worked);
    fireEvent.click(screen.getByRole('button', { name: 'value' }));
    expect(region().textContent).toMatch(/The one path from L to w111/);
  });
  it('does not tell a factor before its step while numbers are guessed', () => {
    show(worked);
    goTo({ kind: 'exampleLoss', example: 0 });
    const tree = within(region());
    const factor = (): HTMLElement => tree.getByRole('button', { name: /^the derivative of f 1 by z 1: / });
    expect(factor().textContent).toMatch(/0\.\d/);
    act(() => nabla.setState({ predicting: true }));
    for (const button of tree.getAllByRole('button', { name: /^the derivative of / })) {
      expect(button.getAttribute('aria-label')).toMatch(/: not yet computed$/);
      expect(`${button.textContent}${button.title}`).not.toMatch(/\d\.\d/);
    }
    goTo({ kind: 'delta', example: 0, layer: 0, unit: 0 });
    expect(factor().textContent).toMatch(/0\.\d/);
    act(() => nabla.setState({ predicting: false }));
  });
  it('says which path the keyboard lights, and whose paths are chosen', () => {
    show(worked);
    const said = (): string => region().querySelector('[aria-live]')?.textContent ?? '';
    act(() => within(region()).getByRole('button', { name: /to w 2 2 1/ }).focus());
    expect(said()).toBe('Path 5 of 9 is lit in the network');
    fireEvent.click(within(region()).getByRole('button', { name: /to b 1/ }));
    expect(said()).toBe('Paths to b 1');
  });
  it('brings a path that has the focus into sight', () => {
    show(worked);
    const ledger = document.querySelector('.step-ledger')!;
    const leaf = within(region()).getByRole('button', { name: /to b 3/ });
    const box = (top: number, bottom: number) => ({ top, bottom, left: 0, right: 0, width: 0, height: bottom - top, x: 0, y: top, toJSON: () => '' });
    vi.spyOn(leaf.closest('.step-paths-clip')!, 'getBoundingClientRect').mockReturnValue(box(0, 200));
    vi.spyOn(leaf, 'getBoundingClientRect').mockReturnValue(box(220, 250));
    act(() => leaf.focus());
    expect(ledger.scrollTop).toBe(50);
  });
});
