import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepScreenOn } from '../../src/app/wakeLock.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';
import { setPresenting } from '../../src/store/actions.ts';

type Lock = { released: boolean; readonly type: 'screen'; release(): Promise<void> };

const locks: Lock[] = [];
const request = vi.fn<() => Promise<WakeLockSentinel>>(async () => {
  const lock: Lock = { released: false, type: 'screen', release: async () => { lock.released = true; } };
  locks.push(lock);
  return lock as unknown as WakeLockSentinel;
});
const screen = { request };
const settled = async (): Promise<void> => { for (let i = 0; i < 5; i += 1) await Promise.resolve(); };
const held = (): number => locks.filter(({ released }) => !released).length;
let stop: (() => void) | undefined;

beforeEach(() => {
  nabla.setState(initialState, true);
  locks.length = 0;
  request.mockClear();
});
afterEach(() => { stop?.(); });

describe('the screen while presenting', () => {
  it('is kept on, and let go with the presenting', async () => {
    stop = keepScreenOn(screen);
    await settled();
    expect(held()).toBe(0);
    setPresenting(true);
    await settled();
    expect(held()).toBe(1);
    setPresenting(false);
    await settled();
    expect(held()).toBe(0);
  });

  it('is taken again when a hidden tab is shown', async () => {
    setPresenting(true);
    stop = keepScreenOn(screen);
    await settled();
    // The browser lets it go while the tab is hidden.
    locks[0]!.released = true;
    document.dispatchEvent(new Event('visibilitychange'));
    await settled();
    expect([request.mock.calls.length, held()]).toEqual([2, 1]);
    stop();
    await settled();
    expect(held()).toBe(0);
  });

  it('is left as it is where the browser refuses, or has no such thing', async () => {
    setPresenting(true);
    request.mockRejectedValueOnce(new DOMException('low battery', 'NotAllowedError'));
    stop = keepScreenOn(screen);
    await settled();
    expect([request.mock.calls.length, held()]).toEqual([1, 0]);
    stop();
    stop = keepScreenOn(undefined);
    expect(request).toHaveBeenCalledTimes(1);
  });

  it('is let go when presenting has ended before it came', async () => {
    stop = keepScreenOn(screen);
    setPresenting(true);
    setPresenting(false);
    await settled();
    expect(held()).toBe(0);
  });
});
