import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossPitch, PITCH_RANGE } from '../../src/viz/lossPitch.ts';

describe('the pitch of a loss', () => {
  it('is an octave lower for a tenth of the loss', () => {
    expect(lossPitch(1)).toBeCloseTo(880, 9);
    expect(lossPitch(0.1)).toBeCloseTo(440, 9);
    expect(lossPitch(0.01)).toBeCloseTo(220, 9);
  });
  it('falls with the loss, within what can be heard', () => {
    const loss = fc.double({ min: 1e-12, max: 1e12, noNaN: true });
    fc.assert(fc.property(loss, loss, (one, other) => {
      const [lower, higher] = [lossPitch(Math.min(one, other))!, lossPitch(Math.max(one, other))!];
      expect(lower).toBeLessThanOrEqual(higher);
      expect(lower).toBeGreaterThanOrEqual(PITCH_RANGE[0]);
      expect(higher).toBeLessThanOrEqual(PITCH_RANGE[1]);
    }));
    expect(lossPitch(0.4)!).toBeLessThan(lossPitch(0.41)!);
  });
  it('is the lowest for a loss that is 0 or below, as errors that cancel have, and none for one that is no number', () => {
    expect([lossPitch(0), lossPitch(-3)]).toEqual([110, 110]);
    expect([lossPitch(Number.NaN), lossPitch(Infinity), lossPitch(-Infinity)]).toEqual([null, null, null]);
  });
});
