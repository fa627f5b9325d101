import { describe, expect, it } from 'vitest';
import type { Address } from '../../src/explain/address.ts';
import { inInk, NOT_YET, valueText } from '../../src/explain/numberText.ts';
import { isGradient, toneOf, toneOfSign } from '../../src/explain/tone.ts';

const weight: Address = { kind: 'parameter', index: 0 };
const delta: Address = { kind: 'delta', example: 0, layer: 0, unit: 0 };
const target: Address = { kind: 'target', example: 0, output: 0 };

describe('a number in text', () => {
  it('has its sign where it is a gradient, and the digits of a setting where it is one', () => {
    expect(valueText(weight, 0.0827432)).toBe('0.0827');
    expect(valueText(delta, 0.05)).toBe('+0.0500');
    expect(valueText({ kind: 'learningRate' }, 0.05)).toBe('0.05');
    expect(valueText(weight, NaN)).toBe('not defined');
    expect(NOT_YET).toBe('–');
  });

  it('loses the colour of a sign, and only that, before it is known', () => {
    expect(inInk(String.raw`\htmlClass{neg}{-1} + \htmlClass{pos}{2} + \htmlClass{grad}{3}`)).toBe(String.raw`{-1} + {2} + \htmlClass{grad}{3}`);
  });
});

describe('the colour of a number', () => {
  it('is that of its sign for parameters, sums and activations; 0 and what is no number are in ink', () => {
    expect([-0.1, 0, 0.1, NaN].map(toneOfSign)).toEqual(['neg', undefined, 'pos', undefined]);
    expect([-1, 0, 2].map((value) => toneOf(weight, value))).toEqual(['neg', undefined, 'pos']);
    expect(toneOf(target, 1)).toBeUndefined();
  });

  it('is its own for gradients and changes, whatever their sign', () => {
    expect([-1, 0, 2].map((value) => toneOf(delta, value))).toEqual(['grad', 'grad', 'grad']);
    expect([delta, { kind: 'update', index: 0 } as const, weight, target].map(isGradient)).toEqual([true, true, false, false]);
  });
});
