/** A named result. It does not announce every change: the verdict speaks, numbers are looked up. */
import type { ReactNode } from 'react';

export function Output({ name, children, className }: { readonly name: string; readonly children: ReactNode; readonly className?: string }) {
  return <output aria-label={name} aria-live="off" {...(className === undefined ? {} : { className })}>{children}</output>;
}
