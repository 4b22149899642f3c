import type { ReactNode } from 'react';

/** Scrolls sideways inside itself what is wider than a phone; the keyboard reaches it. */
export function Scrolls({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="scrolls" tabIndex={0} role="group" aria-label={label}>
      {children}
    </div>
  );
}
