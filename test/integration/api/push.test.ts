import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { env } from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApp } from '../../../api/app.ts';
import type { PushKeyMade } from '../../../api/intake-responses.ts';
import { decode } from '../../../gateway/codec.ts';
import type { RawCloudEvent } from '../../../schemas/cloud-event.ts';
import { payloadHash } from '../../../schemas/payload-hash.ts';
import { permitGranted, utilityConnected } from '../../support/an-event.ts';
import { apiDeps, createTestApi, type TestApi } from '../../support/api.ts';
import { runKaigong } from '../../support/cli.ts';
import { testPool } from '../../support/database.ts';
import { signedPush } from '../../support/signed-push.ts';

const SOURCE = '/utility/power';

let api: TestApi;
let address: string;
let key: PushKeyMade;
beforeAll(async () => {
  api = await createTestApi();
  address = await api.app.listen({ host: '127.0.0.1', port: 0 });
  key = await makeKey();
});
afterAll(() => api.close());

const kaigong = (args: string) => runKaigong(args, { apiAddress: address });

async function makeKey(source = SOURCE): Promise<PushKeyMade> {
  const { out } = await kaigong(`--json source key make --source ${source}`);
  return JSON.parse(out) as PushKeyMade;
}

interface Signing {
  secret?: string;
  keyId?: string;
  secondsAgo?: number;
  type?: string;
}

const signed = (body: string, { secret, keyId, ...how }: Signing = {}) =>
  signedPush(body, { id: keyId ?? key.id, secret: secret ?? key.secret }, how);

const push = (events: RawCloudEvent | RawCloudEvent[], signing?: Signing) =>
  api.app.inject(signed(JSON.stringify(events), signing));

const connected = (over: Parameters<typeof utilityConnected>[0] = {}) =>
  utilityConnected({ source: SOURCE, ...over });

interface Row {
  topic: string;
  key: string;
  event_id: string;
  value: Buffer;
  headers: Record<string, string>;
}

async function outbox(): Promise<Row[]> {
  const { rows } = await api.pool.query<Row>('select * from outbox order by id');
  return rows;
}

/** What the outbox holds more after this. */
async function added(act: () => Promise<unknown>): Promise<Row[]> {
  const before = (await outbox()).length;
  await act();
  return (await outbox()).slice(before);
}

describe('a signed push', () => {
  it('is accepted once its event is on the way into Kafka, as the gateway reads it', async () => {
    const event = connected({ id: 'p-1', data: { projectCode: 'P-1' } });

    const rows = await added(async () => {
      const answer = await push(event);
      expect([answer.statusCode, answer.json()]).toEqual([202, { accepted: 1, duplicates: 0 }]);
    });

    expect(rows).toMatchObject([{ topic: 'utility.events', key: 'P-1', event_id: 'p-1' }]);
    const [row] = rows;
    expect(row && decode(row)).toMatchObject({ ok: true, event: { id: 'p-1', source: SOURCE } });
  });

  it.each(['application/json', 'application/cloudevents-batch+json; charset=UTF-8'])(
    'may bring a batch as %s',
    async (type) => {
      const rows = await added(() => push([connected(), connected()], { type }));

      expect(rows).toHaveLength(2);
    },
  );

  it('does nothing when it comes again, recorded by somebody or repeated by its sender', async () => {
    const request = signed(JSON.stringify([connected(), connected()]));
    await api.app.inject(request);

    const rows = await added(async () => {
      const again = await api.app.inject(request);
      expect([again.statusCode, again.json()]).toEqual([202, { accepted: 0, duplicates: 2 }]);
    });

    expect(rows).toEqual([]);
  });

  it('does nothing for an event that came by Kafka long ago and left the outbox', async () => {
    const event = connected();
    await push(event);
    await api.pool.query(
      `insert into event (source, event_id, payload_hash, type, project_code, occurred_at, raw, arrived_at)
       select source, event_id, $2, type, key, '2025-12-03', '{}', at from outbox where event_id = $1`,
      [event['id'], payloadHash(event)],
    );
    await api.pool.query('delete from outbox where event_id = $1', [event['id']]);

    expect((await push(event)).json()).toEqual({ accepted: 0, duplicates: 1 });
  });
});

