/** A statement that a connection plans once, by its name. */
export interface NamedStatement {
  name: string;
  text: string;
}

/** Takes statements whose answers nobody needs: a connection, or who sends several as one. */
export interface Writer {
  query: (statement: string | NamedStatement, values: unknown[]) => Promise<unknown>;
}

/** Writes that leave as one statement. */
export interface GatheredWrites extends Writer {
  /** Sends what was gathered since the last call; nothing is fine. */
  sendTo: (writer: Writer) => Promise<unknown>;
}

/**
 * Gathers writes, to be sent as one statement with as many parts: one message each way instead of
 * one for each. All parts see what was there before the first, and no two may write the same row.
 */
export function gatherWrites(): GatheredWrites {
  const parts: { text: string; values: unknown[] }[] = [];
  return {
    query(statement, values) {
      parts.push({ text: typeof statement === 'string' ? statement : statement.text, values });
      return Promise.resolve();
    },
    sendTo(writer) {
      const taken = parts.splice(0);
      if (taken.length === 0) return Promise.resolve();
      return writer.query(
        asOne(taken),
        taken.flatMap(({ values }) => values),
      );
    },
  };
}

// Few statements make few combinations, and each is put together and planned once.
const KNOWN = new Map<string, NamedStatement>();

function asOne(parts: readonly { text: string; values: readonly unknown[] }[]): NamedStatement {
  const key = parts.map(({ text }) => text).join(';');
  const known = KNOWN.get(key);
  if (known) return known;
  let before = 0;
  const expressions = parts.map(({ text, values }, nth) => {
    const shifted = text.replaceAll(/\$(\d+)/g, (_, place) => `$${Number(place) + before}`);
    before += values.length;
    return `part_${nth} as (${shifted})`;
  });
  const statement = {
    name: `gathered-${KNOWN.size}`,
    text: `with ${expressions.join(', ')} select`,
  };
  KNOWN.set(key, statement);
  return statement;
}
