import { describe, expect, it } from 'vitest';
import { formatCount } from '../../src/viz/format.ts';
import { paceText, speedPosition, SPEEDS, wishedText } from '../../src/store/speeds.ts';

describe('the pace', () => {
  it('has the position of the slider whose speed is nearest by ratio', () => {
    for (const [position, speed] of SPEEDS.entries()) expect(speedPosition(speed)).toBe(position);
    expect([3, 70, 30_000].map(speedPosition)).toEqual([1, 5, 12]);
  });

  it('is said as it was asked for', () => {
    expect([1, 500, Infinity].map(wishedText)).toEqual(['1 step a second', '500 steps a second', 'as fast as it goes']);
  });

  it('is shown as asked for, and at full speed as measured, to two digits', () => {
    expect([paceText(1, 0), paceText(500, 480), paceText(Infinity, 1234), paceText(Infinity, 0)]).toEqual(['1 step/s', '500 steps/s', `${formatCount(1200)} steps/s`, 'fastest']);
  });
});
