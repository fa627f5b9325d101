import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import type { DatasetName } from '../../../src/config/experiment.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { outputsOf } from '../../../src/datasets/runData.ts';
import { measuredTarget } from '../../../src/explain/measured.ts';
import { inputsText, isProbability, listedText, listSentence, mistakesOf } from '../../../src/panels/output/OutputPanelMistakes.ts';
import { SessionHarness } from '../../worker/sessionHarness.ts';

function runOf(set: DatasetName, steps: number) {
  const experiment = defaultExperiment(set);
  const harness = new SessionHarness();
  harness.open(experiment);
  for (let step = 0; step < steps; step += 1) harness.send({ type: 'step', unit: 'epoch' });
  harness.settle();
  return { frame: harness.frame(), data: buildData(experiment), activation: experiment.outputActivation };
}

describe('the examples a network gets wrong', () => {
  const digits = runOf('digits', 2);

  it.each(['train', 'validation'] as const)('are as many as the confusion matrix counts, cell by cell (%s)', (split) => {
    const { frame, data, activation } = digits;
    const confusion = split === 'train' ? frame.trainConfusion : frame.validationConfusion;
    let wrong = 0;
    for (let target = 0; target < 10; target += 1) {
      for (let answer = 0; answer < 11; answer += 1) {
        const cell = mistakesOf(data, activation, frame, split, { target, answer }, 5);
        const n = confusion[target * 11 + answer]!;
        expect(cell.count).toBe(n);
        expect(cell.list.length).toBe(Math.min(5, n));
        expect(cell.list.every((each) => each.target === target && each.answer === answer)).toBe(true);
        if (target !== answer) wrong += n;
      }
    }
    expect(wrong).toBeGreaterThan(20);
    expect(mistakesOf(data, activation, frame, split, null, 5)).toMatchObject({ count: wrong, seen: split === 'train' ? 1258 : 539 });
  });

  it('come with the probability of what is answered, the surest first; right ones least sure first', () => {
    const { frame, data, activation } = digits;
    const { list } = mistakesOf(data, activation, frame, 'validation', null, 1000);
    for (const { index, answer, target, figure } of list) {
      const own = frame.validationOutputs.subarray(index * 10, index * 10 + 10);
      expect(figure).toBe(own[answer]);
      expect(figure).toBe(Math.max(...own));
      expect(data.validationTargets[index]).toBe(target);
    }
    expect(list.map(({ figure }) => figure)).toEqual(list.map(({ figure }) => figure).toSorted((a, b) => b - a));
    const right = mistakesOf(data, activation, frame, 'validation', { target: 3, answer: 3 }, 1000).list.map(({ figure }) => figure);
    expect(right).toEqual(right.toSorted((a, b) => a - b));
  });

  it('of two classes and one output are told by the boundary; those that are no numbers come first', () => {
    const { frame, data, activation } = runOf('spiral', 1);
    expect(outputsOf(data)).toBe(1);
    const outputs = frame.trainOutputs.slice();
    outputs[7] = NaN;
    const { list, count } = mistakesOf(data, activation, { ...frame, trainOutputs: outputs }, 'train', null, 1000);
    expect(list[0]).toMatchObject({ index: 7, answer: 2 });
    expect(list.slice(1).every(({ target, answer }) => target === 1 - answer)).toBe(true);
    expect(count).toBe(list.length);
    expect(listedText(data, list[0]!, 'train', false, null)).toMatch(/^training example 8: target .1, no answer$/);
    const cell = mistakesOf(data, activation, { ...frame, trainOutputs: outputs }, 'train', { target: data.trainTargets[7]!, answer: 2 }, 5);
    expect(cell.list.map(({ index }) => index)).toEqual([7]);
  });

  it('of a sigmoid show the probability of the class answered, on either side', () => {
    const { data } = runOf('spiral', 0);
    const outputs = new Float32Array(data.trainTargets.length);
    data.trainTargets.forEach((target, index) => { outputs[index] = target === 1 ? 0.25 : 0.875; });
    const { list, count } = mistakesOf(data, 'sigmoid', { trainOutputs: outputs, validationOutputs: new Float32Array(0) }, 'train', null, 1000);
    expect(count).toBe(data.trainTargets.length);
    expect(new Set(list.map(({ answer, figure }) => `${answer} ${figure}`))).toEqual(new Set(['1 0.875', '0 0.75']));
    expect(list[0]!.answer).toBe(1);
    expect([isProbability('sigmoid', 1), isProbability('softmax', 3), isProbability('sigmoid', 3), isProbability('tanh', 1)]).toEqual([true, true, false, false]);
  });

  it('of a regression are all, the largest error first', () => {
    const { frame, data, activation } = runOf('diabetes', 1);
    const { list, count, seen } = mistakesOf(data, activation, frame, 'train', null, 10);
    const errors = data.trainEncoded.map((target, i) => Math.abs(frame.trainOutputs[i]! - target)).toSorted((a, b) => b - a);
    expect([count, seen]).toEqual([data.trainTargets.length, data.trainTargets.length]);
    expect(list.map(({ rank }) => rank)).toEqual([...errors.subarray(0, 10)]);
    expect(listedText(data, list[0]!, 'train', false, null)).toMatch(/^training example \d+: target −?[\d.]+, answer −?[\d.]+, error [+−][\d.]+$/);
  });

  it('say their inputs and values as they were measured', () => {
    const penguins = buildData(defaultExperiment('penguins'));
    const said = inputsText(penguins, { set: 'penguins' }, 'train', 0);
    expect(said).toMatch(/bill length \d\d(\.\d)? mm/);
    expect(said).toMatch(/body mass \d{4} g/);
    expect(said).toMatch(/(not )?sex: male/);
    expect(said.match(/island/g)).toHaveLength(1);
    const { data, frame, activation } = runOf('diabetes', 1);
    const worst = mistakesOf(data, activation, frame, 'train', null, 1).list[0]!;
    const spoken = listedText(data, worst, 'train', false, measuredTarget({ set: 'diabetes' }));
    const [, target = '', answer = '', error = ''] = /target (\S+), answer (\S+), error ([+−]\S+)$/.exec(spoken) ?? [];
    expect(Number(target)).toBeGreaterThanOrEqual(25);
    expect(Number.isInteger(Number(target))).toBe(true);
    expect(Number(answer) - Number(target)).toBeCloseTo(Number(error.replace('−', '-')), 0);
    const { data: spirals } = runOf('spiral', 0);
    expect(inputsText(spirals, { set: 'spiral' }, 'train', 0)).toMatch(/^x₁ \S+ · x₂ \S+$/);
  });

  it('are counted in words', () => {
    const { data } = digits;
    const found = { list: [], count: 3, seen: 539 };
    expect(listSentence(data, { ...found, list: [{}, {}, {}] as never }, 'validation', null)).toBe('3 of 539 wrong, surest first');
    expect(listSentence(data, { ...found, count: 1, list: [{}] as never }, 'validation', { target: 8, answer: 3 })).toBe('1 of 539: 8 answered 3');
    expect(listSentence(data, { ...found, seen: 100, list: [{}] as never }, 'validation', { target: 8, answer: 8 })).toBe('3 of the first 100: 8 answered 8, least sure first; 1 shown');
  });
});
