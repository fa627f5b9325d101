/** From a key press to a command. A key that the focused control needs is the control's. */
import { turnPage } from '../store/actions.ts';
import { nabla } from '../store/nabla.ts';
import type { Command } from './command.ts';
import { isSingleCharacter, matchesKeys } from './keys.ts';

/** Listens for the keys of the commands; returns what ends that. */
export function installShortcuts(commands: readonly Command[], target: Window | HTMLElement): () => void {
  const onKeyDown = (event: Event): void => {
    if (!(event instanceof KeyboardEvent)) return;
    if (event.defaultPrevented || event.isComposing) return;
    const command = commands.find((each) => each.keys.some((keys) => matchesKeys(event, keys)) && each.isPossible?.() !== false && each.keysRest?.() !== true);
    if (command === undefined) return;
    const isModified = event.ctrlKey || event.metaKey;
    if (!isModified) {
      if (isSingleCharacter(event.key) && event.key !== ' ' && !nabla.getState().singleKeys) return;
      if (event.target instanceof Element && keepsKey(event.target, event.key)) return;
    } else if (event.target instanceof Element && isEditable(event.target) && !isSettled(event.target) && event.key.toLowerCase() !== 'k') {
      // Ctrl Z in a text field takes back typing; where nothing was typed, the last change of the page.
      return;
    }
    if (isCovered()) return;
    event.preventDefault();
    command.perform();
  };
  target.addEventListener('keydown', turnPresented, true);
  target.addEventListener('keydown', onKeyDown);
  return () => {
    target.removeEventListener('keydown', turnPresented, true);
    target.removeEventListener('keydown', onKeyDown);
  };
}

/** A clicker has two keys: they lead through the pages of a lesson that is presented, before a slider or a list with the focus hears of them. */
function turnPresented(event: Event): void {
  if (!(event instanceof KeyboardEvent) || !PAGES.has(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const { presenting, learning } = nabla.getState();
  if (!presenting || learning === null || isCovered() || (event.target instanceof Element && event.target.closest('textarea') !== null)) return;
  event.preventDefault();
  event.stopPropagation();
  const by = event.key === 'PageDown' ? 1 : -1;
  if (!scrollPresented(by)) turnPage(by);
}

/** What of the page is not in sight yet comes before the next one. @returns whether there was more */
function scrollPresented(by: 1 | -1): boolean {
  const page = document.querySelector('.lesson-page');
  if (page === null) return false;
  const left = by === 1 ? page.scrollHeight - page.clientHeight - page.scrollTop : page.scrollTop;
  if (left <= HIDDEN) return false;
  page.scrollBy({ top: by * page.clientHeight * SCREENFUL });
  return true;
}

/** Something has opened over the page that takes the keys. What stands beside the stage while one trains leaves them to the page. */
function isCovered(): boolean {
  return document.querySelector('dialog[open], [popover]:popover-open:not(.floating-panel)') !== null;
}

const ARROWS: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);
const PAGES: ReadonlySet<string> = new Set(['PageUp', 'PageDown']);
const SCROLLS: ReadonlySet<string> = new Set(['Home', 'End', ...PAGES]);
/** In px: less than a line of text is no more to see. */
const HIDDEN = 20;
/** Of what is in sight; the rest stays, so that one finds one’s place. */
const SCREENFUL = 0.8;

/** Whether the focused element itself has a use for this key. */
function keepsKey(element: Element, key: string): boolean {
  if (isEditable(element)) return true;
  // What stands beside the stage is scrolled by them.
  if (SCROLLS.has(key) && element.closest('.floating-panel') !== null) return true;
  if (PAGES.has(key)) return element.closest('input[type="range"], [role="slider"], select, [role="listbox"]') !== null;
  // A slider has no use for Space: it plays and pauses there, too.
  if (key === ' ' && element.closest('input[type="range"], [role="slider"]') !== null) return false;
  if (element.closest('select, input, [role="slider"], [role="tab"], [role="option"], [role="listbox"], [role="radio"]') !== null) {
    return ARROWS.has(key) || key === ' ' || (key.length === 1 && element.closest('select') !== null);
  }
  if (key === ' ') return element.closest('button, summary, a[href], [role="button"]') !== null;
  return false;
}

/** A number field that shows the number it stands for, as nothing has been typed into it since. */
function isSettled(element: Element): boolean {
  return element instanceof HTMLInputElement && element.dataset['settled'] === element.value;
}

/** A field in which one types. Sliders, switches and radio buttons are not. */
function isEditable(element: Element): boolean {
  if (element instanceof HTMLElement && element.isContentEditable) return true;
  return element.closest('textarea, input:not([type="range"], [type="checkbox"], [type="radio"], [type="button"])') !== null;
}
