/** A trigger and, beside it, what belongs to it: the native popover (Escape and a click elsewhere close it). */
import { useCallback, useId, useImperativeHandle, useRef, useState, type ReactNode, type Ref } from 'react';
import './Popover.css';

/** For what opens it besides its trigger. */
export type PopoverHandle = { readonly open: () => void };

export type PopoverProps = {
  readonly ref?: Ref<PopoverHandle>;
  /** Name of the trigger and of what it opens. */
  readonly label: string;
  /** What stands in the trigger (words, an Icon). */
  readonly trigger: ReactNode;
  /** Rendered only while open; a function gets `close`. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
  readonly disabled?: boolean;
  /** 'word': dotted underline and caret (default); 'plain': as it is. */
  readonly look?: 'word' | 'plain';
  readonly className?: string;
  /** Where it opens if there is room on both sides: below the trigger (default), or above where the things below are to stay seen. */
  readonly side?: 'below' | 'above';
  readonly onToggle?: (open: boolean) => void;
};

const GAP = 6;
const EDGE = 8;

/** On the side wished for if there is room, else on the other; moved sideways to stay on the screen. */
function place(panel: HTMLElement, trigger: HTMLElement, side: 'below' | 'above'): void {
  const at = trigger.getBoundingClientRect();
  const [width, height] = [panel.offsetWidth, panel.offsetHeight];
  const above = side === 'above' && at.top - GAP - height >= EDGE;
  const below = !above && (at.bottom + GAP + height <= innerHeight - EDGE || at.top < innerHeight - at.bottom);
  const top = below ? Math.min(at.bottom + GAP, innerHeight - EDGE - height) : at.top - GAP - height;
  const y = Math.max(EDGE, top);
  const x = Math.max(EDGE, Math.min(at.left, innerWidth - EDGE - width));
  panel.style.top = `${y}px`;
  panel.style.left = `${besideWatched(trigger, x, y, width, height)}px`;
}

/** What is watched while one sets something ([data-watched]) stays in sight where there is room beside it; what it holds itself may lie over it. */
function besideWatched(trigger: HTMLElement, x: number, y: number, width: number, height: number): number {
  const watched = document.querySelector('[data-watched]');
  if (watched === null || trigger.closest('section')?.contains(watched) === true) return x;
  const { left, right, top, bottom } = watched.getBoundingClientRect();
  const isFree = x >= right || x + width <= left || y >= bottom || y + height <= top;
  const free = [left - GAP - width, right + GAP].filter((start) => start >= EDGE && start + width <= innerWidth - EDGE);
  return isFree || free.length === 0 ? x : free.reduce((best, start) => (Math.abs(start - x) < Math.abs(best - x) ? start : best));
}

export function Popover({ ref, label, trigger, children, disabled = false, look = 'word', className = '', side = 'below', onToggle }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useImperativeHandle(ref, () => ({ open: () => panel.current?.showPopover() }), []);
  const close = useCallback(() => panel.current?.hidePopover(), []);
  const toggled = (nowOpen: boolean) => {
    setOpen(nowOpen);
    onToggle?.(nowOpen);
  };
  const arrange = useCallback((content: HTMLDivElement | null) => {
    if (content === null || panel.current === null || button.current === null) return;
    const [box, anchor] = [panel.current, button.current];
    const again = () => place(box, anchor, side);
    again();
    const observer = new ResizeObserver(again);
    observer.observe(content);
    addEventListener('resize', again);
    addEventListener('scroll', again, true);
    return () => {
      observer.disconnect();
      removeEventListener('resize', again);
      removeEventListener('scroll', again, true);
    };
  }, [side]);

  return (
    <>
      <button
        ref={button}
        type="button"
        className={`popover-trigger popover-trigger-${look} ${className}`}
        aria-label={label}
        aria-expanded={open}
        aria-haspopup="dialog"
        popoverTarget={id}
        disabled={disabled}
      >
        <span>{trigger}</span>
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className="popover"
        onBlur={({ relatedTarget }) => {
          // Tab goes on in the page: what it left would stand over it.
          if (relatedTarget instanceof Node && relatedTarget !== button.current && panel.current?.contains(relatedTarget) === false) close();
        }}
        onToggle={(event) => toggled(event.newState === 'open')}
      >
        {open ? <div ref={arrange}>{typeof children === 'function' ? children(close) : children}</div> : null}
      </div>
    </>
  );
}
