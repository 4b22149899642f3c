import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findSnapshot } from '../../../readmodel/snapshots.ts';
import { forecast, note, reopen } from '../../support/said.ts';
import { createSettleBench } from '../../support/settle-bench.ts';
import type { SettleBench } from '../../support/settle-bench.ts';

const tomorrow = new Date(Date.now() + 86_400_000).toISOString();

describe('a closed project', () => {
  let bench: SettleBench;
  beforeAll(async () => {
    bench = await createSettleBench();
  });
  afterAll(() => bench.close());

  async function closed(code: string): Promise<void> {
    await bench.open(code);
    await bench.hear(code, note('close'));
    await bench.obey(code, 0);
  }

  it('stays closed whatever comes later; the late fact is applied and noted', async () => {
    await closed('late');
    const late = note('too late');

    const decision = await bench.hear('late', late);

    expect(decision).toMatchObject({ closed: true, stage: 'facts-3' });
    expect(await bench.row('late')).toMatchObject({ closed: true, decidedRevision: 2 });
    expect(await bench.facts('late')).toContainEqual(late);
    const noted = (await bench.story('late')).filter(({ kind }) => kind === 'factAfterClosing');
    expect(noted).toEqual([
      expect.objectContaining({
        object: late.type,
        to: late.occurredAt,
        detail: { source: late.source, id: late.id },
        cause: 'FACT',
      }),
    ]);
  });

  it('takes no command but to be reopened', async () => {
    await closed('shut');

    const { outcomes } = await bench.settle('shut', {
      commands: [forecast('shut-1'), reopen('shut-2'), forecast('shut-3')],
    });

    expect(outcomes?.map(({ status, code }) => code ?? status)).toEqual([
      'PROJECT_CLOSED',
      'accepted',
      'accepted',
    ]);
    expect(await bench.row('shut')).toMatchObject({ closed: false });
  });

  it('can be closed again after it was reopened', async () => {
    await closed('twice');
    await bench.settle('twice', { commands: [reopen('twice-1')] });
    expect(await bench.row('twice')).toMatchObject({ closed: false });

    await bench.hear('twice', note('close', { occurredAt: tomorrow }));

    expect(await bench.row('twice')).toMatchObject({ closed: true });
  });

  it('waits for nothing any more', async () => {
    await bench.open('quiet');
    await bench.hear('quiet', note(`wake ${tomorrow}`));
    expect((await bench.row('quiet')).nextChangeAt).not.toBeNull();

    await bench.hear('quiet', note('close'));

    const snapshot = await findSnapshot(bench.pool, 'project/quiet');
    expect(snapshot?.assessment.closed).toBe(true);
    expect((await bench.row('quiet')).nextChangeAt).toBeNull();
  });
});
