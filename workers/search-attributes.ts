import type { Connection } from '@temporalio/client';
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes.js';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';

// As Temporal's command line and its API spell them.
const TYPES = { KEYWORD: 'Keyword', DATETIME: 'Datetime', INT: 'Int' } as const;

// A call without a deadline may wait for ever.
const DEADLINE_MS = 5_000;

/** Temporal lacks what workflows are listed by: every project would stall at its first change. */
export class SearchAttributesMissing extends Error {
  constructor(namespace: string, commands: readonly string[]) {
    super(
      [`Namespace ${namespace} of Temporal lacks search attributes. Add them:`, ...commands].join(
        '\n  ',
      ),
    );
    this.name = 'SearchAttributesMissing';
  }
}

/** Throws SearchAttributesMissing, with the commands that add what is missing or of another type. */
export async function assertSearchAttributes(
  connection: Connection,
  namespace: string,
): Promise<void> {
  const { customAttributes } = await connection.withDeadline(Date.now() + DEADLINE_MS, () =>
    connection.operatorService.listSearchAttributes({ namespace }),
  );
  const missing = Object.values(SEARCH_ATTRIBUTES).filter(
    ({ name, type }) => customAttributes[name] !== encodeSearchAttributeIndexedValueType(type),
  );
  if (missing.length === 0) return;
  throw new SearchAttributesMissing(
    namespace,
    missing.map(
      ({ name, type }) =>
        `temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ${TYPES[type]}`,
    ),
  );
}
