import { describe, expect, it, vi } from 'vitest';
import { claimSlot, type SlotTabs } from '../../src/store/tabSlot.ts';

/** The locks of one browser: held until the tab that holds them is closed. */
function createBrowser() {
  const held = new Set<string>();
  const waiting = new Map<string, (() => void)[]>();
  const request = (name: string, options: LockOptions, callback: (lock: Lock | null) => unknown): Promise<unknown> => {
    if (!held.has(name)) {
      held.add(name);
      callback({ name, mode: 'exclusive' });
      return new Promise(() => undefined);
    }
    if (options.ifAvailable === true) {
      callback(null);
      return Promise.resolve();
    }
    return new Promise((_resolve, reject) => {
      options.signal?.addEventListener('abort', () => { reject(new DOMException('late', 'TimeoutError')); });
      waiting.set(name, [...(waiting.get(name) ?? []), () => { held.add(name); callback({ name, mode: 'exclusive' }); }]);
    });
  };
  const close = (slot: number): void => {
    const name = `nabla.run.${slot}`;
    held.delete(name);
    waiting.get(name)?.shift()?.();
  };
  return { locks: { request } as unknown as LockManager, close };
}

/** What one tab says, all others hear a turn later. */
function createTabs(): () => SlotTabs {
  const listeners = new Set<(word: unknown) => void>();
  return () => {
    const own = new Set<(word: unknown) => void>();
    return {
      say: (word) => { for (const listener of listeners) if (!own.has(listener)) queueMicrotask(() => { listener(word); }); },
      hear(listener) {
        own.add(listener);
        listeners.add(listener);
        return () => { listeners.delete(listener); };
      },
    };
  };
}

function createSession(): Storage {
  const items = new Map<string, string>();
  return { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => { items.set(key, value); } } as unknown as Storage;
}

describe('the slot of a tab', () => {
  it('gives two tabs two slots, and only the first goes on with what was', async () => {
    const { locks } = createBrowser();
    expect(await claimSlot({ locks, session: createSession })).toEqual({ slot: 0, continues: true });
    expect(await claimSlot({ locks, session: createSession })).toEqual({ slot: 1, continues: false });
  });

  it('gives a tab its own slot again after a reload, even if the old lock goes late', async () => {
    const { locks, close } = createBrowser();
    await claimSlot({ locks, session: createSession });
    const session = createSession();
    expect((await claimSlot({ locks, session: () => session })).slot).toBe(1);
    const again = claimSlot({ locks, session: () => session });
    close(1);
    expect(await again).toEqual({ slot: 1, continues: true });
  });

  it('waits for a lock that goes seconds late, as long as no tab says that it is its own', async () => {
    const { locks, close } = createBrowser();
    const session = createSession();
    await claimSlot({ locks, session: () => session, tabs: createTabs()() });
    vi.useFakeTimers();
    try {
      const again = claimSlot({ locks, session: () => session, tabs: createTabs()() });
      await vi.advanceTimersByTimeAsync(9000);
      close(0);
      expect(await again).toEqual({ slot: 0, continues: true });
    } finally {
      vi.useRealTimers();
    }
  });

  it('gives a duplicate of a tab that lives another slot at once', async () => {
    const { locks } = createBrowser();
    const session = createSession();
    const tabs = createTabs();
    await claimSlot({ locks, session: () => session, tabs: tabs() });
    // No time passes at all.
    vi.useFakeTimers();
    try {
      expect(await claimSlot({ locks, session: () => session, tabs: tabs() })).toEqual({ slot: 1, continues: false });
    } finally {
      vi.useRealTimers();
    }
  });

  it('gives a duplicated tab another slot', async () => {
    const { locks } = createBrowser();
    const session = createSession();
    await claimSlot({ locks, session: () => session });
    expect((await claimSlot({ locks, session: () => session })).slot).toBe(1);
  });

  it('gives the seventeenth tab none, nor a duplicate of it, until another is closed', async () => {
    const { locks, close } = createBrowser();
    for (let tab = 0; tab < 16; tab += 1) expect((await claimSlot({ locks, session: createSession })).slot).toBe(tab);
    const session = createSession();
    expect(await claimSlot({ locks, session: () => session })).toEqual({ slot: null, continues: false });
    expect(await claimSlot({ locks, session: () => session })).toEqual({ slot: null, continues: false });
    close(5);
    expect(await claimSlot({ locks, session: () => session })).toEqual({ slot: 5, continues: false });
  });

  it('does without locks and without storage', async () => {
    const blocked = (): Storage => { throw new DOMException('blocked', 'SecurityError'); };
    expect(await claimSlot({ locks: undefined, session: blocked })).toEqual({ slot: 0, continues: true });
    const refusing = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) } as unknown as LockManager;
    expect(await claimSlot({ locks: refusing, session: blocked })).toEqual({ slot: 0, continues: true });
  });
});
