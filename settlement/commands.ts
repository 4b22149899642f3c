import { createHash } from 'node:crypto';
import type { CommandFact, Fact } from '../domain/fact.ts';
import type { Verdict } from '../domain/verdict.ts';
import { addAppliedFacts } from '../readmodel/facts.ts';
import { outcomesOf } from '../readmodel/outcomes.ts';
import type { OutcomeRow } from '../readmodel/outcomes.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import { definitionsFor, UnknownDefinitionError } from '../schemas/definitions.ts';
import type { CommandOutcome } from './decision.ts';
import { declareDependencies } from './registration.ts';
import type { Session, Standing } from './session.ts';
import { definitionsOf, foldStanding } from './session.ts';

/** What became of the commands of one settle. */
export interface Ruling {
  standing: Standing;
  /** As facts, with the time of their acceptance. */
  accepted: CommandFact[];
  /** Whether one of them cleared the latch. */
  reopened: boolean;
  /** In the order of the commands. */
  outcomes: CommandOutcome[];
  /** First answers, to be kept with this settle. */
  answered: OutcomeRow<CommandOutcome>[];
}

type Judged = Verdict | { accepted: false; code: string; message: string };

/**
 * Judges commands one after another, each against what those before it have changed. A command that
 * was answered before gets that answer again; a refusal changes nothing.
 */
export async function judgeCommands(
  session: Session,
  standing: Standing,
  commands: readonly CommandFact[],
): Promise<Ruling> {
  const ruling: Ruling = { standing, accepted: [], reopened: false, outcomes: [], answered: [] };
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
    const row = { payloadHash, ...(await answer(session, ruling, command)) };
    answers.set(command.id, row);
    ruling.answered.push(row);
    ruling.outcomes.push(row.outcome);
  }
  return ruling;
}

async function answer(session: Session, ruling: Ruling, command: CommandFact) {
  const { subject, now, revision } = session;
  const verdict = await judgeOne(session, ruling.standing, command);
  if (verdict.accepted) await accept(session, ruling, command);
  const outcome = outcomeOf(command.id, verdict, revision);
  return { commandId: command.id, subject, outcome, revision: outcome.revision, at: now };
}

async function judgeOne(
  session: Session,
  { dossier, closed }: Standing,
  command: CommandFact,
): Promise<Judged> {
  const { core, catalogue, now } = session;
  try {
    const definitions =
      command.type === 'command.register.v1'
        ? definitionsFor(catalogue, command.data.registration)
        : dossier && definitionsOf(catalogue, dossier);
    if (!definitions) return unregistered;
    const verdict = core.judge(command, dossier, definitions, now, { closed });
    if (!verdict.accepted || command.type !== 'command.register.v1') return verdict;
    return await declareDependencies(session, command.data.registration);
  } catch (error) {
    if (!isOwnMistake(error, command)) throw error;
    return { accepted: false, code: error.code, message: error.message };
  }
}

const unregistered: Verdict = {
  accepted: false,
  code: 'NOT_REGISTERED',
  message: 'This project is not registered; register it first.',
};

// A registration may name what we lack; for a registered project it is our definitions that are at fault.
const isOwnMistake = (error: unknown, { type }: CommandFact): error is UnknownDefinitionError =>
  error instanceof UnknownDefinitionError && type === 'command.register.v1';

async function accept(session: Session, ruling: Ruling, command: CommandFact): Promise<void> {
  const { core, client, subject, now } = session;
  const { facts, closed } = ruling.standing;
  const fact = asAccepted(command, facts, now);
  await addAppliedFacts(client, [{ subject, fact }], now);
  const isReopening = fact.type === 'command.reopen.v1';
  ruling.standing = foldStanding(core, [...facts, fact], closed && !isReopening);
  ruling.reopened ||= isReopening;
  ruling.accepted.push(fact);
}

/** A command counts from its acceptance, and after those accepted before it within the same millisecond. */
function asAccepted(command: CommandFact, facts: readonly Fact[], now: string): CommandFact {
  if (command.backfill) return { ...command, arrivedAt: now };
  const sequence = facts.filter(({ source }) => source === command.source).length + 1;
  return { ...command, occurredAt: now, arrivedAt: now, sequence };
}

function outcomeOf(commandId: string, verdict: Judged, revision: number): CommandOutcome {
  if (verdict.accepted) return { commandId, status: 'accepted', revision: revision + 1 };
  const { code, message } = verdict;
  return { commandId, status: 'refused', code, message, revision };
}

const conflict = ({ id }: CommandFact, { revision }: Session): CommandOutcome => ({
  commandId: id,
  status: 'conflict',
  code: 'COMMAND_CONFLICT',
  message: `Command ${id} was given before with another content; give this one an id of its own.`,
  revision,
});

// What was said, and of which project; not when it reached us, which differs with each repetition.
function hashOf(subject: string, { type, data }: CommandFact): string {
  return createHash('sha256').update(canonicalJson({ subject, type, data })).digest('hex');
}
