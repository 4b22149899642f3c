import { z } from 'zod';
import type { HistoryFile } from './history-file.ts';

const Event = z.looseObject({
  eventId: z.string(),
  eventType: z.string(),
  activityTaskScheduledEventAttributes: z
    .looseObject({ activityType: z.looseObject({ name: z.string() }) })
    .optional(),
  workflowTaskStartedEventAttributes: z.looseObject({}).optional(),
  workflowExecutionStartedEventAttributes: z.looseObject({ input: z.unknown() }).optional(),
});

/**
 * A recorded mailbox as if Temporal had suggested to continue as new once its first messages were handed
 * over: with what was recorded next, and with an end as new under the same id in place of it.
 */
export function suggestedIn({ history }: HistoryFile) {
  const events = Event.array().parse(history.events);
  const gathers = events.flatMap(({ activityTaskScheduledEventAttributes: attributes }, index) =>
    attributes?.activityType.name === 'gatherMessage' ? [index] : [],
  );
  const next = gathers[1] ?? events.length;
  const went = events.map((event, index) =>
    index === next - 2
      ? {
          ...event,
          workflowTaskStartedEventAttributes: {
            ...event.workflowTaskStartedEventAttributes,
            suggestContinueAsNew: true,
          },
        }
      : event,
  );
  const [begun] = events;
  const end = {
    eventId: String(next + 1),
    eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW',
    workflowExecutionContinuedAsNewEventAttributes: {
      ...{ newExecutionRunId: 'next', workflowType: { name: 'mailbox' } },
      input: begun?.workflowExecutionStartedEventAttributes?.input,
      workflowTaskCompletedEventId: String(next),
    },
  };
  return { wentOn: { events: went }, continued: { events: [...went.slice(0, next), end] } };
}
