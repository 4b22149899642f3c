/** Stands where there is nothing yet, with how that changes. */
export function Empty({ what, how }: { what: string; how: string }) {
  return (
    <section className="panel">
      <p>{what}</p>
      <p>{how}</p>
    </section>
  );
}
