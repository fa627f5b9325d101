import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadKatex } from '../../../src/components/Tex.tsx';
import { presetById } from '../../../src/config/presets.ts';
import type { Address } from '../../../src/explain/address.ts';
import { createScript } from '../../../src/explain/script.ts';
import type { Study } from '../../../src/explain/study.ts';
import { ExplanationColumn } from '../../../src/panels/explanation/ExplanationColumn.tsx';
import { StepFormula } from '../../../src/panels/step/StepFormula.tsx';
import { functionSubject, functionTex, markedPart } from '../../../src/panels/step/StepFormulaFunction.ts';
import { chainOf, formulaRows } from '../../../src/panels/step/StepFormulaRows.ts';
import { explain } from '../../../src/explain/explanation.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { everyAddress, studyOf as randomStudy, workedConfig, workedStudy } from '../../explain/studies.ts';

const begin = nabla.getState();
const study = workedStudy();
const script = createScript(study);
const w111: Address = { kind: 'exampleGradient', example: 0, index: 0 };

const rowsOf = (of: Study, address: Address, term: number | null = null) => formulaRows(of, address, explain(of, address).formula, term);
const plain = (tex: string): string => {
  let text = tex;
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(/\{?\\html(?:Data|Class)\{[^}]*\}\{((?:[^{}]|\{[^{}]*\})*)\}\}?/g, '$1');
  }
  return text;
};

describe('chainOf', () => {
  it('is the five factors of the worked network, whose product is the gradient', () => {
    const chain = chainOf(study, w111) ?? [];
    expect(chain.map(({ by }) => by.kind)).toEqual(['a', 'z', 'a', 'z', 'parameter']);
    expect(chain.reduce((product, { value }) => product * value, 1)).toBeCloseTo(study.pass(0).gradient[0] ?? Number.NaN, 14);
  });
  it('ends where the quantity does, and is none for the first factor alone', () => {
    expect(chainOf(study, { kind: 'delta', example: 0, layer: 0, unit: 0 })).toHaveLength(4);
    expect(chainOf(study, { kind: 'dLda', example: 0, layer: 0, unit: 0 })).toHaveLength(3);
    expect(chainOf(study, { kind: 'delta', example: 0, layer: 1, unit: 0 })).toHaveLength(2);
    expect(chainOf(study, { kind: 'dLda', example: 0, layer: 1, unit: 0 })).toBeNull();
    expect(chainOf(study, { kind: 'z', example: 0, layer: 0, unit: 0 })).toBeNull();
  });
  it('is none where several paths lead to the gradient', () => {
    const wide = randomStudy({ ...workedConfig, network: { inputs: 2, layers: [{ units: 2, activation: 'tanh' }, { units: 2, activation: 'tanh' }, { units: 1, activation: 'tanh' }] } });
    expect(chainOf(wide, w111)).toBeNull();
    expect(chainOf(wide, { kind: 'exampleGradient', example: 0, index: 6 })).not.toBeNull();
  });
});

describe('formulaRows', () => {
  it('has derivatives, expressions and numbers of a chain, the last factor lit', () => {
    const { columns, isChain } = rowsOf(study, w111);
    expect(isChain).toBe(true);
    expect(columns.map(({ symbols }) => symbols)[4]).toBe('\\frac{\\partial z_1}{\\partial w_{111}}');
    expect(columns.map(({ expression }) => plain(expression ?? ''))[0]).toMatch(/^\(.*-.*\)$/);
    expect(columns.map(({ single }) => single?.value.toFixed(3))).toEqual(['-1.250', '0.937', '-0.437', '0.155', '0.800']);
    expect(columns.map(({ isLit }) => isLit)).toEqual([false, false, false, false, true]);
  });
  it('puts terms in columns of their own and folds long sums, but never the term being added', () => {
    expect(rowsOf(study, { kind: 'z', example: 0, layer: 0, unit: 0 }, 1).columns.map(({ isLit, sign }) => [isLit, sign])).toEqual([[false, ''], [true, '+'], [false, '+']]);
    const wide = randomStudy({ ...workedConfig, network: { inputs: 2, layers: [{ units: 30, activation: 'tanh' }, { units: 1, activation: 'tanh' }] } });
    const keys = (term: number | null) => rowsOf(wide, { kind: 'z', example: 0, layer: 1, unit: 0 }, term).columns.map(({ key }) => key);
    expect(keys(null)).toEqual(['0', '1', '2', 'fold 3', '29', '30']);
    expect(keys(7)).toEqual(['0', '1', '2', 'fold 3', '7', 'fold 8', '29', '30']);
  });
  it('has a row for what is given', () => {
    const { columns } = rowsOf(study, { kind: 'target', example: 0, output: 0 });
    expect(columns).toHaveLength(1);
    expect(columns[0]?.single?.value).toBe(1);
  });
});

