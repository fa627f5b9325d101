/** Where the focus goes when the button that was pressed goes away with the quantity it stood in: to the heading of the next one. */
import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * @param place has a descendant with `data-heading`, or is itself left alone
 * @param key of what is shown: a press inside that changes it moves the focus
 * @returns handlers for `place`
 */
export function useHeadingFocus(place: RefObject<HTMLElement | null>, key: string): { readonly onClickCapture: () => void; readonly onKeyDownCapture: () => void } {
  const isPressed = useRef(false);
  useLayoutEffect(() => {
    if (!isPressed.current) return;
    isPressed.current = false;
    place.current?.querySelector<HTMLElement>('[data-heading]')?.focus({ preventScroll: true });
  }, [place, key]);
  const press = (): void => {
    isPressed.current = true;
    // What changes later has another cause.
    setTimeout(() => { isPressed.current = false; });
  };
  return { onClickCapture: press, onKeyDownCapture: press };
}
