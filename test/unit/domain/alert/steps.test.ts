import { describe, expect, it } from '@jest/globals';
import type { AlertCase } from '../../../../domain/alert/case.ts';
import type { Ladder } from '../../../../domain/alert/rules.ts';
import { stepsOf } from '../../../../domain/alert/steps.ts';
import { aCommand } from '../../../support/a-project.ts';
import {
  aSignal,
  at,
  calendar,
  caseOf,
  defaultPolicy,
  follow,
  local,
} from '../../../support/following.ts';

const ID = 'production/due';
const alertId = `alert/ZZY-900/${ID}`;

const raised = (colour: 'blue' | 'yellow' | 'red', when: string, id = ID): AlertCase =>
  caseOf(follow([], at(when), { signals: [aSignal(id, colour)] }), id);

const told = (one: AlertCase, kinds = ['notify', 'note', 'escalate', 'list', 'slip', 'wake']) =>
  stepsOf(one, calendar)
    .filter(({ kind }) => kinds.includes(kind))
    .map((step) => [
      local(step.at),
      step.kind,
      step.to.map((post) => (typeof post === 'string' ? post : post.person)).join(' '),
    ]);

const reminded = (one: AlertCase) =>
  stepsOf(one, calendar)
    .filter(({ kind }) => kind === 'remind')
    .map((step) => local(step.at));

