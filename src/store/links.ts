/**
 * A place in the page as the hash of its address: #view=step&preset=workedNetwork&at=17&quantity=delta.0.0.0. It is read at the start
 * and whenever it is changed by hand, and follows what is shown. What cannot be used is said; the rest counts.
 */
import type { Experiment } from '../config/experiment.ts';
import { presetOf, presets, type PresetId } from '../config/presets.ts';
import { createNetwork } from '../engine/network.ts';
import { addressKey, isAddressIn, parseAddress, type Address } from '../explain/address.ts';
import type { Script } from '../explain/script.ts';
import type { Trace } from '../explain/trace.ts';
import { choosePreset } from './experimentActions.ts';
import { nabla } from './nabla.ts';
import type { NablaState, NoticeMessage, ViewName } from './slices.ts';
import { refreshTrace } from './stepping.ts';
import { awaitLink, isAwaitingLink } from './steppingWish.ts';
import { setView } from './viewActions.ts';

export type Link = {
  readonly view?: ViewName;
  readonly preset?: PresetId;
  /** Beats of the update that are done. */
  readonly at?: number;
  /** A quantity whose explanation is open. */
  readonly quantity?: Address;
};

/** Views a link can lead to. */
const linkedViews: readonly ViewName[] = ['play', 'step'];
const LARGEST_POSITION = 1e12;
const LONGEST_QUOTE = 40;
const MOST_NOTES = 3;
/** The address is written when nothing has moved for so long: browsers refuse more than a hundred changes in half a minute, and each takes time. */
const WRITE_DELAY_MS = 400;

/** The link of a hash, with or without its #; what cannot be used of it is named in a sentence each. Never throws. */
export function parseLink(hash: string): { readonly link: Link; readonly notes: readonly string[] } {
  const notes: string[] = [];
  let link: Link = {};
  const ids = presets.map(({ id }) => id);
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ''))) {
    switch (name) {
      case 'view': {
        const view = linkedViews.find((each) => each === value);
        if (view === undefined) notes.push(`The link names the view ${quote(value)}; there are ${linkedViews.join(' and ')}.`);
        else link = { ...link, view };
        break;
      }
      case 'preset': {
        const preset = ids.find((id) => id === value);
        if (preset === undefined) notes.push(`The link names the preset ${quote(value)}; there are ${ids.join(', ')}.`);
        else link = { ...link, preset };
        break;
      }
      case 'at':
        if (/^\d{1,13}$/.test(value) && Number(value) <= LARGEST_POSITION) link = { ...link, at: Number(value) };
        else notes.push(`The link’s position ${quote(value)} is no whole number from 0 up.`);
        break;
      case 'quantity': {
        const quantity = parseAddress(value);
        if (quantity === null) notes.push(`The link names the quantity ${quote(value)}, which there is not.`);
        else link = { ...link, quantity };
        break;
      }
      default:
        // Other hashes are someone else's: a fragment of the page, a tool.
        if (hash.includes('=')) notes.push(`The link says ${quote(name)}, which means nothing here.`);
    }
  }
  return { link, notes };
}

/** The hash of a link, without its #; empty for what the page shows by itself. */
export function formatLink({ view, preset, at, quantity }: Link): string {
  const parts: string[] = [];
  if (view !== undefined && view !== 'play') parts.push(`view=${view}`);
  if (preset !== undefined) parts.push(`preset=${preset}`);
  if (at !== undefined && at > 0) parts.push(`at=${at}`);
  if (quantity !== undefined) parts.push(`quantity=${addressKey(quantity)}`);
  return parts.join('&');
}

function quote(value: string): string {
  return `“${value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value}”`;
}

let lastPreset: { readonly experiment: Experiment; readonly id: PresetId | null } | null = null;

/** What the link of the present place says. */
export function linkOf({ view, experiment, position, trail }: Pick<NablaState, 'view' | 'experiment' | 'position' | 'trail'>): Link {
  if (lastPreset?.experiment !== experiment) lastPreset = { experiment, id: presetOf(experiment) };
  const preset = lastPreset.id;
  const quantity = trail.at(-1);
  return {
    view, ...(preset === null ? {} : { preset }), ...(view === 'step' ? { at: position } : {}), ...(quantity === undefined ? {} : { quantity }),
  };
}

/** Goes where a link leads. The place in the update and the quantity are looked up in the next trace. */
export function followLink({ view, preset, at, quantity }: Link, notes: readonly string[] = []): void {
  if (preset !== undefined && presetOf(nabla.getState().experiment) !== preset) choosePreset(preset);
  if (view !== undefined) setView(view);
  if (at !== undefined || quantity !== undefined) awaitLink((trace, script) => placeIn(trace, script, at, quantity));
  refreshTrace();
  if (notes.length > 0) nabla.setState({ notice: warning(notes) });
}

function placeIn(trace: Trace, script: Script, at: number | undefined, quantity: Address | undefined): Partial<Pick<NablaState, 'position' | 'trail' | 'notice'>> {
  const notes: string[] = [];
  if (at !== undefined && at > script.count) notes.push(`The link’s position ${at} is beyond the end of this update, which has ${script.count}.`);
  const space = { network: createNetwork(trace.config.network), examples: script.examples, slots: trace.slots.length };
  const opened = quantity !== undefined && isAddressIn(quantity, space) ? quantity : null;
  if (quantity !== undefined && opened === null) notes.push(`The link’s quantity ${quote(addressKey(quantity))} is not one of this network and mini-batch.`);
  // A quantity by itself is shown where it comes into being.
  const known = opened === null ? Infinity : script.knownAt(opened);
  const position = at === undefined ? (Number.isFinite(known) ? known : null) : Math.min(at, script.count);
  return {
    ...(position === null ? {} : { position }), ...(opened === null ? {} : { trail: [opened] }), ...(notes.length === 0 ? {} : { notice: warning(notes) }),
  };
}

function warning(notes: readonly string[]): NoticeMessage {
  return { text: notes.slice(0, MOST_NOTES).join(' '), tone: 'warning' };
}

/** Takes the view of the address over at once; `open`, called when there is a run, the rest, and from then on the address follows. */
export function startLinks(): { open(): void; stop(): void } {
  const { link, notes } = parseLink(location.hash);
  if (link.view !== undefined) setView(link.view);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let written = '';
  let stop = (): void => { /* Nothing has begun. */ };

  const write = (): void => {
    timer = null;
    const text = formatLink(linkOf(nabla.getState()));
    if (text === written || isAwaitingLink()) return;
    written = text;
    history.replaceState(history.state, '', text === '' ? location.pathname + location.search : `#${text}`);
  };
  const follow = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(write, WRITE_DELAY_MS);
  };
  const onHashChange = (): void => {
    const changed = parseLink(location.hash);
    written = location.hash.slice(1);
    followLink(changed.link, changed.notes);
  };

  return {
    open() {
      written = location.hash.slice(1);
      // An address that says nothing of this page stays until there is something to say.
      if (Object.keys(link).length > 0 || notes.length > 0) followLink(link, notes);
      else if (written !== '') written = formatLink(linkOf(nabla.getState()));
      const unsubscribe = nabla.subscribe(follow);
      window.addEventListener('hashchange', onHashChange);
      stop = () => {
        unsubscribe();
        window.removeEventListener('hashchange', onHashChange);
        if (timer !== null) clearTimeout(timer);
      };
    },
    stop: () => { stop(); },
  };
}
