/**
 * One of several kinds of thing in one place. The kind that was there just before stays, laid out but unseen and unheard: where two
 * take turns, as sums and activations on the way forward, the page changes their letters instead of building each anew.
 */
import { memo, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import './Kept.css';

type Pair = { readonly shown: string; readonly before: string | null };

/**
 * @param kind what there is one of; `children` of equal kinds change into one another
 * @param children what reads the store below it would go on changing unseen: it is given what it shows
 */
export function Kept({ kind, children }: { readonly kind: string; readonly children: ReactNode }) {
  const [pair, setPair] = useState<Pair>({ shown: kind, before: null });
  if (pair.shown !== kind) setPair({ shown: kind, before: pair.shown });
  const place = useRef<HTMLDivElement>(null);
  // The focus must not stay in what is out of sight.
  useLayoutEffect(() => {
    const focused = document.activeElement;
    if (focused?.closest('.kept-out') == null || place.current?.contains(focused) !== true) return;
    place.current.querySelector<HTMLElement>('.kept-in button:not([tabindex="-1"])')?.focus({ preventScroll: true });
  }, [kind]);
  const kinds = [pair.shown, ...(pair.before === null ? [] : [pair.before])].toSorted();
  return (
    <div className="kept" ref={place}>
      {kinds.map((each) => (
        <div key={each} className={each === kind ? 'kept-in' : 'kept-out'}>
          <AsItWas isOut={each !== kind}>{children}</AsItWas>
        </div>
      ))}
    </div>
  );
}

/** Out of sight it stays as it was when it was last seen. */
const AsItWas = memo(
  function AsItWas({ children }: { readonly isOut: boolean; readonly children: ReactNode }) { return children; },
  (_, { isOut }) => isOut,
);
