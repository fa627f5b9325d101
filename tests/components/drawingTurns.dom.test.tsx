import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTurn, type Turn } from '../../src/components/drawingTurns.ts';

let pending: FrameRequestCallback[] = [];
let now = 0;

/** The next animation frame, so many ms after the last. */
function frame(after = 16): void {
  now += after;
  const callbacks = pending;
  pending = [];
  for (const callback of callbacks) callback(now);
}

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => pending.push(callback));
});
afterEach(() => {
  for (let i = 0; i < 400; i++) frame();
  vi.unstubAllGlobals();
});

function drawings(count: number): { readonly turns: Turn[]; readonly drawn: number[] } {
  const drawn = Array.from({ length: count }, () => 0);
  return { drawn, turns: drawn.map((_, i) => createTurn(() => { drawn[i] = (drawn[i] ?? 0) + 1; })) };
}

test('many requests make one drawing, and a cancelled one makes none', () => {
  const { turns: [one, other], drawn } = drawings(2);
  one?.request();
  one?.request(true);
  other?.request();
  other?.cancel();
  frame();
  expect(drawn).toEqual([1, 0]);
});

test('while frames come in time everyone draws in each', () => {
  const { turns, drawn } = drawings(4);
  for (let i = 0; i < 50; i++) {
    for (const turn of turns) turn.request(true);
    frame();
  }
  expect(drawn).toEqual([50, 50, 50, 50]);
});

test('late frames make live drawings take turns, and never hold back what answers a hand', () => {
  const { turns, drawn } = drawings(5);
  for (let i = 0; i < 100; i++) {
    turns.forEach((turn, index) => turn.request(index > 0));
    frame(50);
  }
  expect(drawn[0]).toBe(100);
  const live = drawn.slice(1);
  expect(Math.max(...live)).toBeLessThan(40);
  expect(Math.min(...live)).toBeGreaterThan(5);
  expect(Math.max(...live) - Math.min(...live)).toBeLessThan(6);
});

test('a broken drawing does not take the others with it', () => {
  const report = vi.fn<(error: unknown) => void>();
  vi.stubGlobal('reportError', report);
  const { turns: [sound], drawn } = drawings(1);
  createTurn(() => { throw new Error('broken'); }).request();
  sound?.request();
  frame();
  expect(drawn).toEqual([1]);
  expect(report).toHaveBeenCalledOnce();
});
