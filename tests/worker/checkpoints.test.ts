import { describe, expect, it } from 'vitest';
import type { TrainerState } from '../../src/engine/trainer.ts';
import { createCheckpoints } from '../../src/worker/checkpoints.ts';

function state(step: number, parameters = 10): TrainerState {
  const vector = (): Float64Array => new Float64Array(parameters).fill(step);
  return {
    step, epoch: Math.floor(step / 10), position: 0, order: new Uint32Array(4), random: [1], parameters: vector(), gradient: vector(),
    update: vector(), slots: [], optimizerStep: step, gradientNorm: 0, batchLoss: 0,
  };
}

describe('checkpoints', () => {
  it('finds the nearest before a step or an epoch', () => {
    const checkpoints = createCheckpoints(1e6);
    for (const step of [0, 40, 10, 25]) checkpoints.add(state(step), 0);
    expect(checkpoints.before(24)?.state.step).toBe(10);
    expect(checkpoints.before(25)?.state.step).toBe(25);
    expect(checkpoints.before(1e9)?.state.step).toBe(40);
    expect(checkpoints.beforeEpoch(2)?.state.step).toBe(10);
    expect(checkpoints.beforeEpoch(1)?.state.step).toBe(0);
    expect(checkpoints.beforeEpoch(0)?.state.step).toBe(0);
  });

  it('tells places of one step apart by the events behind them', () => {
    const checkpoints = createCheckpoints(1e6);
    checkpoints.add(state(0), 0);
    checkpoints.add(state(5), 2);
    checkpoints.add(state(5), 1);
    checkpoints.add(state(5), 1);
    expect(checkpoints.count).toBe(3);
    expect(checkpoints.before(5)?.applied).toBe(2);
    checkpoints.truncateAfter(5, 1);
    expect(checkpoints.before(5)?.applied).toBe(1);
  });

  it('halves and doubles its spacing when its memory is full, keeping the start', () => {
    const checkpoints = createCheckpoints(60_000);
    for (let step = 0; step < 500; step += 1) checkpoints.add(state(step), 0);
    expect(checkpoints.bytes).toBeLessThanOrEqual(60_000);
    expect(checkpoints.intervalMs).toBeGreaterThan(50);
    expect(checkpoints.before(0)?.state.step).toBe(0);
    expect(checkpoints.count).toBeGreaterThan(5);
  });

  it('keeps the start even where nothing else fits', () => {
    const checkpoints = createCheckpoints(1e6);
    for (const step of [0, 1, 2, 3]) checkpoints.add(state(step, 5000), 0);
    checkpoints.limit(10);
    expect(checkpoints.count).toBe(1);
    expect(checkpoints.before(3)?.state.step).toBe(0);
  });
});
