import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { core } from '../../../domain/core.ts';
import type { Registration } from '../../../domain/fact.ts';
import { overdueSubjects } from '../../../readmodel/dispatch.ts';
import { addFacts } from '../../../readmodel/facts.ts';
import { findSnapshot } from '../../../readmodel/snapshots.ts';
import { forgetAllTold } from '../../../readmodel/told-projects.ts';
import { createRulebook } from '../../../settlement/catalogue.ts';
import { createSettler } from '../../../settlement/settle.ts';
import { reported } from '../../support/a-project.ts';
import { copyTestDatabase, createTestDatabase, testPool } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { register, terminate } from '../../support/said.ts';
import { hear, promised } from '../../support/subscriber.ts';

const milestones = [
  { code: 'signed', planned: '2025-11-01', actual: '2025-11-01' },
  { code: 'groundbreaking', planned: '2026-02-01' },
  { code: 'production', planned: '2026-06-01' },
];
const clockOffsetMs = Date.parse('2026-01-15T01:00:00.000Z') - Date.now();

interface Sent {
  event_id: string;
  type: string;
  headers: Record<string, string>;
  value: Buffer;
}

/** The engine on one database, as far as it tells others. */
function engineOn(pool: Pool) {
  const rules = createRulebook();
  const log = { error: () => undefined };
  const settler = createSettler({ pool, rules, clockOffsetMs, core, log });
  return {
    open: (code: string, over: Partial<Registration> = {}) =>
      settler.settle(`project/${code}`, { commands: [register(code, { milestones, ...over })] }),
    end: (code: string) =>
      settler.settle(`project/${code}`, { commands: [terminate(`${code}-end`)] }),
    async reach(code: string, milestone: string, day: string) {
      const fact = {
        ...reported(milestone, day, 'team'),
        ...{ source: '/site/test', arrivedAt: '2026-01-14T00:00:00.000Z' },
      };
      await addFacts(pool, [{ subject: `project/${code}`, fact }]);
      await settler.settle(`project/${code}`);
    },
    async settleDue() {
      const due = await overdueSubjects(pool, 100);
      for (const subject of due) await settler.settle(subject);
      return due;
    },
    async sent(code: string): Promise<Sent[]> {
      const { rows } = await pool.query<Sent>(
        'select event_id, type, headers, value from outbox where key = $1 order by id',
        [code],
      );
      return rows;
    },
    async holds(code: string) {
      const snapshot = await findSnapshot(pool, `project/${code}`);
      return snapshot && promised(snapshot.assessment);
    },
  };
}

const CODES = ['ahead', 'quiet', 'over'];

describe('a database restored from a backup', () => {
  let live: TestDatabase;
  let restored: TestDatabase;
  /** What left before the loss, by project. */
  let heard: Map<string, Sent[]>;
  beforeAll(async () => {
    live = await createTestDatabase();
    const first = testPool(live.url);
    const early = engineOn(first);
    for (const code of CODES) await early.open(code);
    await early.end('over');
    await first.end();
    restored = await copyTestDatabase(live);

    const later = engineOn(live.pool);
    await later.reach('ahead', 'groundbreaking', '2026-01-10');
    await later.reach('over', 'groundbreaking', '2026-01-10');
    await later.open('late', { milestones: milestones.slice(0, 2) });
    const all = [...CODES, 'late'];
    heard = new Map(
      await Promise.all(all.map(async (code) => [code, await later.sent(code)] as const)),
    );

    await forgetAllTold(restored.pool);
  });
  afterAll(async () => {
    await live.close();
    await restored.close();
  });

  /** By a subscriber who had read all that left before the loss. */
  const known = async (code: string) => {
    const before = hear(heard.get(code) ?? []);
    return hear(await engineOn(restored.pool).sent(code), before).told;
  };

  it('tells each project anew, closed ones too, to subscribers who had read ahead of it', async () => {
    const engine = engineOn(restored.pool);
    const lost = hear(heard.get('ahead') ?? []).told;
    expect(lost).not.toEqual(await engine.holds('ahead'));

    expect((await engine.settleDue()).sort()).toEqual(
      CODES.map((code) => `project/${code}`).sort(),
    );
    expect(await engine.settleDue()).toEqual([]);

    for (const code of CODES) expect(await known(code)).toEqual(await engine.holds(code));
  });

  it('goes on with news that nobody drops, under ids that were never given', async () => {
    const engine = engineOn(restored.pool);
    await engine.reach('ahead', 'production', '2026-01-12');
    await engine.open('late', { milestones: milestones.slice(0, 1) });

    for (const code of ['ahead', 'late']) {
      expect(await known(code)).toEqual(await engine.holds(code));
      const all = [...(heard.get(code) ?? []), ...(await engine.sent(code))];
      const contents = new Map(all.map(({ event_id, value }) => [event_id, String(value)]));
      for (const { event_id, value } of all) expect(contents.get(event_id)).toBe(String(value));
    }
  });
});
