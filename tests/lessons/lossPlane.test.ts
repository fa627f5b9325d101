import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curvePath, planeOf } from '../../src/lessons/lossPlane.ts';

const room = { left: 40, right: 268, top: 6, bottom: 130 };

describe('the plane a curve is drawn on', () => {
  it('has room above the first loss, and well over a decade below it', () => {
    fc.assert(fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (start) => {
      const plane = planeOf(start, room, 'log');
      expect(plane.most).toBeGreaterThan(1.9 * start);
      expect(plane.least).toBeLessThan(start / 49);
      expect(plane.most / plane.least).toBeCloseTo(1000, 6);
      expect(plane.ticks).toHaveLength(4);
    }));
  });

  it('leads back from a place to its loss', () => {
    const plane = planeOf(0.29, room, 'log');
    for (const loss of [0.001, 0.0123, 0.29, 1]) expect(plane.lossAt(plane.y(loss))).toBeCloseTo(loss, 10);
    expect(plane.y(1)).toBeCloseTo(room.top, 10);
    expect([plane.lossAt(-50), plane.y(1e9)]).toEqual([plane.most, plane.y(plane.most)]);
    expect([plane.shareAt(room.left), plane.shareAt(room.right), plane.shareAt(0)]).toEqual([0, 1, 0]);
  });

  it('is linear from 0 where the timeline beside it is, with the first loss in its middle', () => {
    fc.assert(fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (start) => {
      const plane = planeOf(start, room, 'linear');
      expect([plane.least, plane.ticks[0], plane.y(0)]).toEqual([0, 0, room.bottom]);
      expect(plane.most).toBeGreaterThan(2 * start);
      expect(plane.ticks.length).toBeGreaterThanOrEqual(3);
      expect(plane.y(start / 2) - plane.y(start)).toBeCloseTo(room.bottom - plane.y(start / 2), 8);
      expect(plane.lossAt(plane.y(start)) / start).toBeCloseTo(1, 10);
    }));
  });

  it('leads out at the top where a loss is no number', () => {
    expect(curvePath(planeOf(0.29, room, 'log'), [[0, 1], [0.5, null]])).toBe('M40.0,6.0L154.0,-2.0');
  });
});
