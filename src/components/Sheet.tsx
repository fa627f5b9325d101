/** A native modal dialog: at the foot of a phone's screen, in the middle of a wide one. */
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { IconButton } from './IconButton.tsx';
import { watchMore } from './scrollMore.ts';
import './FloatingPanel.css';
import './Sheet.css';
import { say } from '../words/say.ts';

export type SheetProps = {
  /** Title and accessible name. */
  readonly label: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
};

export function Sheet({ label, open, onClose, children, className = '' }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    if (open && !element.open) {
      element.showModal();
      // React has focused an autoFocus child before the dialog opened, and opening moved the focus to the first control.
      element.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    }
    if (!open && element.open) element.close();
    return open ? watchMore(element) : undefined;
  }, [open]);
  return (
    // The backdrop belongs to the dialog element; the keyboard's way out is Escape, which the browser handles.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={`sheet ${className}`}
      aria-labelledby={id}
      onClose={() => {
        // The browser says it a moment later; by then the same sheet may have been asked for again.
        if (dialog.current?.open !== true) onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {open ? (
        <div className="sheet-body">
          <header>
            <h2 id={id}>{label}</h2>
            <IconButton label={say('Close')} icon="close" onClick={onClose} />
          </header>
          {children}
        </div>
      ) : null}
    </dialog>
  );
}
