import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyAudit } from '../../../readmodel/audit-reading.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { runKaigong } from '../../support/cli.ts';

let api: TestApi;
let apiAddress: string;
beforeAll(async () => {
  api = await createTestApi();
  apiAddress = await api.app.listen({ host: '127.0.0.1', port: 0 });
  for (const code of ['P-1', 'P-2', 'P-3', 'P-4']) await api.register({ code });
});
afterAll(() => api.close());

const kaigong = (args: string) => runKaigong(args, { apiAddress });

describe('the audit', () => {
  it('keeps a command with what was before and after, once however often it is sent', async () => {
    const actor = { id: 'team-01', role: 'team' };
    const body = { type: 'forecast', commandId: 'a-1', actor, reason: '设备晚到' };
    const command = { ...body, milestone: 'production', date: '2027-04-01' };
    const send = () => api.post('/projects/P-1/commands', command);
    await send();
    await send();

    const { items } = (await api.get('/audit?act=command.forecast')).json<{
      items: { source: string; person: string; role: string; via: string; after: object }[];
    }>();

    const own = items.filter(({ source }) => source === 'a-1');
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ person: 'team-01', role: 'team', via: 'loopback' });
    expect(own[0]?.after).toMatchObject({
      said: { reason: '设备晚到' },
      'milestones/production': { forecast: '2027-04-01' },
    });

    await api.post('/projects/P-1/commands', { ...command, commandId: 'a-2', date: '2027-05-01' });
    const [latest] = (await api.get('/audit?act=command.forecast&limit=1')).json<{
      items: { before: object; after: object }[];
    }>().items;
    expect(latest).toMatchObject({
      before: { 'milestones/production': { forecast: '2027-04-01' } },
      after: { 'milestones/production': { forecast: '2027-05-01' } },
    });
  });

  it('is a chain that holds, and can be neither changed nor emptied', async () => {
    const { entries, broken, head } = await verifyAudit(api.pool);

    expect(broken).toBeNull();
    expect(entries).toBeGreaterThan(3);
    expect(head?.seq).toBe(entries);
    for (const statement of [
      'update audit set person = null',
      'delete from audit',
      'truncate audit',
    ]) {
      await expect(api.pool.query(statement)).rejects.toThrow('can only grow');
    }
  });

  it('is given out as a table that no spreadsheet runs, which is noted too', async () => {
    await api.post('/people', { actor: '=1+1', people: [{ id: 'p-csv', name: '甲' }] });

    const answer = await api.get('/audit/export?act=person.save');

    const [head, first] = answer.body.split('\r\n');
    expect(answer.headers['content-type']).toContain('text/csv');
    expect(head).toMatch(/^\uFEFF"seq","at","person",.*,"before","after","prevHash","hash"$/);
    expect(first).toContain(`"'=1+1"`);
    expect(first).toContain('"person.save","person/p-csv"');
    expect(first).toContain('""name"":""甲""');
    const { items } = (await api.get('/audit?act=audit.export')).json<{ items: object[] }>();
    expect(items).toMatchObject([{ after: { act: 'person.save' } }]);
  });

  it('is listed and checked on the command line', async () => {
    const listed = await kaigong('audit list --act command.forecast');
    const whole = await kaigong('audit verify');
    const cut = await kaigong(`audit verify --noted 9999:${'0'.repeat(64)}`);

    expect(listed.out).toMatch(/team-01 +team +command\.forecast/);
    expect(whole).toMatchObject({ code: 0, err: '' });
    expect(whole.out).toMatch(/^\d+ entries are as they were written/);
    expect(cut.code).not.toBe(0);
    expect(cut.err).toContain('The chain was cut off before entry');
  });

  it('is exported line by line for programs, every page of it', async () => {
    const people = Array.from({ length: 201 }, (_, nth) => ({ id: `page-${nth}`, name: 'p' }));
    await api.post('/people', { actor: 'many', people });

    const { code, out } = await kaigong('audit export --person many');

    const lines = out.split('\n').map((line) => JSON.parse(line) as { seq: number; act: string });
    expect([code, lines.length]).toEqual([0, 201]);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map(({ seq }) => seq).sort((a, b) => b - a));
    expect(await kaigong('audit export --person nobody')).toMatchObject({ code: 0, out: '' });
    const { items } = (await api.get('/audit?act=audit.export&limit=2')).json<{
      items: { after: object }[];
    }>();
    expect(items.map(({ after }) => after)).toEqual([
      { person: 'nobody', entries: 0 },
      { person: 'many', entries: 201 },
    ]);
  });

  it('is narrowed by days of Shanghai, and by nothing that is no time', async () => {
    const { err, ...rest } = await kaigong('audit export --from soon');

    expect({ code: rest.code, out: rest.out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('expected 2026-01-15 or 2026-01-15T09:00:00+08:00');
    expect((await kaigong('audit list --until 2026-01-15')).out).toBe('Nothing was done.');
    expect((await kaigong('audit list --from 2026-01-15')).out).toContain('person.save');
  });

  it('stays whole when many act at once', async () => {
    const save = (nth: number) => ({ actor: 'x', people: [{ id: `p-${nth}`, name: 'p' }] });
    await Promise.all(Array.from({ length: 20 }, (_, nth) => api.post('/people', save(nth))));

    expect((await verifyAudit(api.pool)).broken).toBeNull();
  });

  it.each([
    ['changed', `update audit set after = '{"said":"other"}' where seq = 3`, 'changed', 3],
    [
      'changed with a hash that fits',
      `update audit set act = 'x', hash = repeat('0', 64) where seq = 3`,
      'changed',
      3,
    ],
    ['taken out', 'delete from audit where seq = 3', 'missing', 4],
    ['cut off', 'delete from audit where seq > 2', 'cut', 3],
  ])('finds the first entry that was %s by hand', async (_how, statement, why, seq) => {
    const { head } = await verifyAudit(api.pool);
    const client = await api.pool.connect();
    try {
      await client.query('begin');
      await client.query('alter table audit disable trigger user');
      await client.query(statement);

      const check = await verifyAudit(client, head ?? undefined);

      expect(check.broken).toEqual({ seq, why });
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
