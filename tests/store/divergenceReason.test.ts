import { describe, expect, it } from 'vitest';
import { divergenceAfter } from '../../src/store/divergenceReason.ts';

const first = { step: 40, epoch: 3, learningRate: 30 };

describe('divergenceAfter', () => {
  it('keeps the cause at the step where it happened, whatever η is tried there', () => {
    expect(divergenceAfter(null, 'diverged', first)).toEqual(first);
    expect(divergenceAfter(first, 'paused', { ...first, learningRate: 0.001 })).toBe(first);
    expect(divergenceAfter(first, 'training', { ...first, learningRate: 0.001 })).toBe(first);
    expect(divergenceAfter(first, 'diverged', { ...first, learningRate: 0.001 })).toBe(first);
  });

  it('ends it at any other step', () => {
    expect(divergenceAfter(first, 'paused', { ...first, step: 12 })).toBeNull();
    expect(divergenceAfter(first, 'diverged', { step: 90, epoch: 8, learningRate: 3 })).toEqual({ step: 90, epoch: 8, learningRate: 3 });
  });
});
