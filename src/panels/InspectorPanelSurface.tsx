/** The explanation that was opened from the inspector: over the lane and the timeline, never over the stage. */
import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { later } from '../components/later.tsx';
import { addressKey } from '../explain/address.ts';
import { closeTrail } from '../store/actions.ts';
import { useShownAddress } from '../store/beats.ts';
import { useHeadingFocus } from './ExplanationFocus.ts';

/** Formulas and sentences are fetched when the first explanation is opened. */
const ExplanationView = later(async () => (await import('./ExplanationView.tsx')).ExplanationView, { name: 'The explanation', waiting: <p className="inspector-note">One moment …</p> });

/** @param opener what had the focus before; it gets it back */
export function InspectorPanelSurface({ opener }: { readonly opener: HTMLElement | null }) {
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
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    closeTrail();
  };
  return (
    // Escape closes what the keys are in; Tab goes through it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="inspector-surface" role="group" aria-label="Explanation" tabIndex={-1} ref={place} onKeyDown={onKeyDown} {...press}>
      <ExplanationView />
    </div>
  );
}
