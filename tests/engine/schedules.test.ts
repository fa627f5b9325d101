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

  it.each<[spec: ScheduleSpec, shares: Readonly<Record<number, number>>]>([
    [{ name: 'constant' }, { 0: 1, 99: 1 }],
    [{ name: 'step', stepSize: 10, gamma: 0.5 }, { 0: 1, 9: 1, 10: 0.5, 25: 0.25 }],
    [{ name: 'multi_step', milestones: [3, 6], gamma: 0.1 }, { 2: 1, 3: 0.1, 5: 0.1, 6: 0.01 }],
    [{ name: 'exponential', gamma: 0.5 }, { 0: 1, 1: 0.5, 3: 0.125 }],
    [{ name: 'inverse_time', decay: 0.5 }, { 0: 1, 2: 0.5, 6: 0.25 }],
    [{ name: 'cosine', period: 4, minimum: 0 }, { 0: 1, 1: 0.853553390593, 2: 0.5, 4: 0 }],
    [{ name: 'cosine_restarts', period: 2, growth: 2, minimum: 0 }, { 0: 1, 1: 0.5, 2: 1, 3: 0.853553390593, 4: 0.5, 6: 1, 10: 0.5 }],
    [{ name: 'cosine_restarts', period: 2, growth: 1, minimum: 0 }, { 1: 0.5, 2: 1, 3: 0.5, 9: 0.5 }],
    [{ name: 'warmup', length: 4 }, { 0: 0.25, 1: 0.5, 3: 1, 9: 1 }],
    [{ name: 'linear', length: 4, from: 0.2, to: 1 }, { 0: 0.2, 1: 0.4, 4: 1, 9: 1 }],
    [{ name: 'warmup_cosine', warmup: 4, length: 12 }, { 0: 0.25, 2: 0.75, 3: 1, 4: 1, 6: 0.853553390593, 8: 0.5, 12: 0 }],
    [{ name: 'polynomial', length: 4, power: 2 }, { 0: 1, 1: 0.5625, 2: 0.25, 4: 0, 9: 0 }],
    [{ name: 'one_cycle', length: 14, rise: 5 / 14, divisor: 10, finalDivisor: 100 }, { 0: 0.1, 1: 0.231801948466, 2: 0.55, 4: 1, 13: 0.001, 99: 0.001 }],
    [{ name: 'one_cycle', length: 10, rise: 0.3, divisor: 10, finalDivisor: 100, form: 'linear' }, { 0: 0.1, 1: 0.55, 2: 1, 3: 1 - 0.999 / 7, 9: 0.001 }],
    [{ name: 'one_cycle', length: 10, rise: 0.4, divisor: 10, finalDivisor: 100, form: 'linear', threePhases: true }, { 0: 0.1, 1: 0.4, 3: 1, 4: 0.7, 6: 0.1, 7: 0.067, 9: 0.001 }],
  ])('take their share of η at these steps: %o', (spec, shares) => {
    for (const [step, share] of Object.entries(shares)) expect(learningRateAt(spec, 2, Number(step)), `step ${step}`).toBeCloseTo(2 * share, 11);
  });

  it('turn the momentum the other way round', () => {
    const spec: ScheduleSpec = { name: 'one_cycle', length: 10, rise: 0.4, form: 'linear', momentum: { low: 0.8, high: 0.9 } };
    const at = (each: ScheduleSpec, step: number): number => momentumAt(each, step) ?? NaN;
    expect([0, 3, 6, 9].map((step) => at(spec, step).toFixed(6))).toEqual(['0.900000', '0.800000', '0.850000', '0.900000']);
    expect([0, 3, 6, 8].map((step) => at({ ...spec, threePhases: true }, step).toFixed(6))).toEqual(['0.900000', '0.800000', '0.900000', '0.900000']);
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
