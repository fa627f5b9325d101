import { describe, expect, it } from 'vitest';
import { createPacer, createRateMeter, createShare } from '../../src/worker/pacing.ts';

describe('pacer', () => {
  it('makes the first step at once, then one a second', () => {
    const pacer = createPacer(1);
    pacer.start(5000);
    expect(pacer.due(5000)).toBe(1);
    pacer.made(1);
    expect(pacer.wait(5900)).toBeCloseTo(100, 1);
    expect(pacer.due(5999)).toBe(0);
    expect(pacer.due(6000)).toBe(1);
  });

  it('forgets what it could not do in time', () => {
    const pacer = createPacer(100);
    pacer.start(0);
    expect(pacer.due(60_000)).toBe(25);
  });

  it('knows no limit as fast as it goes', () => {
    const pacer = createPacer();
    pacer.start(0);
    expect(pacer.due(0)).toBe(Infinity);
    expect(pacer.wait(0)).toBe(0);
  });

  it('takes a new speed at once, without a burst', () => {
    const pacer = createPacer(1000);
    pacer.start(0);
    pacer.setSpeed(2, 200);
    expect(pacer.due(200)).toBe(1);
    pacer.made(1);
    expect(pacer.wait(200)).toBeCloseTo(500, 1);
    pacer.setSpeed(0, 200);
    expect(pacer.stepsPerSecond).toBe(1);
    pacer.setSpeed(NaN, 200);
    expect(pacer.stepsPerSecond).toBe(1);
  });
});

describe('rate meter', () => {
  it('measures the last half second', () => {
    const meter = createRateMeter();
    for (let ms = 0; ms <= 2000; ms += 5) meter.record(ms, ms < 1000 ? ms : 1000 + (ms - 1000) * 4);
    expect(meter.rate()).toBeCloseTo(4000, 0);
    meter.reset();
    expect(meter.rate()).toBe(0);
  });

  it('measures one step a second', () => {
    const meter = createRateMeter();
    for (let second = 0; second < 5; second += 1) meter.record(second * 1000, second);
    expect(meter.rate()).toBe(1);
  });
});

describe('share', () => {
  it('allows the job no more than its share in the long run', () => {
    const share = createShare(0);
    let job = 0;
    let training = 0;
    for (let i = 0; i < 10_000; i += 1) {
      if (share.allows) {
        share.spend(3);
        job += 3;
      } else {
        share.earn(1, 0.1);
        training += 1;
      }
    }
    expect(job / training).toBeCloseTo(0.1, 2);
  });
});
