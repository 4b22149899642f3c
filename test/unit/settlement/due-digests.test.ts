import { expect, it } from '@jest/globals';
import { dueDigests } from '../../../settlement/make-digests.ts';
import { shippedCalendar } from '../../support/shipped-calendar.ts';

const rules = {
  digests: { daily: { at: '08:30', to: [] }, weekly: { at: '09:00', to: [] } },
  hours: { morning: '08:30', quietFrom: '20:00' },
};

it.each([
  ['a Tuesday before the hour', '2026-03-03T08:29', []],
  ['a Tuesday', '2026-03-03T08:30', ['daily']],
  ['a Tuesday evening, after an outage', '2026-03-03T20:00', []],
  ['a Monday', '2026-03-02T09:00', ['weekly', 'daily']],
  ['a Saturday', '2026-03-07T09:00', []],
  ['the Thursday on which work begins again after 国庆', '2026-10-08T09:00', ['weekly', 'daily']],
  ['the Saturday worked in that week', '2026-10-10T09:00', ['daily']],
])('tells on %s the digests whose hour has come', (_day, now, kinds) => {
  const at = new Date(`${now}:00+08:00`).toISOString();
  expect(dueDigests(rules, shippedCalendar, at).map(({ kind }) => kind)).toEqual(kinds);
});
