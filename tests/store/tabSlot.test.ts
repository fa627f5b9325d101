import { describe, expect, it } from 'vitest';
import { claimSlot } from '../../src/store/tabSlot.ts';

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

  it('gives a duplicated tab another slot', async () => {
    const { locks } = createBrowser();
    const session = createSession();
    await claimSlot({ locks, session: () => session });
    expect((await claimSlot({ locks, session: () => session })).slot).toBe(1);
  });

  it('does without locks and without storage', async () => {
    const blocked = (): Storage => { throw new DOMException('blocked', 'SecurityError'); };
    expect(await claimSlot({ locks: undefined, session: blocked })).toEqual({ slot: 0, continues: true });
    const refusing = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) } as unknown as LockManager;
    expect(await claimSlot({ locks: refusing, session: blocked })).toEqual({ slot: 0, continues: true });
  });
});
