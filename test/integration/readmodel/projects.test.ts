import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findProject, listProjects } from '../../../readmodel/projects.ts';
import type { ProjectFilter } from '../../../readmodel/project-filter.ts';
import { createFakeCore } from '../../support/fake-core.ts';
import { note, register } from '../../support/said.ts';
import { createSettleBench } from '../../support/settle-bench.ts';
import type { SettleBench } from '../../support/settle-bench.ts';

/** Takes manager and colour from the registration, so that a test can choose them. */
function colouringCore() {
  const core = createFakeCore();
  const assess: typeof core.assess = (dossier, ...rest) => ({
    ...core.assess(dossier, ...rest),
    people: { manager: dossier.registration?.manager ?? 'nobody' },
    colour: dossier.registration?.priority === 'urgent' ? 'red' : 'green',
  });
  return { ...core, assess };
}

describe('the list of projects', () => {
  let bench: SettleBench;
  beforeAll(async () => {
    bench = await createSettleBench(colouringCore());
    await bench.open('A-1', register('A-1', { name: '园区 100% 变电站', manager: 'li' }));
    await bench.open('B-2', register('B-2', { kind: 'road', priority: 'urgent', manager: 'wang' }));
    await bench.open('C-3', register('C-3', { investor: 'Ace_Works', priority: 'urgent' }));
    await bench.hear('C-3', note('more'));
  });
  afterAll(() => bench.close());

  const codes = async (filter: ProjectFilter) =>
    (await listProjects(bench.pool, filter, { limit: 10 })).map(({ code }) => code);

  it.each<{ filter: ProjectFilter; found: string[] }>([
    { filter: {}, found: ['A-1', 'B-2', 'C-3'] },
    { filter: { stage: 'facts-2' }, found: ['C-3'] },
    { filter: { phase: 'signing' }, found: ['A-1', 'B-2', 'C-3'] },
    { filter: { colour: 'red' }, found: ['B-2', 'C-3'] },
    { filter: { manager: 'li' }, found: ['A-1'] },
    { filter: { kind: 'road' }, found: ['B-2'] },
    { filter: { status: 'paused' }, found: [] },
    { filter: { colour: 'red', manager: 'wang' }, found: ['B-2'] },
    { filter: { q: '变电' }, found: ['A-1'] },
    { filter: { q: 'b-' }, found: ['B-2'] },
    { filter: { q: '100%' }, found: ['A-1'] },
    { filter: { q: '0% ' }, found: ['A-1'] },
    { filter: { q: '_' }, found: [] },
    { filter: { q: "'; drop table snapshot; --" }, found: [] },
  ])('has for $filter: $found', async ({ filter, found }) => {
    expect(await codes(filter)).toEqual(found);
  });

  it('goes on after the last code of a page', async () => {
    const first = await listProjects(bench.pool, {}, { limit: 2 });
    const rest = await listProjects(bench.pool, {}, { after: ['B-2'], limit: 2 });

    expect(first.map(({ code }) => code)).toEqual(['A-1', 'B-2']);
    expect(rest.map(({ code }) => code)).toEqual(['C-3']);
  });

  it('shows one project with its whole assessment, and why it could not be assessed since', async () => {
    await bench.wait('C-3', note('throw'));
    await expect(bench.settle('C-3')).rejects.toThrow();

    const project = await findProject(bench.pool, 'C-3');

    expect(project).toMatchObject({
      ...{ code: 'C-3', revision: 2, closed: false, colour: 'red', stage: 'facts-2' },
      ...{ fault: 'the facts hold a throw', assessment: { code: 'C-3', stage: 'facts-2' } },
    });
    expect(await findProject(bench.pool, 'D-4')).toBeUndefined();
  });
});
