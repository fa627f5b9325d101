import { say } from '../words/say.ts';
/** Keys as text, e.g. "Mod+Shift+Z": matched against events, and written as people see them on their keyboard. */
export type Keys = string;

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const names: Record<string, string> = { ' ': 'Space', Spacebar: 'Space' };

/** Whether a key press is the one written in `keys`. Mod is ⌘ on a Mac and Ctrl elsewhere; both are taken everywhere. */
export function matchesKeys(event: KeyPress, keys: Keys): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const wantsMod = parts.includes('Mod');
  const wantsShift = parts.includes('Shift');
  const pressed = names[event.key] ?? event.key;
  if (event.altKey || (event.ctrlKey || event.metaKey) !== wantsMod) return false;
  // Signs such as "?" are typed with Shift on some keyboards and without on others.
  if (/^[a-z]$/i.test(key) || key.length > 1) {
    if (event.shiftKey !== wantsShift) return false;
  }
  return pressed.toLowerCase() === key.toLowerCase();
}

/** A single letter, digit or sign without a modifier: what WCAG 2.1.4 wants to be switched off. */
export function isSingleCharacter(keys: Keys): boolean {
  return keys.length === 1;
}

/** What stands on the keys of a keyboard. */
const shown: Record<string, string> = {
  ArrowRight: '→', ArrowLeft: '←', Escape: say('Esc'), Space: say('Space'), Home: say('Home'), End: say('End'), Backspace: say('Backspace'),
  PageUp: say('Page Up'), PageDown: say('Page Down'),
};

/** "Mod+Shift+Z" as "⇧ ⌘ Z" on a Mac, "Ctrl Shift Z" elsewhere. */
export function formatKeys(keys: Keys, isMac: boolean): string {
  return keys.split('+').map((key) => {
    if (key === 'Mod') return isMac ? '⌘' : 'Ctrl';
    if (key === 'Shift') return isMac ? '⇧' : 'Shift';
    return shown[key] ?? key;
  }).join(' ');
}
