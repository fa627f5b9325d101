import { describe, expect, it } from 'vitest';
import { createBurst, createPacer, createRateMeter, createShare, createSlices } from '../../src/worker/pacing.ts';

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

describe('a burst', () => {
  it('grows to what fits between two looks at the clock, at most twofold, and shrinks at once', () => {
    const burst = createBurst();
    expect(burst.size).toBe(1);
    burst.learn(1, 0.001);
    expect(burst.size).toBe(2);
    for (let i = 0; i < 20; i += 1) burst.learn(burst.size, burst.size * 0.001);
    expect(burst.size).toBe(400);
    burst.learn(400, 40);
    expect(burst.size).toBe(4);
    burst.learn(4, 1000);
    expect(burst.size).toBe(1);
  });

  it('learns nothing of no advance, and knows an end where they take no time', () => {
    const burst = createBurst();
    burst.learn(0, 5);
    expect(burst.size).toBe(1);
    for (let i = 0; i < 20; i += 1) burst.learn(burst.size, 0);
    expect(burst.size).toBe(4096);
  });
});

describe('a slice of work', () => {
  /** A clock that pieces of so many ms move. */
  function slicesOf(ms: readonly number[]) {
    let time = 0;
    let made = 0;
    const slice = createSlices(() => time);
    const piece = (): boolean => {
      if (made >= ms.length) return false;
      time += ms[made] ?? 0;
      made += 1;
      return true;
    };
    return { work: (budget: number) => slice(budget, piece), made: () => made };
  }

  it('ends where a piece finds nothing to do', () => {
    const { work, made } = slicesOf([1, 1, 1]);
    expect(work(8)).toBe(false);
    expect(made()).toBe(3);
  });

  it('begins no piece that could end after it', () => {
    const { work, made } = slicesOf(Array.from({ length: 20 }, () => 3));
    expect(work(8)).toBe(true);
    expect(made()).toBe(2);
    // A little of what the longest took is forgotten from slice to slice.
    expect(work(8)).toBe(true);
    expect(made()).toBe(4);
  });

  it('is never longer than 8 ms, and makes one piece however long that takes', () => {
    const { work, made } = slicesOf([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 100, 1]);
    expect(work(1000)).toBe(true);
    expect(made()).toBe(8);
    work(1000);
    expect(made()).toBe(11);
    work(1);
    expect(made()).toBe(12);
  });
});
