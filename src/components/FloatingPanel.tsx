/** What belongs to a thing of the page, opened beside it without covering the rest: not modal, so that one can press Play and watch. */
import { useCallback, useEffect, type ReactNode } from 'react';
import { IconButton } from './IconButton.tsx';
import { watchMore } from './scrollMore.ts';
import './FloatingPanel.css';
import { say } from '../words/say.ts';

export type FloatingPanelProps = {
  /** Title and accessible name. */
  readonly label: string;
  readonly onClose: () => void;
  /** Puts the panel in its place, whenever its size, the window or the page's scroll position has changed; the same function each time. */
  readonly place: (panel: HTMLElement) => void;
  readonly children: ReactNode;
  readonly className?: string;
};

/**
 * Open as long as it is rendered; Escape closes it. It takes the focus from the control that opened it, and gives it back; from the title
 * of a page that has brought it along it does not: whoever hears the page would be led away from its first word.
 */
export function FloatingPanel({ label, onClose, place, children, className = '' }: FloatingPanelProps) {
  const attach = useCallback((panel: HTMLDivElement | null) => {
    if (panel === null) return;
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const arrange = (): void => { place(panel); };
    panel.showPopover();
    arrange();
    if (opener === null || opener === document.body || opener.tabIndex >= 0) panel.focus({ preventScroll: true });
    // The content comes later, and with another choice another.
    const sizes = new ResizeObserver(arrange);
    sizes.observe(panel);
    const stopWatching = watchMore(panel);
    addEventListener('resize', arrange);
    addEventListener('scroll', arrange, true);
    return () => {
      sizes.disconnect();
      stopWatching();
      removeEventListener('resize', arrange);
      removeEventListener('scroll', arrange, true);
      if (panel.contains(document.activeElement) || document.activeElement === document.body) opener?.focus({ preventScroll: true });
    };
  }, [place]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // What was opened after it is closed first.
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog[open], [popover="auto"]:popover-open') === null) {
        event.preventDefault();
        event.stopImmediatePropagation();
        onClose();
      }
    };
    addEventListener('keydown', onKeyDown, true);
    return () => { removeEventListener('keydown', onKeyDown, true); };
  }, [onClose]);
  return (
    <div ref={attach} popover="manual" role="dialog" aria-label={label} tabIndex={-1} className={`floating-panel ${className}`}>
      <header>
        <h2>{label}</h2>
        <IconButton label={say('Close')} icon="close" onClick={onClose} />
      </header>
      {children}
    </div>
  );
}
