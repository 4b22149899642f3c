import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DIFFERENCES, type Difference } from '../support/alert-oracle/differences.ts';
import { startAlertmanager, type Alertmanager } from '../support/alert-oracle/alertmanager.ts';
import type { Slot } from '../support/alert-oracle/compare-slot.ts';
import { liveThroughSameStates } from '../support/alert-oracle/same-states.ts';
import { sideBySide } from '../support/alert-oracle/side-by-side.ts';
import { LASTING } from '../support/alert-oracle/states.ts';
import { aCommand, divisionLeader, team } from '../support/a-project.ts';
import { at } from '../support/following.ts';
import { until } from '../support/temporal-until.ts';

// Built from its sources where it is not in the cache yet.
const BUILD_LIMIT_MS = 900_000;

let alertmanager: Alertmanager;
beforeAll(async () => {
  alertmanager = await startAlertmanager();
}, BUILD_LIMIT_MS);
afterAll(() => alertmanager.close());

describe('alerts beside those of an Alertmanager that is given the same states', () => {
  let slots: Slot[];
  beforeAll(async () => {
    slots = await liveThroughSameStates(alertmanager, { seed: 1, days: 30 });
  });

  it('tell the same people of the same causes in the same slots, but for what is meant', () => {
    expect(slots.filter(({ unexplained }) => unexplained.length > 0)).toEqual([]);
    expect(slots.flatMap(({ agreed }) => agreed).length).toBeGreaterThan(100);
  });

  it('are told once, however often their states are repeated', () => {
    const lasting = slots.flatMap(({ agreed }) => agreed.filter((one) => one.includes(LASTING)));

    expect(slots.flatMap(({ twice }) => twice)).toEqual([]);
    expect(slots.filter(({ empty }) => empty > 0)).toEqual([]);
    // Three causes that never go, and for each a manager, the team and a patron.
    expect(new Set(lasting).size).toBe(9);
    expect(lasting).toHaveLength(9);
  });

  it('come in one message a person and slot', () => {
    const most = slots.map(({ messages }) => Math.max(0, ...Object.values(messages.ours)));

    expect(Math.max(...most)).toBe(1);
  });

  it('are as bad, and inhibited by the same causes', () => {
    const inhibited = slots.flatMap(({ open }) =>
      Object.values(open.theirs).filter((standing) => standing.includes('said by')),
    );

    for (const { open } of slots) expect(open.ours).toEqual(open.theirs);
    expect(new Set(inhibited)).toEqual(
      new Set([
        'yellow, said by production/due',
        'red, said by production/due',
        'yellow, said by stage:2/umbrella',
      ]),
    );
  });

  it('are told to nobody while they are silenced', () => {
    const woken = slots.flatMap(({ name, asleep, agreed, explained }) =>
      [...agreed, ...explained.map(({ telling }) => telling)].flatMap((telling) =>
        asleep.some((cause) => telling.includes(` ${cause} `)) ? [`${name}: ${telling}`] : [],
      ),
    );

    expect(slots.flatMap(({ asleep }) => asleep).length).toBeGreaterThan(20);
    expect(woken).toEqual([]);
  });

  it('differ in what the course of these days can show', () => {
    const found = new Set(slots.flatMap(({ explained }) => explained.map(({ why }) => why)));

    expect(found).toEqual(
      new Set<Difference>([
        'A snooze ends when it gets worse or comes back',
        'What was quiet for a time is told again',
        'Better news rings nobody',
        'Leaders are told, not reminded',
      ]),
    );
  });
});

