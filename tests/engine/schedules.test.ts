import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSchedule, learningRateAt, momentumAt, schedules } from '../../src/engine/schedules.ts';
import type { ScheduleName, ScheduleSpec } from '../../src/engine/schedules.ts';

const names = Object.keys(schedules) as ScheduleName[];

describe('schedules', () => {
  it('have a default, finite and not negative at every step', () => {
    fc.assert(fc.property(fc.constantFrom(...names), fc.integer({ min: 0, max: 1_000_000 }), (name, step) => {
      const rate = learningRateAt(defaultSchedule(name), 0.1, step);
      expect(Number.isFinite(rate) && rate >= 0 && rate <= 0.1 + 1e-15).toBe(true);
    }));
  });

  it('multiply η: twice the rate is twice the rate at every step', () => {
    fc.assert(fc.property(fc.constantFrom(...names), fc.integer({ min: 0, max: 20_000 }), (name, step) => {
      const spec = defaultSchedule(name);
      expect(learningRateAt(spec, 0.2, step)).toBeCloseTo(2 * learningRateAt(spec, 0.1, step), 14);
    }));
  });

  it('start and end where they say', () => {
    expect(learningRateAt({ name: 'cosine', period: 10, minimum: 0.01 }, 0.1, 10)).toBeCloseTo(0.01, 15);
    expect(learningRateAt({ name: 'cosine_restarts', period: 10, growth: 2, minimum: 0 }, 0.1, 30)).toBe(0.1);
    expect(learningRateAt({ name: 'cosine_restarts', period: 10, growth: 1, minimum: 0 }, 0.1, 30)).toBe(0.1);
    expect(learningRateAt({ name: 'warmup', length: 5 }, 0.1, 4)).toBe(0.1);
    expect(learningRateAt({ name: 'linear', length: 10, from: 0, to: 1 }, 0.1, 5)).toBeCloseTo(0.05, 15);
  });

  it('stay at the last rate when one cycle is over', () => {
    const spec: ScheduleSpec = { name: 'one_cycle', length: 20, momentum: { low: 0.85, high: 0.95 } };
    expect(learningRateAt(spec, 1, 19)).toBe(1 / 25 / 1e4);
    expect(learningRateAt(spec, 1, 1000)).toBe(1 / 25 / 1e4);
    expect(momentumAt(spec, 0)).toBe(0.95);
    expect(momentumAt(spec, 1000)).toBe(0.95);
    expect(momentumAt({ name: 'one_cycle', length: 20 }, 3)).toBeNull();
    expect(momentumAt({ name: 'constant' }, 3)).toBeNull();
  });

  it('are finite for one cycle of any length', () => {
    fc.assert(fc.property(
      fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), fc.constantFrom('cosine' as const, 'linear' as const),
      fc.integer({ min: 0, max: 40 }),
      (length, rise, threePhases, form, step) => {
        expect(learningRateAt({ name: 'one_cycle', length, rise, threePhases, form }, 0.1, step)).toSatisfy(Number.isFinite);
      },
    ));
  });
});
