import { describe, expect, it } from 'vitest';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { initialParametersOf } from '../../src/config/network.ts';
import { needsRestart } from '../../src/config/restart.ts';
import { sweepVariableNames, sweepVariables } from '../../src/config/sweep.ts';
import { isOfBeginning, proposedValue, samenessSentence, sharedVariables, sidesFrom, sidesSentence, startsAgain, valueWords, withOwn, withShared } from '../../src/store/sideBySide.ts';
import type { SideRun, Sides } from '../../src/store/sideBySideSlice.ts';
import { createSideVerdicts, noVerdict } from '../../src/store/sideBySideVerdict.ts';
import type { TrainingFrame } from '../../src/worker/protocol.ts';
import { createFrame } from './frames.ts';

const bases = [initialExperiment, defaultExperiment('blobs3'), defaultExperiment('sine'), defaultExperiment('xor')];
const sideRun = (experiment: Experiment): SideRun => ({ experiment, firstExperiment: experiment, data: null, log: [], divergence: null, verdict: noVerdict });

/** A frame of a run whose loss has fallen steadily for so many steps. */
function learningFrame(steps: number, fall: number): TrainingFrame {
  const step = Float64Array.from({ length: steps / 10 + 1 }, (_, i) => i * 10);
  const loss = step.map((each) => Math.exp((-fall * each) / 100));
  return createFrame({
    step: steps, trainLoss: loss.at(-1)!, validationLoss: loss.at(-1)!,
    history: { step, epoch: step.map((each) => each / 14), train: loss, trainMin: loss, trainMax: loss, validation: loss, validationMin: loss, validationMax: loss },
  });
}

function sidesOf(base: Experiment, variable: Sides['variable'], value = proposedValue(base, variable)): Sides {
  const { left, right } = sidesFrom(base, variable, value);
  return { pair: 1, base, variable, playing: false, runs: { left: sideRun(left), right: sideRun(right) } };
}

describe('two runs that differ in one setting', () => {
  it.each(sweepVariableNames)('are proposed with another %s for every kind of data', (variable) => {
    for (const base of bases) {
      const sides = sidesOf(base, variable);
      const { left, right } = sides.runs;
      expect(left.experiment).toBe(base);
      if (base.hidden.length > 0 || (variable !== 'activation' && variable !== 'width')) {
        expect(sweepVariables[variable].valueOf(right.experiment)).not.toBe(sweepVariables[variable].valueOf(base));
        expect(samenessSentence(sides)).toBeNull();
      }
      expect(right.experiment.data).toEqual(base.data);
    }
  });

  it('begin at the same weights where the network and the draw are the same', () => {
    for (const variable of sharedVariables.filter((each) => each !== 'loss')) {
      const { left, right } = sidesFrom(initialExperiment, variable, proposedValue(initialExperiment, variable));
      expect(initialParametersOf(right)).toEqual(initialParametersOf(left));
    }
  });

  it('start again for what belongs to the beginning, and for nothing else', () => {
    for (const variable of sweepVariableNames) {
      const { left, right } = sidesFrom(initialExperiment, variable, proposedValue(initialExperiment, variable));
      expect(needsRestart(left, right)).toBe(isOfBeginning(variable));
    }
  });

  it('keep their difference when what they share is changed', () => {
    const sides = sidesOf(initialExperiment, 'learningRate', 1);
    const { left, right } = withShared(sides, 'optimizer', 'adam');
    expect([left.optimizer.name, right.optimizer.name]).toEqual(['adam', 'adam']);
    expect([left.learningRate, right.learningRate]).toEqual([initialExperiment.learningRate, 1]);
    expect(startsAgain(sides, { left, right })).toBe(false);
    const own = withOwn(sides, 'left', 0.5);
    expect([own.left.learningRate, own.right.learningRate]).toEqual([0.5, 1]);
    expect(startsAgain(sidesOf(initialExperiment, 'width'), withOwn(sidesOf(initialExperiment, 'width'), 'right', 3))).toBe(true);
  });

  it('propose ten times the rate, a tenth of a high one, and stay within the range', () => {
    expect(proposedValue({ ...initialExperiment, learningRate: 0.03 }, 'learningRate')).toBe(0.3);
    expect(proposedValue({ ...initialExperiment, learningRate: 3 }, 'learningRate')).toBe(0.3);
    expect(proposedValue({ ...initialExperiment, learningRate: 1e-6 }, 'learningRate')).toBe(1e-5);
  });
});

