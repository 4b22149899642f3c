import { Connection } from '@temporalio/client';
import { describe, expect, it } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { TOPIC_PLANS } from '../../../infra/topics.ts';
import { sharedStack } from '../../support/stack.ts';

describe('the stack of the tests', () => {
  it('has a PostgreSQL with an empty database in UTF-8 that sorts by bytes', async () => {
    const client = new Client({ connectionString: sharedStack().postgres });
    await client.connect();
    try {
      const { rows } = await client.query<Record<string, string>>(
        `select current_database() as name, current_setting('server_encoding') as encoding,
                (select datcollate from pg_database where datname = current_database()) as collation`,
      );
      expect(rows).toEqual([{ name: 'kaigong', encoding: 'UTF8', collation: 'C' }]);
    } finally {
      await client.end();
    }
  });

  it('has a Kafka with every topic in its partitions, and makes none by itself', async () => {
    const kafka = new Kafka({ brokers: [sharedStack().kafka], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    try {
      const { topics } = await admin.fetchTopicMetadata({
        topics: TOPIC_PLANS.map(({ topic }) => topic),
      });
      const found = topics.map(({ name, partitions }) => [name, partitions.length]);
      expect(Object.fromEntries(found)).toEqual(
        Object.fromEntries(TOPIC_PLANS.map(({ topic, partitions }) => [topic, partitions])),
      );
      await expect(admin.fetchTopicMetadata({ topics: ['unheard.of'] })).rejects.toThrow(
        'This server does not host this topic-partition',
      );
    } finally {
      await admin.disconnect();
    }
  });

  it('has a Temporal with every search attribute', async () => {
    const connection = await Connection.connect({ address: sharedStack().temporal });
    try {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({
        namespace: 'default',
      });
      expect(Object.keys(customAttributes)).toEqual(
        expect.arrayContaining([
          'ProjectStage',
          'AlertColour',
          'ProjectManager',
          'ProjectKind',
          'NextChangeAt',
          'ObeyedRevision',
        ]),
      );
    } finally {
      await connection.close();
    }
  });
});
