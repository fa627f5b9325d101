/** Starts everything below the page: kept settings, the worker, the run that was or a new one. */
import { startAddressBar } from './addressBar.ts';
import { nextRun } from './keptRuns.ts';
import { play } from './playbackActions.ts';
import { nabla } from './nabla.ts';
import { createRunListKeeping } from './runListKeeping.ts';
import { createRunStorage, indexedDbRecords, type RecordStore, type RunStorage } from './runStorage.ts';
import { startLandscapePath } from './landscapePath.ts';
import { startRateLane } from './rateLaneTrials.ts';
import { keepSettingsInStorage } from './settings.ts';
import { startSidePool } from './sidePool.ts';
import { claimSlot } from './tabSlot.ts';
import { startStepping } from './stepping.ts';
import { openRun, startTraining } from './training.ts';

export type BootOptions = {
  readonly spawn: () => Worker;
  /** A worker for work beside training (store/sidePool.ts); without it there is none. */
  readonly spawnSide?: () => Worker;
  /** Where runs are kept; IndexedDB unless a test says otherwise. */
  readonly records?: RecordStore;
};

/** Resolves when the first run has been asked for, with what stops the page again. */
export async function boot({ spawn, spawnSide, records = indexedDbRecords() }: BootOptions): Promise<() => void> {
  const stopSettings = keepSettingsInStorage(() => localStorage);
  const links = startAddressBar();
  let storage: RunStorage | null = null;
  const stopTraining = startTraining({ spawn, onSaved: (saved) => { storage?.save(saved, nabla.getState().playing); } });
  const stopSidePool = spawnSide === undefined ? null : startSidePool(spawnSide);
  const stopRateLane = startRateLane();
  const stopLandscapePath = startLandscapePath();
  const stopStepping = startStepping();
  const { slot, continues } = await claimSlot({ locks: 'locks' in navigator ? navigator.locks : undefined, session: () => sessionStorage });
  storage = createRunStorage(records, slot, () => {
    nabla.setState({ notice: { text: 'This browser keeps nothing for this page, so a reload will start again.', tone: 'info' } });
  });
  const keeping = createRunListKeeping(records, slot, continues);
  const [restored] = await Promise.all([continues ? storage.load() : null, keeping.load()]);
  // Whoever was quicker than the storage has begun something new: that counts.
  const { canUndo, run, experiment } = nabla.getState();
  keeping.restore(restored?.saved ?? null, !canUndo);
  if (canUndo) openRun(run, experiment);
  else if (links.experiment !== null) openRun(nextRun(), links.experiment);
  else if (restored?.saved != null) openRun(restored.saved.run, restored.saved.experiment, restored.saved);
  else openRun(nextRun(), restored?.experiment ?? experiment);
  nabla.setState({ booted: true });
  if (restored !== null && restored.notes.length > 0) nabla.setState({ notice: { text: restored.notes.join(' '), tone: 'warning' } });
  if (restored?.playing === true && !canUndo && links.experiment === null) play();
  links.open();
  void keeping.start();
  return () => {
    nabla.setState({ booted: false });
    links.stop();
    stopStepping();
    stopRateLane();
    stopLandscapePath();
    stopSidePool?.();
    keeping.stop();
    stopTraining();
    stopSettings();
  };
}
