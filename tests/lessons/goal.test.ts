import { describe, expect, it } from 'vitest';
import { deadlineOf, evaluateGoal, isGoalReached } from '../../src/lessons/goal.ts';
import type { Goal } from '../../src/lessons/lesson.ts';
import { changedExperiment, pageExperiment, settingsChanged, settingNames, startExperiment } from '../../src/lessons/lessonExperiment.ts';
import type { MeasuredMoment } from '../../src/lessons/measuredMoment.ts';
import { measures } from '../../src/lessons/measures.ts';
import { parameterOf, selectionOf } from '../../src/lessons/parameterNames.ts';
import { isSettingsKey } from '../../src/share/experimentAddress.ts';
import { networkOf } from '../../src/store/network.ts';
import { playMoves } from './lessonRunner.ts';

const { experiment: xor } = startExperiment('data=xor&hidden=4tanh&rate=0.1');
const after = (epochs: number, text = ''): MeasuredMoment => playMoves(xor, {}, [{ ...(text === '' ? {} : { change: text }), run: { count: epochs, unit: 'epoch' } }]);

describe('a goal', () => {
  const moment = after(20);

  it('says how each of its conditions stands', () => {
    const goal: Goal = [{ measure: 'trainLoss', relation: 'below', value: 'startLoss' }, { measure: 'validationAccuracy', relation: 'at least', value: 0.999 }, { measure: 'verdict', relation: 'is not', value: 'Stuck' }, { measure: 'trainLoss', relation: 'below', value: 0.5 }];
    const { met, conditions } = evaluateGoal(goal, moment);
    expect(met).toBe(false);
    expect(conditions.map((each) => each.met)).toEqual([true, false, true, true]);
    expect(conditions[0]).toMatchObject({ label: 'Training loss', wanted: 'below training loss at the start' });
    expect(conditions[3]).toMatchObject({ wanted: 'below 0.5' });
    expect(conditions[1]).toMatchObject({ label: 'Validation accuracy', wanted: expect.stringMatching(/^at least 99\.9.%$/) as string });
  });

  it('is not met by what is not known', () => {
    for (const relation of ['below', 'above', 'is', 'is not'] as const) {
      expect(evaluateGoal([{ measure: 'validationLoss', relation, value: 1 }], { ...moment, frame: null }).met, relation).toBe(false);
      expect(evaluateGoal([{ measure: 'gradientRatio', relation, value: 1 }], { ...moment, data: null }).met, relation).toBe(false);
    }
  });

  it('has the last moment that it allows', () => {
    expect(deadlineOf([{ measure: 'trainLoss', relation: 'below', value: 0.1 }, { measure: 'epoch', relation: 'at most', value: 30 }])).toEqual({ epoch: 30 });
    expect(deadlineOf([{ measure: 'step', relation: 'below', value: 11 }])).toEqual({ step: 10 });
    expect(deadlineOf([{ measure: 'epoch', relation: 'at least', value: 300 }])).toBeNull();
  });

  it('with a deadline is reached by what the run has passed, without one by what is now', () => {
    const early: Goal = [{ measure: 'trainLoss', relation: 'below', value: 0.12 }, { measure: 'epoch', relation: 'at most', value: 30 }];
    expect(isGoalReached(early, after(60))).toBe(true);
    expect(evaluateGoal(early, after(60)).met).toBe(false);
    expect(isGoalReached(early, after(60, 'rate=0.01'))).toBe(false);
    expect(isGoalReached([...early, { measure: 'rate', relation: 'above', value: 0.5 }], after(60))).toBe(false);
    expect(isGoalReached([{ measure: 'trainLoss', relation: 'above', value: 1 }], after(60))).toBe(false);
  });
});

describe('what is measured', () => {
  it('is so at the first moment', () => {
    const zero = playMoves(startExperiment('data=xor&hidden=3tanh&init=zero').experiment, { select: 'w111' }, []);
    const of = (name: keyof typeof measures, moment = zero): number | string => measures[name].of(moment);
    expect([of('step'), of('epoch'), of('changedWeights'), of('weightNorm'), of('hiddenNeurons'), of('parameters')]).toEqual([0, 0, 0, 0, 3, 13]);
    expect([of('zeroGradients'), of('identicalNeurons'), of('selectedValue'), of('diverged'), of('verdict')]).toEqual([1, 3, 0, 'no', 'Ready']);
    expect(of('deadNeurons')).toBe(0);
    // Every answer is 0.
    const targets = zero.data!.trainEncoded;
    expect(of('signedError')).toBeCloseTo(targets.reduce((sum, target) => sum + target, 0) / targets.length, 6);
    expect(of('absoluteError')).toBeCloseTo(1);
    expect(of('deadNeurons', playMoves(startExperiment('data=xor&hidden=3relu&init=zero').experiment, {}, []))).toBe(3);
  });

  it('gives the length of the gradient that a step on all examples has', () => {
    const whole = playMoves(startExperiment('data=xor&hidden=4tanh&batch=1000&rate=0.000001').experiment, {}, [{ run: { count: 1, unit: 'step' } }]);
    expect(measures.gradientNorm.of(whole) as number).toBeCloseTo(whole.frame!.gradientNorm, 4);
  });
});

