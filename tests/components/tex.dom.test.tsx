import { cleanup, fireEvent, render, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Prose } from '../../src/components/Prose.tsx';
import { loadKatex, Tex } from '../../src/components/Tex.tsx';

const sum = String.raw`z=\htmlData{quantity=parameter.0}{\htmlClass{mark}{w_{1}}}\,\htmlData{quantity=input.0.0}{x_1}+\htmlData{fold=open}{\cdots}+\htmlData{quantity=parameter.2}{b}`;
const at = (container: HTMLElement, key: string): HTMLElement => {
  const found = container.querySelector<HTMLElement>(`.katex-html [data-quantity="${key}"]`);
  if (found === null) throw new Error(`no ${key}`);
  return found;
};

beforeAll(async () => { await loadKatex(); });
afterEach(cleanup);

describe('Tex', () => {
  it('tells which quantity was clicked, from any letter of it, and opens folds', () => {
    const onQuantity = vi.fn<(key: string) => void>();
    const onUnfold = vi.fn<() => void>();
    const { container } = render(<Tex tex={sum} onQuantity={onQuantity} onUnfold={onUnfold} />);
    const letter = [...at(container, 'parameter.0').querySelectorAll('span')].at(-1);
    if (letter === undefined) throw new Error('no letter');
    fireEvent.click(letter);
    expect(onQuantity).toHaveBeenCalledExactlyOnceWith('parameter.0');
    fireEvent.click(container.querySelector('.katex-html [data-fold]') ?? container);
    expect(onUnfold).toHaveBeenCalledOnce();
    expect(onQuantity).toHaveBeenCalledOnce();
  });
  it('tells what the pointer is on once, and when it has gone', () => {
    const onHover = vi.fn<(key: string | null) => void>();
    const { container } = render(<Tex tex={sum} onHover={onHover} />);
    fireEvent.pointerOver(at(container, 'input.0.0'));
    fireEvent.pointerOver(at(container, 'input.0.0').querySelector('span') ?? container);
    fireEvent.pointerOver(at(container, 'parameter.2'));
    fireEvent.pointerOver(container.querySelector('.katex-html [data-fold]') ?? container);
    expect(onHover.mock.calls).toEqual([['input.0.0'], ['parameter.2'], [null]]);
  });
  it('lights a quantity without setting the formula again', () => {
    const { container, rerender } = render(<Tex tex={sum} lit={null} />);
    const symbol = at(container, 'parameter.2');
    rerender(<Tex tex={sum} lit="parameter.2" />);
    expect(at(container, 'parameter.2')).toBe(symbol);
    expect(symbol.classList.contains('lit')).toBe(true);
    expect(container.querySelectorAll('.lit')).toHaveLength(1);
    rerender(<Tex tex={`${sum}+1`} lit="parameter.2" />);
    expect(at(container, 'parameter.2').classList.contains('lit')).toBe(true);
    rerender(<Tex tex={`${sum}+1`} lit={null} />);
    expect(container.querySelectorAll('.lit')).toHaveLength(0);
  });
  it('puts a part or a quantity on the marker without setting the formula again', () => {
    const tex = String.raw`y=\htmlData{part=z-0}{\htmlData{quantity=parameter.0}{w}\,x}`;
    const { container, rerender } = render(<Tex tex={tex} marked="z-0" />);
    const marks = () => [...container.querySelectorAll<HTMLElement>('.mark')].map(({ dataset }) => dataset['part'] ?? dataset['quantity']);
    expect(marks()).toEqual(['z-0']);
    const symbol = at(container, 'parameter.0');
    rerender(<Tex tex={tex} marked="parameter.0" />);
    expect(marks()).toEqual(['parameter.0']);
    expect(at(container, 'parameter.0')).toBe(symbol);
  });
  it('keeps the space after a symbol out of its marker, and MathML beside the letters', () => {
    const { container } = render(<Tex tex={sum} />);
    expect(container.querySelector('math')).not.toBeNull();
    expect(container.querySelector('.katex-html')?.getAttribute('aria-hidden')).toBe('true');
    for (const enclosing of container.querySelectorAll('.enclosing')) expect(enclosing.lastElementChild?.className).not.toBe('mspace');
  });
  it('replaces the formula, also a broken one', async () => {
    const { container, rerender } = render(<Tex tex="a" />);
    rerender(<Tex tex="\frac{" />);
    expect(container.querySelectorAll('.katex-error')).toHaveLength(1);
    rerender(<Tex tex="b" display />);
    await waitFor(() => { expect(container.querySelector('.katex-error')).toBeNull(); });
    expect(container.querySelectorAll('.katex')).toHaveLength(1);
  });
});

describe('Prose', () => {
  it('sets what stands between dollar signs as symbols', () => {
    const { container } = render(<Prose>{'Raise $w_{111}$ and $L$ rises.'}</Prose>);
    expect(container.textContent).toBe('Raise w111 and L rises.');
    expect([...container.querySelectorAll('.math-text')].map((symbol) => symbol.textContent)).toEqual(['w111', 'L']);
    expect(container.querySelector('sub')?.textContent).toBe('111');
  });
});
