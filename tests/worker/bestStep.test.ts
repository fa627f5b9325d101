import { describe, expect, it } from 'vitest';
import { situationById } from '../../src/config/situations.ts';
import { classFigures } from '../../src/engine/confusion.ts';
import { bestBeforeOverFitting } from '../../src/store/overFitting.ts';
import { experimentWith, SessionHarness } from './sessionHarness.ts';

/** The frame of a run that stands still, its losses those of its own step. */
function settled(h: SessionHarness) {
  h.settle();
  h.frame();
  h.settle();
  return h.frame();
}

describe('the best step of a run that over-fits', () => {
  it('is gone back to exactly: its validation loss is the lowest that was measured', () => {
    const h = new SessionHarness();
    h.open(situationById('overFitting').experiment);
    h.send({ type: 'setSpeed', stepsPerSecond: Infinity });
    h.send({ type: 'play' });
    for (let waited = 0; waited < 200 && (h.frame().epoch ?? 0) < 500; waited += 1) h.pass(50);
    h.send({ type: 'pause' });
    h.settle();
    const { history } = settled(h);
    const best = bestBeforeOverFitting(history, 0);
    expect(best).not.toBeNull();
    expect(best!.loss).toBe(Math.min(...history.validationMin));
    h.send({ type: 'visit', step: best!.step });
    h.settle();
    const there = settled(h);
    expect(there.step).toBe(best!.step);
    expect(there.validationLoss).toBe(best!.loss);
    expect(there.epoch + there.stepInEpoch / there.stepsPerEpoch).toBeCloseTo(best!.epoch, 9);
    // The rest of the run is still there, and with it the mark.
    expect(bestBeforeOverFitting(there.history, 0)).toEqual(best);
  });
});

describe('the answers by class', () => {
  it('count every example of both splits, and agree with the accuracy', () => {
    const h = new SessionHarness();
    h.open(experimentWith());
    h.step(20);
    const { trainConfusion, validationConfusion, trainAccuracy, validationAccuracy, history } = settled(h);
    for (const [confusion, accuracy] of [[trainConfusion, trainAccuracy], [validationConfusion, validationAccuracy]] as const) {
      const figures = classFigures(confusion, 2);
      const count = figures.reduce((sum, each) => sum + each.count, 0);
      expect(count).toBeGreaterThan(10);
      expect(figures.reduce((sum, each) => sum + each.correct, 0) / count).toBe(accuracy);
    }
    expect([history.trainAccuracy!.at(-1), history.validationAccuracy!.at(-1)]).toEqual([trainAccuracy, validationAccuracy]);
  });

  it('are none in a regression', () => {
    const h = new SessionHarness();
    h.open(situationById('overFitting').experiment);
    h.step(3);
    const { trainConfusion, validationConfusion, history } = settled(h);
    expect([trainConfusion.length, validationConfusion.length]).toEqual([0, 0]);
    expect(history.trainAccuracy!.every(Number.isNaN)).toBe(true);
  });
});
