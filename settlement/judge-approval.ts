import type { ApprovalCore } from '../domain/approval/core.ts';
import type { ApprovalDossier } from '../domain/approval/dossier.ts';
import type { ApprovalCommandFact } from '../domain/fact.ts';
import { UnknownDefinitionError } from '../schemas/definitions.ts';
import { approvalDefinitionsOf } from './approval-rules.ts';
import type { Judged, SubjectCommand } from './commands.ts';
import type { Standing } from './rules.ts';
import type { Session } from './session.ts';

/** Judges a command about an approval; one that moves it to a template version that nobody has loaded is refused. */
export function judgeApproval(
  core: ApprovalCore,
  session: Session,
  { dossier, closed }: Standing<ApprovalDossier>,
  command: SubjectCommand,
): Judged {
  const { catalogue, now, templateVersion } = session;
  if (!dossier || !isOfApproval(command)) return foreign(command);
  const definitions = approvalDefinitionsOf(catalogue, dossier, templateVersion);
  const verdict = core.judge(command, dossier, definitions, now, { closed });
  if (!verdict.accepted || command.type !== 'command.approval.moveTemplate.v1') return verdict;
  const movedTo = { version: command.data.to, ref: { source: command.source, id: command.id } };
  try {
    approvalDefinitionsOf(catalogue, { ...dossier, movedTo }, templateVersion);
    return verdict;
  } catch (error) {
    if (!(error instanceof UnknownDefinitionError)) throw error;
    return { accepted: false, code: error.code, message: error.message };
  }
}

const isOfApproval = (command: SubjectCommand): command is ApprovalCommandFact =>
  command.type.startsWith('command.approval.');

const foreign = ({ type }: SubjectCommand): Judged => ({
  accepted: false,
  code: 'NOTHING_TO_DECIDE',
  message: `${type} is about a project and not about its approval; give it to the project.`,
});
