import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, it, vi } from 'vitest';
import { readShape, setByShape } from '../../src/components/texShape.ts';

const setAnew = (tex: string): HTMLElement => {
  const element = document.createElement('span');
  katex.render(tex, element, { output: 'htmlAndMathml', throwOnError: false, strict: false, trust: true });
  element.querySelector('annotation')?.remove();
  return element;
};

const index = fc.integer({ min: 0, max: 999 });
const number = fc.oneof(index, fc.double({ min: 0.001, max: 999, noNaN: true }).map((value) => Number(value.toPrecision(3))));
const tone = fc.constantFrom('neg', 'pos', 'grad');
const term = fc.record({ tone, layer: index, unit: index, input: index, value: number, power: index });

describe('a formula by its shape', () => {
  it('leaves numbers, colours and names open', () => {
    expect(readShape(String.raw`\htmlData{quantity=z.0.12}{\htmlClass{neg}{w_{21}}}\,0.155`)).toEqual({
      shape: String.raw`\htmlData{quantity=#}{\htmlClass{#}{w_{#}}}\,#`, values: ['z.0.12', 'neg', '21', '0.155'],
    });
  });
  it('takes indices with and without braces for the same', () => {
    expect(readShape('w_1^2').shape).toBe(readShape('w_{12}^{2}').shape);
  });
  it('keeps what cannot be exchanged: arguments without braces, the base of a power, lengths', () => {
    expect(readShape(String.raw`\frac12 10^{-5}\hat{y}2`)).toEqual({ shape: String.raw`\frac12 10^{-#}\hat{y}2`, values: ['5'] });
  });

  const forms: readonly ((of: { tone: string; layer: number; unit: number; input: number; value: number; power: number }) => string)[] = [
    ({ tone: colour, layer, unit, input, value }) => String.raw`\htmlData{quantity=parameter.${unit}}{\htmlClass{${colour}}{w_{${unit}${input}}^{(${layer})}}}\,x_{${input}}+\htmlData{part=z-${layer}}{\tanh(${value})}`,
    ({ layer, unit, value }) => String.raw`\displaystyle \frac{\partial L^{[${unit}]}}{\partial z_{${layer}}}\cdot(-${value})`,
    ({ value, power }) => String.raw`${value}\cdot 10^{-${power}}\approx \frac{1}{${power}}\sqrt{${value}}`,
    ({ value, input }) => String.raw`\text{number ${input} of}\ ${value}_{1}+\frac12\hspace{${input}em}`,
  ];
  it('is what KaTeX makes of it, whatever was shown before', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(forms.length - 1), term), { maxLength: 8 }), (shown) => {
      const place = document.createElement('span');
      for (const [form, values] of shown) {
        const tex = forms[form]?.(values) ?? '';
        setByShape(place, tex, 'inline', setAnew);
        expect(place.innerHTML, tex).toBe(setAnew(tex).innerHTML);
      }
    }), { numRuns: 60 });
  });
  it('is set by KaTeX no more once its shape is known, and its elements stay', () => {
    const place = document.createElement('span');
    const render = vi.fn<typeof setAnew>(setAnew);
    const line = (i: number): string => String.raw`\htmlData{quantity=known.${i}}{q_{${i}}}=${i}`;
    for (let i = 0; i < 2; i++) setByShape(place, line(i), 'inline', render);
    const [symbol, times] = [place.querySelector('[data-quantity]'), render.mock.calls.length];
    for (let i = 2; i < 9; i++) setByShape(place, line(i), 'inline', render);
    expect(render).toHaveBeenCalledTimes(times);
    expect(place.querySelector('[data-quantity]')).toBe(symbol);
    expect(symbol?.getAttribute('data-quantity')).toBe('known.8');
  });
});
