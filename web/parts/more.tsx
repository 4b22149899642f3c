/** Reads on where a list has more. */
export function More({
  of: { hasNextPage, isFetchingNextPage, fetchNextPage },
  word,
  className = 'plain',
}: {
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  word: string;
  className?: string;
}) {
  if (!hasNextPage) return null;
  return (
    <button
      type="button"
      className={className}
      disabled={isFetchingNextPage}
      onClick={() => {
        fetchNextPage();
      }}
    >
      {word}
    </button>
  );
}