describe('the experiments of pages', () => {
  it('take what they are told, and say what they cannot', () => {
    expect(startExperiment('data=circle&rate=0.5').experiment).toMatchObject({ data: { set: 'circle' }, learningRate: 0.5 });
    expect(startExperiment('preset=workedNetwork&rate=2').experiment).toMatchObject({ learningRate: 2, naming: 'neurons', batchSize: 1 });
    expect(startExperiment('preset=none').problems).toHaveLength(1);
    expect(changedExperiment(xor, 'rate=3&optimizer=adam')).toMatchObject({ problems: [], experiment: { learningRate: 3, optimizer: { name: 'adam' }, hidden: xor.hidden } });
    expect(changedExperiment(xor, 'output=softmax').problems.length).toBeGreaterThan(0);
    expect(changedExperiment(startExperiment('preset=workedNetwork').experiment, 'hidden=3tanh')).toMatchObject({ problems: [], experiment: { hidden: [{ units: 3 }] } });
  });

  it('leave the numbers of a record that is said anew', () => {
    const momentum = startExperiment('data=xor&optimizer=momentum&optimizer.momentum=0.5').experiment;
    expect(momentum.optimizer).toMatchObject({ name: 'momentum', momentum: 0.5 });
    expect(changedExperiment(momentum, 'optimizer=adam')).toMatchObject({ problems: [], experiment: { optimizer: { name: 'adam', beta1: 0.9 } } });
  });

  it('begin where the last start was', () => {
    const page = { title: '', text: '', lights: [], shows: {}, facts: [] };
    const pages = [{ ...page, start: 'data=xor&rate=1' }, { ...page, change: 'batch=5' }, { ...page, start: 'data=moons' }];
    expect(pageExperiment({ pages }, 1)).toMatchObject({ learningRate: 1, batchSize: 5, data: { set: 'xor' } });
    expect(pageExperiment({ pages }, 2)).toEqual(startExperiment('data=moons').experiment);
  });

  it('say which settings the reader has changed', () => {
    expect(settingsChanged(xor, xor, [])).toEqual([]);
    expect(settingsChanged(xor, changedExperiment(xor, 'rate=3').experiment, [])).toEqual(['rate']);
    expect(settingsChanged(xor, changedExperiment(xor, 'optimizer=adam&optimizer.beta1=0.5').experiment, [])).toEqual(['optimizer']);
    expect(settingsChanged(xor, xor, [{ kind: 'parameter', step: 0, epoch: 0, index: 0, value: 1, label: '' }])).toEqual(['weights']);
  });

  it('have the settings that links have', () => {
    for (const name of settingNames) expect(name === 'preset' || isSettingsKey(name), name).toBe(true);
  });
});

describe('names of parameters', () => {
  const network = networkOf(startExperiment('data=xorTable&hidden=2tanh').experiment);

  it('count neurons through the network, or name the layer first', () => {
    expect(['w111', 'w121', 'w211', 'w221', 'b1', 'b2', 'w311', 'w321', 'b3'].map((name) => parameterOf(network, name))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(['w1_11', 'w1_12', 'w1_21', 'b1_2', 'w2_11', 'w2_12', 'b2_1'].map((name) => parameterOf(network, name))).toEqual([0, 1, 2, 5, 6, 7, 8]);
    expect(selectionOf(network, 'neuron 3')).toEqual({ kind: 'neuron', layer: 1, unit: 0 });
    expect(selectionOf(network, 'w321')).toEqual({ kind: 'weight', layer: 1, unit: 0, input: 1 });
  });

  it('are no others', () => {
    for (const name of ['w112', 'w131', 'w411', 'b4', 'b0', 'w3_11', 'w11', 'x1', 'neuron 4', '', 'w']) {
      expect(parameterOf(network, name), name).toBeNull();
      expect(selectionOf(network, name), name).toBeNull();
    }
  });
});
