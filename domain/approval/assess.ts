import type { Signal, Status } from '../assessment.ts';
import { CORE_VERSION } from '../assessment.ts';
import { worstColour } from '../colour.ts';
import { definitionRef, type Colour } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import { createHorizon } from '../horizon.ts';
import { present } from '../present.ts';
import type { Day, Instant } from '../time.ts';
import { addDays, dayOf } from '../time.ts';
import type { WeighedItem } from './approval-signals.ts';
import { approvalSignals } from './approval-signals.ts';
import type { ApprovalAssessment, Duty, ItemAssessment } from './assessment.ts';
import type { ApprovalDefinitions } from './core.ts';
import type { ApprovalDossier, Opening } from './dossier.ts';
import { dutiesOf } from './duties.ts';
import { expectationsOf } from './expectations.ts';
import { gatesOf } from './gates.ts';
import { assessItems } from './items.ts';
import type { AssessedItems } from './items.ts';
import { itemWork } from './item-work.ts';
import { neededAhead } from './lapse.ts';
import type { Schedule } from './schedule.ts';
import { scheduleOf } from './schedule.ts';
import type { StageDraft } from './stages.ts';
import { draftStage } from './stages.ts';
import { approvalStanding } from './standing.ts';
import type { ApprovalTemplate } from './template.ts';
import { unknownItems } from './unknown-items.ts';
import { beforeRedLines } from './weight.ts';

/** Nothing can be said of an approval that nobody has opened. */
export class NotOpened extends Error {
  constructor() {
    super('The facts do not hold the opening of this approval.');
    this.name = 'NotOpened';
  }
}

/**
 * What the engine says of an approval at `now`. Colours, what they contribute, states, duties and
 * what the project is told hold unchanged until `nextChangeAt`; days used and left, expected days and
 * floats, and dues while a clock is stopped, are those of the day of `now`. `closed` is the latch of
 * the shell.
 *
 * @throws NotOpened
 */
export function assessApproval(
  dossier: ApprovalDossier,
  definitions: ApprovalDefinitions,
  now: Instant,
  { closed }: { closed: boolean },
): ApprovalAssessment {
  const { opening, project } = dossier;
  if (!opening) throw new NotOpened();
  const { template, calendar } = definitions;
  const horizon = createHorizon(dayOf(now));
  const { found, schedule, weighed, stages, expected } = assessGraph(dossier, definitions, horizon);
  const status = project?.status ?? 'active';
  const isOver = closed || project?.closed === true;
  const said = approvalSignals(weighed, stages, dossier, definitions, horizon);
  const signals = isOver || !isColoured(status) ? [] : said;
  if (signals.some(isWeighed)) horizon.at(addDays(horizon.today, 1));
  const items = weighed.map((one) => finished(one, schedule, signals));
  const gates = gatesOf(template, found.context, schedule.gates);
  const notes = notesOf(found, dossier, template);
  const complete = items.every(({ applies, done }) => applies === 'no' || done);
  const about = { items, gates, notes, templates: template.items, dossier, calendar };
  const owed = isOver
    ? { duties: [], announcements: [] }
    : {
        ...workOf(dutiesOf(about), found, status),
        nextChangeAt: horizon.next(),
      };
  return present({
    ...identity(dossier, opening, definitions),
    status,
    closed: isOver,
    complete,
    colour: worstOf(signals),
    items,
    stages: colouredStages(stages, items, signals),
    gates,
    criticalPath: schedule.criticalPath,
    signals,
    ...owed,
    notes,
    standing: approvalStanding({ ...told(opening), complete, gates, signals, expected }),
  });
}

interface Graph {
  found: AssessedItems;
  schedule: Schedule;
  weighed: WeighedItem[];
  stages: StageDraft[];
  /** What the project has to expect of its gates. */
  expected: Record<string, Day>;
}

/** The items, what is to be expected of them, and the stages that they make up. */
function assessGraph(
  dossier: ApprovalDossier,
  definitions: ApprovalDefinitions,
  horizon: Horizon,
): Graph {
  const { template, calendar } = definitions;
  const { found, schedule } = scheduled(dossier, definitions, horizon);
  const asOf = (day: Day) => scheduled(dossier, definitions, createHorizon(day)).schedule.gates;
  const gates = { template, context: found.context, opens: schedule.gates };
  const expected = expectationsOf(gates, asOf, horizon);
  const stages = template.stages.map((stage) =>
    draftStage(stage, found.drafts.values(), calendar, horizon),
  );
  return { found, schedule, weighed: weigh(found, schedule, definitions), stages, expected };
}

