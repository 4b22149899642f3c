import { createHash } from 'node:crypto';
import type { ApprovalCommandFact, CommandFact, Fact } from '../domain/fact.ts';
import type { Verdict } from '../domain/verdict.ts';
import { addAppliedFacts } from '../readmodel/facts.ts';
import { outcomesOf } from '../readmodel/outcomes.ts';
import type { OutcomeRow } from '../readmodel/outcomes.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { CommandOutcome } from './decision.ts';
import type { Assessed, Standing } from './rules.ts';
import { foldStanding } from './rules.ts';
import type { RuledSession, Session } from './session.ts';

/** What a person asks for, of a project or of an approval. */
export type SubjectCommand = CommandFact | ApprovalCommandFact;

/** What became of the commands of one settle. */
export interface Ruling<D> {
  standing: Standing<D>;
  /** As facts, with the time of their acceptance. */
  accepted: SubjectCommand[];
  /** Whether one of them cleared the latch. */
  reopened: boolean;
  /** In the order of the commands. */
  outcomes: CommandOutcome[];
  /** First answers, to be kept with this settle. */
  answered: OutcomeRow<CommandOutcome>[];
}

/** The verdict of the rules, or a refusal that only the shell can know. */
export type Judged = Verdict | { accepted: false; code: string; message: string };

/** The verdict on a command as things stand after those accepted before it. */
type Judge<D> = (
  standing: Standing<D>,
  command: SubjectCommand,
  accepted: readonly SubjectCommand[],
) => Promise<Judged>;

/**
 * Judges commands one after another, each against what those before it have changed. A command that
 * was answered before gets that answer again; a refusal changes nothing.
 */
export async function judgeCommands<D, A extends Assessed>(
  session: RuledSession<D, A>,
  standing: Standing<D>,
  { commands, judge }: { commands: readonly SubjectCommand[]; judge: Judge<D> },
): Promise<Ruling<D>> {
  const ruling: Ruling<D> = { standing, accepted: [], reopened: false, outcomes: [], answered: [] };
  if (commands.length === 0) return ruling;
  const ids = commands.map(({ id }) => id);
  const answers = await outcomesOf<CommandOutcome>(session.client, ids);
  for (const command of commands) {
    const payloadHash = hashOf(session.subject, command);
    const earlier = answers.get(command.id);
    if (earlier) {
      ruling.outcomes.push(
        earlier.payloadHash === payloadHash ? earlier.outcome : conflict(command, session),
      );
      continue;
    }
    const { subject, now, revision } = session;
    const verdict = await judge(ruling.standing, command, ruling.accepted);
    if (verdict.accepted) await accept(session, ruling, command);
    const outcome = outcomeOf(command.id, verdict, revision);
    const place = { commandId: command.id, subject, revision: outcome.revision, at: now };
    const row = { ...place, payloadHash, outcome };
    answers.set(command.id, row);
    ruling.answered.push(row);
    ruling.outcomes.push(outcome);
  }
  return ruling;
}

async function accept<D, A extends Assessed>(
  session: RuledSession<D, A>,
  ruling: Ruling<D>,
  command: SubjectCommand,
): Promise<void> {
  const { rules, client, subject, now } = session;
  const { facts, closed } = ruling.standing;
  const fact = asAccepted(command, facts, now);
  await addAppliedFacts(client, [{ subject, fact }], now);
  const isReopening = fact.type === 'command.reopen.v1';
  ruling.standing = foldStanding(rules, [...facts, fact], closed && !isReopening);
  ruling.reopened ||= isReopening;
  ruling.accepted.push(fact);
}

/** A command counts from its acceptance, and after those accepted before it within the same millisecond. */
function asAccepted(command: SubjectCommand, facts: readonly Fact[], now: string): SubjectCommand {
  if (command.backfill) return { ...command, arrivedAt: now };
  const sequence = facts.filter(({ source }) => source === command.source).length + 1;
  return { ...command, occurredAt: now, arrivedAt: now, sequence };
}

function outcomeOf(commandId: string, verdict: Judged, revision: number): CommandOutcome {
  if (verdict.accepted) return { commandId, status: 'accepted', revision: revision + 1 };
  const { code, message } = verdict;
  return { commandId, status: 'refused', code, message, revision };
}

const conflict = ({ id }: SubjectCommand, { revision }: Session): CommandOutcome => ({
  commandId: id,
  status: 'conflict',
  code: 'COMMAND_CONFLICT',
  message: `Command ${id} was given before with another content; give this one an id of its own.`,
  revision,
});

// What was said, and of which project; not when it reached us, which differs with each repetition.
function hashOf(subject: string, { type, data }: SubjectCommand): string {
  return createHash('sha256').update(canonicalJson({ subject, type, data })).digest('hex');
}
