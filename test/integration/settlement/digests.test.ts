import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alertIdOf } from '../../../domain/alert/alert-id.ts';
import type { AlertCase } from '../../../domain/alert/case.ts';
import type { Signal } from '../../../domain/assessment.ts';
import { addNotices, waitingNotices } from '../../../readmodel/notices.ts';
import { listMessages } from '../../../readmodel/messages.ts';
import { savePeople } from '../../../readmodel/people.ts';
import { createRulebook } from '../../../settlement/catalogue.ts';
import { gatherMessage } from '../../../settlement/gather-message.ts';
import { makeDigests } from '../../../settlement/make-digests.ts';
import { walkAlert } from '../../../settlement/walk-alert.ts';
import { aCase } from '../../support/a-notice.ts';
import { aPerson } from '../../support/a-person.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aSignal, at, saying } from '../../support/following.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await savePeople(database.pool, [
    aPerson('wang', { channels: ['email'], addresses: { email: 'wang@park.example' } }),
  ]);
});
afterAll(() => database.close());

const rules = createRulebook();
const deps = (minute: string) => {
  const clockOffsetMs = Date.parse(at(minute)) - Date.now();
  return { pool: database.pool, rules, clockOffsetMs, publicUrl: 'http://park' };
};

/** A project of wang's whose last settle has left these signals. */
async function settled(
  code: string,
  signals: readonly Signal[],
  over: Parameters<typeof saying>[1] = {},
): Promise<void> {
  const assessment = saying(signals, { code, people: { manager: 'wang' }, ...over });
  const { pool } = database;
  await pool.query(
    `insert into subject (id, kind, project_code, registered_at)
     values ('project/' || $1, 'project', $1, clock_timestamp())`,
    [code],
  );
  await pool.query(
    `insert into snapshot (subject, revision, core_version, assessed_at, assessment, project_code,
       name, kind, status, phase, stage, colour_since)
     values ('project/' || $1, 1, 1, clock_timestamp(), $2, $1, $1, '', 'active', '', '',
       clock_timestamp())`,
    [code, JSON.stringify(assessment)],
  );
}

async function raised(code: string, standing: Partial<AlertCase>): Promise<string> {
  const alertId = alertIdOf(code, standing.id ?? '');
  await database.pool.query(
    `insert into alert (alert_id, project_code, severity, state, opened_at, revision, stock, standing)
     values ($1, $2, 'red', $3, clock_timestamp(), 1, false, $4)`,
    [alertId, code, standing.state ?? 'open', JSON.stringify(aCase(standing))],
  );
  return alertId;
}

/** The lines of the message that somebody gets on that morning, if any. */
async function told(day: string, person: string): Promise<string[] | undefined> {
  await makeDigests(deps(`${day} 08:31`), []);
  await gatherMessage(deps(`${day} 08:40`), person);
  const [message] = await listMessages(database.pool, { addressee: person, limit: 1 });
  if (!message || message.slotAt < at(`${day} 08:00`)) return undefined;
  await database.pool.query(`update message set state = 'sent', next_try_at = null`);
  return message.content.sections.flatMap(({ title, lines }) => [title, ...lines]);
}

describe('what turns blue on a day off', () => {
  const green = aSignal('accepted/due', 'green', {
    flips: [{ by: 'wait', day: '2026-03-08', colour: 'blue' }],
  });
  const note = (alertId: string) =>
    database.pool.query(
      `insert into alert_step (alert_id, step_id, kind, at, recipients, severity, how)
       values ($1, '1/1/note', 'note', $2, '["manager"]', 'blue', 'digest')`,
      [alertId, at('2026-03-09 08:30')],
    );

  it('is told with the digest before it, and not as new after it', async () => {
    await settled('D-1', [green]);

    expect((await told('2026-03-06', 'wang'))?.join()).toContain('预告：休息日2026-03-08转蓝');

    const since = { since: at('2026-03-08 00:00'), raisedAt: at('2026-03-08 00:00') };
    const toldAt = at('2026-03-09 08:30');
    const known = await raised('D-1', { id: 'accepted/due', severity: 'blue', ...since, toldAt });
    const other = await raised('D-1', { id: 'signed/due', severity: 'blue', ...since, toldAt });
    await Promise.all([note(known), note(other)]);
    await walkAlert(deps('2026-03-09 08:30'), known);
    await walkAlert(deps('2026-03-09 08:30'), other);

    const waiting = await waitingNotices(database.pool, 'wang');
    expect(waiting.map(({ alertId }) => alertId)).toEqual([other]);
    // A Tuesday, whose digest is not the weekly one that names everything.
    expect(await told('2026-03-10', 'wang')).toEqual([
      expect.stringContaining('D-1'),
      '知会',
      expect.anything(),
    ]);
    expect(await told('2026-03-11', 'wang')).toBeUndefined();
  });
});

describe('a daily digest', () => {
  const before = at('2026-04-01 08:30');
  const acknowledged = { by: 'wang', at: before };
  const known = { since: before, raisedAt: before, toldAt: before, acknowledged };

  it('reaches on the next day only whom something new concerns', async () => {
    await settled('D-2', []);
    const alertId = await raised('D-2', { id: 'production/due', ...known });

    expect((await told('2026-04-14', 'wang'))?.join()).toContain('D-2');
    expect(await told('2026-04-15', 'wang')).toBeUndefined();

    const cleared = { at: at('2026-04-15 15:00'), facts: [], certified: true };
    const standing = aCase({ ...known, id: 'production/due', state: 'toVerify', cleared });
    await database.pool.query(
      `update alert set state = 'toVerify', standing = $2 where alert_id = $1`,
      [alertId, JSON.stringify(standing)],
    );
    const lines = await told('2026-04-16', 'wang');
    expect(lines?.filter((line) => line.includes('事实已解除，待销号'))).toHaveLength(2);
  });

  it('asks its verifier of what the facts have cleared', async () => {
    await addNotices(
      database.pool,
      [
        {
          ...{ person: 'wang', kind: 'notify', projectCode: 'D-2', how: 'digest' },
          ...{ alertId: alertIdOf('D-2', 'production/due'), stepId: '1/2/notify/verify' },
          dueAt: at('2026-04-16 15:00'),
        },
      ],
      at('2026-04-16 15:00'),
    );

    expect((await told('2026-04-17', 'wang'))?.join()).toContain('待销号：请核验整改');
  });

  it('of a project that is made up says so, as does each message of it', async () => {
    await settled('D-3', [aSignal('production/due', 'red')], {
      people: { manager: 'guest' },
      sample: true,
    });
    await raised('D-3', { id: 'production/due', ...known });

    expect((await told('2026-04-20', 'guest'))?.join()).toContain('D-3');
    const [message] = await listMessages(database.pool, { addressee: 'guest', limit: 1 });
    expect(message?.content.closing).toContain('示例数据');
  });
});