function scheduled(
  dossier: ApprovalDossier,
  { template, calendar }: ApprovalDefinitions,
  horizon: Horizon,
): Pick<Graph, 'found' | 'schedule'> {
  const traits = dossier.project?.traits ?? {};
  const ahead = neededAhead(template, dossier.project?.milestones ?? {});
  const found = assessItems(template.items, { dossier, traits, calendar, horizon, ahead });
  const { context } = found;
  const work = itemWork(found, traits);
  const schedule = scheduleOf({ template, context, work, calendar, today: horizon.today });
  return { found, schedule };
}

const colouredStages = (
  stages: readonly StageDraft[],
  items: readonly ItemAssessment[],
  signals: readonly Signal[],
): ApprovalAssessment['stages'] =>
  stages.map(({ stage }) => ({
    ...stage,
    colour: worstOf(signals.filter((one) => isOfStage(one, stage.id, items))),
  }));

const told = (opening: Opening) => ({ approval: subjectOf(opening), round: opening.round });

const WEIGHED: readonly Signal['kind'][] = ['limit', 'deficiency', 'umbrella'];

/** What weighs by its float has to be weighed anew each day: the others move, or it does. */
const isWeighed = ({ kind }: Signal): boolean => WEIGHED.includes(kind);

/** Grey while its project is paused or over; who is only thinking of coming may well apply. */
const isColoured = (status: Status): boolean => status === 'active' || status === 'pipeline';

function identity(
  { project }: ApprovalDossier,
  { project: code, round, phase, sample }: Opening,
  { template, policy, calendar }: ApprovalDefinitions,
) {
  return {
    coreVersion: CORE_VERSION,
    template: definitionRef(template),
    policy: definitionRef(policy),
    calendar: definitionRef(calendar),
    project: code,
    name: project?.name ?? code,
    round,
    phase,
    sample,
    manager: project?.manager ?? undefined,
  };
}

function weigh(
  { drafts, context }: AssessedItems,
  schedule: Schedule,
  { template }: ApprovalDefinitions,
): WeighedItem[] {
  const redLines = beforeRedLines(template, context.milestones);
  return [...drafts.values()].map((draft) => {
    const planned = schedule.items.get(draft.item.id);
    return {
      draft,
      beforeRedLine: redLines.has(draft.item.id),
      floatDays: planned?.floatDays,
      expectedOn: planned?.expected.end,
    };
  });
}

function finished(
  { draft, beforeRedLine }: WeighedItem,
  { items }: Schedule,
  signals: readonly Signal[],
): ItemAssessment {
  const planned = items.get(draft.item.id);
  return present({
    ...draft.item,
    expected: planned?.expected,
    floatDays: planned?.floatDays,
    critical: planned?.critical ?? false,
    beforeRedLine,
    colour: worstOf(signals.filter(({ object }) => object === draft.item.id)),
  });
}

const worstOf = (signals: readonly Signal[]): Colour =>
  worstColour(signals.map(({ colour }) => colour));

const isOfStage = ({ object }: Signal, stage: string, items: readonly ItemAssessment[]): boolean =>
  object === `stage:${stage}` || items.some(({ id, stage: of }) => id === object && of === stage);

/** While its project is paused nothing new is handed in and no silence begins to count; what is under way goes on. */
function workOf(
  duties: Duty[],
  found: AssessedItems,
  status: Status,
): Pick<ApprovalAssessment, 'duties' | 'announcements'> {
  if (status !== 'paused') return { duties, announcements: announcementsOf(found) };
  return { duties: duties.filter(({ kind }) => kind !== 'apply'), announcements: [] };
}

const announcementsOf = ({ drafts }: AssessedItems) =>
  [...drafts.values()].flatMap(({ owed }) => owed);

/** What the data leaves to be looked at, that of the dossier first, each once. */
function notesOf(
  { drafts }: AssessedItems,
  dossier: ApprovalDossier,
  template: ApprovalTemplate,
): ApprovalAssessment['notes'] {
  const all = [
    ...dossier.notes,
    ...unknownItems(dossier, template.items),
    ...[...drafts.values()].flatMap(({ notes }) => notes),
  ];
  const keyOf = ({ code, item, ref }: (typeof all)[number]): string =>
    [code, item, ref.source, ref.id].join('\n');
  return [...new Map(all.map((note) => [keyOf(note), note])).values()];
}

const subjectOf = ({ project, round }: Opening): string =>
  round === 1 ? `approval/${project}` : `approval/${project}/${round}`;
