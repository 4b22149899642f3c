import autocannon from 'autocannon';

/** How a route has answered. */
export interface Answers {
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Requests a second. */
  rate: number;
}

/** What is counted while a route is asked. */
export interface Counted {
  '2xx': number;
  non2xx: number;
  /** Without an answer, because of the connection or the time. */
  errors: number;
  latency: { p50: number; p99: number };
  requests: { average: number };
}

// Longer than autocannon waits for one answer.
const SILENT_SECONDS = 16;

/**
 * Asks one address without a pause on so many connections, longer where nothing was answered in so
 * many seconds; throws as `answersOf` does.
 */
export async function askRoute(
  url: string,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Answers> {
  const counted = await autocannon({ url, connections, duration: seconds });
  const isSilent = counted['2xx'] + counted.non2xx + counted.errors === 0;
  if (isSilent && seconds < SILENT_SECONDS) {
    return askRoute(url, { connections, seconds: seconds * 2 });
  }
  return answersOf(url, counted);
}

/** Throws unless each request got what it asked for: of a refusal, or of silence, the times say nothing. */
export function answersOf(
  url: string,
  { '2xx': answered, non2xx, errors, latency, requests }: Counted,
): Answers {
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} requests of ${url} failed`);
  // What ends before the first answer counts neither as an answer nor as an error.
  if (answered === 0) throw new Error(`${url} gave no answer while it was asked`);
  return { p50: latency.p50, p99: latency.p99, rate: requests.average };
}
