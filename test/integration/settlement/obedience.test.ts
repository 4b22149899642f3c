import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  forgetObeyed,
  hastenRings,
  markRung,
  subjectsToRing,
} from '../../../readmodel/dispatch.ts';
import { levelsToTell, markObeyed, markTold } from '../../../readmodel/levels.ts';
import { forgetTold } from '../../../readmodel/told-alerts.ts';
import { FAKE_LEVEL } from '../../support/fake-core.ts';
import { note, reopen } from '../../support/said.ts';
import { createSettleBench } from '../../support/settle-bench.ts';
import type { SettleBench } from '../../support/settle-bench.ts';

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('what a workflow owes and has carried out', () => {
  let bench: SettleBench;
  beforeAll(async () => {
    bench = await createSettleBench();
  });
  afterAll(() => bench.close());

  /** A project whose workflow has carried out everything; gives the carried revision. */
  async function obeyed(code: string, ...texts: string[]): Promise<number> {
    await bench.open(code);
    for (const text of texts) await bench.hear(code, note(text));
    return bench.obey(code, 0);
  }
  const isToRing = async (code: string) =>
    (await subjectsToRing(bench.pool, 1_000)).includes(`project/${code}`);

  it('rings for a new project, and no more once its workflow has settled', async () => {
    await bench.open('new');
    expect(await isToRing('new')).toBe(true);

    const decision = await bench.settle('new', { carriedRevision: 0 });

    expect(decision.reconcile).toBe(false);
    expect(await bench.row('new')).toMatchObject({ decidedRevision: 1, obeyedRevision: 1 });
    expect(await isToRing('new')).toBe(false);
  });

  it.each([
    { title: 'a fact that changes no level and no time', before: [], then: 'word', rings: false },
    { title: 'an alert that is wanted', before: [], then: 'alert red', rings: true },
    { title: 'an alert that worsens', before: ['alert blue'], then: 'alert red', rings: true },
    {
      title: 'an alert that is no more wanted',
      before: ['alert red'],
      then: 'alert none',
      rings: true,
    },
    { title: 'an alert that stays', before: ['alert red'], then: 'alert red', rings: false },
    { title: 'the end of the project', before: [], then: 'close', rings: true },
  ])('$title: rings $rings', async ({ title, before, then, rings }) => {
    const code = title.replaceAll(' ', '-');
    const carried = await obeyed(code, ...before);

    const { revision } = await bench.hear(code, note(then));

    const expected = { decidedRevision: rings ? revision : carried, obeyedRevision: carried };
    expect(await bench.row(code)).toMatchObject({ revision: carried + 1, ...expected });
    expect(await isToRing(code)).toBe(rings);
  });

  it.each([
    { title: 'a first change that is far', before: [], then: 9, rings: false },
    { title: 'a first change that is near', before: [], then: 0.9, rings: true },
    { title: 'an earlier change that is far', before: [9], then: 8, rings: false },
    { title: 'an earlier change that is near', before: [9], then: 0.9, rings: true },
    { title: 'a later change', before: [0.5], then: 0.9, rings: false },
  ])('$title, for which a workflow has no timer: rings $rings', async (row) => {
    const code = row.title.replaceAll(' ', '-');
    const wake = (hours: number) => `wake ${inHours(hours)}`;
    const carried = await obeyed(code, ...row.before.map(wake));

    await bench.hear(code, note(wake(row.then)));

    expect(await bench.row(code)).toMatchObject({ decidedRevision: 1 });
    expect(await isToRing(code)).toBe(row.rings);
    await bench.settle(code, { carriedRevision: carried });
    const { wakesAt, nextChangeAt } = await bench.row(code);
    expect(wakesAt).toBe(nextChangeAt);
    await bench.pool.query(`update subject set next_ring_at = now() where id = $1`, [
      `project/${code}`,
    ]);
    expect(await isToRing(code)).toBe(false);
  });

  it('is rung for a far change when that has come near', async () => {
    const carried = await obeyed('comes-near');
    await bench.hear('comes-near', note(`wake ${inHours(9)}`));
    expect(await isToRing('comes-near')).toBe(false);

    await bench.pool.query(
      `update subject set next_change_at = now() + interval '59 minutes' where id = 'project/comes-near'`,
    );

    expect(await isToRing('comes-near')).toBe(true);
    await bench.settle('comes-near', { carriedRevision: carried });
    expect(await isToRing('comes-near')).toBe(false);
  });

  it('counts as carried out only when all levels are told', async () => {
    await bench.open('tell');
    await bench.hear('tell', note('alert red'));

    const { reconcile, revision } = await bench.settle('tell', { carriedRevision: 0 });

    expect({ reconcile, revision }).toEqual({ reconcile: true, revision: 2 });
    expect(await bench.row('tell')).toMatchObject({ obeyedRevision: 0 });
    expect(await markObeyed(bench.pool, 'project/tell', revision)).toBe(false);
    const [level] = await levelsToTell(bench.pool, 'project/tell');
    expect(level).toEqual({
      kind: 'alert',
      levelId: FAKE_LEVEL,
      projectCode: 'tell',
      revision: 2,
      severity: 'red',
    });
    await markTold(bench.pool, 'project/tell', FAKE_LEVEL, 2);
    expect(await markObeyed(bench.pool, 'project/tell', revision)).toBe(true);
    expect(await bench.row('tell')).toMatchObject({ obeyedRevision: 2, decidedRevision: 2 });
    expect(await bench.settle('tell', { carriedRevision: 2 })).toMatchObject({ reconcile: false });
  });

  it('asks again for a level that changed while the one before was told', async () => {
    await obeyed('while');
    await bench.hear('while', note('alert blue'));
    const { revision } = await bench.settle('while', { carriedRevision: 1 });
    await bench.hear('while', note('alert red'));

    await markTold(bench.pool, 'project/while', FAKE_LEVEL, revision);
    await markObeyed(bench.pool, 'project/while', revision);

    expect(await isToRing('while')).toBe(true);
    expect(await levelsToTell(bench.pool, 'project/while')).toEqual([
      expect.objectContaining({ severity: 'red', revision: revision + 1 }),
    ]);
    const next = await bench.settle('while', { carriedRevision: revision });
    expect(next).toMatchObject({ reconcile: true });
  });

  it('counts a workflow that carries less than it had as lost, and tells again what came since', async () => {
    const early = await obeyed('lost');
    await bench.hear('lost', note('alert red'));
    const late = await bench.obey('lost', early);
    expect(await levelsToTell(bench.pool, 'project/lost')).toEqual([]);

    const decision = await bench.settle('lost', { carriedRevision: early });

    expect(decision.reconcile).toBe(true);
    expect(await bench.row('lost')).toMatchObject({ lostCount: 1, obeyedRevision: early });
    expect(await levelsToTell(bench.pool, 'project/lost')).toHaveLength(1);
    expect(await bench.obey('lost', early)).toBe(late);
    expect(await bench.row('lost')).toMatchObject({ obeyedRevision: late, lostCount: 1 });
  });

  it.each(['new', 'restored'])(
    'tells again what was told and then lost with Temporal before it was noted, to a %s workflow',
    async (kind) => {
      const code = `unnoted-${kind}`;
      const carried = kind === 'new' ? 0 : await obeyed(code);
      if (kind === 'new') await bench.open(code);
      await bench.hear(code, note('alert red'));
      const { revision } = await bench.settle(code, { carriedRevision: carried });
      await markTold(bench.pool, `project/${code}`, FAKE_LEVEL, revision);

      const decision = await bench.settle(code, { carriedRevision: carried });

      expect(decision.reconcile).toBe(true);
      expect(await levelsToTell(bench.pool, `project/${code}`)).toHaveLength(1);
      await bench.obey(code, carried);
      expect(await levelsToTell(bench.pool, `project/${code}`)).toEqual([]);
      expect(await bench.row(code)).toMatchObject({ obeyedRevision: revision, lostCount: 0 });
    },
  );

  it('tells nothing again that a restored workflow still carries', async () => {
    await obeyed('kept', 'alert red');
    await bench.hear('kept', note(`wake ${inHours(5)}`));
    await bench.obey('kept', 2);
    await bench.obey('kept', 3);

    const decision = await bench.settle('kept', { carriedRevision: 2 });

    expect(decision.reconcile).toBe(false);
    expect(await bench.row('kept')).toMatchObject({ lostCount: 1, obeyedRevision: 3 });
  });

  it('takes no repeat for a loss, of a call whose worker died after it had taken effect', async () => {
    const carried = await obeyed('repeat');
    await bench.hear('repeat', note(`wake ${inHours(5)}`));
    await bench.settle('repeat', { carriedRevision: carried });
    await bench.hear('repeat', note('alert red'));

    const again = await bench.settle('repeat', { carriedRevision: carried });

    expect(again.reconcile).toBe(true);
    expect(await bench.row('repeat')).toMatchObject({ lostCount: 0, obeyedRevision: carried });
    const late = await bench.obey('repeat', carried);
    await bench.settle('repeat', { carriedRevision: carried });
    expect(await bench.row('repeat')).toMatchObject({ lostCount: 1, obeyedRevision: carried });
    expect(late).toBeGreaterThan(carried);
  });

  it('rings a workflow that is missing, tells everything again, and counts it once', async () => {
    const carried = await obeyed('missing', 'alert red');

    expect(await forgetObeyed(bench.pool, 'project/missing')).toBe(true);
    expect(await forgetObeyed(bench.pool, 'project/missing')).toBe(false);

    expect(await isToRing('missing')).toBe(true);
    expect(await bench.settle('missing', { carriedRevision: 0 })).toMatchObject({
      reconcile: true,
    });
    expect(await bench.obey('missing', 0)).toBe(carried);
    expect(await bench.row('missing')).toMatchObject({ lostCount: 1, obeyedRevision: carried });
  });

  it('tells one alert again whose own workflow is missing, and no other', async () => {
    const carried = await obeyed('one', 'alert red');

    expect(await forgetTold(bench.pool, 'project/one', FAKE_LEVEL)).toBe(true);
    expect(await forgetTold(bench.pool, 'project/one', 'no/such')).toBe(false);

    expect(await isToRing('one')).toBe(true);
    expect(await levelsToTell(bench.pool, 'project/one')).toHaveLength(1);
    expect(await bench.obey('one', carried)).toBe(carried);
    expect(await levelsToTell(bench.pool, 'project/one')).toEqual([]);
    expect(await bench.row('one')).toMatchObject({ lostCount: 0, obeyedRevision: carried });
  });

  it('does not take for lost what ended, nor what never began', async () => {
    await obeyed('ended', 'close');
    await bench.open('unbegun');

    expect(await forgetObeyed(bench.pool, 'project/ended')).toBe(false);
    expect(await forgetObeyed(bench.pool, 'project/unbegun')).toBe(false);
  });

  it('starts anew after a reopening without counting it as lost', async () => {
    await obeyed('again', 'alert red', 'alert none', 'close');

    await bench.settle('again', { commands: [reopen('again-1')] });

    expect(await bench.row('again')).toMatchObject({ closed: false, obeyedRevision: 0 });
    expect(await isToRing('again')).toBe(true);
    const revision = await bench.obey('again', 0);
    expect(await bench.row('again')).toMatchObject({ lostCount: 0, obeyedRevision: revision });
  });

  it('rings less and less often until something new is decided', async () => {
    await bench.open('deaf');
    const gaps: number[] = [];
    for (let ring = 0; ring < 6; ring += 1) {
      const at = Date.now();
      await markRung(bench.pool, 'project/deaf');
      gaps.push((Date.parse((await bench.row('deaf')).nextRingAt) - at) / 1_000);
    }
    const rounded = gaps.map((gap) => 30 * Math.round(gap / 30));
    expect(rounded).toEqual([30, 60, 120, 240, 300, 300]);
    expect(await isToRing('deaf')).toBe(false);

    await bench.hear('deaf', note('alert red'));

    expect(await isToRing('deaf')).toBe(true);
  });

  it('rings all that is owed at once when Temporal answers again', async () => {
    await bench.open('waits');
    await markRung(bench.pool, 'project/waits');
    expect(await isToRing('waits')).toBe(false);

    await hastenRings(bench.pool);

    expect(await isToRing('waits')).toBe(true);
  });

  it('leaves a workflow alone for a while that has just been told to reconcile', async () => {
    await bench.open('busy');
    await bench.hear('busy', note('alert red'));

    await bench.settle('busy', { carriedRevision: 0 });

    expect(await isToRing('busy')).toBe(false);
    expect(await bench.row('busy')).toMatchObject({ obeyedRevision: 0, decidedRevision: 2 });
  });
});
