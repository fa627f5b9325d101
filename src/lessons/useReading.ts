/** Whether the reader is at the text: where it stands above the playground, the learning rate need not lie over the foot of the screen then. */
import { useEffect, type RefObject } from 'react';

/** The text ends below so much of the window's height. */
const SHARE = 0.6;

/** Marks the page's root with `data-reading` while the text of the lesson fills the window; its styles read it. */
export function useReading(column: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    const look = (): void => {
      if ((column.current?.getBoundingClientRect().bottom ?? 0) > SHARE * window.innerHeight) dataset['reading'] = '';
      else delete dataset['reading'];
    };
    look();
    const size = new ResizeObserver(look);
    if (column.current !== null) size.observe(column.current);
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      size.disconnect();
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
      delete dataset['reading'];
    };
  }, [column]);
}
