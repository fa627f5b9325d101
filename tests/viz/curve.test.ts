import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveEnd, curveScales, drawFunction, drawLossCurve, nearestBucket, type CurveHistory } from '../../src/viz/curve.ts';
import { createPalette } from '../../src/viz/palette.ts';
import { recordingContext } from './recordingContext.ts';

const box = { x: 40, y: 10, width: 800, height: 100 };

function history(train: readonly number[], validation = train): CurveHistory {
  const places = train.map((_, i) => i);
  return { step: places.map((i) => i * 7), epoch: places, train, trainMin: train, trainMax: train, validation, validationMin: validation, validationMax: validation };
}

describe('curveScales', () => {
  it('does not make a cliff of crumbs', () => {
    const log = curveScales(history([0.508, 0.5, 0.496]), box);
    expect(log.high / log.low).toBeGreaterThanOrEqual(10);
    expect(curveScales(history([0.508, 0.496]), box, { axis: 'linear' }).low).toBe(0);
  });
  it('falls back to a linear axis where a loss is negative', () => {
    const scales = curveScales(history([0.5, -3]), box);
    expect(scales.axis).toBe('linear');
    expect(scales.low).toBe(-5);
  });
  it('cuts off spikes above fifty times the first loss', () => {
    expect(curveScales(history([0.5, 1e30, 0.4]), box).high).toBe(50);
  });
  it('keeps every finite loss inside the box, on tidy ends', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { maxLength: 30 }), fc.constantFrom('log' as const, 'linear' as const), (losses, axis) => {
      const scales = curveScales(history(losses), box, { axis });
      expect(scales.high).toBeGreaterThan(scales.low);
      for (const loss of [...losses, Number.NaN, Infinity, -1]) {
        expect(scales.yOf(loss)).toBeGreaterThanOrEqual(box.y - 1e-9);
        expect(scales.yOf(loss)).toBeLessThanOrEqual(box.y + box.height + 1e-9);
      }
      expect(scales.placeAt(scales.xOf(3))).toBeCloseTo(3);
    }));
  });
  it('leaves room to grow and marks the end', () => {
    expect([0, 19, 20, 214, 1e6].map(curveEnd)).toEqual([20, 20, 40, 320, 1310720]);
    expect(curveScales(history([1]), box, { end: 320 }).xTicks.map((t) => t.value)).toEqual([0, 40, 80, 120, 160, 200, 240, 280, 320]);
  });
});

describe('drawLossCurve', () => {
  const palette = createPalette({});
  /** The calls that draw the training curve: validation, below it, is drawn first. */
  const trainingCalls = ({ calls }: ReturnType<typeof recordingContext>) => calls.slice(calls.findLastIndex(({ name }) => name === 'setLineDash') + 1);
  it('dashes validation', () => {
    const recording = recordingContext();
    const h = history([1, 0.5, 0.2]);
    drawLossCurve(recording.ctx, h, curveScales(h, box), palette);
    expect(recording.calls.filter((c) => c.name === 'setLineDash').map((c) => c.args[0])).toEqual([[5, 3.5], []]);
  });
  it('leaves a gap where a loss is not finite', () => {
    const recording = recordingContext();
    const h = history([1, Number.NaN, 0.2, 0.1]);
    drawLossCurve(recording.ctx, h, curveScales(h, box), palette);
    expect(trainingCalls(recording).filter(({ name }) => name === 'moveTo')).toHaveLength(2);
  });
  it('leaves through the top, with an arrow and no line along it, and comes back', () => {
    const recording = recordingContext();
    const h = history([1, 0.5, 1e10, 1e20, 1e30, 0.5, 0.4]);
    const scales = curveScales(h, box);
    drawLossCurve(recording.ctx, h, scales, palette);
    const line = trainingCalls(recording);
    const stroke = line.slice(0, line.findIndex(({ name }) => name === 'stroke')).filter(({ name }) => name === 'moveTo' || name === 'lineTo');
    expect(stroke.map(({ name, args: [x] }) => [name, x])).toEqual([
      ['moveTo', scales.xOf(0)], ['lineTo', scales.xOf(1)], ['lineTo', scales.xOf(2)], ['moveTo', scales.xOf(4)], ['lineTo', scales.xOf(5)], ['lineTo', scales.xOf(6)],
    ]);
    expect([stroke[2]!.args[1], stroke[3]!.args[1]]).toEqual([box.y, box.y]);
    const arrow = line.slice(line.findIndex(({ name }) => name === 'stroke')).filter(({ name }) => name === 'moveTo');
    expect(arrow.map(({ args }) => args)).toEqual([[scales.xOf(2), box.y - 4]]);
  });
  it('draws what is beyond the shown moment once more, in grey', () => {
    const recording = recordingContext();
    const h = history([1, 0.5, 0.2]);
    drawLossCurve(recording.ctx, h, curveScales(h, box), palette, { until: 1 });
    expect(recording.count('clip')).toBe(2);
  });
});

describe('nearestBucket', () => {
  it('is the nearest of the history', () => {
    const h = history([1, 1, 1, 1]);
    expect([-1, 0.4, 0.6, 2.4, 99].map((e) => nearestBucket(h, 'epoch', e))).toEqual([0, 0, 1, 2, 3]);
    expect(nearestBucket(h, 'step', 15)).toBe(2);
    expect(nearestBucket(history([]), 'epoch', 1)).toBe(-1);
  });
});

describe('drawFunction', () => {
  it('spans the box from side to side and never leaves it far', () => {
    const { ctx, calls } = recordingContext();
    drawFunction(ctx, [0, 1e300, 1], box, [0, 1], { colour: 'black', lineWidth: 1 });
    const places = calls.filter((c) => c.name === 'moveTo' || c.name === 'lineTo').map((c) => c.args as [number, number]);
    expect(places.map(([x]) => x)).toEqual([40, 440, 840]);
    for (const [, y] of places) expect(Math.abs(y)).toBeLessThan(600);
  });
});