describe('functionTex', () => {
  const lineOf = (of: Study, address: Address | null) => functionTex(of, functionSubject(of, address), 0);
  it('writes the worked network out in one line, whatever the step', () => {
    const tex = lineOf(study, w111);
    expect(tex.match(/\\tanh/g)).toHaveLength(3);
    expect(tex).toContain('\\bigl(');
    expect(tex).toBe(lineOf(study, null));
    expect(tex).toBe(lineOf(study, { kind: 'z', example: 0, layer: 0, unit: 1 }));
  });
  it('has every part in it that a step puts on the marker', () => {
    const tex = lineOf(study, null);
    for (const address of everyAddress(study)) {
      const marked = markedPart(address, null);
      if (marked !== null) expect(tex, marked).toContain(`=${marked}}`);
    }
    expect(tex).toContain(`=${markedPart({ kind: 'z', example: 0, layer: 0, unit: 0 }, 1)}}`);
    expect(markedPart(w111, null)).toBe('parameter.0');
  });
  it('shows the neuron alone where the network is large, folded where it has many inputs', () => {
    const wide = randomStudy({ ...workedConfig, network: { inputs: 2, layers: [{ units: 30, activation: 'relu' }, { units: 1, activation: 'tanh' }] } });
    const tex = lineOf(wide, { kind: 'a', example: 0, layer: 1, unit: 0 });
    expect(tex).toContain('\\cdots');
    expect(tex).toContain('\\quad');
    expect(lineOf(wide, { kind: 'delta', example: 0, layer: 0, unit: 2 })).toContain('quantity=z.0.0.2');
  });
});

