import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installHeldTitles } from '../../src/app/heldTitle.ts';

let button: HTMLElement;
let stop: () => void;
const shown = (): string | null => document.querySelector('.held-title')?.textContent ?? null;
const touch = (type: string, clientX = 50, clientY = 50, pointerType = 'touch'): void => {
  button.dispatchEvent(new PointerEvent(type, { clientX, clientY, pointerType, isPrimary: true, bubbles: true, cancelable: true }));
};
const clicked = (): boolean => {
  const heard = vi.fn<() => void>();
  button.addEventListener('click', heard, { once: true });
  button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  return heard.mock.calls.length > 0;
};

beforeEach(() => {
  vi.useFakeTimers();
  HTMLElement.prototype.showPopover ??= vi.fn<() => void>();
  document.body.innerHTML = '<span title="0.30000000000000004"><button>0.3</button></span>';
  button = document.querySelector('button')!;
  stop = installHeldTitles(window);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe('a finger held on a thing', () => {
  it('reads its title, or that of what it stands in, and is no click', () => {
    touch('pointerdown');
    expect(shown()).toBeNull();
    vi.advanceTimersByTime(600);
    expect(shown()).toBe('0.30000000000000004');
    touch('pointerup');
    expect(shown()).toBe('0.30000000000000004');
    expect(clicked()).toBe(false);
    touch('pointerdown');
    expect(shown()).toBeNull();
    touch('pointerup');
    expect(clicked()).toBe(true);
  });
  it('reads nothing where it taps, scrolls or drags', () => {
    touch('pointerdown');
    touch('pointerup');
    vi.advanceTimersByTime(600);
    expect(shown()).toBeNull();
    touch('pointerdown');
    touch('pointermove', 50, 70);
    vi.advanceTimersByTime(600);
    expect(shown()).toBeNull();
    touch('pointerdown');
    touch('pointercancel');
    vi.advanceTimersByTime(600);
    expect(shown()).toBeNull();
  });
  it('leaves a mouse to the browser, and Escape puts away what is shown', () => {
    touch('pointerdown', 50, 50, 'mouse');
    vi.advanceTimersByTime(600);
    expect(shown()).toBeNull();
    touch('pointerdown');
    vi.advanceTimersByTime(600);
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(shown()).toBeNull();
  });
  it('is forgotten at the end', () => {
    touch('pointerdown');
    stop();
    vi.advanceTimersByTime(600);
    expect(shown()).toBeNull();
  });
});
