import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../../src/engine/network.ts';
import { biasPlace, hitNetwork, parameterPlace } from '../../../src/panels/network/NetworkPanelHits.ts';
import { planNetwork } from '../../../src/viz/networkPlan.ts';
import { headPlace, zoomPlan } from '../../../src/panels/network/NetworkPanelZoom.ts';
import { edgePoint } from '../../../src/viz/edges.ts';
import { FIT } from '../../../src/viz/zoom.ts';

const tanh = (units: number) => ({ units, activation: 'tanh' as const });
const network = createNetwork({ inputs: 2, layers: [tanh(6), tanh(4), tanh(1)] });
const plans = (['right', 'down'] as const).map((direction) => planNetwork({ network, width: 576, height: 384, direction, preferred: [] }));
const zoom = { k: 2.5, x: -300, y: -170 };

describe.each(plans)('a plan that flows $direction, seen larger', (plan) => {
  const larger = zoomPlan(plan, zoom);

  it('is the plan itself while all of it is in sight', () => {
    expect(zoomPlan(plan, FIT)).toBe(plan);
  });
  it('has every neuron, larger, where it is drawn, and every neuron is hit there', () => {
    plan.columns.slice(0, -1).forEach((column, c) => column.units.forEach((unit, u) => {
      const seen = larger.columns[c]!.units[u]!;
      expect(seen.size).toBe(Math.round(unit.size * 2.5));
      const middle = [unit.x + unit.size / 2, unit.y + unit.size / 2] as const;
      expect(hitNetwork(larger, middle[0] * 2.5 - 300, middle[1] * 2.5 - 170, 6)).toEqual(hitNetwork(plan, ...middle, 6));
    }));
  });
  it('has every edge where it is hit, and no wider reach than before', () => {
    for (let edge = 0; edge < plan.edges.count; edge++) {
      const [x, y] = edgePoint(plan.edges, edge, 0.5);
      const [seenX, seenY] = edgePoint(larger.edges, edge, 0.5);
      expect(seenX).toBeCloseTo(x * 2.5 - 300, 3);
      expect(seenY).toBeCloseTo(y * 2.5 - 170, 3);
    }
    const first = larger.edges;
    const [x, y] = edgePoint(first, 0, 0.02);
    expect(hitNetwork(larger, x, y, 6)).toMatchObject({ kind: 'weight', layer: 0, unit: first.unit[0], input: first.input[0] });
  });
  it('keeps the bias of the output at the corner of the output, and its value beside it', () => {
    const [output, seen] = [plan.columns.at(-1)!.units[0]!, larger.columns.at(-1)!.units[0]!];
    const [before, now] = [biasPlace(plan, output), biasPlace(larger, seen)];
    expect(Math.hypot(now.x - (before.x * 2.5 - 300), now.y - (before.y * 2.5 - 170))).toBeLessThan(25);
    expect(hitNetwork(larger, now.x, now.y, 6)).toEqual({ kind: 'bias', layer: 2, unit: 0 });
    expect(parameterPlace(larger, { kind: 'weight', layer: 0, unit: 3, input: 1 })).not.toBeNull();
  });
});

describe('the heads of a plan seen larger', () => {
  const [plan] = plans;
  it('stand over their columns, as far as they are in sight', () => {
    const whole = plan!.columns.slice(0, -1).map((_, index) => headPlace(plan!, index));
    expect(whole.map((place) => place?.left)).toEqual(plan!.columns.slice(0, -1).map(({ x }) => x));
    const larger = zoomPlan(plan!, zoom);
    expect(headPlace(larger, 0)).toBeNull();
    const places = larger.columns.slice(0, -1).flatMap((_, index) => headPlace(larger, index) ?? []);
    expect(places.length).toBeGreaterThan(0);
    for (const { left, inlineSize } of places) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + inlineSize).toBeLessThanOrEqual(plan!.width);
    }
  });
});
