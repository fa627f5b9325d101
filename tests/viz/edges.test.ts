import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEdgeSet, drawEdges, edgeColour, edgeLimit, edgePoint, edgeWidth, findEdge, hitEdge, layoutEdges } from '../../src/viz/edges.ts';
import { layoutNetwork } from '../../src/viz/networkLayout.ts';
import { createPalette } from '../../src/viz/palette.ts';
import { recordingContext } from './recordingContext.ts';
import { readTokens } from './tokens.ts';

const palette = createPalette(readTokens('light'));

function network(orientation: 'right' | 'down') {
  const layout = layoutNetwork({ spec: { inputs: 2, layers: [{ units: 6 }, { units: 4 }, { units: 1 }] }, width: 576, height: 384, orientation });
  const starts = [0, 18, 46];
  const inputs = [2, 6, 4];
  return layoutEdges(layout, (layer, unit, input) => (starts[layer] ?? 0) + unit * (inputs[layer] ?? 0) + input);
}

describe('layoutEdges', () => {
  it('joins every two neighbours once and knows their weight', () => {
    const edges = network('right');
    expect(edges.count).toBe(2 * 6 + 6 * 4 + 4);
    expect(new Set(edges.parameter).size).toBe(edges.count);
    expect(edges.parameter[findEdge(edges, 1, 3, 2)]).toBe(18 + 3 * 6 + 2);
    expect(findEdge(edges, 1, 9, 0)).toBe(-1);
  });
});

describe('hitEdge', () => {
  it('finds an edge at any point of it, or one that crosses it there', () => {
    for (const orientation of ['right', 'down'] as const) {
      const edges = network(orientation);
      fc.assert(fc.property(fc.nat(edges.count - 1), fc.double({ min: 0.02, max: 0.98, noNaN: true }), (index, t) => {
        const [x, y] = edgePoint(edges, index, t);
        expect(hitEdge(edges, x, y, 6)).toBeGreaterThanOrEqual(0);
      }));
    }
  });
  it('finds exactly the one edge that is there', () => {
    const edges = createEdgeSet([
      { layer: 0, unit: 0, input: 0, parameter: 0, x1: 0, y1: 0, x2: 100, y2: 80 },
      { layer: 0, unit: 1, input: 0, parameter: 1, x1: 0, y1: 100, x2: 100, y2: 100 },
    ], 'right');
    fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: -4, max: 4, noNaN: true }), (t, off) => {
      const [x, y] = edgePoint(edges, 0, t);
      expect(hitEdge(edges, x, y + off, 6)).toBe(0);
    }));
    expect(hitEdge(edges, 50, 97, 6)).toBe(1);
    expect(hitEdge(edges, 50, 70, 6)).toBe(-1);
    expect(hitEdge(edges, -1, 0, 6)).toBe(-1);
  });
  it('gives the stronger of two edges that lie on one another', () => {
    const same = { layer: 0, unit: 0, input: 0, x1: 0, y1: 0, x2: 100, y2: 50 };
    const edges = createEdgeSet([{ ...same, parameter: 0 }, { ...same, parameter: 1 }, { ...same, parameter: 2 }], 'right');
    expect(hitEdge(edges, 50, 25, 6, [0.1, -3, 1])).toBe(1);
  });
});

describe('drawEdges', () => {
  it('draws every edge once, the strongest last and widest, in few strokes', () => {
    const edges = network('right');
    const values = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i * 7.3) * 2);
    const { ctx, calls, count } = recordingContext();
    drawEdges(ctx, edges, values, palette, { mode: 'weights' });
    expect(count('bezierCurveTo')).toBe(edges.count);
    expect(count('stroke')).toBeLessThanOrEqual(64);
    const widths = calls.filter((call) => call.name === 'lineWidth').map((call) => Number(call.args[0]));
    expect(Math.max(...widths)).toBeCloseTo(Math.max(widths.at(-1) ?? 0, widths.at(-2) ?? 0), 6);
  });
  it('leaves out the edge that is drawn on its own and fades the others', () => {
    const edges = network('right');
    const { ctx, calls, count } = recordingContext();
    drawEdges(ctx, edges, new Float64Array(60).fill(1), palette, { mode: 'weights', except: 3, keep: (i) => i < 6 });
    expect(count('bezierCurveTo')).toBe(edges.count - 1);
    expect(calls.some((call) => call.name === 'globalAlpha' && Number(call.args[0]) < 0.3)).toBe(true);
  });
  it('draws what is not finite as a hairline', () => {
    const edges = network('right');
    const values = new Float64Array(60).fill(Number.NaN);
    expect(edgeLimit(edges, values)).toBeGreaterThan(0);
    expect(edgeColour(Number.NaN, 'weights', 1, palette)).toBe(palette.line);
    expect(edgeWidth(Infinity, 'gradients', 1)).toBe(0.6);
    expect(() => drawEdges(recordingContext().ctx, edges, values, palette, { mode: 'gradients' })).not.toThrow();
  });
});

describe('width and colour', () => {
  it('is 2.1 px a unit of weight, at least 0.6', () => {
    expect(edgeWidth(-2, 'weights', 1)).toBeCloseTo(4.2);
    expect(edgeWidth(0.01, 'weights', 1)).toBe(0.6);
    expect(edgeWidth(1e-9, 'gradients', 2e-9)).toBeCloseTo(2.5);
  });
  it('never takes a gradient for a weight', () => {
    const weights = new Set(palette.divergingColours);
    for (const v of [0.2, 0.5, 1]) expect(weights.has(edgeColour(v, 'gradients', 1, palette))).toBe(false);
  });
});
