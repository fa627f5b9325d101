/** The explanation that was opened from the inspector: over the lane and the timeline, never over the stage. */
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { later } from '../../components/later.tsx';
import { addressKey } from '../../explain/address.ts';
import { closeTrail } from '../../store/actions.ts';
import { useShownAddress } from '../../store/beats.ts';
import type { Selection } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import { selectionKey } from '../../store/selection.ts';
import { openQuantity } from '../../store/steppingActions.ts';
import { useHeadingFocus } from '../../components/useHeadingFocus.ts';
import { quantityOf } from './InspectorPanelQuantity.ts';
import { say } from '../../words/say.ts';

/** Formulas and sentences are fetched when the first explanation is opened. */
const ExplanationView = later(async () => (await import('../explanation/ExplanationView.tsx')).ExplanationView, { name: say('The explanation'), waiting: <p className="inspector-note">{say('One moment …')}</p> });

/** @param opener what had the focus before; it gets it back */
export function InspectorPanelSurface({ opener, selection }: { readonly opener: HTMLElement | null; readonly selection: Selection | null }) {
  useFollowedSelection(selection);
  const shown = useShownAddress();
  const place = useRef<HTMLDivElement>(null);
  const press = useHeadingFocus(place, shown === null ? '' : addressKey(shown));
  useLayoutEffect(() => {
    const surface = place.current;
    if (opener !== null) surface?.focus({ preventScroll: true });
    return () => {
      const isOurs = document.activeElement === document.body || surface?.contains(document.activeElement) === true;
      // What it covered can be focused again only when it is no longer covered.
      if (opener !== null && isOurs) queueMicrotask(() => { if (opener.isConnected) opener.focus({ preventScroll: true }); });
    };
  }, [opener]);
  useClosedByFocusUnder(place);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    closeTrail();
  };
  return (
    // Escape closes what the keys are in; Tab goes through it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="inspector-surface" role="group" aria-label={say('Explanation')} tabIndex={-1} ref={place} onKeyDown={onKeyDown} {...press}>
      <ExplanationView />
    </div>
  );
}

/** The focus is never out of sight: where it goes to what the surface covers, the surface closes. */
function useClosedByFocusUnder(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent): void => {
      const surface = place.current;
      if (surface === null || !(target instanceof Element) || surface.contains(target) || target.closest('dialog') !== null) return;
      const [over, under] = [surface.getBoundingClientRect(), target.getBoundingClientRect()];
      const isCovered = under.left < over.right && under.right > over.left && under.top < over.bottom && under.bottom > over.top;
      // What lies over the surface itself (the transport, a menu) is seen.
      const top = document.elementFromPoint(Math.max(over.left, under.left) + 1, (under.top + under.bottom) / 2);
      if (isCovered && top !== null && surface.contains(top)) closeTrail();
    };
    document.addEventListener('focusin', onFocus);
    return () => { document.removeEventListener('focusin', onFocus); };
  }, [place]);
}

/** The explanation of what is selected next takes the place of this one. */
function useFollowedSelection(selection: Selection | null): void {
  const network = useNetwork();
  const key = selection === null ? null : selectionKey(selection);
  const last = useRef(key);
  useEffect(() => {
    if (key === last.current) return;
    last.current = key;
    closeTrail();
    const next = selection === null ? null : quantityOf(network, selection);
    if (next !== null) openQuantity(next);
  }, [key, selection, network]);
}
