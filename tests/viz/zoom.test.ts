import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIT, isZoomed, MOST_ZOOM, movedToShow, ofFingers, refitted, wheelFactor, zoomedBy, type Zoom } from '../../src/viz/zoom.ts';

const frame = { width: 400, height: 300 };
const still = [0, 0] as const;
/** The point of the picture that stands at a place of the frame. */
const under = ({ k, x, y }: Zoom, [left, top]: readonly [number, number]): readonly [number, number] => [(left - x) / k, (top - y) / k];

describe('two fingers', () => {
  it('zoom by how far they part, about their middle, and move with it', () => {
    expect(ofFingers([[100, 100], [140, 130]], [[90, 100], [170, 160]])).toEqual({ factor: 2, at: [130, 130], by: [10, 15] });
  });
  it('only move where they are too near to each other to tell', () => {
    expect(ofFingers([[10, 10], [12, 10]], [[20, 10], [60, 10]]).factor).toBe(1);
  });
  it('keep what lies under their middle under it', () => {
    const inside = fc.tuple(fc.double({ min: 100, max: 300, noNaN: true }), fc.double({ min: 100, max: 200, noNaN: true }));
    fc.assert(fc.property(fc.double({ min: 1.2, max: 4, noNaN: true }), inside, fc.double({ min: 1.1, max: 1.5, noNaN: true }), (k, at, factor) => {
      const before = zoomedBy(FIT, { factor: k, at, by: still }, frame);
      const now = zoomedBy(before, { factor, at, by: still }, frame);
      const [from, to] = [under(before, at), under(now, at)];
      expect(to[0]).toBeCloseTo(from[0], 6);
      expect(to[1]).toBeCloseTo(from[1], 6);
    }));
  });
});

describe('the picture seen larger', () => {
  it('never leaves its frame, and is from 1 to so many times as large', () => {
    const place = fc.tuple(fc.double({ min: -900, max: 900, noNaN: true }), fc.double({ min: -900, max: 900, noNaN: true }));
    fc.assert(fc.property(fc.array(fc.record({ factor: fc.double({ min: 0.01, max: 90, noNaN: true }), at: place, by: place }), { maxLength: 12 }), (gestures) => {
      const { k, x, y } = gestures.reduce<Zoom>((zoom, gesture) => zoomedBy(zoom, gesture, frame), FIT);
      expect(k).toBeGreaterThanOrEqual(1);
      expect(k).toBeLessThanOrEqual(MOST_ZOOM);
      expect(x).toBeLessThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(0);
      expect(x + frame.width * k).toBeGreaterThanOrEqual(frame.width - 1e-9);
      expect(y + frame.height * k).toBeGreaterThanOrEqual(frame.height - 1e-9);
    }));
  });
  it('is all of it again when it is pinched nearly so far', () => {
    const larger = zoomedBy(FIT, { factor: 2, at: [50, 60], by: still }, frame);
    expect(isZoomed(larger)).toBe(true);
    expect(zoomedBy(larger, { factor: 0.505, at: [380, 280], by: still }, frame)).toBe(FIT);
  });
  it('moves with one finger, as far as its edge', () => {
    const larger = zoomedBy(FIT, { factor: 2, at: [200, 150], by: still }, frame);
    expect(larger).toEqual({ k: 2, x: -200, y: -150 });
    expect(zoomedBy(larger, { factor: 1, at: [0, 0], by: [30, -40] }, frame)).toEqual({ k: 2, x: -170, y: -190 });
    expect(zoomedBy(larger, { factor: 1, at: [0, 0], by: [999, -999] }, frame)).toEqual({ k: 2, x: 0, y: -300 });
  });
  it('of a picture wider than its frame scrolls as far as the picture goes', () => {
    const moved = zoomedBy(FIT, { factor: 1, at: [0, 0], by: [-999, -999] }, frame, { width: 700, height: 300 });
    expect(moved).toEqual({ k: 1, x: -300, y: 0 });
  });
  it('keeps its size where a factor is no number', () => {
    expect(zoomedBy({ k: 2, x: -10, y: -10 }, { factor: Number.NaN, at: [0, 0], by: still }, frame).k).toBe(2);
  });
  it('goes just so far that a thing is in sight, and not at all if it is', () => {
    const larger: Zoom = { k: 2, x: -200, y: -150 };
    expect(movedToShow(larger, { x: 100, y: 100, width: 40, height: 40 }, frame)).toBe(larger);
    expect(movedToShow(larger, { x: -30, y: 290, width: 40, height: 40 }, frame)).toEqual({ k: 2, x: -158, y: -192 });
  });
  it('stays in a frame that has become smaller or larger', () => {
    const larger: Zoom = { k: 2, x: -400, y: -300 };
    expect(refitted(larger, frame)).toBe(larger);
    expect(refitted(larger, { width: 300, height: 300 })).toEqual({ k: 2, x: -300, y: -300 });
  });
});

describe('the wheel', () => {
  it('zooms in upward and out downward, by a third a notch at most', () => {
    expect(wheelFactor(-120)).toBeCloseTo(2 ** 0.4, 10);
    expect(wheelFactor(120) * wheelFactor(-120)).toBeCloseTo(1, 10);
    expect(wheelFactor(-2)).toBeCloseTo(2 ** 0.02, 10);
  });
});
