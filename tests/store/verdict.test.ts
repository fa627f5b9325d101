import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../src/engine/network.ts';
import { identicalNeurons, judge, settle, type Verdict, type VerdictInput, type VerdictMemory } from '../../src/store/verdict.ts';
import type { LossHistory } from '../../src/worker/protocol.ts';
import { curve } from './curves.ts';

const STEPS = 10;

function input(history: LossHistory, more: Partial<VerdictInput> = {}): VerdictInput {
  return {
    history, status: 'training', step: history.step.at(-1) ?? 0, stepsPerEpoch: STEPS, divergence: null, loss: 'squared', learningRate: 30, isBounded: false, loweredAt: null,
    gradientNorm: 0.1, identical: null, parameterCount: 37, trainCount: 196, changedAt: 0, comparableFrom: 0, previous: null, ...more,
  };
}

/** Noise that is the same in every run. */
const noise = (epoch: number): number => Math.sin(epoch * 1234.567 * STEPS) * Math.cos(epoch * 77.7 * STEPS);

describe('judge on synthetic curves', () => {
  it('is ready before the first step', () => {
    expect(judge(input(curve(0, () => 1), { status: 'ready' }))).toEqual({
      word: 'Ready', sentence: 'Ready: 37 parameters will learn from 196 examples.',
    });
  });

  it('says how fast the loss falls, and the number is true', () => {
    const { word, sentence } = judge(input(curve(60, (t) => 0.5 * 0.979 ** t)));
    expect(word).toBe('Converging');
    expect(sentence).toBe('Converging: training loss falls 2.1 % an epoch.');
  });

  it('says where η stands to the edge of stability, where that is known and η decides', () => {
    expect(judge(input(curve(60, (t) => 0.5 * 0.979 ** t), { timesEdge: 0.3704 })).sentence).toBe('Converging: training loss falls 2.1 % an epoch; η is 0.37 × 2/λmax.');
    expect(judge(input(curve(60, (t) => 0.5 * (1 + 0.5 * Math.sin(t * 2.5))), { timesEdge: 1.204 })).sentence).toMatch(/^Oscillating: .* of the time; η is 1\.2 × 2\/λmax\.$/);
    expect(judge(input(curve(0, () => 1), { status: 'ready', timesEdge: 0.3 })).sentence).not.toContain('λ');
    expect(judge(input(curve(60, (t) => 0.5 * 0.979 ** t), { timesEdge: null })).sentence).not.toContain('λ');
  });

  it('sees through the noise of mini-batches', () => {
    const { word, sentence } = judge(input(curve(80, (t) => 0.5 * 0.98 ** t * (1 + 0.1 * noise(t)))));
    expect(word).toBe('Converging');
    expect(sentence).toMatch(/falls (1\.9|2|2\.1) % an epoch/);
  });

  it('calls a hardly falling loss crawling, with the epochs to halve it', () => {
    const { word, sentence } = judge(input(curve(100, (t) => 0.7 * 0.9999 ** t)));
    expect(word).toBe('Crawling');
    expect(sentence).toContain('0.01 % an epoch');
    expect(sentence).toMatch(/6.900 epochs to halve/);
  });

  it('calls a swinging loss oscillating', () => {
    const { word } = judge(input(curve(60, (t) => 0.5 * (1 + 0.5 * Math.sin(t * 2.5)))));
    expect(word).toBe('Oscillating');
  });

  it('calls a rising loss diverging', () => {
    expect(judge(input(curve(40, (t) => 0.2 * 1.05 ** t))).word).toBe('Diverging');
  });

  it('names the step and the cause of a divergence', () => {
    const divergence = { step: 41, epoch: 2, learningRate: 30 };
    expect(judge(input(curve(4, (t) => 10 ** t), { status: 'diverged', divergence })).sentence)
      .toBe('Diverged at step 41: the learning rate 30 is too high for this network.');
    expect(judge(input(curve(4, (t) => 10 ** t), { status: 'diverged', divergence, learningRate: 3 })).sentence)
      .toBe('Diverged at step 41: the learning rate 30 is too high for this network (it was η = 30 at that step).');
    expect(judge(input(curve(4, (t) => -t), { status: 'diverged', divergence, loss: 'signed_difference' })).sentence)
      .toContain('no lower bound');
  });

  it('calls a settled loss converged and an unmoved one flat', () => {
    expect(judge(input(curve(300, (t) => 0.05 + 0.6 * Math.exp(-t / 10) + 1e-4 * noise(t)))).word).toBe('Converged');
    expect(judge(input(curve(300, (t) => 0.5 + 1e-4 * noise(t)))).word).toBe('Flat');
  });

  it('says nothing of a trend before two epochs are made, nor so soon after a change', () => {
    expect(judge(input(curve(1, (t) => 0.5 * 0.9 ** t))).word).toBe('Starting');
    expect(judge(input(curve(100, (t) => 0.5 * 0.9 ** t), { changedAt: 990 })).sentence).toMatch(/^Starting: 10 steps made since step 990, /);
  });

  it('does not call settled what was only slowed, or still falls', () => {
    const settled = curve(300, (t) => 0.05 + 0.6 * Math.exp(-t / 10) + 1e-4 * noise(t));
    expect(judge(input(settled, { changedAt: 2900, loweredAt: 2900 })).word).not.toBe('Converged');
    expect(judge(input(settled, { changedAt: 2000, loweredAt: 2000 })).word).toBe('Converged');
    expect(judge(input(curve(300, (t) => (t < 20 ? 0.5 * 0.9 ** t : 0.06 * 0.9995 ** t)))).word).toBe('Crawling');
  });

  it('calls a loss that no gradient moves stuck', () => {
    expect(judge(input(curve(100, () => 0.5), { gradientNorm: 0 })).sentence).toBe('Stuck: every gradient is 0, so no weight moves.');
  });

  it('sees a validation loss that rises while the training loss falls', () => {
    const { word, sentence } = judge(input(curve(200, (t) => 0.5 * 0.99 ** t, (t) => (t < 80 ? 0.5 * 0.99 ** t : 0.5 * 0.99 ** 80 * (1 + (t - 80) / 240)))));
    expect(word).toBe('Over-fitting');
    expect(sentence).toMatch(/(49|50) % above its lowest \(epoch (79|80)\)/);
  });

  it('does not call a gap that stays over-fitting', () => {
    expect(judge(input(curve(200, (t) => 0.5 * 0.99 ** t, (t) => 0.5 * 0.99 ** t + 0.2))).word).toBe('Converging');
  });

  it('judges only what came after the last change', () => {
    const history = curve(100, (t) => (t < 50 ? 0.5 * (1 + 0.5 * Math.sin(t * 2.5)) : 0.5 * 0.98 ** (t - 50)));
    expect(judge(input(history, { changedAt: 500 })).word).toBe('Converging');
  });

  it('says that the signed difference falls for ever', () => {
    expect(judge(input(curve(30, (t) => 1 - t), { loss: 'signed_difference' })).word).toBe('Diverging');
    // Still above 0, and as quietly as any other loss: falling is no success here.
    const { word, sentence } = judge(input(curve(30, (t) => 1 - t / 100), { loss: 'signed_difference' }));
    expect([word, sentence]).toEqual(['Diverging', expect.stringContaining('no lower bound')]);
    expect(judge(input(curve(30, (t) => 1 - t / 100), { loss: 'signed_difference', isBounded: true })).sentence).toMatch(/a trap, for errors of opposite sign cancel\.$/);
    // 0 is no perfect fit: errors of opposite sign cancel.
    expect(judge(input(curve(30, () => 0), { loss: 'signed_difference' })).word).toBe('Flat');
  });

  it('never shows what is no number, whatever the curve', () => {
    const value = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (losses, stepsPerEpoch) => {
      const history = curve(losses.length - 1, (t) => losses[Math.round(t)] ?? 0, undefined, 1);
      const { word, sentence } = judge(input(history, { stepsPerEpoch }));
      expect(sentence.startsWith(word)).toBe(true);
      expect(sentence).not.toMatch(/NaN|Infinity|undefined|not a number|too large/);
      expect(sentence).toMatch(/\.$/);
    }));
  });
});

