import { Link } from 'wouter';
import type { NeedItem } from '../../../api/page-responses.ts';
import { pathWith } from '../../client.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { useWords } from '../../words.ts';
import { AlertActs } from '../alerts/alert-acts.tsx';
import { useAlert } from '../alerts/use-alert.ts';
import '../alerts/alerts.css';
import { Standing } from '../alerts/standing.tsx';
import { useAlertAbout } from '../alerts/use-alert-about.ts';
import { WORK_WORDS } from './words.ts';

/** An alert that waits to be acknowledged, verified or closed. */
export function AlertNeed({ need: { object } }: { need: NeedItem }) {
  const { say } = useWords(WORK_WORDS);
  const alert = useAlert(object);
  const aboutOf = useAlertAbout();
  return (
    <Loaded of={alert}>
      {(detail) => (
        <>
          <h3>{aboutOf(detail.about)}</h3>
          {detail.reason && <p>{detail.reason.text}</p>}
          <Standing alert={detail} />
          <AlertActs alert={detail} />
          <Link href={pathWith('/alerts', { alert: object })}>{say('toAlert')}</Link>
        </>
      )}
    </Loaded>
  );
}
