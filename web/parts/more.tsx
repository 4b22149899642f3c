import type { ListReading } from './use-pages.ts';

/** Reads on where a list has more. */
export function More({
  of: { hasMore, isReading, more },
  word,
  className = 'plain',
}: {
  of: Pick<ListReading, 'hasMore' | 'isReading' | 'more'>;
  word: string;
  className?: string;
}) {
  if (!hasMore) return null;
  return (
    <button type="button" className={className} disabled={isReading} onClick={more}>
      {word}
    </button>
  );
}
