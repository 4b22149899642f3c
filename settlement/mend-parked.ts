import { findSubject } from '../readmodel/subjects.ts';
import {
  lockParkedEvents,
  moveParkedEvents,
  removeParkedEvents,
  type ParkedEvent,
} from '../readmodel/parked.ts';
import type { MendedObject } from '../readmodel/mendings.ts';
import { ALL_PROJECTS, hiddenAmong } from '../readmodel/sight.ts';
import { projectSubject } from '../readmodel/subject-id.ts';
import type { DiscardParkedBody, MatchParkedBody } from '../schemas/mending.ts';
import { mend, MendRefused, type MendDeps } from './mend.ts';

/** How many events an act on parked ones has moved or taken away. */
export interface ParkedOutcome {
  events: number;
}

/**
 * Gives the events that wait under `code` to a registered project: for codes that a source mistyped.
 * Events that come under the same code later park again. Throws MendRefused.
 */
export async function matchParked(
  deps: MendDeps,
  code: string,
  { commandId, actor, reason, project }: MatchParkedBody,
): Promise<ParkedOutcome> {
  const act = { commandId, actor, reason };
  const asked = { kind: 'parkedMatched', content: { code, project } } as const;
  return mend(deps, act, asked, async (client) => {
    const target = await findSubject(client, projectSubject(project));
    const hidden = await hiddenAmong(client, [project], deps.seen ?? ALL_PROJECTS);
    if (!target || target.revision === 0 || hidden.length > 0) {
      throw new MendRefused('NOT_REGISTERED', `There is no project ${project}; register it first.`);
    }
    const events = someOf(await lockParkedEvents(client, code), code);
    await moveParkedEvents(client, events, { from: code, to: project });
    return {
      outcome: { events: events.length },
      objects: events.map((one) => objectOf(code, one)),
    };
  });
}

/**
 * Takes away events that wait for a project that will not come; who did it, why and what they said is
 * kept. Throws MendRefused.
 */
export async function discardParked(
  deps: MendDeps,
  code: string,
  { commandId, actor, reason, events: named }: DiscardParkedBody,
): Promise<ParkedOutcome> {
  const act = { commandId, actor, reason };
  const asked = { kind: 'parkedDiscarded', content: { code, events: named ?? null } } as const;
  return mend(deps, act, asked, async (client) => {
    const events = someOf(await lockParkedEvents(client, code, named), code);
    await removeParkedEvents(client, events, code);
    return {
      outcome: { events: events.length },
      objects: events.map((one) => objectOf(code, one)),
    };
  });
}

function someOf(events: ParkedEvent[], code: string): ParkedEvent[] {
  if (events.length > 0) return events;
  throw new MendRefused('NOTHING_PARKED', `No such event waits for ${code}.`);
}

const objectOf = (code: string, { source, id, body }: ParkedEvent): MendedObject => ({
  object: `parked/${code}/${source}/${id}`,
  content: body,
});
