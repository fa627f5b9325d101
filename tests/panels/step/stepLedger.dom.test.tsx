import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import type { Experiment } from '../../../src/config/experiment.ts';
import { presetById } from '../../../src/config/presets.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { StepLedger } from '../../../src/panels/step/StepLedger.tsx';
import { nabla } from '../../../src/store/nabla.ts';
import { ledgerView } from '../../../src/store/ledgerView.ts';
import { scriptOfTrace } from '../../../src/store/beats.ts';
import type { Address } from '../../../src/explain/address.ts';
import { formatExact, formatNumber, formatSigned } from '../../../src/viz/format.ts';
import { SOON_MS } from '../../soon.ts';
import { traceOf } from './stepStudies.ts';

const begin = nabla.getState();
const worked = presetById('workedNetwork').experiment;

function show(experiment: Experiment): void {
  nabla.setState({ ...begin, experiment, data: buildData(experiment), trace: traceOf(experiment), view: 'step' });
}
function goTo(address: Address): void {
  const script = scriptOfTrace(nabla.getState().trace!);
  act(() => nabla.setState({ position: script.positionOf(address) }));
}
const table = (): HTMLElement => screen.getByRole('table', { name: 'Ledger' });
const row = (name: string): HTMLElement => within(table()).getByRole('button', { name }).closest('tr')!;
const cells = (name: string): string[] => [...row(name).querySelectorAll('td')].map((cell) => cell.querySelector('input')?.value ?? cell.textContent ?? '');

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(476);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(317);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('StepLedger', () => {
  it('has a row a parameter with named columns, and numbers only once they are known', () => {
    show(worked);
    render(<StepLedger />);
    expect(within(table()).getAllByRole('columnheader').map((head) => head.querySelector('button')?.getAttribute('aria-label'))).toEqual(['name', 'value', 'gradient', 'update', 'new value']);
    expect(table().getAttribute('aria-rowcount')).toBe('10');
    expect(within(table()).getAllByRole('rowheader').map((cell) => cell.textContent)).toEqual(['w111', 'w121', 'b1', 'w211', 'w221', 'b2', 'w311', 'w321', 'b3']);
    expect(cells('w 1 1 1')).toEqual(['0.900', '–', '–', '–']);
    goTo({ kind: 'exampleGradient', example: 0, index: 0 });
    const trace = nabla.getState().trace!;
    const gradient = trace.dataGradient[0]!;
    expect(cells('w 1 1 1')).toEqual(['0.900', formatSigned(gradient), '–', '–']);
    expect(cells('w 1 2 1').slice(1)).toEqual(['–', '–', '–']);
    expect(row('w 1 1 1').getAttribute('data-marked')).toBe('true');
    expect(row('w 1 1 1').getAttribute('aria-current')).toBe('step');
    goTo({ kind: 'newParameter', index: 0 });
    expect(cells('w 1 1 1').slice(2)).toEqual([formatSigned(trace.newTheta[0]! - trace.theta[0]!), formatNumber(trace.newTheta[0]!)]);
    expect(table().textContent).not.toMatch(/NaN|Infinity/);
  });
  it('is read with every digit in the title, and a click on a number opens it', () => {
    show(worked);
    render(<StepLedger />);
    goTo({ kind: 'exampleGradient', example: 0, index: 0 });
    const number = within(row('w 1 1 1')).getByRole('button', { name: /^the gradient of w 1 1 1: / });
    expect(number.title).toBe(formatExact(nabla.getState().trace!.dataGradient[0]!));
    fireEvent.click(number);
    expect(nabla.getState().trail).toEqual([{ kind: 'exampleGradient', example: 0, index: 0 }]);
    fireEvent.click(screen.getByRole('button', { name: 'b 1' }));
    expect(nabla.getState().chosen).toBe(4);
    expect(row('b 1').getAttribute('data-marked')).toBe('true');
    fireEvent.click(screen.getByRole('button', { name: 'b 1' }));
    expect(nabla.getState().chosen).toBeNull();
  });
  it('lights what is hovered everywhere, and what is lit elsewhere', () => {
    show(worked);
    render(<StepLedger />);
    fireEvent.pointerOver(screen.getByRole('button', { name: 'w 2 2 1' }));
    expect(nabla.getState().lit).toBe('parameter.3');
    goTo({ kind: 'exampleGradient', example: 0, index: 0 });
    act(() => nabla.setState({ lit: 'exampleGradient.0.0' }));
    expect(row('w 1 1 1').querySelector('.step-ledger-gradient')?.getAttribute('data-lit')).toBe('true');
    act(() => nabla.setState({ lit: null, litPath: ['exampleLoss.0', 'parameter.6', 'parameter.3'] }));
    expect(row('w 2 2 1').querySelector('th')?.getAttribute('data-lit')).toBe('true');
    expect(row('w 3 1 1').querySelector('th')?.getAttribute('data-lit')).toBe('false');
  });
  it('sorts by a column, largest first, and says so', () => {
    show(worked);
    render(<StepLedger />);
    const head = screen.getByRole('button', { name: 'value' });
    fireEvent.click(head);
    expect(head.parentElement?.getAttribute('aria-sort')).toBe('descending');
    expect(within(table()).getAllByRole('rowheader').map((cell) => cell.textContent).slice(0, 2)).toEqual(['w221', 'w111']);
    fireEvent.click(head);
    expect(head.parentElement?.getAttribute('aria-sort')).toBe('ascending');
    fireEvent.click(head);
    expect(head.parentElement?.getAttribute('aria-sort')).toBe('none');
    expect(within(table()).getAllByRole('rowheader')[0]?.textContent).toBe('w111');
  });
  it('keeps the rows where they are while numbers come and go, until the next click or other weights', () => {
    show({ ...worked, batchSize: 4 });
    render(<StepLedger />);
    const rows = (): (string | null)[] => within(table()).getAllByRole('rowheader').map((cell) => cell.textContent);
    goTo({ kind: 'exampleGradient', example: 0, index: 0 });
    fireEvent.click(screen.getByRole('button', { name: /^gradient/ }));
    const sorted = rows();
    expect(sorted).not.toEqual(['w111', 'w121', 'b1', 'w211', 'w221', 'b2', 'w311', 'w321', 'b3']);
    goTo({ kind: 'exampleGradient', example: 3, index: 0 });
    expect(rows()).toEqual(sorted);
    goTo({ kind: 'newParameter', index: 8 });
    expect(rows()).toEqual(sorted);
    const given = [0.1, -0.2, 0.3, 0.4, -0.5, 0.6, 0.7, -0.8, 0.9];
    act(() => nabla.setState({ trace: traceOf({ ...worked, batchSize: 4, initialization: { ...worked.initialization, given } }) }));
    expect(rows()).not.toEqual(sorted);
  });
  it('lights all parameters of a sum that is complete, and one while it is added up', () => {
    show(worked);
    render(<StepLedger />);
    const marked = (): (string | null)[] => within(table()).getAllByRole('rowheader').filter((cell) => cell.closest('tr')?.dataset['marked'] === 'true').map((cell) => cell.textContent);
    act(() => nabla.setState({ position: 2 }));
    expect(marked()).toEqual(['w121']);
    goTo({ kind: 'z', example: 0, layer: 1, unit: 0 });
    expect(marked()).toEqual(['w311', 'w321', 'b3']);
    expect(within(table()).getAllByRole('row').filter((each) => each.getAttribute('aria-current') === 'step')).toHaveLength(1);
    goTo({ kind: 'a', example: 0, layer: 1, unit: 0 });
    expect(marked()).toEqual([]);
  });
  it('says where its rows have come to without changing what the rest of the page reads', () => {
    show(defaultExperiment('spiral'));
    render(<StepLedger />);
    const before = ledgerView();
    const changed = vi.fn<() => void>();
    const stop = nabla.subscribe(changed);
    goTo({ kind: 'gradient', index: nabla.getState().trace!.theta.length - 1 });
    stop();
    expect(ledgerView()?.scrolled).toBeGreaterThan(before?.scrolled ?? 0);
    expect(changed).toHaveBeenCalledOnce();
  });
  it('takes its place on the page with it when it goes', () => {
    show(worked);
    const { unmount } = render(<StepLedger />);
    expect(ledgerView()?.order).toHaveLength(9);
    unmount();
    expect(ledgerView()).toBeNull();
  });
  it('keeps the numbers of one row in the tab order, and up and down lead from row to row', () => {
    show(worked);
    render(<StepLedger />);
    goTo({ kind: 'exampleGradient', example: 0, index: 1 });
    const name = within(row('w 1 2 1')).getByRole('button', { name: 'w 1 2 1' });
    expect(name.tabIndex).toBe(0);
    expect(screen.getByRole('button', { name: 'w 1 1 1' }).tabIndex).toBe(-1);
    act(() => name.focus());
    fireEvent.keyDown(name, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'b 1' }));
    const field = screen.getByRole('textbox', { name: 'Value of b 1' });
    act(() => field.focus());
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Value of w 2 1 1' }));
  });
  it('has only the visible rows of a large network, and follows the present one', async () => {
    show({ ...defaultExperiment('spiral'), hidden: Array.from({ length: 8 }, () => ({ units: 64, activation: 'tanh' as const })) });
    render(<StepLedger />);
    expect(Number(table().getAttribute('aria-rowcount'))).toBeGreaterThan(29_000);
    expect(within(table()).getAllByRole('rowheader').length).toBeLessThan(20);
    goTo({ kind: 'exampleGradient', example: 0, index: 20_000 });
    const rows = within(table()).getAllByRole('row').filter((each) => each.getAttribute('aria-current') === 'step');
    expect(rows).toHaveLength(1);
    await waitFor(() => { expect(table().parentElement!.scrollTop).toBeGreaterThan(500_000); }, { timeout: SOON_MS });
    expect(within(table()).getAllByRole('rowheader').length).toBeLessThan(20);
  });
  it("says whose gradient it shows: this example's, then the mean", () => {
    show({ ...worked, batchSize: 4 });
    render(<StepLedger />);
    goTo({ kind: 'exampleGradient', example: 1, index: 8 });
    expect(screen.getByRole('button', { name: 'gradient, of this example' })).toBeTruthy();
    expect(cells('b 3')[2]).toBe('–');
    goTo({ kind: 'gradient', index: 8 });
    expect(screen.getByRole('button', { name: 'gradient, mean of 4' })).toBeTruthy();
    expect(cells('b 3')[2]).toBe('–');
    goTo({ kind: 'newParameter', index: 8 });
    expect(cells('b 3')[2]).not.toBe('–');
  });
  it('cannot be changed by a wrong click while presenting', () => {
    show(worked);
    act(() => nabla.setState({ presenting: true }));
    render(<StepLedger />);
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(cells('w 1 1 1')[0]).toBe('0.900');
  });
  it('keeps the focus in a field that refuses what was typed, and gives it up on Escape', () => {
    show(worked);
    render(<StepLedger />);
    const field = within(row('b 1')).getByRole<HTMLInputElement>('textbox');
    for (const key of ['Enter', 'ArrowDown']) {
      act(() => field.focus());
      fireEvent.change(field, { target: { value: 'abc' } });
      fireEvent.keyDown(field, { key });
      expect(document.activeElement).toBe(field);
      expect(within(row('b 1')).getByRole('alert').textContent).toMatch(/“abc” is not a number/);
      expect(field.value).toBe('0.600');
    }
    fireEvent.change(field, { target: { value: '12' } });
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(document.activeElement).toBe(within(row('b 1')).getByRole('button', { name: 'b 1' }));
    expect(field.value).toBe('0.600');
    expect(nabla.getState().log).toEqual([]);
  });
  it('does not tell by its order what is not computed yet: such rows come last', () => {
    show(worked);
    render(<StepLedger />);
    const names = (): (string | null)[] => within(table()).getAllByRole('rowheader').map((cell) => cell.textContent);
    const natural = names();
    const sort = (): void => { fireEvent.click(within(table()).getByRole('button', { name: 'gradient' })); };
    sort();
    expect(names()).toEqual(natural);
    sort();
    sort();
    goTo({ kind: 'exampleGradient', example: 0, index: 8 });
    sort();
    expect(names().slice(3)).toEqual(natural.slice(0, 6));
    const sizes = [6, 7, 8].map((index) => ({ index, size: Math.abs(nabla.getState().trace!.dataGradient[index]!) })).toSorted((a, b) => b.size - a.size);
    expect(names().slice(0, 3)).toEqual(sizes.map(({ index }) => natural[index]));
  });
});
