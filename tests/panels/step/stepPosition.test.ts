import { describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../../src/engine/network.ts';
import { createScript, type Script } from '../../../src/explain/script.ts';
import { labelledTicks, layoutPosition, partAt, placeOf, positionAt, tickAddress } from '../../../src/panels/step/StepPositionLayout.ts';
import { createSource } from '../../explain/scripts.ts';

const worked: NetworkSpec = { inputs: 2, layers: [{ units: 2, activation: 'tanh' }, { units: 1, activation: 'tanh' }] };
const wide: NetworkSpec = { inputs: 2, layers: [...Array.from({ length: 8 }, () => ({ units: 64, activation: 'relu' as const })), { units: 1, activation: 'linear' }] };
const WIDTH = 1376;

function scriptOf(spec: NetworkSpec, examples: number): Script {
  return createScript(createSource(spec, examples));
}

describe('the scrubber of an update', () => {
  it('has a tick for each of the 31 quantities of the worked network, evenly', () => {
    const parts = layoutPosition(scriptOf(worked, 1), 0, WIDTH);
    expect(parts.map(({ phase, ticks }) => [phase, ticks?.length])).toEqual([['forward', 6], ['loss', 1], ['backward', 15], ['update', 9]]);
    expect(parts[0]?.left).toBe(0);
    expect(parts.at(-1)?.right).toBeCloseTo(WIDTH);
    const ticks = parts[2]?.ticks ?? [];
    expect((ticks[1]?.x ?? 0) - (ticks[0]?.x ?? 0)).toBeCloseTo((WIDTH - 12) / 31);
  });

  it('finds the position of every place, and the place of every position', () => {
    const script = scriptOf(worked, 1);
    const parts = layoutPosition(script, 0, WIDTH);
    for (const tick of parts.flatMap(({ ticks }) => ticks ?? [])) {
      expect(placeOf(parts, tick.position)).toBeCloseTo(tick.x);
      expect(positionAt(parts, tick.x + 10)).toBe(tick.position);
    }
    expect(placeOf(parts, 0)).toBe(0);
    expect(positionAt(parts, -5)).toBe(0);
    expect(positionAt(parts, WIDTH + 5)).toBe(script.count);
    const places = Array.from({ length: script.count + 1 }, (_, position) => placeOf(parts, position));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('draws the other examples of a batch together, and all of them can be reached', () => {
    const script = scriptOf(worked, 10);
    const middle = script.move(script.move(0, 'example', 1), 'gradient', 1);
    const parts = layoutPosition(script, middle, WIDTH);
    expect(parts.map(({ phase, others }) => (others === null ? phase : others))).toEqual([[0, 0], 'forward', 'loss', 'backward', [2, 9], 'mean', 'update']);
    expect(partAt(parts, middle)).toMatchObject({ phase: 'forward', example: 1 });
    for (let position = 1; position <= script.count; position++) expect(partAt(parts, position)).not.toBeNull();
    const last = parts[4]!;
    expect(positionAt(parts, last.right)).toBe(last.to);
  });

  it('is plain bars that fill the width where there is no room for ticks', () => {
    const script = scriptOf(wide, 1);
    const parts = layoutPosition(script, 0, WIDTH);
    expect(parts.every(({ ticks }) => ticks === null)).toBe(true);
    expect(parts.at(-1)?.right).toBeCloseTo(WIDTH);
    expect(Math.min(...parts.map(({ left, right }) => right - left))).toBeGreaterThan(38);
    expect(positionAt(parts, WIDTH)).toBe(script.count);
    expect(placeOf(parts, script.count)).toBeCloseTo(WIDTH);
  });

  it('labels what has room, and always the present one; with little room only the first of a group', () => {
    const ticks = Array.from({ length: 10 }, (_, i) => ({ position: i + 1, x: 10 * i, address: { kind: 'batchLoss' as const } }));
    const shown = (width: number): number[] => [...labelledTicks(ticks, ticks.map(() => width), 4, ticks.map((_, i) => i === 0 || i === 3))].toSorted((a, b) => a - b);
    expect(shown(7)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(shown(17)).toEqual([0, 2, 4, 6, 8]);
    expect(shown(26)).toEqual([0, 4]);
  });

  it('calls a gradient by what it is the gradient of', () => {
    expect(tickAddress({ kind: 'delta', example: 0, layer: 1, unit: 0 })).toEqual({ kind: 'z', example: 0, layer: 1, unit: 0 });
    expect(tickAddress({ kind: 'gradient', index: 3 })).toEqual({ kind: 'parameter', index: 3 });
    expect(tickAddress({ kind: 'exampleLoss', example: 0 })).toEqual({ kind: 'exampleLoss', example: 0 });
  });
});
