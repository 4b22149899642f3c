import { backoffMs, type Backoff } from './backoff.ts';

/** Topics that could not be sent to a moment ago. */
export interface TopicRest {
  topics: () => string[];
  /** Milliseconds until the first of them may be tried again; none when none rests. */
  endsInMs: () => number | undefined;
  /** Lets a topic rest, longer with each failure; gives the milliseconds. */
  failed: (topic: string) => number;
  /** Whether it had failed before. */
  worked: (topic: string) => boolean;
}

const REST: Backoff = { firstMs: 500, longestMs: 5_000 };

export function createTopicRest(): TopicRest {
  const failing = new Map<string, { failures: number; until: number }>();
  const resting = () => [...failing].filter(([, { until }]) => until > performance.now());
  return {
    topics: () => resting().map(([topic]) => topic),
    endsInMs() {
      const ends = resting().map(([, { until }]) => until - performance.now());
      return ends.length > 0 ? Math.max(0, Math.min(...ends)) : undefined;
    },
    failed(topic) {
      const failures = failing.get(topic)?.failures ?? 0;
      const waitMs = backoffMs(REST, failures);
      failing.set(topic, { failures: failures + 1, until: performance.now() + waitMs });
      return waitMs;
    },
    worked: (topic) => failing.delete(topic),
  };
}
