import { describe, expect, it } from '@jest/globals';
import { stepsOf } from '../../../domain/alert/steps.ts';
import { liveThrough } from '../../../domain/policy-cases/live-through.ts';
import { definitionsFor } from '../../../schemas/definitions.ts';
import { withoutActuals } from '../../../workers/sample-park.ts';
import { catalogue, registered } from '../../support/a-project.ts';
import { at, calendar } from '../../support/following.ts';
import { parkEntries, parkHistory } from '../../support/sample-park.ts';

const BEGINS = at('2026-01-15 09:00');
/** The tenth working day after the first. */
const GRACE_OVER = at('2026-01-29 08:30');

const history = parkHistory(BEGINS);
const lives = parkEntries().map(({ registration: listed }) => {
  const registration = withoutActuals(listed);
  const facts = [registered(registration, BEGINS), ...(history.get(registration.code) ?? [])];
  const definitions = definitionsFor(catalogue, registration);
  return { registration, ...liveThrough(facts, definitions, at('2026-01-15 23:59')) };
});
const told = lives.flatMap(({ registration, done }) =>
  done.map((step) => ({ project: registration.code, manager: registration.manager, ...step })),
);

describe('the sample park on its first day', () => {
  it('tells only what is so already, once an alert, in one digest a person', () => {
    expect(told.map(({ kind, how, at: when }) => [kind, how, when])).toEqual(
      told.map(() => ['note', 'digest', BEGINS]),
    );
    expect(new Set(told.map(({ project, alert }) => `${project} ${alert}`)).size).toBe(told.length);
    expect(told.length).toBeGreaterThan(10);
  });

  it('tells the manager of a permit that is weeks late, and begins its ladder ten working days on', () => {
    const late = lives.find(({ registration }) => registration.code === 'ZZY-006');
    const one = late?.cases.find(({ id }) => id === 'constructionPermit/due');
    const steps = one ? stepsOf(one, calendar) : [];

    expect(one).toMatchObject({ severity: 'red', stockUntil: '2026-01-29' });
    expect(steps.map(({ kind, how }) => [kind, how]).slice(0, 2)).toEqual([
      ['note', 'digest'],
      ['notify', 'push'],
    ]);
    expect(steps[0]?.to).toContain('manager');
  });

  it('begins no ladder of any alert before that', () => {
    const steps = lives.flatMap(({ cases }) => cases.flatMap((one) => stepsOf(one, calendar)));
    const ladder = steps.filter(({ how, kind }) => how !== 'digest' || kind !== 'note');

    expect(ladder.length).toBeGreaterThan(10);
    for (const { at: when } of ladder) expect(when >= GRACE_OVER).toBe(true);
  });
});