describe('a push that is refused', () => {
  it.each([
    ['a wrong secret', () => ({ secret: 'guessed' }), 401, 'SIGNATURE_INVALID'],
    ['an unknown key', () => ({ keyId: 'key-000' }), 401, 'SIGNATURE_INVALID'],
    ['an old timestamp', () => ({ secondsAgo: 310 }), 401, 'TIMESTAMP_OUTSIDE_WINDOW'],
    ['a timestamp ahead', () => ({ secondsAgo: -310 }), 401, 'TIMESTAMP_OUTSIDE_WINDOW'],
    ['a form of another site', () => ({ type: 'text/plain' }), 415, 'NOT_JSON_CONTENT'],
  ])('for %s stores nothing', async (_what, signing, status, code) => {
    const rows = await added(async () => {
      const answer = await push(connected(), signing());
      expect([answer.statusCode, answer.json()]).toMatchObject([status, { code }]);
    });

    expect(rows).toEqual([]);
  });

  it('for a body or a time that is not what was signed', async () => {
    const request = signed(JSON.stringify(connected()));
    const later = String(Number(request.headers['kaigong-timestamp']) + 1);

    const body = await api.app.inject({ ...request, payload: JSON.stringify(connected()) });
    const time = await api.app.inject({
      ...request,
      headers: { ...request.headers, 'kaigong-timestamp': later },
    });

    expect([body, time].map((answer) => answer.json<{ code: string }>().code)).toEqual([
      'SIGNATURE_INVALID',
      'SIGNATURE_INVALID',
    ]);
  });

  it.each(['kaigong-key', 'kaigong-timestamp', 'kaigong-signature'])(
    'for want of the header %s',
    async (name) => {
      const request = signed(JSON.stringify(connected()));
      const headers = Object.entries(request.headers).filter(([header]) => header !== name);

      const answer = await api.app.inject({ ...request, headers: Object.fromEntries(headers) });

      expect([answer.statusCode, answer.json()]).toMatchObject([401, { code: 'UNSIGNED' }]);
    },
  );

  it('once its key is revoked', async () => {
    const other = await makeKey();
    const signing = { keyId: other.id, secret: other.secret };
    expect((await push(connected(), signing)).statusCode).toBe(202);

    expect((await kaigong(`source key revoke ${other.id}`)).out).toBe(`${other.id} revoked`);

    expect((await push(connected(), signing)).json()).toMatchObject({ code: 'SIGNATURE_INVALID' });
    const { out } = await kaigong('source key list');
    expect(out).toContain(other.id);
    expect(out).not.toContain(other.secret);
  });

  it('for an event of another source, the others of its batch too', async () => {
    const rows = await added(async () => {
      const answer = await push([connected(), permitGranted({ source: '/permit/window' })]);
      expect([answer.statusCode, answer.json()]).toMatchObject([
        403,
        { code: 'SOURCE_NOT_ALLOWED' },
      ]);
    });

    expect(rows).toEqual([]);
  });

  it('for a body beyond 1 MB', async () => {
    const answer = await push(connected({ data: { remark: 'x'.repeat(1_100_000) } }));

    expect([answer.statusCode, answer.json()]).toMatchObject([413, { code: 'BODY_TOO_LARGE' }]);
  });

  it('for an invalid event, with the path of each fault and nothing of the batch stored', async () => {
    const bad = connected({ data: { utility: 'steam' } });

    const rows = await added(async () => {
      const answer = await push([connected(), bad, connected({ type: 'no.such.type' })]);
      expect(answer.statusCode).toBe(422);
      expect(answer.json()).toMatchObject({
        code: 'INVALID_EVENTS',
        errors: [{ path: '[1].data.utility' }, { path: '[2].type' }],
      });
    });

    expect(rows).toEqual([]);
  });

  it('for the same id with another content', async () => {
    const event = connected();
    await push(event);

    const answer = await push({ ...event, time: '2025-12-04T10:20:00+08:00' });

    expect([answer.statusCode, answer.json()]).toMatchObject([
      409,
      { code: 'EVENT_CONFLICT', errors: [{ path: '[0].id' }] },
    ]);
  });

  it.each(['{"a":', '[]', '"text"', '[null]'])('for the body %s', async (body) => {
    const answer = await api.app.inject(signed(body));

    expect([400, 422]).toContain(answer.statusCode);
  });

  it('while PostgreSQL is away, with the way to repeat', async () => {
    const away = testPool('postgres://nobody@127.0.0.1:1/none');
    const app = createApp(apiDeps(away));

    const answer = await app.inject(signed(JSON.stringify(connected())));

    expect([answer.statusCode, answer.json()]).toMatchObject([503, { code: 'POSTGRES_AWAY' }]);
    expect(answer.headers['retry-after']).toBe('5');
    await app.close();
    await away.end();
  });
});

describe('the example of docs/api.md', () => {
  it('is accepted as it stands there', async () => {
    const docs = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
    const [, script = ''] = /```sh\n([\s\S]+?kaigong-signature[\s\S]+?)```/.exec(docs) ?? [];
    const settings = { KAIGONG_API: address, KAIGONG_KEY: key.id, KAIGONG_SECRET: key.secret };

    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      env: { PATH: env['PATH'], ...settings },
    });

    expect(JSON.parse(stdout)).toEqual({ accepted: 1, duplicates: 0 });
  });
});
