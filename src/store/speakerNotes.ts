/** The window of the speaker's notes: it shows what the page of the lesson has for whoever presents it, and turns its pages. */
import { turnPage } from './lessonActions.ts';
import { nabla } from './nabla.ts';
import { say } from '../words/say.ts';

/** What the window shows of the present page. */
export type NotedPage = {
  /** Of the lesson. */
  readonly lesson: string;
  /** From 1, and how many there are. */
  readonly page: number;
  readonly count: number;
  /** Of the page and of the next one; null: it is the last. As in a lesson's text, formulas included. */
  readonly title: string;
  readonly next: string | null;
  readonly notes: string | null;
};

/** `page` null: no page of a lesson is shown. */
export type ToNotes = { readonly page: NotedPage | null };
/** null: the window has come, and asks what is shown. */
export type FromNotes = { readonly turn: 1 | -1 | null };

/** Of the tab, so that two tabs that present do not talk into each other's notes; it outlives a reload, and a copy of the tab takes it along. */
const KEY = 'nabla.notes';
const NAME = /^[a-z\d]{4,20}$/;

let shown: NotedPage | null = null;
let channel: BroadcastChannel | null = null;

/** Which window of notes a hash asks for; null: none, it is the page itself. */
export function notesIn(hash: string): string | null {
  const [, name] = /^#notes=(.*)$/.exec(hash) ?? [];
  return name !== undefined && NAME.test(name) ? name : null;
}

/** The channel of a window of notes. */
export function notesChannel(name: string): BroadcastChannel {
  return new BroadcastChannel(`nabla.notes.${name}`);
}

/** The page of a lesson that stands beside the view; null: none does any more. */
export function noteShown(page: NotedPage | null): void {
  shown = page;
  const name = keptName();
  if (name !== null) listen(name);
  tell();
}

/** Opens the window, or brings it to the front. Must be called while a key or a button is pressed: browsers block it otherwise. */
export function openNotes(): void {
  const name = keptName() ?? Math.random().toString(36).slice(2, 12).padEnd(4, '0');
  keepName(name);
  listen(name);
  const opened = window.open(`${location.pathname}${location.search}#notes=${name}`, `nabla-notes-${name}`, 'popup,width=640,height=760');
  if (opened === null) nabla.setState({ notice: { text: say('The browser has blocked the window of the notes: allow pop-ups for this page, then open them again.'), tone: 'warning' } });
  else opened.focus();
}

function listen(name: string): void {
  if (channel !== null) return;
  channel = notesChannel(name);
  channel.addEventListener('message', ({ data }: MessageEvent<FromNotes>) => {
    if (data.turn === null) tell();
    // A copy of the tab tells what it shows on the same channel.
    else if (data.turn === 1 || data.turn === -1) turnPage(data.turn);
  });
  window.addEventListener('pagehide', () => { tell(null); });
  window.addEventListener('pageshow', ({ persisted }) => { if (persisted) tell(); });
}

function tell(page = shown): void {
  const said: ToNotes = { page };
  // The rule means windows: this reaches the same origin only.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel?.postMessage(said);
}

let ownName: string | null = null;

function keptName(): string | null {
  try {
    const kept = ownName ?? sessionStorage.getItem(KEY);
    return kept !== null && NAME.test(kept) ? kept : null;
  } catch {
    return ownName;
  }
}

function keepName(name: string): void {
  ownName = name;
  try {
    sessionStorage.setItem(KEY, name);
  } catch {
    // Blocked: after a reload the notes are opened anew.
  }
}
