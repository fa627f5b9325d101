/** Focus is not lost with the view it was in: it goes to the view that came, so that Tab goes on from there. */
import { useEffect, useRef } from 'react';

/** @param panelId of the element that holds the views; it can be focused by script */
export function useFocusKept(view: string, panelId: string): void {
  const held = useRef<Element | null>(null);
  useEffect(() => {
    const remember = ({ target }: FocusEvent): void => {
      held.current = target instanceof Element ? target : null;
    };
    document.addEventListener('focusin', remember);
    return () => { document.removeEventListener('focusin', remember); };
  }, []);
  useEffect(() => {
    if (held.current?.isConnected === false) document.getElementById(panelId)?.focus({ preventScroll: true });
  }, [view, panelId]);
}
