import { describe, expect, it } from '@jest/globals';
import { addDays, startOf } from '../../../domain/time.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  definitionsWith,
  plan,
  registered,
  signal,
} from '../../support/a-project.ts';

const DUE = '2026-08-31';
const TODAY = '2026-06-15';

function forecastSignal(slip: number, { today = TODAY, redLine = false, policy = 'default' } = {}) {
  const registration = aRegistration({ milestones: [plan('accepted', DUE, { redLine })] });
  const forecast = aCommand('command.forecast.v1', '2026-06-10', {
    milestone: 'accepted',
    date: addDays(DUE, slip),
  });
  const definitions = definitionsWith({ policy });
  const assessment = assessAt([registered(registration), forecast], today, { definitions });
  return { assessment, signal: signal(assessment, 'accepted/forecast') };
}

describe('a slip that is reported before the due day', () => {
  it.each([
    { slip: -5, colour: undefined },
    { slip: 0, colour: undefined },
    { slip: 1, colour: 'blue' },
    { slip: 7, colour: 'blue' },
    { slip: 8, colour: 'yellow' },
    { slip: 200, colour: 'yellow' },
  ])('of $slip days is $colour', ({ slip, colour }) => {
    const { assessment, signal: said } = forecastSignal(slip);

    expect(said?.colour).toBe(colour);
    expect(assessment.colour).toBe(colour ?? 'green');
  });

  it.each([
    { left: 31, slip: 8, colour: 'yellow' },
    { left: 30, slip: 8, colour: 'red' },
    { left: 0, slip: 8, colour: 'red' },
    { left: 30, slip: 7, colour: 'blue' },
  ])('of $slip days is $colour $left days before a red line', ({ left, slip, colour }) => {
    const { signal: said } = forecastSignal(slip, { today: addDays(DUE, -left), redLine: true });

    expect(said?.colour).toBe(colour);
  });

  it('says when it will turn red, apart from the window of the date itself', () => {
    const definitions = definitionsWith({}, ({ policy }) => {
      if (policy.rules.forecast) policy.rules.forecast.redLineDueWithin = 20;
    });
    const registration = aRegistration({ milestones: [plan('accepted', DUE, { redLine: true })] });
    const forecast = aCommand('command.forecast.v1', '2026-06-10', {
      milestone: 'accepted',
      date: addDays(DUE, 8),
    });
    const facts = [registered(registration), forecast];

    const inWindow = assessAt(facts, addDays(DUE, -25), { definitions });

    expect(inWindow.nextChangeAt).toBe(startOf(addDays(DUE, -20)));
    const turned = assessAt(facts, addDays(DUE, -20), { definitions });
    expect(signal(turned, 'accepted/forecast')?.colour).toBe('red');
  });

  it('gives the project no more than yellow, since an honest report asks for help', () => {
    const { assessment, signal: said } = forecastSignal(40, {
      today: addDays(DUE, -10),
      redLine: true,
    });

    expect(said).toMatchObject({ colour: 'red', projectColour: 'yellow' });
    expect(assessment.colour).toBe('yellow');
  });

  it('is silent from the day after the due day on, when the date speaks for itself', () => {
    expect(forecastSignal(40, { today: DUE }).signal?.colour).toBe('yellow');
    expect(forecastSignal(40, { today: addDays(DUE, 1) }).signal).toBeUndefined();
  });

  it('is not looked at by the policy of dates alone', () => {
    expect(forecastSignal(40, { policy: 'milestones-only' }).signal).toBeUndefined();
  });

  it('is measured against the day as pauses have moved it', () => {
    const registration = aRegistration({ milestones: [plan('accepted', DUE)] });
    const facts = [
      registered(registration),
      aCommand('command.pause.v1', '2026-02-01', { from: '2026-02-01' }),
      aCommand('command.resume.v1', '2026-02-11', { on: '2026-02-11' }),
      aCommand('command.forecast.v1', '2026-06-10', {
        milestone: 'accepted',
        date: addDays(DUE, 12),
      }),
    ];

    expect(signal(assessAt(facts, TODAY), 'accepted/forecast')?.reason).toMatchObject({
      numbers: { slip: 2 },
      days: { due: addDays(DUE, 10) },
    });
  });

  it('is settled by a later forecast within the plan', () => {
    const registration = aRegistration({ milestones: [plan('accepted', DUE)] });
    const say = (at: string, date: string) =>
      aCommand('command.forecast.v1', at, { milestone: 'accepted', date });
    const facts = [
      registered(registration),
      say('2026-06-12', DUE),
      say('2026-06-01', '2026-12-01'),
    ];

    expect(assessAt(facts, TODAY).colour).toBe('green');
  });
});
