import { alertIdOf } from './alert/alert-id.ts';
import { ALERT_JUDGES } from './alert/alert-judges.ts';
import type { AlertCase } from './alert/case.ts';
import type { CaseCommand } from './alert/fact.ts';
import { isCaseCommand } from './alert/fact.ts';
import { signalOf } from './alert/fold-commands.ts';
import { judgeCase } from './alert/judge-case.ts';
import { assess } from './assess.ts';
import type { Definitions } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import type { CommandFact, FactOf } from './fact.ts';
import { JUDGES, barredFrom } from './judges.ts';
import type { Instant } from './time.ts';
import { dayOf } from './time.ts';
import type { Case, Verdict } from './verdict.ts';
import { accept, refuse } from './verdict.ts';

/** What the shell knows of a project beside its facts. */
export interface Latch {
  closed: boolean;
  /** Its alerts as those before this command have left them. */
  cases?: readonly AlertCase[];
}

/** Whether a person's command may become a fact now; a refusal is a value that says why and what to do. */
export function judge(
  command: CommandFact,
  dossier: Dossier | undefined,
  definitions: Definitions,
  now: Instant,
  { closed, cases = [] }: Latch,
): Verdict {
  const registered = dossier?.registration !== undefined;
  if (command.type === 'command.register.v1')
    return judgeRegistration(command, registered, definitions);
  if (!registered)
    return refuse('NOT_REGISTERED', 'This project is not registered; register it first.');
  const barred = barredFrom(command.type, command.data.actor);
  if (barred) return barred;
  const assessment = assess(dossier, definitions, now, { closed });
  if (assessment.closed && command.type !== 'command.reopen.v1') {
    return refuse(
      'PROJECT_CLOSED',
      `The project is ${assessment.status}; reopen it first, with a reason.`,
    );
  }
  if (isCaseCommand(command)) return judgeCase(command, isOwn(command, dossier) ? cases : []);
  // The tables are keyed by type, so the judge found fits the command; the compiler can't follow that.
  const own = ALL_JUDGES[command.type] as (command: CommandFact, about: Case) => Verdict;
  return own(command, { dossier, assessment, definitions, today: dayOf(now), cases });
}

const ALL_JUDGES = { ...JUDGES, ...ALERT_JUDGES };

// The same signal of another project is another alert.
const isOwn = ({ data: { alertId } }: CaseCommand, { registration }: Dossier): boolean =>
  alertId === alertIdOf(registration?.code ?? '', signalOf(alertId));

function judgeRegistration(
  { data: { registration } }: FactOf<'command.register.v1'>,
  registered: boolean,
  { template }: Definitions,
): Verdict {
  if (registered) {
    const wayOut = 'ask for a plan change or assign people instead of registering again.';
    return refuse('ALREADY_REGISTERED', `${registration.code} is registered already; ${wayOut}`);
  }
  const known = new Set(template.milestones.map(({ code }) => code));
  const named = [
    ...registration.milestones.map(({ code }) => code),
    ...registration.dependencies.map(({ gates }) => gates),
  ];
  const unknown = named.filter((code) => !known.has(code));
  if (unknown.length === 0) return accept;
  return refuse(
    'UNKNOWN_MILESTONE',
    `Template ${template.id} has no milestone ${unknown.join(', ')}; it has ${[...known].join(', ')}.`,
  );
}