describe('identical neurons', () => {
  const network = createNetwork({ inputs: 2, layers: [{ units: 3, activation: 'tanh' }, { units: 2, activation: 'tanh' }, { units: 1, activation: 'tanh' }] });

  it('finds them in all layers, in one, in none', () => {
    const theta = new Float64Array(network.parameterCount);
    expect(identicalNeurons(network, theta)).toEqual({ layer: 'all', units: 0 });
    const last = network.layers[2]?.weights ?? 0;
    theta[last] = 0.5;
    expect(identicalNeurons(network, theta)).toEqual({ layer: 0, units: 3 });
    theta[0] = 0.1;
    expect(identicalNeurons(network, theta)).toBeNull();
  });

  it('does not call neurons identical whose outgoing weights differ', () => {
    const small = createNetwork({ inputs: 1, layers: [{ units: 2, activation: 'tanh' }, { units: 1, activation: 'linear' }] });
    const theta = new Float64Array(small.parameterCount);
    theta[small.layers[1]?.weights ?? 0] = 1;
    expect(identicalNeurons(small, theta)).toBeNull();
  });

  it('has nothing to say of single neurons', () => {
    const thin = createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'tanh' }, { units: 1, activation: 'linear' }] });
    expect(identicalNeurons(thin, new Float64Array(thin.parameterCount))).toBeNull();
  });

  it('are named in the verdict', () => {
    const history = curve(3, () => 0.5);
    expect(judge(input(history, { identical: { layer: 'all', units: 0 } })).sentence).toMatch(/^Stuck: all hidden neurons are identical/);
    expect(judge(input(curve(0, () => 0.5), { identical: { layer: 'all', units: 0 } })).sentence).toBe('Ready: all hidden neurons are identical and will stay so.');
    expect(judge(input(history, { identical: { layer: 1, units: 4 } })).sentence).toMatch(/^Stuck: the 4 neurons of hidden layer 2/);
  });
});

describe('settle', () => {
  const say = (word: Verdict['word'], number = 1): Verdict => ({ word, sentence: `${word}: ${number}.` });
  const start: VerdictMemory = { shown: say('Converging'), candidate: null, candidateSince: 0, shownSince: 0 };

  it('does not flicker between two words', () => {
    let memory = start;
    for (let time = 0; time < 5000; time += 200) {
      memory = settle(memory, say(time % 400 === 0 ? 'Oscillating' : 'Converging'), time, true);
      expect(memory.shown.word).toBe('Converging');
    }
  });

  it('takes a word that holds', () => {
    let memory = start;
    for (let time = 0; time <= 800; time += 200) memory = settle(memory, say('Oscillating'), time, true);
    expect(memory.shown.word).toBe('Oscillating');
  });

  it('takes what is certain at once, and anything when training stands still', () => {
    expect(settle(start, say('Diverged'), 1, true).shown.word).toBe('Diverged');
    expect(settle(start, say('Flat'), 1, false).shown.word).toBe('Flat');
  });

  it('renews the numbers of its sentence twice a second', () => {
    expect(settle(start, say('Converging', 2), 100, true).shown.sentence).toBe('Converging: 1.');
    expect(settle(start, say('Converging', 2), 600, true).shown.sentence).toBe('Converging: 2.');
  });
});
