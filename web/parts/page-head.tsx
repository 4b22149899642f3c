import { useEffect, type ReactNode } from 'react';

/** The title of a page, also of its tab, with what belongs beside it. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · 开工 Kaigong`;
  }, [title]);
  return (
    <div className="page-head">
      <h1>{title}</h1>
      {children}
    </div>
  );
}
