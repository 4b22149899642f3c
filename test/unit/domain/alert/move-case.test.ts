import { describe, expect, it } from '@jest/globals';
import { stepsOf } from '../../../../domain/alert/steps.ts';
import { aCommand } from '../../../support/a-project.ts';
import { aSignal, at, calendar, caseOf, follow, local } from '../../../support/following.ts';

const ID = 'production/forecast';
const alertId = `alert/ZZY-900/${ID}`;
const forecast = aSignal(ID, 'yellow');
const late = aSignal('production/due', 'yellow');

/** Told on the 4th, snoozed on the 5th, hidden on the 6th by what says more, and shown again. */
function shownAgain(on: string, snooze: { until?: string }) {
  const raised = follow([], at('2026-03-04 10:00'), { signals: [forecast] });
  const acts = [aCommand('command.snooze.v1', at('2026-03-05 10:00'), { alertId, ...snooze })];
  const snoozed = follow(raised.cases, at('2026-03-05 10:00'), { signals: [forecast], acts });
  const hidden = follow(snoozed.cases, at('2026-03-06 10:00'), { signals: [forecast, late] });
  const shown = follow(hidden.cases, at(on), { signals: [forecast] });
  return { hidden: caseOf(hidden, ID), shown: caseOf(shown, ID) };
}

const rings = (one: Parameters<typeof stepsOf>[0]) =>
  stepsOf(one, calendar)
    .filter(({ how }) => how === 'push')
    .map(({ kind, at: when }) => `${local(when)} ${kind}`);

describe('an alert that was hidden and is shown again', () => {
  it('rings nobody while it is snoozed, and its manager when the snooze ends', () => {
    const { hidden, shown } = shownAgain('2026-03-09 10:00', { until: '2026-03-11' });

    expect(hidden.hiddenBy).toBe('production/due');
    expect(rings(shown)[0]).toBe('2026-03-11 08:30 wake');
  });

  it('rings nobody while it is snoozed until it gets worse, and everybody when it does', () => {
    const { shown } = shownAgain('2026-03-09 10:00', {});
    const worse = follow([shown], at('2026-03-10 10:00'), { signals: [aSignal(ID, 'red')] });

    expect(rings(shown)).toEqual([]);
    expect(rings(caseOf(worse, ID))[0]).toBe('2026-03-10 10:00 notify');
  });

  it('is told again at once when the snooze ended meanwhile', () => {
    const { shown } = shownAgain('2026-03-12 10:00', { until: '2026-03-11' });

    expect(rings(shown)[0]).toBe('2026-03-12 10:00 notify');
  });
});
