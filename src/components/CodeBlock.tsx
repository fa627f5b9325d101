/** A program to be read: coloured, scrolling in both directions, reached by the keyboard. */
import { useMemo } from 'react';
import { tokensOf, type TokenLanguage } from '../share/codeTokens.ts';
import './CodeBlock.css';
import { say } from '../words/say.ts';

/** More is not read on a page; it is in what is copied and downloaded. */
const MOST_LETTERS = 40_000;

export function CodeBlock({ label, text, language }: { readonly label: string; readonly text: string; readonly language: TokenLanguage }) {
  const shown = text.length <= MOST_LETTERS ? text : text.slice(0, text.lastIndexOf('\n', MOST_LETTERS) + 1);
  const tokens = useMemo(() => tokensOf(shown, language), [shown, language]);
  const hidden = shown === text ? 0 : text.slice(shown.length).split('\n').length - 1;
  return (
    <div className="code-block">
      {/* What scrolls has to be reached by the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre role="region" aria-label={label} tabIndex={0}><code>{tokens.map(({ kind, text: piece }, i) => (
        // Pieces of a text stand where they are: their place is their name.
        // oxlint-disable-next-line react/no-array-index-key
        kind === 'plain' ? piece : <span key={i} className={`code-${kind}`}>{piece}</span>))}</code></pre>
      {hidden > 0 && <p>{say('{lines} more lines are in what is copied and downloaded.', { lines: hidden.toLocaleString('en').replaceAll(',', '\u202f') })}</p>}
    </div>
  );
}
