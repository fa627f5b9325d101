import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerGaps, layoutNetwork, type LayoutOptions, type NetworkLayout } from '../../src/viz/networkLayout.ts';

const shape = (inputs: number, ...units: number[]) => ({ inputs, layers: units.map((n) => ({ units: n })) });

const options: fc.Arbitrary<LayoutOptions> = fc.record({
  spec: fc.record({
    inputs: fc.integer({ min: 1, max: 64 }),
    layers: fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 9 }).map((all) => all.map((units) => ({ units }))),
  }),
  width: fc.integer({ min: 280, max: 1800 }),
  height: fc.integer({ min: 220, max: 1200 }),
  orientation: fc.constantFrom('right', 'down'),
  maxShown: fc.integer({ min: 1, max: 64 }),
});

type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

const boxesOf = (layout: NetworkLayout): Place[] => layout.columns.flatMap((column) => [
  ...column.units.map(({ x, y, size }) => ({ x, y, width: size, height: size })),
  ...(column.more === null ? [] : [column.more]),
]);

const SLACK = 1e-9;
const overlap = (a: Place, b: Place): boolean =>
  a.x + a.width > b.x + SLACK && b.x + b.width > a.x + SLACK && a.y + a.height > b.y + SLACK && b.y + b.height > a.y + SLACK;

describe('layoutNetwork', () => {
  it('keeps everything inside and nothing on top of anything, whatever the network', () => {
    fc.assert(fc.property(options, (given) => {
      const layout = layoutNetwork(given);
      const boxes = boxesOf(layout);
      const outside = boxes.filter((a) => a.x < -SLACK || a.y < -SLACK || a.x + a.width > given.width + SLACK || a.y + a.height > given.height + SLACK);
      const onTop = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => overlap(a, b)).map((b) => [a, b]));
      expect(outside).toEqual([]);
      expect(onTop).toEqual([]);
    }));
  });

  it('shows every unit once or counts it as hidden', () => {
    fc.assert(fc.property(options, (given) => {
      const counts = [given.spec.inputs, ...given.spec.layers.slice(0, -1).map((l) => l.units)];
      const layout = layoutNetwork(given);
      expect(layout.columns).toHaveLength(counts.length);
      layout.columns.forEach((column, c) => {
        const units = column.units.map((box) => box.unit);
        expect(units.length + column.hiddenCount).toBe(counts[c]);
        expect(units.length).toBeLessThanOrEqual(given.maxShown ?? 64);
        expect(units).toEqual([...new Set(units)].toSorted((a, b) => a - b));
        expect(column.more === null).toBe(column.hiddenCount === 0);
      });
      expect(layout.outputAnchors).toHaveLength(given.spec.layers.at(-1)?.units ?? 0);
    }));
  });

  it('has the proportions of the page at 1440: six of 54 as tall as four, two centred', () => {
    const layout = layoutNetwork({ spec: shape(2, 6, 4, 1), width: 576, height: 384 });
    const [features, first, second] = layout.columns;
    expect(first?.units.map((u) => [u.y, u.size])).toEqual([0, 66, 132, 198, 264, 330].map((y) => [y, 54]));
    expect(second?.units.map((u) => u.y)).toEqual([0, 110, 220, 330]);
    expect(features?.units.map((u) => u.y)).toEqual([110, 220]);
    expect(layout.outputAnchor).toEqual({ x: 576, y: 192 });
  });

  it('shrinks the pictures of a wide layer and then leaves some out', () => {
    const sizeOf = (units: number) => layoutNetwork({ spec: shape(2, units, 1), width: 576, height: 384 }).columns[1];
    expect(sizeOf(12)?.size).toBeCloseTo(26.6, 1);
    expect(sizeOf(16)?.hiddenCount).toBe(0);
    expect(sizeOf(64)?.hiddenCount).toBeGreaterThan(40);
    expect(sizeOf(64)?.size).toBeGreaterThanOrEqual(19);
  });

  it('shows the preferred units, in their own order', () => {
    const layout = layoutNetwork({ spec: shape(2, 64, 1), width: 576, height: 384, maxShown: 4, preferred: [undefined, [63, 5, 40, 63, 99, 2, 1]] });
    expect(layout.columns[1]?.units.map((u) => u.unit)).toEqual([2, 5, 40, 63]);
  });

  it('has a gap in front of every layer', () => {
    const layout = layoutNetwork({ spec: shape(2, 6, 4, 1), width: 576, height: 384 });
    expect(layerGaps(layout).map((gap) => gap.at)).toEqual([(54 + 192) / 2, (192 + 54 + 384) / 2, (384 + 54 + 576) / 2]);
  });
});
