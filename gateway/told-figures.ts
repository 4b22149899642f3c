import { channelStandings, type ChannelStanding } from '../readmodel/deliveries.ts';
import { LATE } from '../readmodel/late.ts';
import { MESSAGE_STATES } from '../readmodel/messages.ts';
import { countLate, countMessages, countOpenAlerts } from '../readmodel/told-figures.ts';
import { countsBy, type Family, type Sample } from './stored-family.ts';

const SEVERITIES = ['blue', 'yellow', 'red'];
const ENDS = ['sent', 'refused', 'failed', 'unknown'] as const;

/** Figures of alerts and of what people are told. */
export const TOLD: readonly Family[] = [
  {
    help: { open_alerts: 'Alerts that are not closed' },
    labels: ['severity'],
    async read({ pool }) {
      const counts = await countOpenAlerts(pool);
      return countsBy(
        'open_alerts',
        'severity',
        SEVERITIES,
        (wanted) => counts.find(({ severity }) => severity === wanted)?.count ?? 0,
      );
    },
  },
  {
    help: {
      late: 'Steps of alerts, notices and messages whose time has come',
      late_seconds: 'For how long the first of them has waited',
    },
    labels: ['what'],
    async read({ pool, clockOffsetMs }) {
      const late = await countLate(pool, clockOffsetMs);
      const of = (wanted: string) => late.find(({ what }) => what === wanted);
      return [
        ...countsBy('late', 'what', LATE, (what) => of(what)?.count ?? 0),
        ...countsBy('late_seconds', 'what', LATE, (what) => of(what)?.seconds ?? 0),
      ];
    },
  },
  {
    help: {
      messages: 'Messages to people: of the last 24 hours, and all that are still to be sent',
    },
    labels: ['state'],
    async read({ pool, clockOffsetMs }) {
      const counts = await countMessages(pool, clockOffsetMs);
      return countsBy(
        'messages',
        'state',
        MESSAGE_STATES,
        (wanted) => counts.find(({ state }) => state === wanted)?.count ?? 0,
      );
    },
  },
  {
    help: {
      deliveries: 'Tries of the last 24 hours to hand a message over, by how they ended',
      channel_failures: 'Tries on a channel in a row of which none went well',
    },
    // Failures in a row have no state.
    labels: ['channel', 'state'],
    async read({ pool }) {
      return (await channelStandings(pool)).flatMap(samplesOf);
    },
  },
];

const samplesOf = ({ channel, failures, ...ends }: ChannelStanding): Sample[] => [
  ...ENDS.map((state) => ({ name: 'deliveries', labels: { channel, state }, value: ends[state] })),
  { name: 'channel_failures', labels: { channel }, value: failures },
];