describe('the panels', () => {
  beforeAll(async () => { await loadKatex(); });
  beforeEach(() => { nabla.setState({ ...begin, view: 'step', experiment: presetById('workedNetwork').experiment, trace: study.trace }); });
  afterEach(cleanup);
  const goTo = (address: Address): void => { act(() => { nabla.setState({ position: script.positionOf(address) }); }); };
  const formula = () => screen.getByRole('region', { name: 'Formula' });
  const inspector = () => screen.getByRole('region', { name: 'Inspector' });

  it('show a step: its chain and its number, its sentences and what it is made of', () => {
    render(<><StepFormula /><ExplanationColumn /></>);
    expect(inspector().textContent).toContain('Step 0 of 31');
    goTo(w111);
    expect(inspector().textContent).toContain('Step 17 of 31');
    expect(formula().querySelectorAll('.step-formula-place[data-lit="true"]')).toHaveLength(3);
    expect([...formula().querySelectorAll('.step-formula-function .mark')].map((mark) => mark.textContent)).toEqual([expect.stringContaining('w')]);
    expect(formula().textContent).toContain('0.0636');
    expect(within(inspector()).getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
      'Explain the gradient of z 1, +0.0795', 'Explain x 1, 0.800',
    ]);
  });
  it('hide a number that is not computed yet, also one that was opened', () => {
    render(<><StepFormula /><ExplanationColumn /></>);
    goTo({ kind: 'z', example: 0, layer: 0, unit: 0 });
    act(() => { nabla.setState({ trail: [w111] }); });
    expect(formula().textContent).not.toContain('0.0636');
    expect(inspector().textContent).toContain('–');
    fireEvent.click(within(inspector()).getByRole('button', { name: 'Go to its step' }));
    expect(nabla.getState().position).toBe(script.positionOf(w111));
    expect(formula().textContent).toContain('0.0636');
  });
  it('add a weighted sum up term by term', () => {
    render(<><StepFormula /><ExplanationColumn /></>);
    act(() => { nabla.setState({ position: 2 }); });
    expect(inspector().textContent).toContain('Step 1 of 31, term 2');
    expect(formula().textContent).toContain('so far');
    expect(formula().querySelectorAll('.step-formula-unknown')).toHaveLength(1);
    act(() => { nabla.setState({ position: 3 }); });
    expect(formula().textContent).not.toContain('so far');
    expect(formula().textContent).toContain('1.58');
  });
  it('open a factor from its button, and lead back along the trail', () => {
    render(<><StepFormula /><ExplanationColumn /></>);
    goTo(w111);
    const [cell, number] = within(formula()).getAllByRole('button', { name: 'the derivative of f 1 by z 1: 0.155; opens the gradient of z 1' });
    expect(number?.textContent).toBe('0.155');
    fireEvent.click(cell!);
    expect(nabla.getState().trail).toEqual([{ kind: 'delta', example: 0, layer: 0, unit: 0 }]);
    fireEvent.click(within(inspector()).getByRole('button', { name: /Explain the gradient of f 1/ }));
    expect(nabla.getState().trail).toHaveLength(2);
    expect(document.activeElement?.textContent).toContain('Gradient of the activation of neuron 1');
    fireEvent.click(within(inspector()).getByRole('button', { name: 'Back' }));
    expect(inspector().textContent).toContain('Gradient of the weighted sum of neuron 1');
    fireEvent.click(within(inspector()).getByRole('button', { name: 'Back to the gradient of w 1 1 1, the present step' }));
    expect(nabla.getState().trail).toEqual([]);
    expect(document.activeElement?.textContent).toBe('Step 17 of 31');
  });
  it('are walked from cell to cell by the arrows up and down, as one tab stop, and leave the others to the step', () => {
    render(<StepFormula />);
    goTo(w111);
    const cells = [...formula().querySelectorAll<HTMLElement>('.step-formula-cell')];
    expect(cells.filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    const name = (): string => document.activeElement?.getAttribute('aria-label') ?? '';
    act(() => { cells[0]!.focus(); });
    expect(name()).toBe('Explain the gradient of w 1 1 1');
    expect(fireEvent.keyDown(cells[0]!, { key: 'ArrowDown' })).toBe(false);
    expect(name()).toMatch(/^the derivative of the loss by ŷ: |^the derivative of the loss by /);
    expect((document.activeElement as HTMLElement).tabIndex).toBe(0);
    expect(cells[0]!.tabIndex).toBe(-1);
    expect(fireEvent.keyDown(document.activeElement!, { key: 'ArrowRight' })).toBe(true);
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowUp' });
    expect(document.activeElement).toBe(cells[0]);
    goTo({ kind: 'z', example: 0, layer: 0, unit: 0 });
    expect(formula().contains(document.activeElement)).toBe(true);
  });
  it('never show a bare infinity', () => {
    const huge = workedStudy({}, { parameters: [1e308, 1e308, 0, 0, 1e308, 0, 0, 0, 0] });
    nabla.setState({ trace: huge.trace, position: 3 });
    render(<><StepFormula /><ExplanationColumn /></>);
    expect(`${formula().textContent}${inspector().textContent}`).not.toMatch(/NaN|Infinity|∞/);
  });
  it('open all terms of a folded sum from its dots and from a button', () => {
    vi.spyOn(HTMLDialogElement.prototype, 'showModal').mockImplementation(function show(this: HTMLDialogElement) { this.open = true; });
    const wide = randomStudy({ ...workedConfig, network: { inputs: 2, layers: [{ units: 30, activation: 'tanh' }, { units: 1, activation: 'tanh' }] } });
    nabla.setState({ trace: wide.trace, position: createScript(wide).positionOf({ kind: 'z', example: 0, layer: 1, unit: 0 }) });
    render(<><StepFormula /><ExplanationColumn /></>);
    fireEvent.click(within(formula()).getByRole('button', { name: 'All terms' }));
    expect(screen.getByRole('dialog', { name: /all 31 terms/ })).toBeTruthy();
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    fireEvent.click(within(inspector()).getByRole('button', { name: 'All 31 terms' }));
    expect(within(screen.getByRole('dialog')).getAllByRole('listitem')).toHaveLength(31);
    vi.restoreAllMocks();
  });
  it('light a symbol wherever it stands', () => {
    render(<><StepFormula /><ExplanationColumn /></>);
    goTo(w111);
    act(() => { nabla.setState({ lit: 'input.0.0' }); });
    expect(formula().querySelectorAll('[data-quantity="input.0.0"].lit').length).toBeGreaterThan(1);
    expect(inspector().querySelectorAll('[data-lit="true"]')).toHaveLength(1);
  });
});
