import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { isWorkingDay } from '../../../../domain/calendar.ts';
import { addDays, dayOf } from '../../../../domain/time.ts';
import type { walkAlerts } from '../../../support/alert-year.ts';
import { fellSilent, spoke } from '../../../support/a-project.ts';
import { at, calendar, local } from '../../../support/following.ts';
import type { Message } from '../../../support/mailboxes.ts';
import { linesOf } from '../../../support/message-lines.ts';
import { PARK_CODES, walkPark } from '../../../support/park-year.ts';

const MONTH = new URL('./park-month.txt', import.meta.url);
const WEEKS = 365 / 7;
// In the middle of its approval; those of all projects would take half a minute.
const WITH_APPROVALS = ['ZZY-021'];

describe('a month of alerts in the sample park', () => {
  it('tells exactly these people these things at these times by these channels', () => {
    const { messages } = walkPark(at('2026-02-15 00:00'));

    expect(`${linesOf(messages).join('\n')}\n`).toBe(readFileSync(MONTH, 'utf8'));
  });
});

describe('a year of alerts in the sample park', () => {
  let year: ReturnType<typeof walkAlerts>;
  beforeAll(() => {
    year = walkPark(at('2027-01-15 09:00'), { approvalsOf: WITH_APPROVALS });
  });

  it('wakes nobody between 20:00 and 08:00, and disturbs nobody on a day off', () => {
    const wrong = year.messages.filter(({ kind, at: when }) => {
      const time = local(when).slice(11);
      const isOff = !isWorkingDay(calendar, dayOf(when)).working;
      return kind !== 'safety' && (time < '08:00' || time >= '20:00' || isOff);
    });

    expect(year.messages.length).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  it('tells what a date has brought in the morning of a working day', () => {
    const told = year.done.filter(
      ({ bornBy, step: { kind } }) => bornBy === 'date' && (kind === 'notify' || kind === 'note'),
    );
    const ofDates = told.filter(({ step: { id } }) => /\/(notify|note)$/.test(id));

    expect(ofDates.length).toBeGreaterThan(100);
    for (const { step } of ofDates) {
      expect(local(step.at).slice(11)).toBe('08:30');
      expect(isWorkingDay(calendar, dayOf(step.at)).working).toBe(true);
    }
  });

  it('rings nobody more than three times a day', () => {
    const counts = countBy(
      year.messages.filter(({ kind }) => kind !== 'safety'),
      ({ person, at: when }) => `${person} ${dayOf(when)}`,
    );

    expect(Math.max(...counts.values())).toBeLessThanOrEqual(3);
  });

  it('does no step of an alert twice', () => {
    const counts = countBy(year.done, ({ project, alert, step }) =>
      [project, alert, step.id].join(),
    );

    expect(new Set(counts.values())).toEqual(new Set([1]));
  });

  it('costs a person less than one message a week, and nobody more than five', () => {
    const people = countBy(year.messages, ({ person }) => person);

    expect(Math.max(...people.values()) / WEEKS).toBeLessThan(5);
    expect(year.messages.length / people.size / WEEKS).toBeLessThan(1);
  });

  it('sends fewer daily digests than messages with alerts', () => {
    const kinds = countBy(year.messages, ({ kind, told }) =>
      kind === 'digest' && told.every((one) => one.kind === 'daily') ? 'daily' : kind,
    );

    expect(kinds.get('daily')).toBeGreaterThan(100);
    expect(kinds.get('daily')).toBeLessThan(kinds.get('alerts') ?? 0);
  });

  it('tells nobody as new after days off what was told before them', () => {
    const nameOf = (person: string, { project, alert }: Message['told'][number]) =>
      [person, project, alert].join();
    const ahead = new Map(
      year.messages.flatMap(({ person, told }) =>
        told.flatMap((one) => (one.day ? [[nameOf(person, one), one.day] as const] : [])),
      ),
    );
    const again = year.messages.filter(({ at: when, person, told }) =>
      told.some((one) => {
        const day = one.kind === 'note' ? ahead.get(nameOf(person, one)) : undefined;
        return day !== undefined && day <= dayOf(when) && dayOf(when) < addDays(day, 9);
      }),
    );

    expect(ahead.size).toBeGreaterThan(20);
    expect(again).toEqual([]);
  });
});

describe('a source that falls silent', () => {
  const SITE = '/site/park-forms';
  const silence = PARK_CODES.flatMap((project) => [
    { project, at: at('2026-01-20 09:00'), fact: fellSilent(SITE, '2026-01-14') },
    {
      project,
      at: at('2026-02-10 09:00'),
      fact: spoke(SITE, '2026-01-14', at('2026-02-10 09:00')),
    },
  ]);

  it('has nobody told or escalated of what it could have cleared', () => {
    const silent = walkPark(at('2026-02-10 00:00'), { approvalsOf: [], more: silence });
    const doubtful = [...silent.projects.values()].flatMap(({ assessment }) =>
      (assessment?.signals ?? []).filter(({ unverified }) => unverified),
    );
    const usual = walkPark(at('2026-02-10 00:00'), { approvalsOf: [] });
    const climbs = ({ done }: typeof usual) =>
      done.filter(({ step: { kind } }) => !['notify', 'note', 'remind'].includes(kind)).length;

    expect(doubtful.length).toBeGreaterThan(0);
    expect(silent.done.filter(({ inDoubt }) => inDoubt)).toEqual([]);
    expect(climbs(silent)).toBeLessThan(climbs(usual));
  });
});

function countBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}