describe('where alerts are meant to differ from those of an Alertmanager', () => {
  const CAUSES = ['G01/limit', 'G02/limit', 'G03/limit', 'production/due'];

  it('A message says what is new' satisfies Difference, async () => {
    const { manager, settle, rung, fire, labels, heard } = sideBySide(alertmanager, CAUSES);
    const toManager = (before: string) => rung(before).filter(({ person }) => person === manager);
    settle('2026-03-04 10:00', 3);
    await fire(labels.slice(0, 3), 1);
    // Several causes at once are one message with both.
    const first = toManager('2026-03-04 11:00');
    expect(first).toMatchObject([{ causes: 'G01/limit,G02/limit,G03/limit' }]);
    expect(heard().map(({ firing }) => firing.length)).toEqual([3]);

    settle('2026-03-04 11:00', 4);
    await fire(labels, 2);
    expect(toManager('2026-03-04 12:00')).toMatchObject([{ causes: 'production/due' }]);
    expect(heard().map(({ firing }) => firing.length)).toEqual([3, 4]);
  });

  it('A recovery rings nobody' satisfies Difference, async () => {
    const { settle, rung, fire, labels, heard } = sideBySide(alertmanager);
    settle('2026-03-04 10:00', 1);
    await fire(labels, 1);
    expect(rung('2026-03-05 08:00').length).toBeGreaterThan(0);

    settle('2026-03-05 08:00', 0);
    await alertmanager.resolve(labels);
    await until(() => heard().length === 2);
    expect(heard()[1]).toMatchObject({ firing: [], resolved: [{ kind: 'due' }] });
    expect(rung('2026-03-31 08:00')).toEqual([]);
  });

  it('People are told in working hours' satisfies Difference, async () => {
    const { settle, rung, fire, labels, heard } = sideBySide(alertmanager);
    // A Saturday night.
    settle('2026-03-07 22:00', 1);
    await fire(labels, 1);

    expect(heard()).toHaveLength(1);
    const times = rung('2026-03-09 09:00').map(({ when }) => when);
    expect(new Set(times)).toEqual(new Set(['2026-03-09 08:30']));
  });

  it('What nobody acknowledges climbs' satisfies Difference, async () => {
    const { settle, rung, fire, labels, heard, manager, patron } = sideBySide(alertmanager);
    settle('2026-03-04 10:00', 1);
    // The same again, to the same people.
    await fire(
      labels.map((one) => ({ ...one, repeated: 'yes' })),
      3,
    );

    expect(new Set(heard().map(({ firing }) => firing.length))).toEqual(new Set([1]));
    const told = rung('2026-03-05 09:00').map(
      ({ when, person, kinds }) => `${when} ${person} ${kinds}`,
    );
    expect(told).toEqual([
      `2026-03-04 10:00 ${manager} notify`,
      '2026-03-04 10:00 专班-01 notify',
      `2026-03-04 10:00 ${patron} notify`,
      '2026-03-04 16:00 主要领导-01 escalate',
      `2026-03-05 08:30 ${manager} remind`,
      '2026-03-05 08:30 专班-01 remind',
    ]);
  });

  it('A person gets three messages a day' satisfies Difference, async () => {
    const { manager, settle, rung, fire, labels, heard } = sideBySide(alertmanager, CAUSES);
    const hours = ['09', '10', '11', '14'];
    for (const [nth, hour] of hours.entries()) {
      settle(`2026-03-04 ${hour}:00`, nth + 1);
      const toManager = rung(`2026-03-04 ${hour}:30`).filter(({ person }) => person === manager);
      expect(toManager).toHaveLength(nth < 3 ? 1 : 0);
      await fire(labels.slice(0, nth + 1), nth + 1);
    }

    expect(heard()).toHaveLength(4);
    const next = rung('2026-03-05 08:31').find(({ person }) => person === manager);
    expect(next?.when).toBe('2026-03-05 08:30');
    expect(next?.causes).toContain('production/due');
  });

  it('People close what was red' satisfies Difference, async () => {
    const { project, settle, stateOf, fire, labels } = sideBySide(alertmanager);
    const alertId = `alert/${project.code}/production/due`;
    const about = { alertId, decision: 'accept' as const };
    settle('2026-03-04 10:00', 1);
    await fire(labels, 1);

    settle('2026-03-05 10:00', 0);
    await alertmanager.resolve(labels);
    await until(async () => {
      const firing = await alertmanager.firing();
      return firing.every(({ labels: { project: code } }) => code !== project.code);
    });
    expect(stateOf('production/due')).toBe('toVerify');

    const verified = { ...about, actor: team, evidence: '现场核实' };
    const noon = '2026-03-05 12:00';
    settle(noon, 0, [aCommand('command.verify.v1', at(noon), verified)]);
    expect(stateOf('production/due')).toBe('toApprove');
    const closed = { ...about, actor: divisionLeader };
    settle(noon, 0, [aCommand('command.close.v1', at(noon), closed)]);
    expect(stateOf('production/due')).toBe('closed');
  });

  it('stands in the documentation, each difference once', async () => {
    const path = fileURLToPath(new URL('../../docs/alerts.md', import.meta.url));
    const [, table = ''] = (await readFile(path, 'utf8')).split('\n| Difference');
    const [rows = ''] = table.split('\n\n');
    const named = [...rows.matchAll(/^\| ([A-Z][^|]+?) +\|/gm)].map(([, name]) => name);

    expect(named).toEqual(DIFFERENCES);
  });
});
