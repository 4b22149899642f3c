import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client as TemporalClient, Connection } from '@temporalio/client';
import { Client } from 'pg';
import { answers } from '../../../infra/ports.ts';
import { startTestStack, type TestStack } from '../../support/stack.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack(['postgres', 'temporal']);
});

afterAll(() => stack.remove());

const portOf = (address: string) => Number(/:(\d+)(\/|$)/.exec(address)?.[1]);

async function workflows(): Promise<string[]> {
  const connection = await Connection.connect({ address: stack.addresses.temporal });
  try {
    const ids: string[] = [];
    for await (const { workflowId } of new TemporalClient({ connection }).workflow.list()) {
      ids.push(workflowId);
    }
    return ids.sort();
  } finally {
    await connection.close();
  }
}

async function startWorkflow(workflowId: string): Promise<void> {
  const connection = await Connection.connect({ address: stack.addresses.temporal });
  try {
    const client = new TemporalClient({ connection });
    await client.workflow.start('track', { workflowId, taskQueue: 'nobody' });
    // The list is filled a moment after the start.
    while (!(await workflows()).includes(workflowId)) await new Promise((go) => setTimeout(go, 50));
  } finally {
    await connection.close();
  }
}

describe('a private stack', () => {
  it('has only the wanted parts', () => {
    expect(stack.addresses.kafka).toBe('');
  });

  it('loses a part that is killed and has it back at the same address', async () => {
    const port = portOf(stack.addresses.postgres);
    await stack.postgres.kill();
    expect(await answers(port)).toBe(false);

    await stack.postgres.start();

    const client = new Client({ connectionString: stack.addresses.postgres });
    await client.connect();
    await client.end();
  });

  it('has a part that is frozen wait until it is thawed, open connections too', async () => {
    const open = new Client({ connectionString: stack.addresses.postgres });
    await open.connect();
    const client = new Client({ connectionString: stack.addresses.postgres });
    await stack.postgres.freeze();
    const connected = client.connect().then(() => 'connected');
    const answered = open.query('select').then(() => 'answered');
    const first = await Promise.race([
      connected,
      answered,
      new Promise((resolve) =>
        setTimeout(() => {
          resolve('waiting');
        }, 500),
      ),
    ]);
    await stack.postgres.thaw();

    expect(first).toBe('waiting');
    expect(await Promise.all([connected, answered])).toEqual(['connected', 'answered']);
    await client.end();
    await open.end();
  });

  it("has Temporal's data put back to an older copy, and deleted", async () => {
    await startWorkflow('kept');
    await stack.temporal.stop();
    const putBack = await stack.copyTemporalData();
    await stack.temporal.start();
    await startWorkflow('lost');
    await stack.temporal.stop();
    await putBack();
    await stack.temporal.start();
    expect(await workflows()).toEqual(['kept']);

    await stack.temporal.stop();
    await stack.deleteTemporalData();
    await stack.temporal.start();
    expect(await workflows()).toEqual([]);
  });
});
