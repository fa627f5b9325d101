/** The palette of the page as it is styled now; changes with the theme, the presenter mode and the system. */
import { useSyncExternalStore } from 'react';
import { CLASS_TOKENS, COLOUR_TOKENS, createPalette, RUN_TOKENS, SIZE_TOKENS, TEXT_TOKENS, type Palette } from '../viz/palette.ts';

function readPalette(): Palette {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const tokens: Record<string, string> = {};
  for (const name of [...SIZE_TOKENS, ...TEXT_TOKENS]) tokens[name] = style.getPropertyValue(`--${name}`).trim();
  // light-dark() is resolved only where a colour is used, so an unseen element uses each of them once.
  const probe = document.createElement('span');
  probe.style.display = 'none';
  // Pictures keep their colours where the person's own are forced upon words: all in one, they would show nothing.
  probe.style.forcedColorAdjust = 'none';
  root.append(probe);
  const computed = getComputedStyle(probe);
  for (const name of [...COLOUR_TOKENS, ...CLASS_TOKENS, ...RUN_TOKENS]) {
    probe.style.color = `var(--${name})`;
    tokens[name] = computed.color;
  }
  probe.remove();
  return createPalette(tokens);
}

let current: Palette | null = null;
const listeners = new Set<() => void>();
let stopWatching: (() => void) | null = null;

function refresh(): void {
  current = readPalette();
  for (const listener of listeners) listener();
}

function watch(): () => void {
  const observer = new MutationObserver(refresh);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-mode', 'class'] });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', refresh);
  return () => {
    observer.disconnect();
    scheme.removeEventListener('change', refresh);
  };
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) stopWatching = watch();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stopWatching?.();
    stopWatching = null;
    current = null;
  };
}

/** The palette now, outside React. */
export function getPalette(): Palette {
  current ??= readPalette();
  return current;
}

export function usePalette(): Palette {
  return useSyncExternalStore(subscribe, getPalette);
}
