/** The few pictures that stand for words. Drawn on a grid of 16, in the colour of the text; never without a name beside them. */
import type { ReactNode } from 'react';

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

const drawings = {
  play: <path d="M4.2 2.5v11L13.4 8z" />,
  pause: <path d="M3.4 2.5h3.2v11H3.4zM9.4 2.5h3.2v11H9.4z" />,
  step: <path d="M2.6 2.5h1.8v11H2.6zM6 2.5v11L13.6 8z" />,
  stepBack: <path d="M11.6 2.5h1.8v11h-1.8zM10 2.5v11L2.4 8z" />,
  toStart: <path d="M2.4 2.5h1.8v11H2.4zM13.6 2.5v11L5.4 8z" />,
  undo: <path {...line} d="M5.6 3.2 2.6 6.2l3 3M3 6.2h6.2a3.6 3.6 0 0 1 0 7.2H6.4" />,
  redo: <path {...line} d="m10.4 3.2 3 3-3 3M13 6.2H6.8a3.6 3.6 0 0 0 0 7.2h2.8" />,
  share: <path {...line} d="M8 9.5V2.2M5.3 4.7 8 2l2.7 2.7M3 8.5V14h10V8.5" />,
  present: <path {...line} d="M2 3h12v8H2zM8 11v3M5.5 14h5" />,
  sun: <path {...line} d="M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.2v1.3M8 13.5v1.3M1.2 8h1.3M13.5 8h1.3M3.2 3.2l.9.9M11.9 11.9l.9.9M12.8 3.2l-.9.9M4.1 11.9l-.9.9" />,
  moon: <path {...line} d="M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6a5.8 5.8 0 1 0 7 7z" />,
  system: <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 3v10A5 5 0 0 1 8 3z" fillRule="evenodd" />,
  keyboard: <path {...line} d="M1.5 4h13v8.5h-13zM4 6.7h.01M6.7 6.7h.01M9.3 6.7h.01M12 6.7h.01M5 9.8h6" />,
  back: <path {...line} d="M9.8 3.2 5 8l4.8 4.8" />,
  close: <path {...line} d="m3.5 3.5 9 9M12.5 3.5l-9 9" />,
  plus: <path {...line} d="M8 3v10M3 8h10" />,
  minus: <path {...line} d="M3 8h10" />,
  more: <path d="M3.2 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8zM8 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8zM12.8 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8z" />,
  dice: <path {...line} d="M2.5 2.5h11v11h-11zM5.5 5.5h.01M10.5 5.5h.01M8 8h.01M5.5 10.5h.01M10.5 10.5h.01" />,
  caret: <path {...line} d="m4.5 6.5 3.5 3.5 3.5-3.5" />,
  settings: <path {...line} d="M2 4.5h7M13 4.5h1M2 11.5h1M7 11.5h7M11 2.7v3.6M5 9.7v3.6" />,
  pin: <path {...line} d="M5.5 2h5l-.7 5 2 2.2H4.2L6.2 7zM8 9.2V14" />,
  nabla: <path {...line} d="M2.5 3h11L8 13.5z" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** @param size side in px. Hidden from assistive technology: the control around it has the name. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" fill="currentColor" aria-hidden="true" focusable="false">
      {drawings[name]}
    </svg>
  );
}
