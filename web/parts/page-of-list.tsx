import { useCallback, type ReactNode } from 'react';
import type { ListReading } from './use-pages.ts';

/** Stands around the rows of one page of a list: by it the list knows whether they are in view. */
export function PageOfList({
  of: { watch },
  nth,
  as: Tag,
  className,
  children,
}: {
  of: Pick<ListReading, 'watch'>;
  nth: number;
  as: 'tbody' | 'ul' | 'ol' | 'div';
  className?: string;
  children: ReactNode;
}) {
  const ref = useCallback(
    (element: Element | null) => (element ? watch(element, nth) : undefined),
    [watch, nth],
  );
  return (
    <Tag ref={ref} className={className}>
      {children}
    </Tag>
  );
}
