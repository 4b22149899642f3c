import type { EventSink, OutMessage } from '../gateway/event-source.ts';

const AT_ONCE = 500;

/** Sends all messages as fast as the broker takes them; resolves when each is acknowledged. */
export async function produce(sink: EventSink, messages: readonly OutMessage[]): Promise<void> {
  const requests: Promise<void>[] = [];
  for (let from = 0; from < messages.length; from += AT_ONCE) {
    requests.push(sink.publish(messages.slice(from, from + AT_ONCE)));
  }
  await Promise.all(requests);
}

/**
 * Starts `work` so many times a second, whether the earlier ones are done or not, and waits for all:
 * a slow moment delays nobody's beginning, so it shows in the delays. Gives the beginnings, ms since 1970.
 */
export async function atRate(
  { count, aSecond }: { count: number; aSecond: number },
  work: (nth: number) => Promise<void>,
): Promise<number[]> {
  const begins: number[] = [];
  const running: Promise<void>[] = [];
  const first = Date.now();
  for (let nth = 0; nth < count; nth += 1) {
    const due = first + (nth * 1_000) / aSecond;
    while (Date.now() < due) await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
    begins.push(Math.max(due, first));
    running.push(work(nth));
  }
  await Promise.all(running);
  return begins;
}
