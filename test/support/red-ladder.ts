import type { Pool } from 'pg';
import { alertIdOf } from '../../domain/alert/alert-id.ts';
import { core } from '../../domain/core.ts';
import type { CommandFact } from '../../domain/fact.ts';
import { stepsOfAlert, type StepRow } from '../../readmodel/alert-steps.ts';
import { savePeople, type PersonRow } from '../../readmodel/people.ts';
import { aPerson } from './a-person.ts';
import { register } from './said.ts';
import type { SettleBench } from './settle-bench.ts';

/** Production was due on 2026-03-06, so it is red from Saturday the 21st on and told on Monday the 23rd. */
const RAISED = '2026-03-21T00:01';

/** Monday 2026-03-30 10:00 in Shanghai: by then all steps but some reminders are due. */
export const LADDER_DUE = '2026-03-30T02:00:00.000Z';

/** Steps done by then, in their order; of reminders that are due together the last is told. */
export const DUE_KINDS = [
  ...['notify', 'escalate', 'remind', 'remind', 'remind', 'remind', 'remind', 'slip'],
];

/** Who is told of them: by project but for those of the park, whom no channel reaches. */
export const toldOf = (code: string): string[] => [
  `notify ${managerOf(code)}`,
  `notify ${patronOf(code)}`,
  'escalate 主要领导',
  `remind ${managerOf(code)}`,
  'slip 督查室',
];

export const alertOf = (code: string): string => alertIdOf(code, 'production/due');
export const managerOf = (code: string): string => `经理-${code}`;
const patronOf = (code: string): string => `分管-${code}`;

/** Domain time minus real time when a clock in Shanghai shows that minute. */
const offsetAt = (shanghai: string): number => Date.parse(`${shanghai}:00+08:00`) - Date.now();

/** Mail is shown twice when it comes twice; the others drop repeats. */
export type LadderChannel = 'webhook' | 'email' | 'sms';

/** Where a project's manager is reached. */
export function addressOf(channel: LadderChannel, code: string): string {
  if (channel === 'email') return `${code.toLowerCase()}@park.example`;
  return channel === 'sms' ? `1380000${code.replace(/\D/g, '').padStart(4, '0')}` : code;
}

/** A project with a red alert of which nothing is told yet; its manager is reached by that channel. */
export async function raiseLadder(bench: SettleBench, code: string, channel: LadderChannel) {
  await savePeople(bench.pool, [
    ...[aPerson('主要领导', { offices: ['mainLeader'] })],
    ...[aPerson('督查室', { offices: ['supervision'] })],
    aPerson(patronOf(code)),
    reachedBy(channel, managerOf(code), code),
  ]);
  const milestones = [
    { code: 'signed', planned: '2025-11-01', actual: '2025-11-01' },
    { code: 'production', planned: '2026-03-06' },
    { code: 'fullOutput', planned: '2027-03-06' },
  ];
  const own = { milestones, manager: managerOf(code), patron: patronOf(code) };
  await settleAt(bench, '2026-02-25T10:00', code, [register(code, own)]);
  await settleAt(bench, RAISED, code);
}

/** The project settled as of a minute in Shanghai. */
const settleAt = (
  bench: SettleBench,
  shanghai: string,
  code: string,
  commands: CommandFact[] = [],
) => bench.settlerWith(core, offsetAt(shanghai)).settle(`project/${code}`, { commands });

const reachedBy = (channel: LadderChannel, id: string, code: string): PersonRow =>
  aPerson(id, { addresses: { [channel]: addressOf(channel, code) }, channels: [channel] });

/** Its steps of that kind, in their order. */
export const stepsOfKind = async (pool: Pool, code: string, kind: string): Promise<StepRow[]> =>
  (await stepsOfAlert(pool, alertOf(code))).filter((step) => step.kind === kind);

/** What was told of an alert, as `kind person`, and whether a message carries it or it was taken back. */
export async function noticesOf(pool: Pool, code: string) {
  const { rows } = await pool.query<{ told: string; isWaiting: boolean }>(
    `select kind || ' ' || person as told,
       message_id is null and dropped_at is null as "isWaiting"
     from notice where alert_id = $1 order by id`,
    [alertOf(code)],
  );
  return rows;
}
