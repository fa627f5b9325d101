/** Starts everything below the page: kept settings, the worker, the run that was or a new one. */
import type { AddressBar } from './addressBar.ts';
import { openExperiment } from './experimentActions.ts';
import { getFrame } from './frameStore.ts';
import { inTime, LATE } from './inTime.ts';
import { nextRun } from './keptRuns.ts';
import { noRecords } from './noRecords.ts';
import { play } from './playbackActions.ts';
import { nabla } from './nabla.ts';
import { addRun, entryOf } from './runList.ts';
import { createRunListKeeping, type RunListKeeping } from './runListKeeping.ts';
import { createRunStorage, indexedDbRecords, type RecordStore, type RunStorage } from './runStorage.ts';
import type { RestoredRun } from './savedRun.ts';
import type { NoticeMessage } from './slices.ts';
import { startLandscapePath } from './landscapePath.ts';
import { startRateLane } from './rateLaneTrials.ts';
import { keepSettingsInStorage } from './settings.ts';
import { startSidePool } from './sidePool.ts';
import { claimSlot, openSlotTabs } from './tabSlot.ts';
import { keepTablesIn } from './tableStorage.ts';
import { openRun, startTraining } from './training.ts';
import { say } from '../words/say.ts';

/** From then on it is said that what was kept is being waited for. */
const SILENT_MS = 1000;
/** A database that never answers must not keep the page from beginning. */
const PATIENCE_MS = 10_000;
const WAITING: NoticeMessage = { text: say('Waiting for what this browser keeps of the last visit …'), tone: 'info' };

export type BootOptions = {
  readonly spawn: () => Worker;
  /** A worker for work beside training (store/sidePool.ts); without it there is none. */
  readonly spawnSide?: () => Worker;
  /** Where runs are kept; IndexedDB unless a test says otherwise. */
  readonly records?: RecordStore;
  /** Milliseconds that the page waits for what was kept. */
  readonly patience?: number;
  /** Called when the store says what the address asks to be shown. */
  readonly onPlaced?: () => void;
};

/** Resolves when the first run has been asked for, with what stops the page again. */
export async function boot({ spawn, spawnSide, records = indexedDbRecords(), patience = PATIENCE_MS, onPlaced }: BootOptions): Promise<() => void> {
  // An address that says nothing needs nothing of this before the first run is open.
  const given = location.hash === '' ? null : await startPlaces(say(', but nothing of this visit is kept'));
  onPlaced?.();
  // A page inside another one leaves what is kept for the whole page alone; so does one that could not read whether it is one.
  const isEmbedded = nabla.getState().embed !== null || given?.links === null;
  const stopSettings = isEmbedded ? null : keepSettingsInStorage(() => localStorage);
  if (isEmbedded) keepTablesIn(noRecords);
  let storage: RunStorage | null = null;
  const stopTraining = startTraining({
    spawn,
    onSaved: (saved) => storage?.save(saved, nabla.getState().playing, location.hash) ?? Promise.resolve(),
    onBegun: (experiment) => { storage?.begin(experiment, nabla.getState().playing, location.hash); },
  });
  const stopSidePool = spawnSide === undefined ? null : startSidePool(spawnSide);
  const stopRateLane = startRateLane();
  const stopLandscapePath = startLandscapePath();
  const saying = setTimeout(() => { nabla.setState(({ notice }) => ({ notice: notice ?? WAITING })); }, SILENT_MS);
  const { slot: claimed, continues } = isEmbedded ? { slot: 0, continues: true } : await claimSlot({
    locks: 'locks' in navigator ? navigator.locks : undefined, session: () => sessionStorage,
    tabs: 'locks' in navigator ? openSlotTabs() : undefined,
  });
  const kept = isEmbedded || claimed === null ? noRecords : records;
  const slot = claimed ?? 0;
  storage = createRunStorage(kept, slot, (text) => { nabla.setState({ notice: { text, tone: 'info' } }); });
  const keeping = createRunListKeeping(kept, slot, continues);
  const answer = continues ? storage.load() : Promise.resolve(null);
  const [answered] = await Promise.all([inTime(answer, patience), keeping.load()]);
  const restored = answered === LATE ? null : answered;
  clearTimeout(saying);
  nabla.setState(({ notice }) => ({ notice: notice === WAITING ? null : notice }));
  // Whoever was quicker than the storage has begun something new: that counts.
  const { canUndo, run, experiment } = nabla.getState();
  const linked = given?.links?.experimentOver(restored) ?? null;
  keeping.restore(restored?.saved ?? null, !canUndo);
  if (canUndo) openRun(run, experiment);
  else if (linked !== null) openRun(nextRun(), linked);
  else if (restored?.saved != null) openRun(restored.saved.run, restored.saved.experiment, restored.saved);
  else {
    openRun(nextRun(), restored?.experiment ?? experiment);
    if (restored?.experiment != null) keeping.nameAsPresent(nabla.getState().run);
  }
  // Where the run is another one, what could be taken back was of the one before.
  const goesOn = continues && linked === null && !canUndo && restored?.experiment != null ? { run: nabla.getState().run, was: restored.saved?.run ?? null } : null;
  nabla.setState({ booted: true });
  const stopPlaying = nabla.subscribe((now, before) => {
    if (now.playing !== before.playing) storage?.keepPlaying(now.playing);
  });
  if (restored !== null && restored.notes.length > 0) nabla.setState({ notice: { text: restored.notes.join(' '), tone: 'warning' } });
  if (restored?.playing === true && !canUndo && linked === null) play();
  const { links, stopStepping } = given ?? await startPlaces();
  // A link that was followed while that was fetched.
  const meanwhile = given === null ? links?.experimentOver(null) ?? null : null;
  if (meanwhile !== null) openExperiment(meanwhile);
  links?.open();
  let isStopped = false;
  let stopUndo = (): void => { /* Nothing has begun. */ };
  // What Undo leads to comes first.
  void keeping.start().then(async (canBeRead) => {
    // What could not be read is left as it is.
    if (!canBeRead || answered === LATE) return null;
    const { keepUndo } = await import('./undoKeeping.ts');
    const stopKeeping = await keepUndo(kept, slot, goesOn, () => isStopped);
    stopUndo = stopKeeping;
    return stopKeeping;
  }).catch(() => {
    // What keeps them could not be fetched: the page works, a reload forgets them.
  });
  if (claimed === null) nabla.setState({ notice: { text: say('So many tabs with this page are open that this one keeps nothing: a reload forgets what it has trained.'), tone: 'warning' } });
  if (answered === LATE) {
    nabla.setState({ notice: { text: say('This browser does not hand out what it keeps of the last visit. It is left as it is, and opens when it comes.'), tone: 'warning' } });
    void answer.then((late) => {
      if (!isStopped) takeLate(late, linked !== null, keeping);
      return late;
    });
  }
  return () => {
    isStopped = true;
    nabla.setState({ booted: false });
    links?.stop();
    stopPlaying();
    stopStepping();
    stopRateLane();
    stopLandscapePath();
    stopSidePool?.();
    keeping.stop();
    stopUndo();
    stopTraining();
    stopSettings?.();
  };
}

