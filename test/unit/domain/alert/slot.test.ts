import { describe, expect, it } from '@jest/globals';
import {
  planSlot,
  USUAL_PACE,
  type SlotView,
  type WaitingNotice,
} from '../../../../domain/alert/slot.ts';
import { shippedCalendar } from '../../../support/shipped-calendar.ts';

/** An instant from a minute in Shanghai. */
const at = (time: string) => new Date(`${time}+08:00`).toISOString();
const notice = (id: number, readyAt: string, over: Partial<WaitingNotice> = {}): WaitingNotice => ({
  ...{ id, kind: 'notify', how: 'push', readyAt: at(readyAt) },
  ...over,
});
const view = (now: string, over: Partial<SlotView> = {}): SlotView => ({
  ...{ now: at(now), calendar: shippedCalendar, pace: USUAL_PACE, pushedToday: 0, isBusy: false },
  ...over,
});

describe('planSlot', () => {
  it('makes one message of all that came within twenty seconds of the first', () => {
    const waiting = [notice(1, '2026-03-02T10:00'), notice(2, '2026-03-02T10:00:20')];

    expect(planSlot(waiting, view('2026-03-02T10:00'))).toEqual({
      ...{ safety: [], push: [] },
      nextAt: at('2026-03-02T10:00:20'),
    });
    expect(planSlot(waiting, view('2026-03-02T10:00:20'))).toEqual({ safety: [], push: [1, 2] });
  });

  it.each([
    ['before the morning', '2026-03-02T08:29', '2026-03-02T08:30'],
    ['from the evening on', '2026-03-02T20:00', '2026-03-03T08:30'],
    ['on a Saturday', '2026-03-07T10:00', '2026-03-09T08:30'],
    ['in the week of 国庆', '2026-10-01T10:00', '2026-10-08T08:30'],
  ])('holds %s what would ring a telephone', (_when, now, until) => {
    expect(planSlot([notice(1, '2026-02-27T10:00')], view(now))).toEqual({
      ...{ safety: [], push: [] },
      hold: { ids: [1], until: at(until) },
      nextAt: at(until),
    });
  });

  it.each([
    ['on a make-up Saturday', '2026-10-10T10:00'],
    ['in the last minute of the day', '2026-03-02T19:59'],
  ])('tells it %s', (_when, now) => {
    expect(planSlot([notice(1, '2026-02-27T10:00')], view(now)).push).toEqual([1]);
  });

  it('holds what is over the budget of the day until the next working morning', () => {
    const plan = planSlot(
      [notice(1, '2026-03-06T15:00')],
      view('2026-03-06T15:01', { pushedToday: 3 }),
    );
    expect(plan.hold).toEqual({ ids: [1], until: at('2026-03-09T08:30') });
  });

  it('lets danger wait for no hour, no budget and no other message', () => {
    const danger = notice(7, '2026-10-01T23:00', { how: 'safety' });
    const plan = planSlot([danger], view('2026-10-01T23:00', { pushedToday: 9, isBusy: true }));
    expect(plan).toEqual({ safety: [7], push: [] });
  });

  it('lets news wait while an earlier message is not handed over, and merges it', () => {
    const waiting = [notice(1, '2026-03-02T10:00')];
    const plan = planSlot(waiting, view('2026-03-02T11:00', { isBusy: true }));
    expect(plan).toEqual({ safety: [], push: [] });
  });

  it('keeps what is for a digest until there is one', () => {
    const small = notice(1, '2026-03-02T08:30', { how: 'digest' });
    const digest = notice(2, '2026-03-02T08:30', { kind: 'daily' });

    expect(planSlot([small], view('2026-03-02T09:00'))).toEqual({ safety: [], push: [] });
    expect(planSlot([small, digest], view('2026-03-02T09:00')).push).toEqual([2, 1]);
  });

  it.each([
    ['at noon', { from: '12:00', to: '14:00' }, '2026-03-02T13:00', '2026-03-02T14:00'],
    ['over night', { from: '18:00', to: '09:30' }, '2026-03-02T18:30', '2026-03-03T09:30'],
    [
      'always, which is no wish that can be kept',
      { from: '08:00', to: '07:59' },
      '2026-03-02T10:00',
      null,
    ],
  ])("heeds a person's own quiet hours %s", (_when, quiet, now, until) => {
    const { hold } = planSlot([notice(1, '2026-03-02T08:30')], view(now, { quiet }));
    expect(hold?.until ?? null).toBe(until === null ? null : at(until));
  });
});
