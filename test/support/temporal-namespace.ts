import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes.js';
import { msToTs } from '@temporalio/common/lib/time.js';
import { NativeConnection } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';

/** A namespace of its own on the test run's Temporal: no other test's workflows, workers or lists. */
export interface TestNamespace {
  namespace: string;
  client: Client;
  /** For workers; close them first. */
  nativeConnection: NativeConnection;
  close(): Promise<void>;
}

const RETENTION = '1 day';
// As patient as all that waits in tests: ten seconds are little on a loaded machine.
const CONNECT_MS = 150_000;

/** Makes the namespace with all search attributes but those left out; takes about 50 ms. */
export async function createNamespace(
  address: string,
  { without = [] }: { without?: string[] } = {},
): Promise<TestNamespace> {
  const connection = await Connection.connect({ address, connectTimeout: CONNECT_MS });
  const namespace = `test-${randomUUID()}`;
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs(RETENTION),
  });
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: searchAttributeTypes(without),
  });
  const nativeConnection = await NativeConnection.connect({ address });
  return {
    namespace,
    client: new Client({ connection, namespace }),
    nativeConnection,
    close: async () => {
      await nativeConnection.close();
      await connection.close();
    },
  };
}

function searchAttributeTypes(without: string[]) {
  const types: Record<string, number> = {};
  for (const { name, type } of Object.values(SEARCH_ATTRIBUTES)) {
    const encoded = encodeSearchAttributeIndexedValueType(type);
    if (encoded !== undefined && !without.includes(name)) types[name] = encoded;
  }
  return types;
}
