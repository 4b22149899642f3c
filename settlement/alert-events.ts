import { alertIdOf } from '../domain/alert/alert-id.ts';
import type { AlertCase, CaseRecord } from '../domain/alert/case.ts';
import type { Signal } from '../domain/assessment.ts';
import type { MovedCase } from '../readmodel/alert-cases.ts';
import type { AlertEventData, AlertEventType } from '../schemas/alert-events.ts';
import { EVENT_OF_RECORD } from '../schemas/alert-events.ts';
import type { OwnEvent } from './own-event.ts';
import type { ProjectHearing, ProjectSession } from './project-kind.ts';
import { causeOf, singleFact } from './story.ts';

/** Where other systems hear of alerts; the key of a message is the project code. */
const ALERT_TOPIC = 'alert.events';
const SOURCE = '/kaigong/alert';
const CLOSED = 'alert.closed.v1';

/** A line of an alert's story that other systems hear. */
export interface AlertTelling {
  type: AlertEventType;
  standing: AlertCase;
  record: CaseRecord;
  seq: number;
  stock: boolean;
}

/** What is told of moved cases; nothing of those that only few may see. */
export function alertTellings(moved: readonly MovedCase[]): AlertTelling[] {
  const open = moved.filter(({ restricted }) => !restricted);
  return open.flatMap(({ standing, records, stock, added }) =>
    added.flatMap((record, index) => {
      const isLast = index === added.length - 1;
      // A verification that nobody has to approve closes it by itself.
      const type = isLast && standing.state === 'closed' ? CLOSED : EVENT_OF_RECORD[record.kind];
      return type ? [{ type, standing, record, stock, seq: records + index + 1 }] : [];
    }),
  );
}

/** The event of a telling, by the settle that gives its project this revision. */
export function alertEvent(
  session: ProjectSession,
  telling: AlertTelling,
  { hearing, revision }: { hearing: ProjectHearing; revision: number },
): OwnEvent {
  const { found, taken, ruling, ruled, after } = hearing;
  const { type, standing, seq } = telling;
  const { code, name, sample } = after;
  const news = { taken, accepted: ruling.accepted };
  const fact = singleFact(news);
  const alert = alertIdOf(code, standing.id);
  const data: AlertEventData = {
    ...{ projectCode: code, projectName: name, sample, revision },
    cause: causeOf(ruled ?? found.before?.assessment, after, news),
    ...(fact && { fact }),
    ...{ alert, ...aboutCase(telling) },
  };
  return {
    ...{ topic: ALERT_TOPIC, key: code, source: SOURCE, type, data },
    // With its time, because a database that was restored counts the lines once more.
    id: `${alert}/${seq}/${session.now}`,
    at: session.now,
    subject: alert,
    traceparent: session.trace.traceparent(),
  };
}

function aboutCase({ type, standing, record, seq, stock }: AlertTelling) {
  const { id, state, episode, reopenCount, policy, closed } = standing;
  const { severity, by, detail } = record;
  return {
    ...{ seq, ...partsOf(id), severity, state, episode, reopenCount, stock },
    policy: `${policy.id}@${policy.version}`,
    ...(by !== undefined && { by }),
    ...(type === CLOSED && closed && { closedBecause: closed.cause }),
    ...(detail && { detail }),
  };
}

// `<object>/<kind>`, with a third part where an object has several of a kind.
function partsOf(signal: string): { object: string; kind: Signal['kind'] } {
  const [object = '', kind = ''] = signal.split('/');
  return { object, kind: kind as Signal['kind'] }; // as the core made the id
}