describe('what is said of them', () => {
  it('names the value of each, also where it is none that can be chosen', () => {
    expect(valueWords(initialExperiment, 'learningRate')).toBe(`η ${initialExperiment.learningRate}`);
    const mixed: Experiment = { ...initialExperiment, hidden: [{ units: 6, activation: 'tanh' }, { units: 4, activation: 'relu' }] };
    expect(valueWords(mixed, 'width')).toBe('6 and 4 neurons');
    expect(valueWords(mixed, 'activation')).toBe('tanh and ReLU');
    expect(valueWords({ ...mixed, initialization: { ...mixed.initialization, given: [1] } }, 'initialization')).toBe('weights by hand');
    expect(valueWords({ ...mixed, hidden: [] }, 'width')).toBe('no hidden layer');
  });

  it('says what is equal, what a loss forces on the output, and when nothing differs', () => {
    expect(sidesSentence(sidesOf(initialExperiment, 'learningRate'))).toBe('Everything else is equal: each run has the same data, the same mini-batches in the same order, and the same initial weights.');
    expect(sidesSentence(sidesOf(initialExperiment, 'batchSize'))).toContain('cut into batches of its size');
    const losses = sidesSentence(sidesOf(initialExperiment, 'loss', 'binary_cross_entropy'));
    expect(losses).toContain('The output is linear at the left and sigmoid at the right');
    expect(losses).toContain('no common scale');
    expect(samenessSentence(sidesOf(initialExperiment, 'learningRate', initialExperiment.learningRate))).toBe(`Both have η ${initialExperiment.learningRate}: they do exactly the same.`);
  });

  it('has a verdict of its own for each, which owes nothing to the other', () => {
    let now = 0;
    const verdicts = createSideVerdicts(() => (now += 1000));
    const healthy = sideRun(initialExperiment);
    const frames = { left: createFrame({ status: 'ready', step: 0 }), right: createFrame({ status: 'diverged', step: 41 }), tries: 1, wentBackTo: 0 };
    expect(verdicts.judge('left', frames, healthy).word).toBe('Ready');
    const lost = { ...healthy, divergence: { step: 41, epoch: 2, learningRate: 3 } };
    expect(verdicts.judge('right', frames, lost).sentence).toMatch(/^Diverged at step 41: the learning rate 3 is too high/);
    expect(verdicts.judge('left', frames, healthy).word).toBe('Ready');
  });

  it('has a verdict after going back that does not depend on which frames were drawn on the way', () => {
    const falling = learningFrame(400, 0.5);
    const at = (step: number, tries: number, wentBackTo = 0) => ({ left: { ...falling, step, status: 'training' as const }, right: falling, tries, wentBackTo });
    const said = (shown: readonly ReturnType<typeof at>[]): string => {
      let now = 0;
      const verdicts = createSideVerdicts(() => (now += 1000));
      return shown.map((frames) => verdicts.judge('left', frames, sideRun(initialExperiment)).sentence).at(-1)!;
    };
    const last = at(300, 2, 290);
    expect(said([at(400, 1), last])).toBe(said([last]));
    expect(said([at(400, 1), at(290, 2, 290), last])).toBe(said([at(290, 2, 290), last]));
    // What was before the moment gone back to belongs to another try.
    expect(said([at(300, 2, 290)])).not.toBe(said([at(300, 1)]));
  });
});
