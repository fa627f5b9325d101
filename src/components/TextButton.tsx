/** A button that is a word. */
import type { ComponentProps, ReactNode } from 'react';
import './Button.css';

type Native = Omit<ComponentProps<'button'>, 'children' | 'onClick' | 'aria-label' | 'type'>;

export type TextButtonProps = Native & {
  /** The words on it. */
  readonly children: ReactNode;
  /** The accessible name, where the words alone do not say it. */
  readonly label?: string;
  readonly onClick: () => void;
  /** 'word': dotted underline (default); 'plain': no line until hover, for rows of commands; 'framed': a main choice. */
  readonly look?: 'word' | 'plain' | 'framed';
  readonly shortcut?: string;
};

export function TextButton({ children, label, onClick, look = 'word', shortcut, className = '', ...native }: TextButtonProps) {
  return (
    <button
      {...(shortcut === undefined ? {} : { title: shortcut })}
      {...native}
      {...(label === undefined ? {} : { 'aria-label': label })}
      type="button"
      className={`text-button text-button-${look} ${className}`}
      onClick={onClick}
    >
      <span>{children}</span>
    </button>
  );
}
