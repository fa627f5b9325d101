/**
 * The browser's address and its history. The address follows what is shown; each view that is gone to is an entry of the history, so
 * that Back and Forward go through the views and leave the experiment as it is. What else changes replaces the present entry.
 */
import type { Experiment } from '../config/experiment.ts';
import { experimentOf, followLink, formatLink, linkedViews, linkOf, parseLink } from './links.ts';
import { leaveLesson, openLesson } from './lessonActions.ts';
import { nabla } from './nabla.ts';
import type { NablaState, ViewName } from './slices.ts';
import { isAwaitingLink } from './steppingWish.ts';
import { setView } from './viewActions.ts';

/** The address is written when nothing has moved for so long: browsers refuse more than a hundred changes in half a minute, and each takes time. */
const WRITE_DELAY_MS = 400;

export type AddressBar = {
  /** The settings to begin with that an address names which was followed; null after a reload, which goes on where it was. */
  readonly experiment: Experiment | null;
  /** Goes to the place the address names; called when there is a run. From then on the address follows. */
  open(): void;
  stop(): void;
};

/** What an entry of the history says of this page: the view it is of. */
type Entry = { readonly nablaView: ViewName };

/** The view of an entry; null where this page did not write it. */
function viewOf(state: unknown): ViewName | null {
  if (typeof state !== 'object' || state === null || !('nablaView' in state)) return null;
  return linkedViews.find((view) => view === state.nablaView) ?? null;
}

/** Takes the view of the address over at once. */
export function startAddressBar(): AddressBar {
  const { link, notes } = parseLink(location.hash);
  const isEmbedded = link.embed !== undefined;
  if (link.embed !== undefined) nabla.setState({ embed: link.embed, theme: link.embed.theme });
  // An embedded page keeps nothing that a reload could go on with.
  const isFollowed = isEmbedded || performance.getEntriesByType('navigation').every((entry) => !('type' in entry) || entry.type === 'navigate');
  if (link.view !== undefined) setView(link.view);
  // A page of a lesson brings its view; after a reload it is the one that was beside it.
  if (link.learning !== undefined) {
    setView((isFollowed ? null : viewOf(history.state)) ?? 'learn');
    openLesson(link.learning, !isFollowed);
  }
  let timer: ReturnType<typeof setTimeout> | null = null;
  let written = '';
  /** The view changes because the browser has gone to another entry, which is there already. */
  let arrives = false;
  let stop = (): void => { /* Nothing has begun. */ };

  const forgetTimer = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  /** Writes what is shown into the present entry, or into one of its own. */
  const write = (as: 'replaceState' | 'pushState'): void => {
    forgetTimer();
    const state = nabla.getState();
    const entry: Entry = { nablaView: state.view };
    const text = isAwaitingLink() ? written : formatLink(linkOf(state));
    if (as === 'replaceState' && text === written && viewOf(history.state) === state.view) return;
    written = text;
    try {
      history[as](as === 'pushState' ? entry : { ...(history.state as object | null), ...entry }, '', text === '' ? location.pathname + location.search : `#${text}`);
    } catch {
      // Some browsers allow a hundred entries in half a minute: the address is then written with the next change.
    }
  };
  const follow = (now: NablaState, before: NablaState): void => {
    // A page that sets the playground up brings its view, which is no place of its own.
    const isGoneTo = now.learning !== before.learning || (now.view !== before.view && before.lessonOpening === null);
    if (isGoneTo && !arrives) {
      write('pushState');
      return;
    }
    if (now.view === before.view && now.learning === before.learning && now.experiment === before.experiment && now.guest === before.guest && now.position === before.position && now.trail === before.trail) return;
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
    const view = viewOf(event.state);
    // Not an entry of this page: its hash is followed as if it had been typed (onHashChange).
    if (view === null) return;
    written = location.hash.slice(1);
    const { learning } = parseLink(location.hash).link;
    arrive(() => {
      if (learning === undefined) leaveLesson();
      if (learning === undefined || view !== 'learn') setView(view);
      if (learning !== undefined) openLesson(learning);
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
      followLink(changed.link, changed.notes);
    });
    write('replaceState');
  };

  return {
    experiment: isFollowed ? experimentOf(link) : null,
    open() {
      written = location.hash.slice(1);
      // An address that says nothing of this page stays until there is something to say.
      // What a reload or the run itself has settled already is not opened again.
      const { preset: _preset, experiment: _experiment, learning: _learning, ...place } = link;
      if (Object.keys(link).length > 0 || notes.length > 0) followLink(place, notes);
      else if (written !== '') written = formatLink(linkOf(nabla.getState()));
      // Inside another page the address and the history are that page's: they are read, and never written.
      if (isEmbedded) {
        window.addEventListener('hashchange', onEmbeddedHashChange);
        stop = () => { window.removeEventListener('hashchange', onEmbeddedHashChange); };
        return;
      }
      markEntry();
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
function markEntry(): void {
  const entry: Entry = { nablaView: nabla.getState().view };
  history.replaceState({ ...(history.state as object | null), ...entry }, '');
}
