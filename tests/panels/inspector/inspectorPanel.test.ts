import { describe, expect, it } from 'vitest';
import { expectTexSets } from '../../setsTex.ts';
import { createNetwork } from '../../../src/engine/network.ts';
import { optimizers, type OptimizerName } from '../../../src/engine/optimizers.ts';
import { activationTex, selectionName, weightTex } from '../../../src/panels/inspector/InspectorPanelNames.ts';
import { digitsToSee } from '../../../src/panels/inspector/InspectorPanelText.ts';
import { updateSymbols } from '../../../src/panels/inspector/InspectorPanelUpdate.ts';

const network = createNetwork({ inputs: 2, layers: [{ units: 12, activation: 'tanh' }, { units: 3, activation: 'softmax' }] });
const features = ['x₁', 'x₂'];

describe('names', () => {
  it('say where a parameter stands, counting from 1', () => {
    expect(selectionName(network, { kind: 'weight', layer: 0, unit: 3, input: 1 }, features)).toBe('weight from x₂ to hidden 1, neuron 4');
    expect(selectionName(network, { kind: 'bias', layer: 1, unit: 2 }, features, ['a', 'b', 'c'])).toBe('bias of output c');
    expect(selectionName(network, { kind: 'feature', index: 0 }, features)).toBe('feature x₁');
    expect(selectionName(network, { kind: 'example', split: 'validation', index: 6 }, features)).toBe('validation example 7');
  });
  it('part the two numbers of a symbol where they have two digits', () => {
    expect(weightTex(1, 0, 3)).toBe('w^{(2)}_{14}');
    expect(weightTex(1, 0, 11)).toBe('w^{(2)}_{1,12}');
    expect(activationTex(network, 1, 0)).toBe('\\hat y_{1}');
  });
});

describe('updateSymbols', () => {
  it('is TeX that KaTeX can set for every optimizer, with the symbol on the marker and the gradient in its colour', () => {
    for (const name of Object.keys(optimizers) as OptimizerName[]) {
      const tex = updateSymbols(optimizers[name].spec, weightTex(1, 0, 3));
      expect(tex).toContain('\\htmlClass{mark}{w^{(2)}_{14}}');
      expect(tex).not.toContain('\\theta');
      expectTexSets(tex);
    }
    expect(updateSymbols({ name: 'sgd' }, 'b')).toContain('\\htmlClass{grad}');
  });
});

describe('digitsToSee', () => {
  it('shows the step between two values, with three digits at least and seven at most', () => {
    expect(digitsToSee(0.5, -0.9)).toBe(3);
    expect(digitsToSee(0.00011, -3.4)).toBe(6);
    expect(digitsToSee(1e-12, 3)).toBe(7);
    expect(digitsToSee(0, 3)).toBe(3);
    expect(digitsToSee(0.1, 0)).toBe(3);
  });
});
