import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findSnapshot } from '../../../readmodel/snapshots.ts';
import { listParked } from '../../../readmodel/parked.ts';
import { subjectsWithWaitingFacts } from '../../../readmodel/dispatch.ts';
import { createFakeCore } from '../../support/fake-core.ts';
import { note, register } from '../../support/said.ts';
import { createSettleBench } from '../../support/settle-bench.ts';
import type { SettleBench } from '../../support/settle-bench.ts';

const HOUR_MS = 3_600_000;
const inAnHour = () => new Date(Date.now() + HOUR_MS).toISOString();

describe('settle', () => {
  let bench: SettleBench;
  beforeAll(async () => {
    bench = await createSettleBench();
  });
  afterAll(() => bench.close());

  it('knows no project that nobody has registered', async () => {
    const decision = await bench.settle('nobody');

    expect(decision).toMatchObject({ known: false, revision: 0 });
  });

  it('applies each waiting fact once and tells the story of it', async () => {
    await bench.open('once');
    const said = note('one');

    await bench.hear('once', said);
    const decision = await bench.hear('once', said);

    expect(decision).toMatchObject({ known: true, revision: 2, stage: 'facts-2' });
    const story = await bench.story('once');
    expect(story.map(({ revision, to, cause, fact }) => ({ revision, to, cause, fact }))).toEqual([
      expect.objectContaining({ revision: 1, to: 'facts-1', cause: 'COMMAND' }),
      { revision: 2, to: 'facts-2', cause: 'FACT', fact: { source: said.source, id: said.id } },
    ]);
  });

  it('changes nothing when nothing is new', async () => {
    await bench.open('still');
    const before = await bench.row('still');

    const decision = await bench.settle('still');

    expect(decision.revision).toBe(1);
    expect(await bench.row('still')).toEqual(before);
    expect(await bench.story('still')).toHaveLength(1);
  });

  it('lets two callers of one project take turns, so that nothing counts twice or is lost', async () => {
    await bench.open('two');
    const facts = Array.from({ length: 40 }, (_, index) => note(`n${index}`));

    await Promise.all(
      facts.flatMap((fact) => [
        bench.hear('two', fact),
        bench.settle('two', { carriedRevision: 0 }),
      ]),
    );

    const snapshot = await findSnapshot(bench.pool, 'project/two');
    expect(snapshot?.assessment.stage).toBe('facts-41');
    const story = await bench.story('two');
    const steps = story.map(({ from, to }) => `${from ?? ''}>${to ?? ''}`);
    expect(steps.slice(1)).toEqual(
      story.slice(1).map((row, i) => `${story[i]?.to ?? ''}>${row.to ?? ''}`),
    );
    expect(story.map(({ at }) => at)).toEqual(story.map(({ at }) => at).sort());
  });

  it('keeps facts of an unregistered project parked and applies them at its registration', async () => {
    await bench.wait('later', note('early bird'), note('second'));
    expect(await bench.settle('later')).toMatchObject({ known: false });
    expect(await listParked(bench.pool)).toEqual([
      expect.objectContaining({ projectCode: 'later', count: 2 }),
    ]);

    const decision = await bench.open('later');

    expect(decision).toMatchObject({ known: true, stage: 'facts-3' });
    expect(await listParked(bench.pool)).toEqual([]);
  });

  it('takes the thousand oldest waiting facts and says that more wait', async () => {
    await bench.open('many');
    const facts = Array.from({ length: 1_001 }, (_, index) => note(`n${index}`));
    await bench.wait('many', ...facts);

    const ids = async () => (await bench.facts('many')).slice(1).map(({ id }) => id);
    const expected = facts.map(({ id }) => id);

    expect(await bench.settle('many')).toMatchObject({ more: true, stage: 'facts-1001' });
    expect(await ids()).toEqual(expected.slice(0, 1_000));
    expect(await bench.settle('many')).toMatchObject({ more: false, stage: 'facts-1002' });
    expect(await ids()).toEqual(expected);
  });

  it('drains twenty thousand waiting facts of one project', async () => {
    await bench.open('flood');
    for (let batch = 0; batch < 20; batch += 1) {
      await bench.wait('flood', ...Array.from({ length: 1_000 }, (_, i) => note(`${batch}-${i}`)));
    }

    let settles = 0;
    while ((await subjectsWithWaitingFacts(bench.pool, 10)).includes('project/flood')) {
      await bench.settle('flood');
      settles += 1;
    }

    expect(settles).toBe(20);
    const snapshot = await findSnapshot(bench.pool, 'project/flood');
    expect(snapshot?.assessment.stage).toBe('facts-20001');
  });

  it('gives the next change in real time and lives in the time of its clock', async () => {
    const offset = -300 * 24 * HOUR_MS;
    const domainHour = new Date(Date.now() + offset + HOUR_MS).toISOString();
    const shifted = bench.settlerWith(createFakeCore(), offset);
    await shifted.settle('project/demo', { commands: [register('demo')] });
    await bench.wait('demo', note(`wake ${domainHour}`));

    const decision = await shifted.settle('project/demo');

    expect(decision.nextChangeAt).toBe(new Date(Date.parse(domainHour) - offset).toISOString());
    const snapshot = await findSnapshot(bench.pool, 'project/demo');
    expect(Date.parse(snapshot?.assessedAt ?? '')).toBeLessThan(Date.now() + offset + HOUR_MS);
  });

  it('never goes back before the time of its last assessment', async () => {
    const ahead = bench.settlerWith(createFakeCore(), 10 * HOUR_MS);
    await ahead.settle('project/back', { commands: [register('back')] });
    const before = await findSnapshot(bench.pool, 'project/back');

    await bench.hear('back', note('by a clock that was set back'));

    const after = await findSnapshot(bench.pool, 'project/back');
    expect(after?.assessedAt).toBe(before?.assessedAt);
    expect(after?.revision).toBe(2);
  });

  it('answers within 4 KB whatever the facts say', async () => {
    await bench.open('long', register('long', { name: '长'.repeat(200) }));

    const decision = await bench.hear('long', note(`wake ${inAnHour()}`), note('x'.repeat(50_000)));

    expect(Buffer.byteLength(JSON.stringify(decision))).toBeLessThan(4_096);
  });
});
