import { useCallback, type ReactNode } from 'react';
import { ErrorBoundary } from '../components/ErrorBoundary.tsx';
import { fillPlace } from '../components/places.ts';

export type AreaProps = {
  /** The class `area-…` by which the stylesheets place it; its name for what stands beside it. */
  readonly name: string;
  /** What is inside, as people call it. */
  readonly label: string;
  readonly children: ReactNode;
};

/** A place in the grid; a fault inside it stays inside it. */
export function Area({ name, label, children }: AreaProps) {
  const attach = useCallback((element: HTMLDivElement | null) => (element === null ? undefined : fillPlace(name, element)), [name]);
  return (
    <div ref={attach} className={`area area-${name}`}>
      <ErrorBoundary name={label} onError={(error) => { reportError(error); }}>{children}</ErrorBoundary>
    </div>
  );
}
