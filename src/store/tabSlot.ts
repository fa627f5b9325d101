/**
 * Each open tab keeps its run under a number of its own, the slot, so that two tabs never write over each other. A lock
 * holds the slot as long as the tab lives; the tab's own number is remembered over a reload.
 */
const KEY = 'nabla.slot';
const SLOTS = 16;
/** A reload may come before the lock of the page that was is gone: on a busy machine seconds before. */
const PATIENCE_MS = 10_000;
/** The same where tabs cannot be asked. */
const BLIND_PATIENCE_MS = 400;

export type TabSlot = {
  /** null: as many tabs are open as there are slots, and this one keeps nothing. */
  readonly slot: number | null;
  /** What is kept in the slot is this tab's own, or nobody's: it may be gone on with. */
  readonly continues: boolean;
};

export type SlotMeans = {
  readonly locks: LockManager | undefined;
  readonly session: () => Storage;
  /** Where the open tabs hear each other: one that lives says which slot is its own. */
  readonly tabs?: SlotTabs | undefined;
};

/** All tabs of this page: each hears what another says. */
export type SlotTabs = {
  say(word: SlotWord): void;
  /** @returns what ends it */
  hear(listener: (word: unknown) => void): () => void;
};

type SlotWord = { readonly whose: number } | { readonly mine: number };

/** undefined where the browser has no means for it. */
export function openSlotTabs(): SlotTabs | undefined {
  if (!('BroadcastChannel' in globalThis)) return undefined;
  const channel = new BroadcastChannel('nabla.slots');
  return {
    // The rule means windows: this reaches the same origin only.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    say(word) { channel.postMessage(word); },
    hear(listener) {
      const hear = ({ data }: MessageEvent<unknown>): void => { listener(data); };
      channel.addEventListener('message', hear);
      return () => { channel.removeEventListener('message', hear); };
    },
  };
}

/** Claims the slot of this tab for as long as the page lives. Never throws. */
export async function claimSlot({ locks, session, tabs }: SlotMeans): Promise<TabSlot> {
  const own = readSlot(session);
  if (locks === undefined) return { slot: own ?? 0, continues: true };
  try {
    if (own !== null && await holdAgain(locks, own, tabs)) return { slot: answerFor(own, tabs), continues: true };
    for (let slot = 0; slot < SLOTS; slot++) {
      if (!(await hold(locks, slot, null))) continue;
      writeSlot(session, slot);
      return { slot: answerFor(slot, tabs), continues: slot === 0 };
    }
    return { slot: null, continues: false };
  } catch {
    // Locks are refused here (a sandboxed frame): fall back to the first slot.
  }
  return { slot: own ?? 0, continues: true };
}

/** Holds the lock of the slot that this tab had; false if another tab has it, a duplicate of this one, which says so. */
async function holdAgain(locks: LockManager, slot: number, tabs: SlotTabs | undefined): Promise<boolean> {
  if (tabs === undefined) return hold(locks, slot, AbortSignal.timeout(BLIND_PATIENCE_MS));
  const isTaken = new AbortController();
  const stopHearing = tabs.hear((word) => { if (isWord(word, 'mine', slot)) isTaken.abort(); });
  tabs.say({ whose: slot });
  const timer = setTimeout(() => { isTaken.abort(); }, PATIENCE_MS);
  try {
    return await hold(locks, slot, isTaken.signal);
  } finally {
    clearTimeout(timer);
    stopHearing();
  }
}

/** From now on whoever asks for the slot hears that a tab has it. */
function answerFor(slot: number, tabs: SlotTabs | undefined): number {
  if (tabs === undefined) return slot;
  let isLeaving = false;
  // A page that is on its way out must not keep the next one from its slot.
  globalThis.addEventListener?.('pagehide', () => { isLeaving = true; });
  globalThis.addEventListener?.('pageshow', () => { isLeaving = false; });
  tabs.hear((word) => { if (!isLeaving && isWord(word, 'whose', slot)) tabs.say({ mine: slot }); });
  return slot;
}

function isWord(data: unknown, word: 'whose' | 'mine', slot: number): boolean {
  return typeof data === 'object' && data !== null && (data as Readonly<Record<string, unknown>>)[word] === slot;
}

/** Holds the slot's lock for good, waiting for it until the signal, or not at all; false if another tab has it. */
function hold(locks: LockManager, slot: number, until: AbortSignal | null): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const options: LockOptions = until === null ? { ifAvailable: true } : { signal: until };
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
