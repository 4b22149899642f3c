import type { Pool } from 'pg';
import type { Actor, CommandFact } from '../../domain/fact.ts';
import type { Instant } from '../../domain/time.ts';
import type { AuditVia } from '../../readmodel/audit.ts';
import { outcomesOf } from '../../readmodel/outcomes.ts';
import { saveReportField } from '../../readmodel/sheet-projects.ts';
import { projectSubject } from '../../readmodel/subject-id.ts';
import { toCommandFact, toRegisterFact } from '../../schemas/command.ts';
import { completeRegistration } from '../../schemas/registration.ts';
import type { Rulebook } from '../catalogue.ts';
import type { CommandOutcome } from '../decision.ts';
import { SubjectFaulted } from '../errors.ts';
import type { Settler } from '../settle.ts';
import { actCommandId, type RowAct } from './row-act.ts';
import type { ActOutcome, StagedRow } from './staged-row.ts';

/** What rows are written with. */
export interface WriteDeps {
  pool: Pool;
  rules: Rulebook;
  settler: Settler;
  now: Instant;
  /** How the caller has come. */
  via: AuditVia;
  /** Whether the caller may do such an act to a project. */
  mayDo: (code: string, act: RowAct) => Promise<boolean>;
}

/** Who writes a confirmed row, and why. */
interface Writer {
  actor: Actor;
  reason: string;
}

/** Does what a confirmed row says; done again, its acts have the answers that they had. */
export async function writeRow(
  deps: WriteDeps,
  row: StagedRow,
  writer: Writer,
): Promise<StagedRow> {
  const outcome: ActOutcome[] = [];
  for (const act of row.found.acts) {
    outcome.push({ act, ...(await doAct(deps, row, { act, writer })) });
    // Without its registration nothing else of a project can be said.
    if (act.type === 'register' && outcome.at(-1)?.status !== 'accepted') break;
  }
  const state = outcome.every(({ status }) => status === 'accepted') ? 'done' : 'refused';
  return { ...row, state, outcome };
}

async function doAct(
  deps: WriteDeps,
  { projectCode, found }: StagedRow,
  { act, writer: { actor, reason } }: { act: RowAct; writer: Writer },
): Promise<Answer> {
  const { pool, settler, now, via } = deps;
  const code = projectCode ?? '';
  if (!(await deps.mayDo(code, act))) {
    return { status: 'refused', code: 'NOT_ALLOWED', message: `${actor.id} may not do this` };
  }
  if (act.type === 'reportField') {
    const { field, value } = act;
    await saveReportField(pool, { project: code, field, value, by: actor.id, at: now });
    return { status: 'accepted' };
  }
  const said = { commandId: actCommandId(code, act, found.revision), actor, reason };
  const fact =
    act.type === 'register' ? await registerFact(said, act, deps) : commandFact(said, act, now);
  const outcome = await settleOne(settler, code, { fact, via });
  // Another person went on with what broke off just here: the act was done in the name of the first.
  return outcome.status === 'conflict' ? firstAnswer(deps, said.commandId) : outcome;
}

type Answer = Omit<ActOutcome, 'act'>;

// One project that can't be settled does not keep the rows behind it from being written.
async function settleOne(
  settler: Settler,
  code: string,
  { fact, via }: { fact: CommandFact; via: AuditVia },
): Promise<Answer> {
  try {
    const { outcomes } = await settler.settle(projectSubject(code), { commands: [fact], via });
    return outcomes?.[0] ?? { status: 'refused' };
  } catch (error) {
    if (!(error instanceof SubjectFaulted)) throw error;
    return { status: 'refused', code: error.code, message: error.message };
  }
}

async function firstAnswer({ pool }: WriteDeps, commandId: string): Promise<Answer> {
  const answers = await outcomesOf<CommandOutcome>(pool, [commandId]);
  return answers.get(commandId)?.outcome ?? { status: 'refused' };
}

interface Said extends Writer {
  commandId: string;
}

async function registerFact(
  said: Said,
  { registration }: Extract<RowAct, { type: 'register' }>,
  { rules, pool, now }: Pick<WriteDeps, 'rules' | 'pool' | 'now'>,
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
