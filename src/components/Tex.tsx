/** A formula set by KaTeX, which is fetched when the first formula is shown. MathML goes along for screen readers. */
import { useEffect, useState, type ReactNode } from 'react';
import type { KatexOptions } from 'katex';
import './Tex.css';

type Katex = { renderToString(tex: string, options: KatexOptions): string };

let katex: Katex | null = null;
let loading: Promise<Katex> | null = null;

/** Fetches KaTeX ahead of need; a failed fetch can be tried again. */
export function loadKatex(): Promise<Katex> {
  loading ??= Promise.all([import('katex'), import('katex/dist/katex-swap.min.css')])
    .then(([module]) => (katex = module.default))
    .catch((reason: unknown) => {
      loading = null;
      throw reason;
    });
  return loading;
}

export type TexProps = {
  /**
   * TeX; parts can be coloured and named: \htmlClass{neg}{…} (also pos, grad, val, dim, mark) and
   * \htmlData{names=w}{…}, which the page finds as [data-names="w"].
   */
  readonly tex: string;
  /** On a line of its own, in display style. */
  readonly display?: boolean;
  /** Stands there until KaTeX has come; default the TeX itself, unseen, so that room is kept. */
  readonly fallback?: ReactNode;
  readonly className?: string;
};

const TRUSTED = new Set(['\\htmlClass', '\\htmlData']);

function render(library: Katex, tex: string, display: boolean): string {
  return library.renderToString(tex, {
    displayMode: display,
    output: 'htmlAndMathml',
    throwOnError: false,
    strict: false,
    trust: ({ command }) => TRUSTED.has(command),
  });
}

export function Tex({ tex, display = false, fallback, className = '' }: TexProps) {
  const [library, setLibrary] = useState(katex);
  useEffect(() => {
    if (library !== null) return;
    let wanted = true;
    loadKatex().then(
      (loaded) => wanted && setLibrary(loaded),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [library]);
  const classes = `tex ${display ? 'tex-display' : ''} ${className}`;
  if (library === null) {
    return <span className={classes}>{fallback ?? <span className="tex-waiting">{tex}</span>}</span>;
  }
  return <span className={classes} dangerouslySetInnerHTML={{ __html: render(library, tex, display) }} />;
}
