/**
 * Each open tab keeps its run under a number of its own, the slot, so that two tabs never write over each other. A lock
 * holds the slot as long as the tab lives; the tab's own number is remembered over a reload.
 */
const KEY = 'nabla.slot';
const SLOTS = 16;
/** A reload may come before the lock of the page that was is gone. */
const PATIENCE_MS = 400;

export type TabSlot = {
  readonly slot: number;
  /** What is kept in the slot is this tab's own, or nobody's: it may be gone on with. */
  readonly continues: boolean;
};

export type SlotMeans = {
  readonly locks: LockManager | undefined;
  readonly session: () => Storage;
};

/** Claims the slot of this tab for as long as the page lives. Never throws. */
export async function claimSlot({ locks, session }: SlotMeans): Promise<TabSlot> {
  const own = readSlot(session);
  if (locks === undefined) return { slot: own ?? 0, continues: true };
  try {
    if (own !== null && await hold(locks, own, PATIENCE_MS)) return { slot: own, continues: true };
    for (let slot = 0; slot < SLOTS; slot++) {
      if (!(await hold(locks, slot, 0))) continue;
      writeSlot(session, slot);
      return { slot, continues: slot === 0 };
    }
  } catch {
    // Locks are refused here (a sandboxed frame): fall back to the first slot.
  }
  return { slot: own ?? 0, continues: true };
}

/** Holds the slot's lock for good; false if another tab has it. */
function hold(locks: LockManager, slot: number, patience: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const options: LockOptions = patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
    locks.request(`nabla.run.${slot}`, options, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => undefined);
    }).catch((error: unknown) => {
      if (error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError')) resolve(false);
      else reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

function readSlot(session: () => Storage): number | null {
  try {
    const text = session().getItem(KEY);
    const slot = text === null ? NaN : Number(text);
    return Number.isInteger(slot) && slot >= 0 && slot < SLOTS ? slot : null;
  } catch {
    return null;
  }
}

function writeSlot(session: () => Storage, slot: number): void {
  try {
    session().setItem(KEY, String(slot));
  } catch {
    // Without it a reload of a second tab begins anew; nothing worse.
  }
}
