import { Link } from 'wouter';
import type { NeedItem } from '../../../api/page-responses.ts';
import { pathWith } from '../../client.ts';
import { AlertActs } from '../../parts/alert/alert-acts.tsx';
import { Standing } from '../../parts/alert/standing.tsx';
import { useAlertAbout } from '../../parts/alert/use-alert-about.ts';
import { useAlert } from '../../parts/alert/use-alert.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { useWords } from '../../words.ts';
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
