/** From a key press to a command. A key that the focused control needs is the control's. */
import { nabla } from '../store/nabla.ts';
import type { Command } from './commands.ts';
import { isSingleCharacter, matchesKeys } from './keys.ts';

/** Listens for the keys of the commands; returns what ends that. */
export function installShortcuts(commands: readonly Command[], target: Window | HTMLElement): () => void {
  const onKeyDown = (event: Event): void => {
    if (!(event instanceof KeyboardEvent)) return;
    if (event.defaultPrevented || event.isComposing) return;
    const command = commands.find((each) => each.keys.some((keys) => matchesKeys(event, keys)) && each.isPossible?.() !== false);
    if (command === undefined) return;
    const isModified = event.ctrlKey || event.metaKey;
    if (!isModified) {
      if (isSingleCharacter(event.key) && event.key !== ' ' && !nabla.getState().singleKeys) return;
      if (event.target instanceof Element && keepsKey(event.target, event.key)) return;
    } else if (event.target instanceof Element && isEditable(event.target) && !isSettled(event.target) && event.key.toLowerCase() !== 'k') {
      // Ctrl Z in a text field takes back typing; where nothing was typed, the last change of the page.
      return;
    }
    if (document.querySelector('dialog[open], [popover]:popover-open') !== null) return;
    event.preventDefault();
    command.perform();
  };
  target.addEventListener('keydown', onKeyDown);
  return () => { target.removeEventListener('keydown', onKeyDown); };
}

const ARROWS: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);
const PAGES: ReadonlySet<string> = new Set(['PageUp', 'PageDown']);

/** Whether the focused element itself has a use for this key. */
function keepsKey(element: Element, key: string): boolean {
  if (isEditable(element)) return true;
  if (PAGES.has(key)) return element.closest('input[type="range"], [role="slider"], select, [role="listbox"]') !== null;
  // A slider has no use for Space: it plays and pauses there, too.
  if (key === ' ' && element.closest('input[type="range"], [role="slider"]') !== null) return false;
  if (element.closest('select, input, [role="slider"], [role="tab"], [role="option"], [role="listbox"], [role="radio"]') !== null) {
    return ARROWS.has(key) || key === ' ' || (key.length === 1 && element.closest('select') !== null);
  }
  if (key === ' ') return element.closest('button, summary, a[href], [role="button"], [tabindex="0"]') !== null;
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
