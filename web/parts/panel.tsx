import { useId, type ReactNode } from 'react';

/** A part of the page under its heading. */
export function Panel({
  title,
  wide,
  children,
}: {
  title: string;
  wide?: true;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={wide ? 'panel wide' : 'panel'} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
