import { describe, expect, it } from 'vitest';
import { historyUpTo } from '../../src/store/lossTrend.ts';
import { bestBeforeOverFitting, isOverFitting, validationRise, whyNoBest } from '../../src/store/overFitting.ts';
import { createLossCurve } from '../../src/worker/lossHistory.ts';
import { curve } from './curves.ts';

/** Training falls for ever, validation falls to epoch 30 and rises from there. */
const turning = (epochs: number) => curve(epochs, (e) => Math.exp(-e / 20), (e) => 0.3 + ((e - 30) / 60) ** 2);

describe('over-fitting', () => {
  it('has its best step where the validation loss was lowest', () => {
    expect(bestBeforeOverFitting(turning(80), 0)).toEqual({ step: 300, epoch: 30, loss: 0.3 });
  });

  it('is not said before the validation loss is a tenth above its lowest', () => {
    // (e − 30)²/3600 > 0.03 from epoch 40.4 on; its mean over the last tenth of the run a little later.
    expect(bestBeforeOverFitting(turning(40), 0)).toBeNull();
    expect(bestBeforeOverFitting(turning(44), 0)).not.toBeNull();
  });

  it('is not said of the swings between mini-batches within an epoch', () => {
    // 25 steps an epoch, each the better for some examples and the worse for others; from epoch to epoch nothing rises.
    const noisy = curve(40, (e) => 0.3 * Math.exp(-e / 20), (e) => 0.4 * Math.exp(-e / 200) * (1 + 0.3 * Math.sin(2 * Math.PI * e)), 25);
    expect(bestBeforeOverFitting(noisy, 0)).toBeNull();
  });

  it('is not said of swings from epoch to epoch in a run that goes on learning', () => {
    const swinging = curve(200, (e) => 0.3 * Math.exp(-e / 20), (e) => 0.4 * Math.exp(-e / 100) * (1 + 0.2 * Math.sin((2 * Math.PI * e) / 3)));
    for (const epochs of [40, 70, 100, 200]) {
      expect(bestBeforeOverFitting(historyUpTo(swinging, epochs * 10), 0)).toBeNull();
    }
  });

  it('is not said where the training loss has not fallen meanwhile, nor where it is the higher one', () => {
    expect(bestBeforeOverFitting(curve(80, () => 0.2, (e) => 0.3 + ((e - 30) / 60) ** 2), 0)).toBeNull();
    expect(bestBeforeOverFitting(curve(80, (e) => 2 - e / 100, (e) => 0.3 + ((e - 30) / 60) ** 2), 0)).toBeNull();
  });

  it('stays said when the validation loss comes down again, until it is lower than ever', () => {
    const wave = (epochs: number) => curve(epochs, (e) => Math.exp(-e / 20), (e) => 0.5 + 0.2 * Math.cos((e / 40) * 2 * Math.PI) - e / 10_000);
    expect(bestBeforeOverFitting(wave(30), 0)?.epoch).toBeCloseTo(20, 0);
    expect(bestBeforeOverFitting(wave(57), 0)?.epoch).toBeCloseTo(20, 0);
    expect(bestBeforeOverFitting(wave(60), 0)).toBeNull();
    expect(bestBeforeOverFitting(wave(70), 0)?.epoch).toBeCloseTo(60, 0);
  });

  it('looks only at losses measured alike', () => {
    expect(bestBeforeOverFitting(turning(80), 400)?.step).toBe(400);
    expect(bestBeforeOverFitting(turning(80), 10_000)).toBeNull();
  });

  it('is nothing without validation examples, in a short run, or for a loss below 0', () => {
    expect(bestBeforeOverFitting(curve(80, (e) => Math.exp(-e), () => NaN), 0)).toBeNull();
    expect(bestBeforeOverFitting(curve(0, () => 1), 0)).toBeNull();
    expect(bestBeforeOverFitting(curve(80, (e) => -e, (e) => -5 + ((e - 30) / 6) ** 2), 0)).toBeNull();
  });

  it.each([1e12, 1e17, 1e300, Infinity])('forgets a single loss of %d once it is out of the mean', (spike) => {
    const spiked = (epochs: number) => curve(epochs, (e) => Math.exp(-e / 20), (e) => (Math.abs(e - 5) < 0.01 ? spike : 0.3 + ((e - 30) / 60) ** 2));
    for (const epochs of [40, 44, 80]) {
      const [spikedRise, plain] = [validationRise(spiked(epochs), 0), validationRise(turning(epochs), 0)];
      expect(spikedRise?.lowest).toBeCloseTo(plain!.lowest, 12);
      expect(spikedRise?.now).toBeCloseTo(plain!.now, 12);
      expect(bestBeforeOverFitting(spiked(epochs), 0)).toEqual(bestBeforeOverFitting(turning(epochs), 0));
    }
  });

  it('says why it is not there, whatever the reason is', () => {
    const rising = (e: number) => 0.3 + ((e - 30) / 60) ** 2;
    expect(whyNoBest(turning(80), 0)).toBeNull();
    expect(whyNoBest(curve(0, () => 1), 0)).toBe('few');
    expect(whyNoBest(curve(80, (e) => Math.exp(-e / 20), () => NaN), 0)).toBe('few');
    expect(whyNoBest(turning(25), 0)).toBe('lowest');
    expect(whyNoBest(turning(32), 0)).toBe('recent');
    expect(whyNoBest(turning(40), 0)).toBe('notRisen');
    expect(whyNoBest(curve(80, () => 0.2, rising), 0)).toBe('trainingNotFallen');
    expect(whyNoBest(curve(80, (e) => 2 - e / 100, rising), 0)).toBe('belowTraining');
    expect(whyNoBest(curve(80, (e) => Math.exp(-e), (e) => ((e - 30) / 60) ** 2 - 0.01), 0)).toBe('notPositive');
  });

  it('ends a little later than it begins', () => {
    const rise = { lowest: 1, now: 1.07, trainThen: 1, trainNow: 0.5 };
    expect([isOverFitting(rise), isOverFitting(rise, true)]).toEqual([false, true]);
  });

  it('knows the very step of the lowest loss of a long run, whose points are merged', () => {
    const long = createLossCurve(undefined, 50);
    for (let step = 0; step <= 5000; step += 1) {
      long.add({ step, epoch: step / 7, train: Math.exp(-step / 2000), validation: step === 1234 ? 0.2 : 0.3 + Math.abs(step - 1300) / 5000 });
    }
    const history = long.copy();
    expect(history.step.length).toBeLessThan(60);
    expect(bestBeforeOverFitting(history, 0)).toMatchObject({ step: 1234, loss: 0.2 });
    expect(validationRise(history, 0)?.best.epoch).toBeCloseTo(1234 / 7, 9);
  });
});
