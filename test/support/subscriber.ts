import type { Assessment } from '../../domain/assessment.ts';
import { toldProject } from '../../domain/news.ts';
import { present } from '../../domain/present.ts';
import type { ToldMilestone, ToldProject } from '../../domain/project-change.ts';
import type { OutgoingMessage } from '../../readmodel/outbox.ts';
import { TYPE_PREFIX } from '../../schemas/event.ts';
import {
  PROJECT_EVENTS,
  ProjectChangeData,
  ProjectReassessed,
  REASSESSED,
} from '../../schemas/project-events.ts';
import type { z } from 'zod';

type Change = z.output<typeof ProjectChangeData>;

/** What a subscriber knows who hears changes one after another, whatever they are told by. */
export function foldChanges(
  changes: readonly Change[],
  from: ToldProject = { stage: '', phase: 'lead', colour: null, milestones: {} },
): ToldProject {
  return changes.reduce(applied, from);
}

type Event = Pick<OutgoingMessage, 'type' | 'value'>;

/** What a subscriber has heard of one project. */
export interface Subscriber {
  /** Of the last event taken. */
  sequence: number;
  told?: ToldProject;
}

/** Takes events as the catalogue says: what is not above the last one is dropped, a whole telling starts anew. */
export function hear(
  events: readonly (Event & Pick<OutgoingMessage, 'headers'>)[],
  from: Subscriber = { sequence: 0 },
): Subscriber {
  return events.reduce((heard, event) => {
    const sequence = Number(event.headers['ce_sequence']);
    if (sequence <= heard.sequence) return heard;
    const told = isWhole(event) ? undefined : heard.told;
    return { sequence, told: foldChanges(changesIn(event), told) };
  }, from);
}

function isWhole({ value }: Event): boolean {
  const { whole } = JSON.parse(String(value)) as { whole?: true }; // `as`: one optional field of an object
  return whole === true;
}

/** The changes in an event of `project.events`; throws when its data is not what its schema says. */
export function changesIn({ type, value }: Event): Change[] {
  const name = type.slice(TYPE_PREFIX.length);
  const data: unknown = JSON.parse(String(value));
  if (name === REASSESSED) return ProjectReassessed.parse(data).changes;
  const known = Object.entries(PROJECT_EVENTS).find(([one]) => one === name);
  if (!known) throw new Error(`Nobody knows ${type}`);
  return [ProjectChangeData.parse({ type: name, ...known[1].parse(data) })];
}

function applied(told: ToldProject, change: Change): ToldProject {
  switch (change.type) {
    case 'project.stage.changed.v1':
      return { ...told, stage: change.to, phase: change.phase };
    case 'project.colour.changed.v1':
      return { ...told, colour: change.to };
    case 'project.plan.changed.v1':
      return withMilestone(told, change.milestone, { planned: change.to ?? undefined });
    case 'project.milestone.reached.v1':
      return withMilestone(told, change.milestone, { reachedOn: change.on });
    case 'project.milestone.withdrawn.v1':
      return withMilestone(told, change.milestone, { reachedOn: undefined });
  }
}

type Known = { [K in keyof ToldMilestone]: ToldMilestone[K] | undefined };

/** What folding promises of an assessment: stage, phase, colour, plan and what is reached. */
export function promised(assessment: Assessment): ToldProject {
  const { milestones, ...told } = toldProject(assessment);
  return Object.keys(milestones).reduce<ToldProject>(
    (all, code) => withMilestone(all, code, { withdrawn: undefined }),
    { ...told, milestones },
  );
}

function withMilestone(told: ToldProject, code: string, now: Known): ToldProject {
  const said: ToldMilestone = present({ ...told.milestones[code], ...now });
  const others = Object.entries(told.milestones).filter(([other]) => other !== code);
  const all = Object.keys(said).length > 0 ? [...others, [code, said] as const] : others;
  return { ...told, milestones: Object.fromEntries(all) };
}
