import type { AssessedInstruction, Assessment, Signal } from './assessment.ts';
import type { Pair } from './edges.ts';
import { present } from './present.ts';
import type { TimelineEntry } from './timeline-entry.ts';

/** What people have said between two assessments, beside facts: colours set by hand and instructions. */
export function wordEdges(before: Assessment | undefined, after: Assessment): TimelineEntry[] {
  const known = new Map((before?.instructions ?? []).map((one) => [one.id, one]));
  return [
    ...overrideEdge(before, after),
    ...updateEdge(before, after),
    ...(after.instructions ?? []).flatMap((is) => instructionEdge({ was: known.get(is.id), is })),
  ];
}

/** A signal that is excused from now on, by another document, or no longer. */
export function exemptionEdge({ was, is }: Pair<Signal>): TimelineEntry[] {
  // With the signal its excuse is gone as well.
  if (!is || is.colour === 'green') return [];
  const { id: object, exempt } = is;
  if (isSame(exempt, was?.exempt)) return [];
  return [
    exempt
      ? { kind: 'exempted', object, detail: { ...exempt } }
      : { kind: 'exemptionEnded', object },
  ];
}

function overrideEdge(before: Assessment | undefined, after: Assessment): TimelineEntry[] {
  const was = before?.override;
  const is = after.override;
  if (isSame(was, is)) return [];
  if (!is)
    return [present({ kind: 'overrideEnded' as const, object: 'project', from: was?.colour })];
  const { colour, ...detail } = is;
  const both = { ...detail, computed: after.computedColour };
  return [present({ kind: 'overridden' as const, object: 'project', to: colour, detail: both })];
}

// Notes of the site's own system are no person's word, and stand in the raw events.
function updateEdge(before: Assessment | undefined, after: Assessment): TimelineEntry[] {
  const is = after.lastUpdate;
  if (is?.by === undefined || isSame(is, before?.lastUpdate)) return [];
  return [{ kind: 'updated', object: 'project', detail: { ...is } }];
}

function instructionEdge({
  was,
  is,
}: {
  was: AssessedInstruction | undefined;
  is: AssessedInstruction;
}): TimelineEntry[] {
  const { id, text, owner, due, by, writtenBy, alertId, update, doneOn } = is;
  const given = present({ text, owner, due, by, writtenBy, alertId });
  const instructed: TimelineEntry[] = was
    ? []
    : [{ kind: is.need ? 'needRaised' : 'instructed', object: id, detail: given }];
  const isNews = update && !isSame(was?.update, update);
  const reported: TimelineEntry[] = isNews
    ? [{ kind: 'instructionReported', object: id, detail: present({ ...update, doneOn }) }]
    : [];
  return [...instructed, ...reported];
}

// A snapshot comes back from the database with its keys in another order.
const isSame = (a: object | undefined, b: object | undefined): boolean =>
  JSON.stringify(Object.entries(a ?? {}).sort()) === JSON.stringify(Object.entries(b ?? {}).sort());
