/** One part of the dialog: its head on the left, what it holds beside it. */
import { useId, type ReactNode } from 'react';

export function ShareSection({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className="share-section" aria-labelledby={id}>
      <h3 id={id}>{label}</h3>
      <div className="share-part">{children}</div>
    </section>
  );
}
