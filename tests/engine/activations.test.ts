import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationNames, activations, outputActivationTexts } from '../../src/engine/activations.ts';

const kinked = new Set(['relu', 'leaky_relu']);

describe.each(activationNames)('%s', (name) => {
  const activation = activations[name];

  it('has a derivative that agrees with central differences', () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (z) => {
        fc.pre(!kinked.has(name) || Math.abs(z) > 1e-4);
        // elu's second derivative jumps at 0, where differences are only good to ε.
        fc.pre(name !== 'elu' || Math.abs(z) > 1e-4);
        const epsilon = 1e-5;
        const numeric = (activation.output(z + epsilon) - activation.output(z - epsilon)) / (2 * epsilon);
        expect(Math.abs(numeric - activation.derivative(z, activation.output(z)))).toBeLessThan(1e-9);
      }),
    );
  });

  it('gives the same numbers in a block as one by one, and touches nothing beside it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 3, maxLength: 40 }), (values) => {
        const z = Float64Array.from(values);
        const a = new Float64Array(z.length).fill(7);
        const delta = Float64Array.from(values, (_, i) => i + 0.5);
        const end = z.length - 1;
        activation.outputs(z, a, 1, end);
        activation.backward(z, a, delta, 1, end);
        for (let i = 1; i < end; i += 1) {
          expect(a[i]).toBe(activation.output(z[i]!));
          expect(delta[i]).toBe((i + 0.5) * activation.derivative(z[i]!, a[i]!));
        }
        expect([a[0], a[end], delta[0], delta[end]]).toEqual([7, 7, 0.5, end + 0.5]);
      }),
    );
  });

  it('hands NaN on, so that divergence is seen', () => {
    expect(activation.output(NaN)).toBeNaN();
    const a = new Float64Array(1);
    activation.outputs(Float64Array.of(NaN), a, 0, 1);
    expect(a[0]).toBeNaN();
  });

  it('stays finite for large |z|', () => {
    for (const z of [-1e6, -1000, 1000, 1e6]) {
      expect(Number.isFinite(activation.output(z))).toBe(true);
      expect(Number.isFinite(activation.derivative(z, activation.output(z)))).toBe(true);
    }
  });

  it('says its name and formulas', () => {
    expect(activation.label).not.toBe('');
    expect(activation.tex).not.toBe('');
    expect(activation.derivativeTex).not.toBe('');
    expect(outputActivationTexts[name].label).toBe(activation.label);
  });
});

describe('at kinks', () => {
  it('takes the derivative that PyTorch takes', () => {
    expect(activations.relu.derivative(0, 0)).toBe(0);
    expect(activations.leaky_relu.derivative(0, 0)).toBe(0.01);
    expect(activations.elu.derivative(0, 0)).toBe(1);
  });
});
