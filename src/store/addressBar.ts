/**
 * The browser's address and its history. The address follows what is shown; each view that is gone to is an entry of the history, and
 * each experiment that is begun: by a link, another data set or a preset. Back and Forward go through the views, and from one experiment
 * to the other with its run as it was left. What else changes replaces the present entry.
 */
import { initialExperiment } from '../config/defaults.ts';
import type { Experiment } from '../config/experiment.ts';
import { presetOf } from '../config/presets.ts';
import { openSituation } from './experimentActions.ts';
import { experimentOf, followLink } from './followLink.ts';
import { formatLink, linkedViews, parseLink } from './linkText.ts';
import { linkOf } from './links.ts';
import { leaveLesson, openLesson } from './lessonActions.ts';
import { nabla } from './nabla.ts';
import type { RestoredRun } from './savedRun.ts';
import type { NablaState, ViewName } from './slices.ts';
import { isAwaitingLink } from './steppingWish.ts';
import type { Situation } from './undoHistory.ts';
import { setPresenting, setView } from './viewActions.ts';

/** The address is written when nothing has moved for so long: browsers refuse more than a hundred changes in half a minute, and each takes time. */
const WRITE_DELAY_MS = 400;

export type AddressBar = {
  /**
   * The settings to begin with that an address names which was followed. After a reload null, which goes on with what was kept, unless
   * that was kept under another address: then a link was followed that the storage had not heard of yet.
   */
  experimentOver(kept: RestoredRun | null): Experiment | null;
  /** Goes to the place the address names; called when there is a run. From then on the address follows. */
  open(): void;
  stop(): void;
};

/** What an entry of the history says of this page: the view it is of, and the experiment among those of this tab. */
type Entry = { readonly nablaView: ViewName; readonly nablaBegun: string };

/** Experiments that Back and Forward find as they were left; those of before are read off the address. */
const MOST_BEGUN = 50;

/** The view of an entry; null where this page did not write it. */
function viewOf(state: unknown): ViewName | null {
  if (typeof state !== 'object' || state === null || !('nablaView' in state)) return null;
  return linkedViews.find((view) => view === state.nablaView) ?? null;
}

/** The experiment of an entry; null where this page did not write it. */
function begunOf(state: unknown): string | null {
  return typeof state === 'object' && state !== null && 'nablaBegun' in state && typeof state.nablaBegun === 'string' ? state.nablaBegun : null;
}

