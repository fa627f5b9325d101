import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, biasIndex, createNetwork, initializeParameters, weightIndex } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';

const shapes = fc.record({ inputs: fc.integer({ min: 1, max: 6 }), units: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }) });

describe('a network', () => {
  it('gives every entry of θ exactly one address', () => {
    fc.assert(
      fc.property(shapes, ({ inputs, units }) => {
        const network = createNetwork({ inputs, layers: units.map((count) => ({ units: count, activation: 'tanh' })) });
        const seen = new Set<string>();
        for (let index = 0; index < network.parameterCount; index += 1) {
          const address = addressOf(network, index);
          const { layer, unit, input } = address;
          expect(input === null, `entry ${index}`).toBe(index >= network.layers[layer]!.biases);
          expect(input === null ? biasIndex(network, layer, unit) : weightIndex(network, layer, unit, input)).toBe(index);
          seen.add(JSON.stringify(address));
        }
        expect(seen.size).toBe(network.parameterCount);
        expect(network.parameterCount).toBe(units.reduce((sum, count, k) => sum + count * ((k === 0 ? inputs : units[k - 1]!) + 1), 0));
      }),
    );
  });

  it('lays out weights row by row, then biases', () => {
    const network = createNetwork({ inputs: 2, layers: [{ units: 3, activation: 'relu' }, { units: 1, activation: 'linear' }] });
    expect(network.layers.map(({ weights, biases }) => [weights, biases])).toEqual([[0, 6], [9, 12]]);
    expect(weightIndex(network, 0, 1, 0)).toBe(2);
    expect(biasIndex(network, 1, 0)).toBe(12);
  });

  it('says what is wrong with a shape or an index', () => {
    expect(() => createNetwork({ inputs: 2, layers: [] })).toThrow('at least an output layer');
    expect(() => createNetwork({ inputs: 0, layers: [{ units: 1, activation: 'tanh' }] })).toThrow('inputs');
    expect(() => createNetwork({ inputs: 0, layers: [{ units: 1, activation: 'tanh' }] })).toThrow('not 0');
    expect(() => createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'tanh' }, { units: 1.5, activation: 'tanh' }] })).toThrow(/layer 1.*not 1\.5/);
    expect(() => createNetwork({ inputs: 1, layers: [{ units: 2, activation: 'softmax' }, { units: 2, activation: 'tanh' }] })).toThrow('Softmax');
    const network = createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'tanh' }] });
    expect(() => addressOf(network, 2)).toThrow('0 to 1, not 2');
    expect(() => addressOf(network, -1)).toThrow('not -1');
    expect(() => biasIndex(network, 1, 0)).toThrow('0 to 0, not 1');
  });

  it('initializes weights and biases by their own scheme, the same from the same seed', () => {
    const network = createNetwork({ inputs: 3, layers: [{ units: 5, activation: 'tanh' }, { units: 2, activation: 'linear' }] });
    const specs = { weights: { kind: 'uniform', low: -0.3, high: 0.3 }, biases: { kind: 'constant', value: 0.125 } } as const;
    const theta = initializeParameters(network, specs, createRandom(4));
    expect(theta).toEqual(initializeParameters(network, specs, createRandom(4)));
    expect(theta).not.toEqual(initializeParameters(network, specs, createRandom(5)));
    for (let index = 0; index < theta.length; index += 1) {
      if (addressOf(network, index).input === null) expect(theta[index]).toBe(0.125);
      else expect(Math.abs(theta[index]!)).toBeLessThan(0.3);
    }
  });
});
