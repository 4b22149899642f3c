import type { AlertCase } from '../domain/alert/case.ts';
import type { Core } from '../domain/core.ts';
import type { Dossier } from '../domain/dossier.ts';
import type { CommandFact } from '../domain/fact.ts';
import type { Verdict } from '../domain/verdict.ts';
import { definitionsFor, UnknownDefinitionError } from '../schemas/definitions.ts';
import type { Judged, SubjectCommand } from './commands.ts';
import { definitionsOf } from './project-rules.ts';
import { declareDependencies } from './registration.ts';
import type { Standing } from './rules.ts';
import type { Session } from './session.ts';

/** Judges a command about a project; the edges of an accepted registration are added. */
export async function judgeProject(
  core: Core,
  session: Session,
  { standing: { dossier, closed }, cases }: { standing: Standing<Dossier>; cases: AlertCase[] },
  command: SubjectCommand,
): Promise<Judged> {
  const { catalogue, now } = session;
  if (!isOfProject(command)) return foreign(command);
  try {
    const definitions =
      command.type === 'command.register.v1'
        ? definitionsFor(catalogue, command.data.registration)
        : dossier && definitionsOf(catalogue, dossier);
    if (!definitions) return unregistered;
    const verdict = core.judge(command, dossier, definitions, now, { closed, cases });
    if (!verdict.accepted || command.type !== 'command.register.v1') return verdict;
    return await declareDependencies(session, command.data.registration);
  } catch (error) {
    if (!isOwnMistake(error, command)) throw error;
    return { accepted: false, code: error.code, message: error.message };
  }
}

const isOfProject = (command: SubjectCommand): command is CommandFact =>
  !command.type.startsWith('command.approval.');

const foreign = ({ type }: SubjectCommand): Judged => ({
  accepted: false,
  code: 'NOTHING_TO_DECIDE',
  message: `${type} is about an approval and not about its project; give it to the approval.`,
});

const unregistered: Verdict = {
  accepted: false,
  code: 'NOT_REGISTERED',
  message: 'This project is not registered; register it first.',
};

// A registration may name what we lack; for a registered project it is our definitions that are at fault.
const isOwnMistake = (error: unknown, { type }: CommandFact): error is UnknownDefinitionError =>
  error instanceof UnknownDefinitionError && type === 'command.register.v1';
