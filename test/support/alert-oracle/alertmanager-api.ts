/** What an alert is to Alertmanager: its identity. */
export type Labels = Record<string, string>;

/** An alert that fires, as Alertmanager sees it. */
export interface FiringAlert {
  labels: Labels;
  /** Whether a silence holds for it. */
  silenced: boolean;
  /** The alert that says it already. */
  inhibitedBy?: Labels;
}

/** What the test asks of Alertmanager. */
export interface AlertApi {
  isReady: () => Promise<boolean>;
  fire: (alerts: readonly Labels[]) => Promise<void>;
  resolve: (alerts: readonly Labels[]) => Promise<void>;
  /** Silences what has all these labels; returns the silence's id. */
  silence: (labels: Labels) => Promise<string>;
  endSilence: (id: string) => Promise<void>;
  firing: () => Promise<FiringAlert[]>;
  /** Whether the groups know of all that was posted. */
  hasRoutedAll: () => Promise<boolean>;
}

// https://github.com/prometheus/alertmanager/blob/v0.28.1/api/v2/openapi.yaml
interface GettableAlert {
  labels: Labels;
  fingerprint: string;
  status: { inhibitedBy: string[]; silencedBy: string[] };
}

const HOUR_MS = 3_600_000;

/** Speaks to the Alertmanager at that address. */
export function createAlertApi(address: string): AlertApi {
  let posted = 0;
  const ask = async (path: string, init?: RequestInit): Promise<Response> => {
    const response = await fetch(`${address}${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const post = (path: string, body: unknown) =>
    ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const send = async (alerts: readonly Labels[], more: object): Promise<void> => {
    if (alerts.length === 0) return;
    posted += alerts.length;
    const named = alerts.map((labels) => ({
      labels: { alertname: 'kaigong', ...labels },
      ...more,
    }));
    await post('/api/v2/alerts', named);
  };

  return {
    isReady: async () => (await fetch(`${address}/-/ready`).catch(() => undefined))?.ok === true,
    fire: (alerts) => send(alerts, {}),
    resolve: (alerts) => send(alerts, { endsAt: new Date().toISOString() }),
    async silence(labels) {
      const now = Date.now();
      const answer = await post('/api/v2/silences', {
        matchers: Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false })),
        startsAt: new Date(now).toISOString(),
        endsAt: new Date(now + HOUR_MS).toISOString(),
        ...{ createdBy: 'test', comment: 'snoozed' },
      });
      // `as`: by its interface.
      const { silenceID } = (await answer.json()) as { silenceID: string };
      return silenceID;
    },
    async endSilence(id) {
      await ask(`/api/v2/silence/${id}`, { method: 'DELETE' });
    },
    async firing() {
      // `as`: by its interface.
      const alerts = (await (await ask('/api/v2/alerts')).json()) as GettableAlert[];
      const labelsOf = new Map(alerts.map(({ fingerprint, labels }) => [fingerprint, labels]));
      return alerts.map(({ labels, status: { inhibitedBy, silencedBy } }) => {
        const by = labelsOf.get(inhibitedBy[0] ?? '');
        return { labels, silenced: silencedBy.length > 0, ...(by && { inhibitedBy: by }) };
      });
    },
    async hasRoutedAll() {
      const text = await (await ask('/metrics')).text();
      return Number(ROUTED.exec(text)?.[1] ?? 0) >= posted;
    },
  };
}

const ROUTED = /^alertmanager_dispatcher_alert_processing_duration_seconds_count (\d+)$/m;
