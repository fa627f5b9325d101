/** A formula set by KaTeX, which is fetched when the first formula is shown. MathML goes along for screen readers. */
import { useEffect, useLayoutEffect, useRef, useState, type MouseEvent, type PointerEvent, type ReactNode } from 'react';
import type { KatexOptions } from 'katex';
import { setByShape } from './texShape.ts';
import { useScrollRegion } from './useScrollRegion.ts';
import './Tex.css';
import { say } from '../words/say.ts';

type Katex = { render(tex: string, element: HTMLElement, options: KatexOptions): void };

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
   * TeX; parts can be coloured and named: \htmlClass{neg}{…} (also pos, grad, val, dim, mark),
   * \htmlData{quantity=KEY}{…} for what `onQuantity` is told, and \htmlData{fold=open}{…} for what `onUnfold` opens.
   */
  readonly tex: string;
  /** On a line of its own, in display style; wider than its place it scrolls. */
  readonly display?: boolean;
  /** Stands there until KaTeX has come; default the TeX itself, unseen, so that room is kept. */
  readonly fallback?: ReactNode;
  readonly className?: string;
  /**
   * A quantity of the formula was clicked, or is (null: no longer) under the pointer. Only for the pointer: KaTeX's letters are
   * hidden from screen readers and take no focus, so the same quantities must stand beside the formula as buttons.
   */
  readonly onQuantity?: (key: string) => void;
  readonly onHover?: (key: string | null) => void;
  /** The dots of a folded sum were clicked. */
  readonly onUnfold?: () => void;
  /** Key of the quantity that is lit up; a change sets nothing anew. */
  readonly lit?: string | null;
  /** What is on the marker: a quantity's key, or a piece of the formula in \htmlData{part=…}{…}. A change sets nothing anew. */
  readonly marked?: string | null;
};

const TRUSTED = new Set(['\\htmlClass', '\\htmlData']);

/** Sets the formula in an element of its own. */
function set(library: Katex, tex: string, display: boolean): HTMLElement {
  const element = document.createElement('span');
  library.render(tex, element, {
    displayMode: display,
    output: 'htmlAndMathml',
    throwOnError: false,
    strict: false,
    trust: ({ command }) => TRUSTED.has(command),
  });
  // The TeX itself, which MathML carries along, is for nobody here.
  element.querySelector('annotation')?.remove();
  // KaTeX puts the space after a symbol inside what encloses the symbol, where a marker would cover it.
  for (const enclosing of [...element.querySelectorAll('.enclosing')].toReversed()) {
    const space = enclosing.lastElementChild;
    if (space?.classList.contains('mspace') === true) enclosing.after(space);
  }
  return element;
}

/** The key of the quantity that a pointer event happened on. */
function keyAt(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-quantity]')?.dataset['quantity'] ?? null) : null;
}

export function Tex(props: TexProps) {
  const { display = false, fallback, className = '', tex } = props;
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
  return <SetTex {...props} library={library} classes={classes} />;
}

/** React gives the element, KaTeX owns what is in it. */
function SetTex({ tex, display = false, onQuantity, onHover, onUnfold, lit = null, marked = null, library, classes }: TexProps & { readonly library: Katex; readonly classes: string }) {
  const place = useRef<HTMLSpanElement>(null);
  const hovered = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (place.current !== null) setByShape(place.current, tex, display ? 'display' : 'inline', (each) => set(library, each, display));
  }, [library, tex, display]);
  useLayoutEffect(() => {
    for (const element of place.current?.querySelectorAll<HTMLElement>('[data-quantity], [data-part]') ?? []) {
      const { quantity, part } = element.dataset;
      element.classList.toggle('lit', lit !== null && quantity === lit);
      element.classList.toggle('mark', marked !== null && (quantity ?? part) === marked);
    }
  }, [library, tex, display, lit, marked]);
  useScrollRegion(place, display ? say('Formula, scrolls sideways') : null);

  const hover = (key: string | null) => {
    if (key === hovered.current) return;
    hovered.current = key;
    onHover?.(key);
  };
  const click = ({ target }: MouseEvent) => {
    const key = keyAt(target);
    if (key !== null) onQuantity?.(key);
    else if (target instanceof Element && target.closest('[data-fold]') !== null) onUnfold?.();
  };
  const live = `${onQuantity === undefined ? '' : 'tex-live'} ${onUnfold === undefined ? '' : 'tex-folded'}`;
  return (
    // The keyboard's way to the same quantities are the buttons beside the formula (see onQuantity).
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span
      ref={place}
      className={`${classes} ${live}`}
      onClick={click}
      onPointerOver={onHover === undefined ? undefined : ({ target }: PointerEvent) => { hover(keyAt(target)); }}
      onPointerLeave={onHover === undefined ? undefined : () => { hover(null); }}
    />
  );
}