/** A name that no entry of this tab has, those of before a reload included. */
function newBegun(): string {
  return `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
}

/** What a hash says of the settings, as this page would write it. */
function settingsIn(hash: string): string {
  const { preset, experiment } = parseLink(hash).link;
  return formatLink({ ...(preset === undefined ? {} : { preset }), ...(experiment === undefined ? {} : { experiment }) });
}

/** Whether a change begins another experiment, rather than changing the present one. */
function isAnother(now: Experiment, before: Experiment): boolean {
  if (now.data.set !== before.data.set) return true;
  const preset = presetOf(now);
  return preset !== null && preset !== presetOf(before);
}

/** Whether the two runs side by side, or what else is compared, have the settings they had. */
function showsSameSides(now: NablaState, before: NablaState): boolean {
  return now.compareMode === before.compareMode && now.sides?.variable === before.sides?.variable
    && now.sides?.runs.left.experiment === before.sides?.runs.left.experiment && now.sides?.runs.right.experiment === before.sides?.runs.right.experiment;
}

/** Takes the view of the address over at once. */
export function startAddressBar(): AddressBar {
  const { link, notes } = parseLink(location.hash);
  const isEmbedded = link.embed !== undefined;
  if (link.embed !== undefined) nabla.setState({ embed: link.embed, theme: link.embed.theme });
  // An embedded page keeps nothing that a reload could go on with.
  const isFollowed = isEmbedded || performance.getEntriesByType('navigation').every((entry) => !('type' in entry) || entry.type === 'navigate');
  if (link.view !== undefined) setView(link.view);
  if (link.presenting === true) setPresenting(true);
  // A page of a lesson brings its view; after a reload it is the one that was beside it, if the page had been set up by then.
  if (link.learning !== undefined) {
    const beside = isFollowed ? null : viewOf(history.state);
    setView(beside ?? 'learn');
    openLesson(link.learning, beside === null || beside === 'learn' ? 'arrive' : 'stay');
  }
  let timer: ReturnType<typeof setTimeout> | null = null;
  let written = '';
  /** The view changes because the browser has gone to another entry, which is there already. */
  let arrives = false;
  let stop = (): void => { /* Nothing has begun. */ };
  let begun = begunOf(history.state) ?? newBegun();
  /** Runs up to this one were there before: Undo and Back go to them, and nothing begins. */
  let lastRun = 0;
  /** What was shown last: one change may bring another about, of which is told first. */
  let shown = nabla.getState();
  const situations = new Map<string, Situation>();
  const keepSituation = ({ experiment, run }: Situation): void => {
    situations.delete(begun);
    situations.set(begun, { experiment, run });
    const [oldest] = situations.keys();
    if (situations.size > MOST_BEGUN && oldest !== undefined) situations.delete(oldest);
  };

  const forgetTimer = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  /** Writes what is shown into the present entry, or into one of its own. */
  const write = (as: 'replaceState' | 'pushState'): void => {
    forgetTimer();
    const state = nabla.getState();
    const entry: Entry = { nablaView: state.view, nablaBegun: begun };
    const text = isAwaitingLink() ? written : formatLink(linkOf(state));
    if (as === 'replaceState' && text === written && viewOf(history.state) === state.view && begunOf(history.state) === begun) return;
    written = text;
    try {
      history[as](as === 'pushState' ? entry : { ...(history.state as object | null), ...entry }, '', text === '' ? location.pathname + location.search : `#${text}`);
    } catch {
      // Some browsers allow a hundred entries in half a minute: the address is then written with the next change.
    }
  };
  const replaceAddress = (text: string): void => {
    try {
      history.replaceState(history.state, '', text === '' ? location.pathname + location.search : `#${text}`);
    } catch {
      // As in write.
    }
  };
  const follow = (now: NablaState, before: NablaState): void => {
    // A page that sets the playground up brings its view, which is no place of its own.
    // Nor has a page been gone to that the lesson does not have: the one that is there stands in its place.
    const isCorrected = before.lessonOpening !== null && before.lessonLength !== null && (before.learning?.page ?? 0) > before.lessonLength && now.learning?.lesson === before.learning?.lesson;
    const isGoneTo = (now.learning !== before.learning && !isCorrected) || (now.view !== before.view && before.lessonOpening === null);
    const former = shown;
    shown = now;
    const isNewRun = now.run > lastRun;
    lastRun = Math.max(lastRun, now.run);
    // A page of a lesson is a place itself, whatever it sets up.
    if (isNewRun && !arrives && now.learning === null && now.lessonOpening === null && isAnother(now.experiment, former.experiment)) {
      if (timer !== null && !isAwaitingLink()) replaceAddress(formatLink(linkOf(former)));
      begun = newBegun();
      keepSituation(now);
      write('pushState');
      return;
    }
    if (now.experiment !== former.experiment || now.run !== former.run) keepSituation(now);
    if (isGoneTo && !arrives) {
      write('pushState');
      return;
    }
    if (now.view === before.view && now.learning === before.learning && now.presenting === before.presenting && now.experiment === before.experiment && now.guest === before.guest && now.slice === before.slice && now.data === before.data && now.position === before.position && now.trail === before.trail && showsSameSides(now, before)) return;
    forgetTimer();
    timer = setTimeout(() => { write('replaceState'); }, WRITE_DELAY_MS);
  };
  const onEmbeddedHashChange = (): void => {
    const changed = parseLink(location.hash);
    followLink(changed.link, changed.notes);
  };
  const arrive = (go: () => void): void => {
    arrives = true;
    go();
    arrives = false;
  };
  const onPopState = (event: PopStateEvent): void => {
    // Nothing of before may be written over the entry that has come.
    forgetTimer();
    const view = viewOf(event.state);
    // Not an entry of this page: its hash is followed as if it had been typed (onHashChange).
    if (view === null) return;
    written = location.hash.slice(1);
    const { link: there, notes: misfits } = parseLink(location.hash);
    const { learning } = there;
    const other = begunOf(event.state);
    arrive(() => {
      if (learning === undefined) leaveLesson();
      if (other !== null && other !== begun) {
        begun = other;
        const known = situations.get(other);
        if (learning === undefined && known !== undefined) openSituation(known);
        else if (learning === undefined) followLink({ ...there, experiment: experimentOf(there) ?? initialExperiment }, misfits);
        keepSituation(nabla.getState());
      }
      const now = nabla.getState().learning;
      // Another page of a lesson brings its view, as it was left there.
      if (learning === undefined || (now?.lesson === learning.lesson && now.page === learning.page)) setView(view);
      else openLesson(learning);
    });
    write('replaceState');
  };
  const onHashChange = (): void => {
    // One's own writing is no news.
    if (location.hash.slice(1) === written) return;
    const changed = parseLink(location.hash);
    written = location.hash.slice(1);
    arrive(() => {
      if (changed.link.learning === undefined) leaveLesson();
      if (experimentOf(changed.link) !== null) begun = newBegun();
      followLink(changed.link, changed.notes);
      keepSituation(nabla.getState());
    });
    write('replaceState');
  };

  return {
    experimentOver(kept) {
      const named = experimentOf(link);
      if (isFollowed || named === null || kept?.experiment == null || kept.address === undefined) return isFollowed ? named : null;
      const address = settingsIn(location.hash);
      const ofKept = settingsIn(formatLink(linkOf({ ...nabla.getState(), learning: null, experiment: kept.experiment })));
      return address === ofKept || address === settingsIn(kept.address) ? null : named;
    },
    open() {
      written = location.hash.slice(1);
      // An address that says nothing of this page stays until there is something to say.
      // What a reload or the run itself has settled already is not opened again.
      const { preset: _preset, experiment: _experiment, ...followed } = link;
      const { learning: _learning, ...reloaded } = followed;
      if (Object.keys(link).length > 0 || notes.length > 0) followLink(isFollowed ? followed : reloaded, notes);
      else if (written !== '') written = formatLink(linkOf(nabla.getState()));
      // Inside another page the address and the history are that page's: they are read, and never written.
      if (isEmbedded) {
        window.addEventListener('hashchange', onEmbeddedHashChange);
        stop = () => { window.removeEventListener('hashchange', onEmbeddedHashChange); };
        return;
      }
      shown = nabla.getState();
      lastRun = shown.run;
      keepSituation(nabla.getState());
      markEntry(begun);
      const unsubscribe = nabla.subscribe(follow);
      window.addEventListener('popstate', onPopState);
      window.addEventListener('hashchange', onHashChange);
      stop = () => {
        unsubscribe();
        window.removeEventListener('popstate', onPopState);
        window.removeEventListener('hashchange', onHashChange);
        forgetTimer();
      };
    },
    stop: () => { stop(); },
  };
}

/** The entry the page was opened with is of the view that is shown. */
function markEntry(nablaBegun: string): void {
  const entry: Entry = { nablaView: nabla.getState().view, nablaBegun };
  history.replaceState({ ...(history.state as object | null), ...entry }, '');
}
