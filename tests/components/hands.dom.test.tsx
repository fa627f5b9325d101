import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followHands } from '../../src/components/hands.ts';
import type { Gesture } from '../../src/viz/zoom.ts';

let element: HTMLElement;
let gestures: Gesture[];
let moves: boolean;
let stop: () => void;

beforeEach(() => {
  element = document.createElement('div');
  element.setPointerCapture = vi.fn<(id: number) => void>();
  document.body.append(element);
  gestures = [];
  moves = false;
  stop = followHands(element, { moves: () => moves, onGesture: (gesture) => { gestures.push(gesture); } });
});
afterEach(() => {
  stop();
  element.remove();
});

const point = (type: string, pointerId: number, clientX: number, clientY: number, pointerType = 'touch'): PointerEvent => {
  const event = new PointerEvent(type, { pointerId, clientX, clientY, pointerType, isPrimary: pointerId === 1, bubbles: true, cancelable: true, button: 0, buttons: type === 'pointerup' ? 0 : 1 });
  element.dispatchEvent(event);
  return event;
};
const click = (): boolean => {
  const heard = vi.fn<() => void>();
  element.addEventListener('click', heard, { once: true });
  element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  return heard.mock.calls.length > 0;
};

describe('hands on a picture', () => {
  it('are one gesture where two fingers move, each with the other at rest', () => {
    point('pointerdown', 1, 100, 100);
    point('pointerdown', 2, 140, 100);
    point('pointermove', 2, 180, 100);
    expect(gestures).toEqual([{ factor: 2, at: [140, 100], by: [20, 0] }]);
    point('pointermove', 1, 140, 100);
    expect(gestures[1]).toEqual({ factor: 0.5, at: [160, 100], by: [20, 0] });
  });
  it('leave a single finger to the page unless it moves the picture', () => {
    point('pointerdown', 1, 100, 100);
    point('pointermove', 1, 150, 100);
    expect(gestures).toEqual([]);
    point('pointerup', 1, 150, 100);
    moves = true;
    point('pointerdown', 1, 100, 100);
    point('pointermove', 1, 103, 100);
    expect(gestures).toEqual([]);
    point('pointermove', 1, 120, 95);
    expect(gestures).toEqual([{ factor: 1, at: [120, 95], by: [20, -5] }]);
  });
  it('forget a finger that the page has taken for scrolling', () => {
    point('pointerdown', 1, 100, 100);
    point('pointercancel', 1, 100, 120);
    point('pointerdown', 2, 140, 100);
    point('pointermove', 2, 180, 100);
    expect(gestures).toEqual([]);
  });
  it('do not click where they let go, and do where they tap after it', () => {
    moves = true;
    point('pointerdown', 1, 100, 100, 'mouse');
    point('pointermove', 1, 150, 100, 'mouse');
    point('pointerup', 1, 150, 100, 'mouse');
    expect(click()).toBe(false);
    point('pointerdown', 1, 100, 100, 'mouse');
    point('pointerup', 1, 100, 100, 'mouse');
    expect(click()).toBe(true);
  });
  it('zoom by the wheel with Ctrl alone', () => {
    const wheel = (ctrlKey: boolean): boolean => {
      const event = new WheelEvent('wheel', { deltaY: -100, bubbles: true, cancelable: true });
      Object.defineProperty(event, 'ctrlKey', { value: ctrlKey });
      element.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(wheel(false)).toBe(false);
    expect(gestures).toEqual([]);
    expect(wheel(true)).toBe(true);
    expect(gestures[0]?.factor).toBeGreaterThan(1.2);
  });
  it('are no longer followed after the end', () => {
    stop();
    point('pointerdown', 1, 100, 100);
    point('pointerdown', 2, 140, 100);
    point('pointermove', 2, 180, 100);
    expect(gestures).toEqual([]);
  });
});
