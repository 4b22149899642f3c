import type { Alertmanager, Notification } from './alertmanager.ts';
import type { Labels } from './alertmanager-api.ts';
import { identityOf, labelsOf, nameOf, type State } from './states.ts';
import { tellingOf, type Telling } from './telling.ts';

/** One message of theirs. */
export interface Heard {
  person: string;
  /** What fires in it and did not in the one before it. */
  news: Telling[];
  /** How many have ended. */
  recovered: number;
}

/** The same states as an Alertmanager lives through them. */
export function createTheirTelling(alertmanager: Alertmanager) {
  const states = new Map<string, State>();
  const silences = new Map<string, string>();
  /** By group: what its last message said. */
  const said = new Map<string, Telling[]>();
  /** The same before what was heard last. */
  let before = new Map<string, Telling[]>();
  let seen = 0;
  const firing = (): Labels[] => [...states.values()].flatMap(firingLabels);

  return {
    isSilenced: (name: string): boolean => silences.has(name),
    /** Whether it stood in the last message to that person before those that were heard last. */
    wasSaid: (telling: Telling): boolean =>
      (before.get(telling.person) ?? []).map(tellingOf).includes(tellingOf(telling)),
    async silence(state: State): Promise<void> {
      silences.set(nameOf(state), await alertmanager.silence(identityOf(state)));
    },
    async endSilences(names: readonly string[]): Promise<void> {
      for (const name of names) {
        await alertmanager.endSilence(silences.get(name) ?? '');
        silences.delete(name);
      }
      await alertmanager.settled();
    },
    /**
     * Posts how things are now. What inhibits comes before what it inhibits and goes after it, so
     * that nothing is told of a moment between two states.
     */
    async take(changes: readonly State[]): Promise<void> {
      const before = firing();
      const sources = changes.flatMap(firingLabels).filter(inhibits);
      await alertmanager.fire(sources);
      if (sources.length > 0) await alertmanager.settled();
      for (const state of changes) states.set(nameOf(state), state);
      const holding = new Set(firing().map(keyOf));
      const over = before.filter((labels) => !holding.has(keyOf(labels)));
      await alertmanager.fire(firing());
      await alertmanager.resolve(over.filter((labels) => !inhibits(labels)));
      await alertmanager.resolve(over.filter(inhibits));
      await alertmanager.settled();
    },
    /** Says again what holds, as Prometheus does all the time. */
    async repeat(): Promise<void> {
      await alertmanager.fire(firing());
      await alertmanager.fire(firing());
    },
    /** The messages since it was last asked. */
    heard(): Heard[] {
      before = new Map(said);
      const fresh = alertmanager.notifications().slice(seen);
      seen += fresh.length;
      return fresh.map((notification) => {
        const { person, tellings } = contentOf(notification);
        const last = new Set((said.get(person) ?? []).map(tellingOf));
        said.set(person, tellings);
        const news = tellings.filter((one) => !last.has(tellingOf(one)));
        return { person, news, recovered: notification.resolved.length };
      });
    },
  };
}

const inhibits = ({ kind = '' }: Labels): boolean => ['umbrella', 'due'].includes(kind);

const firingLabels = (state: State): Labels[] =>
  state.colour === 'green' ? [] : [labelsOf(state, state.colour)];

const keyOf = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort());

function contentOf({ group, firing }: Notification) {
  const [person = ''] = Object.values(group);
  const tellings = firing.map(({ project = '', object = '', kind = '', severity = '' }) => ({
    ...{ person, alert: `${project}/${object}/${kind}`, severity },
  }));
  return { person, tellings };
}
