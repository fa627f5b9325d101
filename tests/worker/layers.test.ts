import { describe, expect, it } from 'vitest';
import { initialExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { initialParametersOf, networkSpecOf, trainerConfigOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import { activationNames, activations, type ActivationName } from '../../src/engine/activations.ts';
import type { InitializerSpec } from '../../src/engine/initializers.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { gradientRatio, layersFindings, layersWord, learningSentence, reachRatio } from '../../src/panels/layers/LayersText.ts';
import { createLayers, type LayersResult } from '../../src/worker/layers.ts';
import { histogramOf, identicalGroups, largestSlope, quantilesOf } from '../../src/worker/layersFacts.ts';

function pass(experiment: Experiment, parameters?: Float64Array, budget = 50): LayersResult {
  const job = createLayers({ kind: 'layers', experiment, stepsAhead: 12, ...(parameters === undefined ? {} : { parameters }) }, buildData(experiment));
  while (!job.work(budget, () => performance.now()));
  return job.result();
}

/** The opening data, a network of one hidden layer or more. */
function begun(weights: InitializerSpec, activation: ActivationName, units: readonly number[] = [4], more: Partial<Experiment> = {}): Experiment {
  return {
    ...initialExperiment, hidden: units.map((count) => ({ units: count, activation })), outputActivation: 'linear',
    initialization: { weights, biases: { kind: 'zero' }, seed: 2 }, ...more,
  };
}

const zero: InitializerSpec = { kind: 'zero' };
const half: InitializerSpec = { kind: 'constant', value: 0.5 };

describe('one pass through the layers', () => {
  it('has the gradient that a step of training makes of the same examples', () => {
    const experiment = { ...begun({ kind: 'xavier', distribution: 'uniform' }, 'tanh', [5, 3]), batchSize: 10_000 };
    const data = buildData(experiment);
    const trainer = createTrainer(trainerConfigOf(experiment), data.trainSet, 1, initialParametersOf(experiment));
    trainer.advance();
    const { layers } = pass(experiment);
    const network = createNetwork(networkSpecOf(experiment));
    layers.forEach(({ gradients, zeroWeights }, l) => {
      const { weights, biases } = network.layers[l]!;
      const own = histogramOf(trainer.gradient.slice(weights, biases));
      expect(gradients.reach).toBe(own.reach);
      expect([...gradients.counts]).toEqual([...own.counts]);
      expect(zeroWeights).toBe(0);
    });
  });

  it('gives the spread over all units and examples, the same in small pieces', () => {
    const experiment = begun({ kind: 'normal', mean: 0, std: 1 }, 'tanh', [4, 4]);
    const whole = pass(experiment);
    const data = buildData(experiment);
    expect(whole.examples).toBe(data.trainSet.count);
    expect(whole.layers.map(({ z }) => z?.count)).toEqual([4, 4, 1].map((units) => units * data.trainSet.count));
    for (const { a, upstream } of whole.layers.slice(0, 2)) {
      expect(a!.low).toBeGreaterThanOrEqual(-1);
      expect(a!.high).toBeLessThanOrEqual(1);
      expect(upstream!.low).toBeGreaterThanOrEqual(0);
    }
    expect(pass(experiment, undefined, 0)).toEqual(whole);
  });

  it('takes quantiles between the values, and leaves out what is not finite', () => {
    expect(quantilesOf(Float64Array.of(3, 1, 2, Number.NaN, Infinity, -Infinity, 0, 4))).toEqual({ count: 5, zeros: 1, low: 0.2, lower: 1, middle: 2, upper: 3, high: 3.8 });
    expect(quantilesOf(Float64Array.of(Number.NaN))).toBeNull();
  });

  it('knows the steepest slope of every activation', () => {
    for (const name of activationNames) {
      for (let z = -6; z < 6; z += 0.013) expect(Math.abs(activations[name].derivative(z, activations[name].output(z)))).toBeLessThanOrEqual(largestSlope(name) * 1.001);
    }
    expect(largestSlope('sigmoid')).toBe(0.25);
    expect(largestSlope('tanh')).toBe(1);
  });

  it('refuses parameters of another network', () => {
    expect(() => pass(initialExperiment, new Float64Array(3))).toThrow(RangeError);
  });
});

describe('identical, dead and saturated neurons', () => {
  it('are found in groups, by their weights in and out', () => {
    const network = createNetwork({ inputs: 1, layers: [{ units: 4, activation: 'tanh' }, { units: 1, activation: 'linear' }] });
    const theta = Float64Array.of(1, 1, 2, 1, /* b */ 0, 0, 0, 0, /* out */ 5, 5, 5, 5, 0);
    expect(identicalGroups(network, theta, 0)).toEqual([[0, 1, 3]]);
    theta[8 + 3] = 6;
    expect(identicalGroups(network, theta, 0)).toEqual([[0, 1]]);
    theta[4] = 0.1;
    expect(identicalGroups(network, theta, 0)).toEqual([]);
    const experiment = { ...begun(zero, 'tanh'), features: ['x'] } as const;
    const result = pass(experiment, theta.with(4, 0));
    expect(layersFindings(result)).toContain('Hidden 1: neurons 1 and 2 are identical and will stay so.');
  });

  it('dead: φ′ is exactly 0 for every example', () => {
    const experiment = begun({ kind: 'uniform', low: -1, high: 1 }, 'relu');
    const network = createNetwork(networkSpecOf(experiment));
    const theta = initialParametersOf(experiment);
    theta[network.layers[0]!.biases + 2] = -100;
    const { layers } = pass(experiment, theta);
    expect(layers[0]!.dead).toEqual([2]);
    expect(layersFindings(pass(experiment, theta))).toContain('Neuron 3 of hidden 1 is dead: φ′ is exactly 0 for every example, and with it the gradient.');
  });

  it('saturated: the slope is small on the whole', () => {
    const experiment = begun({ kind: 'uniform', low: -1, high: 1 }, 'tanh');
    const network = createNetwork(networkSpecOf(experiment));
    const theta = initialParametersOf(experiment);
    theta[network.layers[0]!.biases] = 5;
    expect(pass(experiment, theta).layers[0]).toMatchObject({ saturated: [0], dead: [] });
  });
});

describe('what begins at zero or a constant', () => {
  it.each(activationNames)('zero weights with %s: what is said is what training does', (activation) => {
    const experiment = begun(zero, activation);
    const result = pass(experiment);
    const [hidden, output] = result.layers as [LayersResult['layers'][0], LayersResult['layers'][0]];
    expect(layersWord(result)).toBe('Identical');
    const sentence = learningSentence(result);
    if (activations[activation].output(0) === 0) {
      expect([hidden.zeroWeights, hidden.zeroBiases, output.zeroWeights, output.zeroBiases]).toEqual([8, 4, 4, 0]);
      expect(sentence).toBe('The gradient of every weight is exactly 0 (all 12); only the output bias learns.');
    } else {
      expect([hidden.zeroWeights, hidden.zeroBiases, output.zeroWeights, output.zeroBiases]).toEqual([8, 4, 0, 0]);
      expect(sentence).toBe('The gradient of 8 of 12 weights is exactly 0; the output bias and the output weights learn. Hidden 1 follows after 3 steps.');
      expect(result.ahead?.stayIdentical).toBe(true);
    }
    // And so it goes on.
    const data = buildData(experiment);
    const trainer = createTrainer(trainerConfigOf(experiment), data.trainSet, experiment.data.seed, initialParametersOf(experiment));
    while (trainer.epoch < 20) trainer.advance();
    const weights = trainer.parameters.slice(0, 8);
    const moved = weights.some((w) => w !== 0) || trainer.parameters.slice(12, 16).some((w) => w !== 0);
    expect(moved).toBe(activations[activation].output(0) !== 0);
    expect(identicalGroups(createNetwork(networkSpecOf(experiment)), trainer.parameters, 0)).toEqual([[0, 1, 2, 3]]);
  });

  it('two sigmoid layers at zero learn one after the other, each at the step that training says', () => {
    const experiment = begun(zero, 'sigmoid', [4, 3]);
    const network = createNetwork(networkSpecOf(experiment));
    const theta = initialParametersOf(experiment);
    const trainer = createTrainer(trainerConfigOf(experiment), buildData(experiment).trainSet, experiment.data.seed, theta);
    const first = network.layers.map(() => 0);
    while (first.includes(0)) {
      trainer.advance();
      network.layers.forEach(({ weights, biases }, l) => {
        if (first[l] === 0 && trainer.parameters.subarray(weights, biases).some((w) => w !== 0)) first[l] = trainer.step;
      });
    }
    // The errors of the first batch cancel exactly, so that nothing moves in the first step.
    expect(first).toEqual([4, 3, 2]);
    expect(learningSentence(pass(experiment))).toMatch(/the output bias and the output weights learn\. Hidden 2 follows after 3 steps and hidden 1 after 4\.$/);
  });

  it.each(activationNames)('a constant with %s: every neuron stays like the others', (activation) => {
    const result = pass(begun(half, activation, [4, 3]));
    expect(layersWord(result)).toBe('Identical');
    expect(layersFindings(result)).toContain('In every hidden layer all neurons are identical and will stay so.');
    expect(result.ahead?.stayIdentical).toBe(true);
    const zeros = result.layers.reduce((sum, layer) => sum + layer.zeroWeights + layer.zeroBiases, 0);
    expect(learningSentence(result) === null).toBe(zeros === 0);
  });

  it('nothing learns where errors cancel exactly', () => {
    const experiment = { ...initialExperiment, data: { ...initialExperiment.data, set: 'xorTable' as const, trainShare: 1 }, hidden: [{ units: 2, activation: 'tanh' as const }], outputActivation: 'linear' as const, initialization: { weights: zero, biases: zero, seed: 1 } };
    expect(learningSentence(pass(experiment))).toBe('The gradient of every weight is exactly 0 (all 6) and so is that of every bias: nothing learns.');
  });
});

describe('vanishing and exploding', () => {
  const deep = [8, 8, 8, 8, 8, 8];
  it('sigmoid layers shrink gradients, large weights let them grow', () => {
    const vanishing = pass(begun({ kind: 'uniform', low: -0.3, high: 0.3 }, 'sigmoid', deep));
    expect(gradientRatio(vanishing)).toBeGreaterThan(1000);
    expect(layersWord(vanishing)).toBe('Vanishing');
    expect(layersFindings(vanishing)[0]).toMatch(/^Gradients shrink 1 : .* from the last to the first hidden layer\.$/);
    const exploding = pass(begun({ kind: 'normal', mean: 0, std: 1 }, 'linear', deep));
    expect(layersWord(exploding)).toBe('Exploding');
    expect(layersFindings(exploding)[0]).toMatch(/^Gradients grow 1 : .* first hidden layer\.$/);
    const growing = pass(begun({ kind: 'uniform', low: 0, high: 1 }, 'relu', deep));
    expect(layersFindings(growing).join(' ')).toMatch(/The spread of the activations over neurons and examples grows 1 : .* from the first to the last hidden layer\./);
    const fine = pass(begun({ kind: 'xavier', distribution: 'uniform' }, 'tanh', [16, 16, 16]));
    expect(layersWord(fine)).toBe('Fine');
  });
  it('calls small what the output’s gradient has lost most of on its way to the first layer, though no layer alone loses much', () => {
    const weak = pass(begun({ kind: 'uniform', low: -0.3, high: 0.3 }, 'tanh', [6, 4]));
    const [ratio, between] = [reachRatio(weak)!, gradientRatio(weak)!];
    expect([ratio >= 10, between < 10]).toEqual([true, true]);
    expect(weak.layers[2]!.upstream!.middle / weak.layers[0]!.upstream!.middle).toBe(ratio);
    expect(layersWord(weak)).toBe('Small');
    expect(layersFindings(weak)[0]).toBe(`Gradients shrink 1 : ${Number(ratio.toPrecision(2))} from the output to the first hidden layer.`);
    expect(layersWord(pass(begun({ kind: 'normal', mean: 0, std: 1 }, 'tanh', [6, 4])))).toBe('Fine');
  });
  it('has nothing to compare in a network of one layer', () => {
    const result = pass(begun(zero, 'tanh', []));
    expect(gradientRatio(result)).toBeNull();
    expect(layersFindings(result)).toEqual(['There is no hidden layer: every gradient comes straight from the loss.']);
  });
});
