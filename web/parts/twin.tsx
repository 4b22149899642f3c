import type { ReactNode } from 'react';
import './twin.css';

/** A table that says what a drawing says; beside the drawing it is for screen readers and paper alone. */
export function Twin({ isUnseen, children }: { isUnseen: boolean; children: ReactNode }) {
  return <div className={isUnseen ? 'twin unseen' : 'twin'}>{children}</div>;
}
