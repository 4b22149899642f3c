import { describe, expect, it } from '@jest/globals';
import { edges } from '../../../domain/edges.ts';
import type { Fact } from '../../../domain/fact.ts';
import { projectAsks } from '../../../domain/project-asks.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  mainLeader,
  person,
  plan,
  registered,
  signal,
} from '../../support/a-project.ts';

const project = registered(
  aRegistration({ milestones: [plan('accepted', '2026-12-01')], manager: 'manager-1' }),
);
const manager = person('manager-1', 'projectManager');

const update = (on: string, said: { text?: string; noChange?: true }) =>
  aCommand('command.update.v1', on, { ...said, actor: manager });
const instruct = aCommand('command.instruct.v1', '2026-03-02', {
  ...{ instructionId: 'P-1', text: '推进外线', owner: manager.id, due: '2026-06-30' },
  actor: mainLeader,
});
const need = aCommand('command.raiseNeed.v1', '2026-03-02', {
  ...{ needId: 'N-1', text: '协调临时用电', owner: 'liaison-1', due: '2026-03-20' },
  actor: manager,
});
const answer = (on: string) =>
  aCommand('command.reportInstruction.v1', on, {
    ...{ instructionId: 'N-1', text: '已送电', done: true },
    actor: person('liaison-1', 'utilityLiaison'),
  });
const at = (day: string, facts: readonly Fact[]) => assessAt([project, ...facts], day);

describe('a weekly update', () => {
  it('says how the project stands and who said so', () => {
    expect(at('2026-03-10', [update('2026-03-09', { text: '桩基完成' })]).lastUpdate).toEqual({
      ...{ day: '2026-03-09', text: '桩基完成', by: 'manager-1' },
    });
  });

  it('keeps the last words when nothing has changed since', () => {
    const said = [
      update('2026-03-02', { text: '桩基完成' }),
      update('2026-03-09', { noChange: true }),
    ];

    expect(at('2026-03-10', said).lastUpdate).toEqual({
      ...{ day: '2026-03-09', text: '桩基完成', by: 'manager-1', noChange: true },
    });
  });

  it('is a word on the instructions that the speaker owns, and on no others', () => {
    const said = update('2026-03-11', { noChange: true });
    const id = (one: string) => `instruction:${one}/noUpdate`;

    expect(signal(at('2026-03-12', [instruct]), id('P-1'))?.colour).toBe('blue');
    expect(signal(at('2026-03-12', [instruct, said]), id('P-1'))).toBeUndefined();
    expect(signal(at('2026-03-12', [need, said]), id('N-1'))?.colour).toBe('blue');
  });

  it('is a line of the story, each once', () => {
    const before = at('2026-03-08', []);
    const after = at('2026-03-09', [update('2026-03-09', { text: '桩基完成' })]);
    const kinds = edges(before, after).map(({ kind }) => kind);

    expect(kinds).toContain('updated');
    expect(edges(after, after)).toEqual([]);
  });
});

describe('a need for coordination', () => {
  it('waits for its owner until it is answered', () => {
    expect(projectAsks(at('2026-03-03', [need]))).toContainEqual(
      expect.objectContaining({
        kind: 'need',
        object: 'N-1',
        person: 'liaison-1',
        due: '2026-03-20',
      }),
    );
    expect(projectAsks(at('2026-03-11', [need, answer('2026-03-10')]))).toEqual([]);
  });

  it('has a sentence of its own when nobody answers', () => {
    expect(signal(at('2026-03-12', [need]), 'instruction:N-1/noUpdate')?.reason).toMatchObject({
      ...{ code: 'needUnanswered', words: { owner: 'liaison-1' } },
    });
  });
});

describe('what was said before', () => {
  it('is no news when the database gives it back with its keys in another order', () => {
    const said = [need, answer('2026-03-10'), update('2026-03-09', { text: '桩基完成' })];
    const after = at('2026-03-11', said);

    expect(edges(shuffled(after), after)).toEqual([]);
  });
});

/** As jsonb keeps it: shorter keys first. */
function shuffled<T>(value: T): T {
  const entries = (one: object) => Object.entries(one).sort(([a], [b]) => a.length - b.length);
  // `as`: the same content.
  return JSON.parse(
    JSON.stringify(value, (_key, one: unknown) =>
      typeof one === 'object' && one !== null && !Array.isArray(one)
        ? Object.fromEntries(entries(one))
        : one,
    ),
  ) as T;
}
