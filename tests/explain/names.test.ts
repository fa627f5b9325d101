import { describe, expect, it } from 'vitest';
import { addressKinds, isAddressIn, type Address } from '../../src/explain/address.ts';
import { createNames } from '../../src/explain/names.ts';
import { expectTexSets } from '../setsTex.ts';
import { biasIndex, createNetwork, weightIndex } from '../../src/engine/network.ts';

const worked = createNetwork({ inputs: 2, layers: [{ units: 2, activation: 'tanh' }, { units: 1, activation: 'tanh' }] });
const three = createNetwork({ inputs: 3, layers: [{ units: 12, activation: 'tanh' }, { units: 3, activation: 'softmax' }] });

/** One address of every kind with example 1, layer 0 and index 0 or 1. */
function oneOfEach(): Address[] {
  return addressKinds.map((kind) => ({ kind, example: 0, feature: 1, output: 0, index: 1, layer: 0, unit: 1, slot: 0 }) as unknown as Address);
}

describe('the worked network', () => {
  const names = createNames(worked, 'neurons', ['x', 'y']);
  const tex = (address: Address): string => names.symbol(address).tex;

  it('has the names of its formula', () => {
    const parameters = Array.from({ length: worked.parameterCount }, (_, index) => tex({ kind: 'parameter', index }));
    expect(parameters).toEqual(['w_{111}', 'w_{121}', 'w_{211}', 'w_{221}', 'b_1', 'b_2', 'w_{311}', 'w_{321}', 'b_3']);
    expect(tex({ kind: 'a', example: 0, layer: 0, unit: 1 })).toBe('f_2');
    expect(tex({ kind: 'a', example: 0, layer: 1, unit: 0 })).toBe('\\hat y');
    expect(tex({ kind: 'z', example: 0, layer: 1, unit: 0 })).toBe('z_3');
    expect(tex({ kind: 'delta', example: 0, layer: 0, unit: 0 })).toBe('\\frac{\\partial L}{\\partial z_1}');
    expect(tex({ kind: 'newParameter', index: 0 })).toBe('w_{111}^{\\text{new}}');
    expect(names.symbol({ kind: 'exampleGradient', example: 0, index: 0 })).toEqual({
      tex: '\\frac{\\partial L}{\\partial w_{111}}', markup: '∂L/∂w_{111}', spoken: 'the gradient of w 1 1 1',
    });
    expect(tex({ kind: 'input', example: 0, feature: 1 })).toBe('x_2');
  });

  it('has titles', () => {
    expect(names.title({ kind: 'z', example: 0, layer: 0, unit: 0 })).toBe('Weighted sum of neuron 1');
    expect(names.title({ kind: 'parameter', index: 0 })).toBe('Weight from x₁ to neuron 1');
    expect(names.title({ kind: 'parameter', index: 7 })).toBe('Weight from neuron 2 to neuron 3');
    expect(names.title({ kind: 'a', example: 0, layer: 1, unit: 0 })).toBe('Prediction');
    expect(names.title({ kind: 'outputDelta', example: 0, output: 0, layer: 0, unit: 1 })).toBe('How the prediction changes with the weighted sum of neuron 2');
    expect(names.title({ kind: 'input', example: 0, feature: 1 })).toBe('Input x₂');
  });
});

describe('other networks', () => {
  it('number within the layer, with commas above nine', () => {
    const names = createNames(three, 'layers', []);
    expect(names.symbol({ kind: 'parameter', index: weightIndex(three, 1, 2, 10) })).toEqual({ tex: 'w^{(2)}_{3,11}', markup: 'w^{(2)}_{3,11}', spoken: 'w 3 11 in layer 2' });
    expect(names.symbol({ kind: 'parameter', index: biasIndex(three, 0, 11) }).tex).toBe('b^{(1)}_{12}');
    expect(names.symbol({ kind: 'newParameter', index: 0 }).tex).toBe('w^{(1),\\text{new}}_{11}');
    expect(names.symbol({ kind: 'a', example: 0, layer: 1, unit: 2 }).tex).toBe('\\hat y_3');
    expect(names.symbol({ kind: 'outputLoss', example: 0, output: 2 }).tex).toBe('L_3');
    expect(names.title({ kind: 'z', example: 0, layer: 0, unit: 3 })).toBe('Weighted sum of neuron 4 of hidden layer 1');
    expect(names.title({ kind: 'input', example: 0, feature: 2 })).toBe('Input 3');
  });

  it('number neurons through the network, with commas above nine', () => {
    const names = createNames(three, 'neurons', []);
    expect(names.symbol({ kind: 'parameter', index: weightIndex(three, 1, 0, 10) }).tex).toBe('w_{13,11,1}');
  });

  it('part the examples of a batch where that is asked for', () => {
    const names = createNames(worked, 'neurons', ['x', 'y']);
    expect(names.symbol({ kind: 'exampleLoss', example: 2 }, true).tex).toBe('L^{[3]}');
    expect(names.symbol({ kind: 'exampleGradient', example: 2, index: 4 }, true).tex).toBe('\\frac{\\partial L^{[3]}}{\\partial b_1}');
  });

  it('all have symbols that KaTeX sets and titles that differ', () => {
    for (const scheme of ['neurons', 'layers'] as const) {
      for (const features of [['x', 'y'], ['x2', 'sinX'], ['xy', 'y2']] as const) {
        const names = createNames(worked, scheme, features);
        const titles = oneOfEach().filter((address) => isAddressIn(address, { network: worked, examples: 1, slots: 1 })).map((address) => {
          const { tex, markup, spoken } = names.symbol(address);
          expectTexSets(tex);
          expect(markup + spoken).not.toMatch(/\\|undefined|\{\{/);
          return names.title(address);
        });
        expect(titles).toHaveLength(addressKinds.length);
        expect(new Set(titles).size).toBe(addressKinds.length);
      }
    }
  });
});