describe('the steps of an alert', () => {
  it('climb to the main leader after four office hours, over the National Day holidays', () => {
    expect(told(raised('red', '2026-09-30 16:00'))).toEqual([
      ['2026-09-30 16:00', 'notify', 'manager team patron'],
      ['2026-10-08 11:30', 'escalate', 'mainLeader'],
      ['2026-10-13 08:30', 'slip', 'supervision'],
    ]);
  });

  it.each([
    ['2026-03-04 00:00', '2026-03-04 08:30', 'a date of a working day'],
    ['2026-03-07 00:00', '2026-03-09 08:30', 'a date of a Saturday'],
    ['2026-10-01 00:00', '2026-10-08 08:30', 'a date of a long holiday'],
    ['2026-02-14 00:00', '2026-02-14 08:30', 'a date of a Saturday that is worked'],
    ['2026-03-04 22:00', '2026-03-05 08:30', 'an event at night'],
    ['2026-03-06 22:00', '2026-03-09 08:30', 'an event on a Friday night'],
    ['2026-03-07 11:00', '2026-03-09 08:30', 'an event on a Saturday'],
    ['2026-03-04 08:29', '2026-03-04 08:30', 'an event before the morning'],
    ['2026-03-04 19:59', '2026-03-04 19:59', 'an event in the last minute of the day'],
    ['2026-03-04 20:00', '2026-03-05 08:30', 'an event as the quiet hours begin'],
    ['2026-03-04 12:30', '2026-03-04 12:30', 'an event at noon'],
  ])('begin, of a red of %s, at %s: %s', (born, first) => {
    expect(told(raised('red', born), ['notify'])[0]?.[0]).toBe(first);
  });

  it('spare nobody where there is danger', () => {
    const policy = { ...defaultPolicy, alerting: alertingWith('safety') };
    const news = { policy, signals: [aSignal('accepted/quality', 'red')] };
    const one = caseOf(follow([], at('2026-03-07 22:00'), news), 'accepted/quality');

    expect(told(one, ['notify'])).toEqual([['2026-03-07 22:00', 'notify', 'manager duty']]);
    expect(stepsOf(one, calendar)[0]?.how).toBe('safety');
  });

  it('give a yellow one working day, until the office closes, and ten to get better', () => {
    expect(told(raised('yellow', '2026-03-06 15:00'))).toEqual([
      ['2026-03-06 15:00', 'notify', 'manager team'],
      ['2026-03-09 17:30', 'escalate', 'patron'],
      ['2026-03-20 08:30', 'list', 'patron'],
    ]);
  });

  it('tell a blue with the digest and ask nothing', () => {
    const steps = stepsOf(raised('blue', '2026-03-07 00:00'), calendar);

    expect(steps).toMatchObject([{ kind: 'note', how: 'digest', to: ['manager'] }]);
  });

  it('remind of a red each working day until it is acknowledged, then every third', () => {
    const one = raised('red', '2026-03-04 10:00');
    const acknowledged = acted(one, '2026-03-05 11:00', 'acknowledge', { cause: 'contractor' });

    expect(reminded(one).slice(0, 4)).toEqual([
      '2026-03-05 08:30',
      '2026-03-06 08:30',
      '2026-03-09 08:30',
      '2026-03-10 08:30',
    ]);
    expect(reminded(one)).toHaveLength(10);
    expect(reminded(acknowledged).slice(0, 2)).toEqual(['2026-03-10 08:30', '2026-03-13 08:30']);
    expect(told(acknowledged, ['escalate'])).toEqual([]);
    expect(told(acknowledged, ['slip'])).toHaveLength(1);
  });

  it('wait for the end of a snooze, and for good where it has none; the leaders hear all the same', () => {
    const one = raised('red', '2026-03-04 10:00');
    const until = acted(one, '2026-03-04 11:00', 'snooze', { until: '2026-03-14' });
    const forGood = acted(one, '2026-03-04 11:00', 'snooze', {});

    expect(told(until, ['wake', 'escalate', 'slip'])).toEqual([
      ['2026-03-11 08:30', 'slip', 'supervision'],
      ['2026-03-16 08:30', 'wake', 'manager team'],
    ]);
    expect(reminded(until)[0]).toBe('2026-03-19 08:30');
    expect(reminded(forGood)).toEqual([]);
    expect(told(forGood, ['slip'])).toHaveLength(1);
  });

  it('wait for the day that a plan promises, but not once it has got worse since', () => {
    const plan = { cause: 'contractor', forecast: '2026-04-01', text: '增加班组' } as const;
    const one = acted(raised('yellow', '2026-03-04 10:00'), '2026-03-04 11:00', 'rectify', plan);
    const worse = follow([one], at('2026-03-10 10:00'), { signals: [aSignal(ID, 'red')] });

    expect(told(one, ['wake'])).toEqual([['2026-04-01 08:30', 'wake', 'manager team']]);
    expect(reminded(one)[0]).toBe('2026-04-07 08:30');
    expect(reminded(caseOf(worse, ID))[0]).toBe('2026-03-11 08:30');
  });

  it('go to the delegate in place of the manager while the delegation lasts', () => {
    const one = raised('red', '2026-03-04 10:00');
    const to = { to: 'deputy-7', until: '2026-03-05' };
    const delegated = acted(one, '2026-03-04 15:00', 'delegate', to);
    const remind = stepsOf(delegated, calendar).filter(({ kind }) => kind === 'remind');
    const person = { person: 'deputy-7' };

    expect(stepsOf(delegated, calendar)[1]).toMatchObject({ kind: 'notify', to: [person] });
    expect(remind[0]).toMatchObject({ to: [person, 'team'] });
    expect(remind[1]).toMatchObject({ to: ['manager', 'team'] });
  });

  it('stop at the division leader where an enterprise decides for itself', () => {
    const one = raised('red', '2026-03-04 10:00');
    const known = acted(one, '2026-03-04 11:00', 'acknowledge', { cause: 'enterprise' });

    expect(told(known, ['escalate', 'list', 'slip'])).toEqual([
      ['2026-03-11 08:30', 'list', 'patron'],
    ]);
  });

  it('keep their names while people act, and have new ones when people are told anew', () => {
    const one = raised('yellow', '2026-03-04 10:00');
    const known = acted(one, '2026-03-04 11:00', 'acknowledge', {});
    const worse = caseOf(
      follow([known], at('2026-03-10 10:00'), { signals: [aSignal(ID, 'red')] }),
      ID,
    );
    const ids = (of: AlertCase) => stepsOf(of, calendar).map(({ id }) => id);

    expect(ids(known)).toContain('1/1/notify');
    expect(ids(known)).toContain('1/1/list');
    expect(ids(worse)).toEqual(expect.arrayContaining(['1/3/notify', '1/3/escalate', '1/3/slip']));
    expect(ids(worse).filter((id) => ids(known).includes(id))).toEqual([]);
  });

  it('of stock: one digest at first, the ladder after ten working days', () => {
    const signals = [aSignal(ID, 'red', { stock: 'goLive' })];
    const one = caseOf(follow([], at('2026-01-15 09:00'), { signals }), ID);

    expect(stepsOf(one, calendar)[0]).toMatchObject({ kind: 'note', how: 'digest' });
    expect(told(one).slice(0, 3)).toEqual([
      ['2026-01-15 09:00', 'note', 'manager team patron'],
      ['2026-01-29 08:30', 'notify', 'manager team patron'],
      ['2026-01-29 15:00', 'escalate', 'mainLeader'],
    ]);
  });

  it('of stock of which no answer is asked: that digest alone', () => {
    const signals = [aSignal(ID, 'blue', { stock: 'goLive' })];
    const one = caseOf(follow([], at('2026-01-15 09:00'), { signals }), ID);

    expect(stepsOf(one, calendar)).toMatchObject([{ kind: 'note', how: 'digest' }]);
  });

  it('ask those to verify who were told of it, so that what is restricted stays so', () => {
    const cleared = (id: string) =>
      caseOf(follow([raised('red', '2026-03-04 10:00', id)], at('2026-03-05 10:00')), id);

    expect(told(cleared(ID))).toEqual([['2026-03-05 10:00', 'notify', 'team']]);
    expect(told(cleared('groundbreaking/compliance'))).toEqual([
      ['2026-03-05 10:00', 'notify', 'supervision'],
    ]);
  });

  it('of a ladder without a rung for it: none', () => {
    const policy = structuredClone(defaultPolicy);
    delete policy.alerting;
    const shown = follow([], at('2026-03-04 10:00'), { policy, signals: [aSignal(ID, 'red')] });

    expect(stepsOf(caseOf(shown, ID), calendar)).toEqual([]);
  });
});

type ActName = 'acknowledge' | 'snooze' | 'delegate' | 'rectify';

function acted(
  one: AlertCase,
  when: string,
  name: ActName,
  data: Record<string, unknown>,
): AlertCase {
  // `as never`: the data differ from act to act, and the test gives what each of them takes
  const act = aCommand(`command.${name}.v1`, at(when), { alertId, ...data });
  const signals = [aSignal(one.id, one.severity)];
  return caseOf(follow([one], at(when), { signals, acts: [act] }), one.id);
}

function alertingWith(ladder: Ladder['id']) {
  const { alerting } = defaultPolicy;
  if (!alerting) throw new Error('The default policy alerts nobody');
  return { ...alerting, ladderOf: { quality: ladder } };
}
