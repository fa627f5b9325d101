/** A button that is a picture with a name. */
import type { ComponentProps } from 'react';
import { Icon, type IconName } from './Icons.tsx';
import './Button.css';

type Native = Omit<ComponentProps<'button'>, 'children' | 'onClick' | 'aria-label' | 'type'>;

export type IconButtonProps = Native & {
  /** The accessible name and, with the key, the tooltip. */
  readonly label: string;
  readonly icon: IconName;
  readonly onClick: () => void;
  /** The filled circle: the one main action of its row. */
  readonly primary?: boolean;
  /** The key that does the same, as shown, e.g. "Space". */
  readonly shortcut?: string;
  readonly size?: number;
};

export function IconButton({ label, icon, onClick, primary = false, shortcut, size, className = '', ...native }: IconButtonProps) {
  return (
    <button
      title={shortcut === undefined ? label : `${label} (${shortcut})`}
      {...native}
      type="button"
      className={`icon-button ${primary ? 'icon-button-primary' : ''} ${className}`}
      aria-label={label}
      onClick={onClick}
    >
      <Icon name={icon} size={size ?? (primary ? 20 : 16)} />
    </button>
  );
}
