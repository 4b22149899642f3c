import { alertIdOf } from '../domain/alert/alert-id.ts';
import { applyAct } from '../domain/alert/apply-act.ts';
import type { AlertCase, AlertStep } from '../domain/alert/case.ts';
import { isCaseCommand } from '../domain/alert/fact.ts';
import type { Followed } from '../domain/alert/follow-cases.ts';
import { followCases } from '../domain/alert/follow-cases.ts';
import { signalOf } from '../domain/alert/fold-commands.ts';
import { stepsOf } from '../domain/alert/steps.ts';
import type { DesiredAlert } from '../domain/assessment.ts';
import type { Core } from '../domain/core.ts';
import type { KeptCase, MovedCase } from '../readmodel/alert-cases.ts';
import { saveCases } from '../readmodel/alert-cases.ts';
import { wantSteps } from '../readmodel/alert-steps.ts';
import type { Writer } from '../readmodel/gathered-writes.ts';
import { addToOutbox } from '../readmodel/outbox.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { AlertTelling } from './alert-events.ts';
import { alertEvent, alertTellings } from './alert-events.ts';
import { bornByOf } from './born-by.ts';
import type { SubjectCommand } from './commands.ts';
import { UnusableFacts } from './errors.ts';
import { guarded } from './faults.ts';
import { messageOf } from './own-event.ts';
import type { ProjectHearing, ProjectSession } from './project-kind.ts';
import { definitionsOf } from './project-rules.ts';

/** What becomes of a project's alerts by one settle; nothing is written yet. */
export interface AlertNews {
  moved: readonly MovedCase[];
  /** All that is still to be done about each of them. */
  steps: ReadonlyMap<string, readonly AlertStep[]>;
  /** Those whose workflow has to look again, by the ids of their levels. */
  toTell: readonly string[];
  /** What other systems hear. */
  tellings: readonly AlertTelling[];
}

/** What alerts are carried on by. */
export interface AlertPlan {
  hearing: ProjectHearing;
  desired: readonly DesiredAlert[];
  /** The open ones, and closed ones that are desired again. */
  cases: readonly KeptCase[];
}

/** Carries the alerts of a project on: by what people did about them, and by what holds now. */
export function planAlerts(
  core: Core,
  session: ProjectSession,
  { hearing, desired, cases }: AlertPlan,
): AlertNews {
  const { found, ruling, after, rechecks } = hearing;
  const { dossier, facts } = ruling.standing;
  if (!dossier) throw new UnusableFacts('There are no facts to raise alerts by');
  const { policy, calendar } = definitionsOf(session.catalogue, dossier);
  const kept = new Map(cases.map((one) => [one.standing.id, one]));
  const followed = guarded(followCases)({
    cases: cases.map(({ standing }) => standing),
    acts: ruling.accepted.filter(isCaseCommand),
    before: found.before?.assessment,
    ...{ after, desired, facts, policy, calendar, rechecks },
    now: session.now,
    bornBy: bornByOf(core, session, hearing),
  });
  const moved = movedCases(followed, { kept, hearing, desired });
  const stepsFor = (one: AlertCase) => guarded(stepsOf)(one, calendar);
  const steps = new Map(moved.map(({ standing }) => [standing.id, stepsFor(standing)]));
  const seen = (one: AlertCase | undefined) =>
    one && canonicalJson([one.state, one.severity, stepsFor(one)]);
  const toTell = moved
    .map(({ standing }) => standing)
    .filter((standing) => seen(standing) !== seen(kept.get(standing.id)?.standing))
    .map(({ id }) => id);
  return { moved, steps, toTell, tellings: alertTellings(moved) };
}

/** Writes what becomes of the alerts, in the transaction of the settle that gives their project this revision. */
export async function tellAlerts(
  writer: Writer,
  session: ProjectSession,
  told: { alerts: AlertNews; hearing: ProjectHearing; revision: number },
): Promise<void> {
  const { alerts, hearing, revision } = told;
  const { moved, steps, tellings } = alerts;
  const { code } = hearing.after;
  await saveCases(writer, code, { cases: moved, revision });
  const wanted = moved.map(({ standing: { id } }) => {
    return { alertId: alertIdOf(code, id), steps: steps.get(id) ?? [] };
  });
  await wantSteps(writer, wanted, session.now);
  const events = tellings.map((one) => alertEvent(session, one, { hearing, revision }));
  await addToOutbox(writer, events.map(messageOf));
}

/** Alerts as they stand once commands about them are accepted that no settle has taken yet. */
export function casesAfter(
  cases: readonly KeptCase[],
  accepted: readonly SubjectCommand[],
): AlertCase[] {
  return accepted.filter(isCaseCommand).reduce(
    (standings, act) =>
      standings.map((one) => (one.id === signalOf(act.data.alertId) ? applyAct(one, act) : one)),
    cases.map(({ standing }) => standing),
  );
}

/** The signal whose alert a command is about; none for other commands. */
export const signalsNamed = (command: SubjectCommand): string[] =>
  isCaseCommand(command) ? [signalOf(command.data.alertId)] : [];

function movedCases(
  { cases, changed, records }: Followed,
  known: {
    kept: ReadonlyMap<string, KeptCase>;
    hearing: ProjectHearing;
    desired: readonly DesiredAlert[];
  },
): MovedCase[] {
  const { kept, hearing, desired } = known;
  const signals = new Map(hearing.after.signals.map((signal) => [signal.id, signal]));
  return cases
    .filter(({ id }) => changed.includes(id))
    .map((standing) => {
      const was = kept.get(standing.id);
      const wish = desired.find(({ id }) => id === standing.id);
      return {
        standing,
        records: was?.records ?? 0,
        // One that is cleared stays what it was.
        stock: wish ? wish.stock === true : was?.stock === true,
        restricted: was?.restricted === true || signals.get(standing.id)?.restricted === true,
        added: records.filter(({ id }) => id === standing.id).map(({ record }) => record),
      };
    });
}
