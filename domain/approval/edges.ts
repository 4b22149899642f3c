import type { TimelineEntry } from '../timeline-entry.ts';
import type { Pair } from '../edges.ts';
import { changed, pairs, signalEdges } from '../edges.ts';
import { present } from '../present.ts';
import type {
  ApprovalAssessment,
  Clock,
  DepartmentAssessment,
  GateAssessment,
  ItemAssessment,
  StageAssessment,
} from './assessment.ts';

/** What changed between two assessments of an approval, as lines of its story; of a new one only that it was opened. */
export function approvalEdges(
  before: ApprovalAssessment | undefined,
  after: ApprovalAssessment,
): TimelineEntry[] {
  if (!before) return [openedEdge(after)];
  return [
    ...changed('templateMoved', 'approval', before.template.version, after.template.version),
    ...changed('statusChanged', 'approval', before.status, after.status),
    ...pairs(before.items, after.items, idOf).flatMap(itemEdges),
    ...pairs(before.stages, after.stages, idOf).flatMap(stageEdges),
    ...pairs(before.gates, after.gates, ({ milestone }) => milestone).flatMap(gateEdges),
    ...completionEdge(before, after),
    ...pairs(before.signals, after.signals, idOf).flatMap(signalEdges),
    ...changed('colourChanged', 'approval', before.colour, after.colour),
  ];
}

const idOf = ({ id }: { id: string }): string => id;

function openedEdge({ template, round, phase }: ApprovalAssessment): TimelineEntry {
  const detail = present({ round, phase, version: template.version });
  return { kind: 'approvalOpened', object: 'approval', to: template.id, detail };
}

function itemEdges({ was, is }: Pair<ItemAssessment>): TimelineEntry[] {
  if (!was || !is) return [];
  return [
    ...stateEdge(was, is),
    ...(is.presumed && !was.presumed
      ? [{ kind: 'acceptancePresumed' as const, object: is.id, to: is.presumed.on }]
      : []),
    ...staleEdge(was, is),
    ...pairs(was.departments, is.departments, ({ department }) => department).flatMap((pair) =>
      consentEdges(is.id, pair),
    ),
    ...dueEdge(was, is),
  ];
}

function stateEdge(was: ItemAssessment, is: ItemAssessment): TimelineEntry[] {
  const kind = is.state === 'revoked' ? 'itemRevoked' : 'itemChanged';
  const { applicationNo, doneOn, round } = is;
  const detail = present({ applicationNo, doneOn, round: round > 1 ? round : undefined });
  const step = changed(kind, is.id, was.state, is.state, detail);
  // Open again in the same state: what it rested on was taken back.
  return step.length > 0 || was.done === is.done
    ? step
    : [{ kind: 'itemChanged', object: is.id, to: is.done ? 'done' : 'reopened', detail }];
}

function staleEdge({ stale: was }: ItemAssessment, { id, stale: is }: ItemAssessment) {
  if (!is || was?.since === is.since) return [];
  return [{ kind: 'itemStale' as const, object: id, to: is.because, detail: { since: is.since } }];
}

function consentEdges(item: string, { was, is }: Pair<DepartmentAssessment>): TimelineEntry[] {
  const [wasDeemed, isDeemed] = [was, is].map((one) => one?.state === 'deemedConsent');
  if (wasDeemed === isDeemed) return [];
  const department = (is ?? was)?.department ?? '';
  const kind = isDeemed ? 'consentDeemed' : 'consentRevoked';
  const detail = present({ rule: is?.rule, on: is?.deemedOn });
  return [{ kind, object: item, to: department, detail }];
}

// While a clock stands its due day moves by itself, which is no news.
function dueEdge(was: ItemAssessment, is: ItemAssessment): TimelineEntry[] {
  const [from, to] = [runningPromise(was), runningPromise(is)];
  return from && to ? changed('dueMoved', is.id, from.due, to.due) : [];
}

const runningPromise = ({ clocks }: ItemAssessment): Clock | undefined =>
  clocks.find(({ kind, step, running }) => kind === 'promised' && !step && running);

function stageEdges({ was, is }: Pair<StageAssessment>): TimelineEntry[] {
  if (!was || !is || !was.blockedBy === !is.blockedBy) return [];
  const { item, department } = is.blockedBy ?? was.blockedBy ?? { item: '', department: '' };
  const kind = is.blockedBy ? 'stageBlocked' : 'stageUnblocked';
  return [{ kind, object: `stage:${is.id}`, to: item, detail: { department } }];
}

function gateEdges({ was, is }: Pair<GateAssessment>): TimelineEntry[] {
  if (!was || !is || was.open === is.open) return [];
  return is.open
    ? [present({ kind: 'gateOpened' as const, object: is.milestone, to: is.openedOn })]
    : [{ kind: 'gateClosed', object: is.milestone, detail: { missing: is.missing } }];
}

function completionEdge(was: ApprovalAssessment, is: ApprovalAssessment): TimelineEntry[] {
  if (was.complete === is.complete) return [];
  return [{ kind: is.complete ? 'approvalCompleted' : 'approvalReopened', object: 'approval' }];
}
