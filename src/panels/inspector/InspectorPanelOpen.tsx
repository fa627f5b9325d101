/** A number as a button that opens its explanation: of the next update, whose first example it is for where it belongs to one. */
import type { ReactNode } from 'react';
import type { Address } from '../../explain/address.ts';
import { openQuantity } from '../../store/steppingActions.ts';
import { say } from '../../words/say.ts';

export type InspectorPanelOpenProps = {
  readonly opens: Address;
  /** What the number is, for the accessible name. */
  readonly name: string;
  readonly children: ReactNode;
  readonly title?: string | undefined;
  readonly className?: string;
  readonly 'data-tone'?: 'grad' | undefined;
  readonly 'data-sign'?: 'neg' | 'pos' | undefined;
  /** Done before it is opened, e.g. to make an example the next one. */
  readonly prepare?: () => void;
};

export function InspectorPanelOpen({ opens, name, children, className = '', prepare, ...more }: InspectorPanelOpenProps) {
  return (
    <button
      {...more}
      type="button"
      className={`inspector-open ${className}`}
      onClick={() => {
        prepare?.();
        openQuantity(opens);
      }}
    >
      {children}<span className="unseen">{say(': explain {name}', { name })}</span>
    </button>
  );
}
