// <iframe src="…" title="…" width="800" height="500" allow="…" sandbox="…"></iframe>: an embedded page in the words of HTML
import type { EmbedPart } from './embedAddress.ts';

export type EmbedFrame = {
  /** The whole address. */
  readonly address: string;
  /** What a screen reader calls the frame. */
  readonly title: string;
  readonly parts: readonly EmbedPart[];
  /** px */
  readonly width: number;
  readonly height: number;
};

/** px of a frame: smaller is no use, larger no screen. */
export const frameLimits = { width: { min: 240, max: 4000 }, height: { min: 160, max: 4000 } } as const;

/** What may be done inside the frame: its own scripts and workers, and the way out to the whole page; files only where they are offered. */
export function sandboxOf(parts: readonly EmbedPart[]): readonly string[] {
  return ['allow-scripts', 'allow-same-origin', 'allow-popups', 'allow-popups-to-escape-sandbox', ...(parts.includes('share') ? ['allow-downloads'] : [])];
}

/** The element as text, with every value escaped. */
export function embedSnippet({ address, title, parts, width, height }: EmbedFrame): string {
  const attributes: readonly (readonly [string, string])[] = [
    ['src', address], ['title', title], ['width', String(width)], ['height', String(height)], ['style', 'border: 0; max-width: 100%'], ['loading', 'lazy'],
    ...(parts.includes('share') ? [['allow', 'clipboard-write'] as const] : []),
    ['sandbox', sandboxOf(parts).join(' ')],
  ];
  return `<iframe ${attributes.map(([name, value]) => `${name}="${escaped(value)}"`).join(' ')}></iframe>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
