import type { ReactNode } from 'react';
import { ErrorBoundary } from '../components/ErrorBoundary.tsx';

export type AreaProps = {
  /** The class `area-…` by which the stylesheets place it. */
  readonly name: string;
  /** What is inside, as people call it. */
  readonly label: string;
  readonly children: ReactNode;
};

/** A place in the grid; a fault inside it stays inside it. */
export function Area({ name, label, children }: AreaProps) {
  return (
    <div className={`area area-${name}`}>
      <ErrorBoundary name={label} onError={(error) => { reportError(error); }}>{children}</ErrorBoundary>
    </div>
  );
}
