import { useTerm } from '../labels.ts';

const PREFIX = 'cn.zhizaoyuan.';

/** A type of event by its name in the catalogue, with its code as a note; the code alone where it has no name. */
export function EventType({ type }: { type: string }) {
  const term = useTerm();
  const code = type.startsWith(PREFIX) ? type.slice(PREFIX.length) : type;
  // What is corrected or voided may be named between, such as `permit.certificate.corrected.v1`.
  const known = code.replace(/^(\w+)\..+\.(corrected|voided)\.v1$/, '$1.$2.v1');
  const name = term('event', known);
  if (name === known) return <code>{type}</code>;
  return (
    <>
      {name} <code className="note">{code}</code>
    </>
  );
}
