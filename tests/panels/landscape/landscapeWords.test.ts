import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import { initialParametersOf, networkSpecOf } from '../../../src/config/network.ts';
import { createNetwork } from '../../../src/engine/network.ts';
import { createNames } from '../../../src/explain/names.ts';
import { arrowSentence, describeLandscape, edgeSentence, plainSymbol, sampleSentence, sliceSentence, waySentence, whyNone } from '../../../src/panels/landscape/LandscapeWords.ts';
import type { LossSlice } from '../../../src/store/landscape.ts';
import { weightsPlane } from '../../../src/store/landscapePlane.ts';

const experiment = defaultExperiment('circle');
const network = createNetwork(networkSpecOf(experiment));
const names = createNames(network, 'neurons', experiment.features);
const slice: LossSlice = {
  window: { a: 0, b: 0, halfA: 3, halfB: 2 }, side: 2, losses: Float64Array.of(0.4, 0.12, 1, 2), plane: weightsPlane(network, initialParametersOf(experiment), [0, 1]),
  directions: 'weights', run: 1, step: 7, progress: 1, sample: null,
};

describe('what the landscape says', () => {
  it('describes its picture truly, and says when the slice is older than the network', () => {
    expect(describeLandscape(slice, names, 7, 0.34)).toBe('Loss landscape: training loss over w₁₁₁ from −3 to 3 and w₁₂₁ from −2 to 2: lowest 0.120 at 1.50 and −1.00; the network stands at 0.340.');
    expect(describeLandscape(slice, names, 30, 0.1)).toContain('when it was taken, at step 7; the network stands at 0.100 by step 30');
    expect(describeLandscape(slice, names, 7, Number.NaN)).not.toContain('stands');
  });

  it('says of a first look that it is one', () => {
    expect(describeLandscape({ ...slice, sample: 330 }, names, 7, 0.34)).toMatch(/^Loss landscape: training loss of 330 of the examples over /);
    expect(sampleSentence(330, 7000, 0.3, false)).toBe('A first look, at 330 of the 7\u202f000 training examples; all of them follow.');
    expect(sampleSentence(330, 7000, 1, false)).toMatch(/training examples\.$/);
    expect(sampleSentence(330, 7000, 1, true)).toMatch(/would take too long beside training\.$/);
  });

  it('writes symbols as plain text', () => {
    expect(plainSymbol({ markup: 'w^{(1)}_{12}' })).toBe('w⁽¹⁾₁₂');
    expect(plainSymbol({ markup: 'b_1' })).toBe('b₁');
  });

  it('has one clear sentence where there is nothing to see', () => {
    expect(whyNone('diverged', 10, 41)).toMatch(/^This run diverged after step 41: /);
    expect(whyNone('ready', 0, 0)).toMatch(/no training examples/);
    expect(whyNone('training', 10, 0)).toBeNull();
  });

  it('goes down, and says what a slice leaves out', () => {
    expect(sliceSentence(51)).toMatch(/two directions of the 51 .* not seen\. Gradient descent walks down/);
    expect(sliceSentence(2)).toMatch(/whole loss/);
    expect(waySentence(0.83)).toMatch(/^0\.83 of the way lies in this plane/);
    expect(waySentence(1)).toBeNull();
    expect(arrowSentence(14, 196)).toMatch(/14 of the 196 examples: downhill for them/);
    expect(arrowSentence(500, 196)).toMatch(/straight downhill/);
  });

  it('says of the edge what it means for these settings', () => {
    const whole = { ...experiment, optimizer: { name: 'sgd' } as const, batchSize: 1000 };
    expect(edgeSentence(whole, 200, 4, 0.1)).toMatch(/0\.20 times the edge: full-batch gradient descent with .* could not settle/);
    expect(edgeSentence(whole, 200, 4, 0.6)).toMatch(/1\.2 times the edge: full-batch gradient descent cannot settle here/);
    expect(edgeSentence({ ...whole, batchSize: 14 }, 200, 4, 0.1)).toMatch(/14 of 200 examples it is only a hint/);
    expect(edgeSentence({ ...whole, optimizer: { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } }, 200, 4, 0.1)).toMatch(/for Adam it is only a hint/);
    expect(edgeSentence(whole, 200, -1, 0.1)).toMatch(/no edge/);
  });
});
