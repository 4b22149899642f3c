import type { Pool } from 'pg';
import type { Actor, CommandFact } from '../../domain/fact.ts';
import type { Instant } from '../../domain/time.ts';
import type { AuditVia } from '../../readmodel/audit.ts';
import { saveReportField } from '../../readmodel/sheet-projects.ts';
import { projectSubject } from '../../readmodel/subject-id.ts';
import { findSubject } from '../../readmodel/subjects.ts';
import {
  changeWorkbookImport,
  countWorkbookRows,
  findWorkbookImport,
  saveWorkbookRows,
  workbookRowsOf,
  type RowState,
} from '../../readmodel/workbook-imports.ts';
import { toCommandFact, toRegisterFact } from '../../schemas/command.ts';
import { completeRegistration } from '../../schemas/registration.ts';
import { WORKBOOK_LIMITS } from '../../schemas/workbook/sheet.ts';
import type { Rulebook } from '../catalogue.ts';
import type { Settler } from '../settle.ts';
import { lookAtRows } from './look-at-rows.ts';
import { actCommandId, type RowAct } from './row-act.ts';
import type { ActOutcome, StagedRow } from './staged-row.ts';

/** What confirming is done with. */
export interface ConfirmDeps {
  pool: Pool;
  rules: Rulebook;
  settler: Settler;
  now: Instant;
  /** How the caller has come. */
  via: AuditVia;
  /** Whether the caller sees a project, and may do such an act to it. */
  sees: (code: string) => boolean;
  mayDo: (code: string, act: RowAct) => Promise<boolean>;
}

/** Who confirms; `acceptGuesses` takes every guess as it is but that of a project by a similar name. */
export interface Confirmation {
  actor: Actor;
  reason: string;
  acceptGuesses: boolean;
}

/** What a confirmation did, and how all rows now stand. */
export interface Confirmed {
  registered: number;
  changed: number;
  refused: number;
  rows: Record<RowState, number>;
}

/**
 * Does what the rows say that are ready; those with open guesses or faults wait. Repeated, also after a
 * crash in its midst, it goes on where it was: each act is a command under an id made of the act.
 */
export async function confirmImport(
  deps: ConfirmDeps,
  id: number,
  confirmation: Confirmation,
): Promise<Confirmed | 'unknown'> {
  const { pool, rules, now, sees } = deps;
  const found = await findWorkbookImport(pool, id);
  if (!found) return 'unknown';
  const all = await workbookRowsOf<StagedRow>(pool, id, { after: 0, limit: WORKBOOK_LIMITS.rows });
  if (confirmation.acceptGuesses) for (const row of all) acceptGuesses(row);
  const looked = await lookAtRows({ client: pool, rules, now, sees }, found, all);
  await saveWorkbookRows(pool, id, looked);
  const sum = { registered: 0, changed: 0, refused: 0 };
  for (const row of looked.filter(({ state }) => state === 'ready')) {
    const done = await doRow(deps, row, confirmation);
    await saveWorkbookRows(pool, id, [done]);
    if (done.state === 'refused') sum.refused += 1;
    else if (row.found.isNew) sum.registered += 1;
    else sum.changed += 1;
  }
  await changeWorkbookImport(pool, id, { confirmedAt: now });
  return { ...sum, rows: await countWorkbookRows(pool, id) };
}

function acceptGuesses(row: StagedRow): void {
  for (const { field, value, because } of row.found.guesses) {
    if (because !== 'similarName') row.answers[field] ??= value;
  }
}

async function doRow(
  deps: ConfirmDeps,
  row: StagedRow,
  confirmation: Confirmation,
): Promise<StagedRow> {
  const outcome: ActOutcome[] = [];
  const code = row.projectCode ?? '';
  for (const act of row.found.acts) {
    outcome.push({ act, ...(await doAct(deps, code, { act, confirmation })) });
    // Without its registration nothing else of a project can be said.
    if (act.type === 'register' && outcome.at(-1)?.status !== 'accepted') break;
  }
  const state = outcome.every(({ status }) => status === 'accepted') ? 'done' : 'refused';
  return { ...row, state, outcome };
}

interface ToDo {
  act: RowAct;
  confirmation: Confirmation;
}

async function doAct(
  { pool, rules, settler, now, mayDo, via }: ConfirmDeps,
  code: string,
  { act, confirmation: { actor, reason } }: ToDo,
): Promise<Omit<ActOutcome, 'act'>> {
  if (!(await mayDo(code, act))) {
    return { status: 'refused', code: 'NOT_ALLOWED', message: `${actor.id} may not do this` };
  }
  if (act.type === 'reportField') {
    const { field, value } = act;
    await saveReportField(pool, { project: code, field, value, by: actor.id, at: now });
    return { status: 'accepted' };
  }
  const subject = projectSubject(code);
  const revision = (await findSubject(pool, subject))?.revision ?? 0;
  const said = { commandId: actCommandId(code, act, revision), actor, reason };
  const fact =
    act.type === 'register'
      ? await registerFact(said, act, { rules, pool, now })
      : commandFact(said, act, now);
  const decision = await settler.settle(subject, { commands: [fact], via });
  const [outcome] = decision.outcomes ?? [];
  return outcome ?? { status: 'refused' };
}

interface Said {
  commandId: string;
  actor: Actor;
  reason: string;
}

async function registerFact(
  said: Said,
  { registration }: Extract<RowAct, { type: 'register' }>,
  { rules, pool, now }: Pick<ConfirmDeps, 'rules' | 'pool' | 'now'>,
): Promise<CommandFact> {
  const { lifecycles } = await rules.now(pool);
  const template = lifecycles.get(registration.template);
  if (!template) throw new Error(`No lifecycle template ${registration.template} any more`);
  const whole = completeRegistration(registration, template);
  return toRegisterFact({ ...said, registration }, whole, now);
}

function commandFact(
  said: Said,
  act: Exclude<RowAct, { type: 'register' | 'reportField' }>,
  now: Instant,
): CommandFact {
  if (act.type !== 'requestPlanChange') return toCommandFact({ ...said, ...act }, now);
  const { type, milestone, to } = act;
  return toCommandFact({ ...said, type, milestone, to, changeId: said.commandId }, now);
}