type Places = { readonly links: AddressBar | null; readonly stopStepping: () => void };

/** What reads and writes addresses, and what places in an update are reached with. @param but what else is amiss where they cannot be fetched */
async function startPlaces(but = ''): Promise<Places> {
  try {
    const [{ startAddressBar }, { startStepping }] = await Promise.all([import('./addressBar.ts'), import('./stepping.ts')]);
    return { links: startAddressBar(), stopStepping: startStepping() };
  } catch {
    nabla.setState({ notice: { text: say('The part of this page that reads and writes its address could not be fetched. A reload may bring it; training works without{but}.', { but }), tone: 'warning' } });
    return { links: null, stopStepping: () => { /* Nothing has begun. */ } };
  }
}

/** What was kept has come when the page had begun without it: it opens, unless something has been done or linked to; then it is on the list. */
function takeLate(late: RestoredRun | null, isLinked: boolean, keeping: RunListKeeping): void {
  if (late === null || late.experiment === null) return;
  const { canUndo, playing } = nabla.getState();
  if (!isLinked && !canUndo && !playing && (getFrame()?.step ?? 0) === 0) {
    if (late.saved === null) openRun(nextRun(), late.experiment);
    else {
      const run = nextRun();
      openRun(run, late.experiment, { ...late.saved, run });
    }
    keeping.nameAsPresent(nabla.getState().run);
    nabla.setState({ notice: { text: [say('What this browser keeps of the last visit has come.'), ...late.notes].join(' '), tone: 'info' } });
  } else if (late.saved !== null) {
    const run = addRun(late.saved, say('last visit'));
    keeping.nameAsPresent(run);
    nabla.setState({ notice: { text: say('What this browser keeps of the last visit has come: “{name}” on the list of runs.', { name: entryOf(run)?.name ?? '' }), tone: 'info' } });
  } else if (!isLinked) {
    openExperiment(late.experiment);
    nabla.setState({ notice: { text: say('The experiment of the last visit has come; Undo goes back to what was done meanwhile.'), tone: 'info', actions: ['undo'] } });
  }
}
