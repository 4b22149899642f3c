import type { KeyboardEvent } from 'react';
import { Link } from 'wouter';
import type { ListedAlert } from '../../../api/alert-responses.ts';
import type { Page } from '../../../api/responses.ts';
import { get } from '../../client.ts';
import { useTerm } from '../../labels.ts';
import { useAlertAbout } from '../../parts/alert/use-alert-about.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { ALERT_COLOURS } from '../../parts/colours.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { dayOf } from '../../parts/moment.ts';
import { More } from '../../parts/more.tsx';
import { PageOfList } from '../../parts/page-of-list.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { useWords } from '../../words.ts';
import { openAlertPath, type AlertsAddress } from './alerts-address.ts';
import { ALERTS_WORDS } from './words.ts';

/** The alerts that fit the address, the worst first; arrow keys move between them and Enter opens one. */
export function AlertList({ address }: { address: AlertsAddress }) {
  const { say } = useWords(ALERTS_WORDS);
  const shown = ALERT_COLOURS.filter(
    (one) => address.severity === null || address.severity === one,
  );
  return (
    <nav className="alert-list" aria-label={say('list')} onKeyDown={moveBetween}>
      {shown.map((severity) => (
        <OfSeverity key={severity} severity={severity} address={address} />
      ))}
    </nav>
  );
}

function moveBetween(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('a[data-alert]')];
  const at = all.findIndex((one) => one === document.activeElement);
  event.preventDefault();
  all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
}

const PAGE = 50;

function OfSeverity({
  severity,
  address,
}: {
  severity: (typeof ALERT_COLOURS)[number];
  address: AlertsAddress;
}) {
  const { say } = useWords(ALERTS_WORDS);
  const { project, person, state } = address;
  const { reading, ...alerts } = usePages({
    queryKey: ['park', 'alerts', severity, project, person, state],
    read: (after, signal) =>
      get<Page<ListedAlert>>(
        '/alerts',
        { severity, project, person, state, after, limit: PAGE },
        signal,
      ),
    idOf: alertId,
  });
  return (
    <section aria-label={say(severity)}>
      <Loaded of={alerts}>
        {({ items, pages }) => {
          const count = `${items.length}${reading.hasMore ? '+' : ''}`;
          return (
            <>
              <h2>
                <ColourMark colour={severity} /> {say('count', { count })}
              </h2>
              {pages.map((page, nth) => (
                <PageOfList key={nth} of={reading} nth={nth} as="ul">
                  {page.map((alert) => (
                    <AlertLine key={alert.id} alert={alert} address={address} />
                  ))}
                </PageOfList>
              ))}
              {items.length === 0 && <p className="note">{say('noneOfThese')}</p>}
            </>
          );
        }}
      </Loaded>
      <More of={reading} word={say('more')} />
    </section>
  );
}

const alertId = ({ id }: ListedAlert): string => id;

function AlertLine({ alert, address }: { alert: ListedAlert; address: AlertsAddress }) {
  const { say } = useWords(ALERTS_WORDS);
  const term = useTerm();
  const aboutOf = useAlertAbout();
  const { id, project, name, about, severity, caveat, state } = alert;
  const { openedAt, stock, acknowledgedBy } = alert;
  const marks = [
    state !== 'open' && term('caseState', state),
    stock && say('stock'),
    state === 'open' && say(acknowledgedBy === null ? 'unacknowledged' : 'acknowledged'),
  ].filter(Boolean);
  return (
    <li>
      <Link
        href={openAlertPath(address, id)}
        data-alert={id}
        {...(address.alert === id && { 'aria-current': 'true' as const })}
      >
        <span className="alert-name">
          <ColourMark colour={severity} caveat={caveat} bare /> {name ?? project}
        </span>
        <span>{aboutOf(about)}</span>
        <span className="note">
          {project} · <time>{dayOf(openedAt)}</time> · {marks.join(' · ')}
        </span>
      </Link>
    </li>
  );
}
