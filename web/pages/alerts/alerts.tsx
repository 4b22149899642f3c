import { useAddress } from '../../address.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import { alertsAddress } from './alerts-address.ts';
import { AlertDetail } from './alert-detail.tsx';
import { AlertFilters } from './alert-filters.tsx';
import { AlertList } from './alert-list.tsx';
import './alerts.css';
import { ALERTS_WORDS } from './words.ts';

/** 预警中心: the inbox of alerts, and beside it one of them with all that can be done about it. */
export function Alerts() {
  const { say } = useWords(ALERTS_WORDS);
  const { search, put } = useAddress();
  const address = alertsAddress(search);
  return (
    <>
      <PageHead title={say('title')} />
      <AlertFilters address={address} put={put} />
      <div className={address.alert === null ? 'alerts' : 'alerts has-open'}>
        <AlertList address={address} />
        <div className="alert-place">
          {address.alert === null ? (
            <Panel title={say('none')}>
              <p className="note">{say('howToOpen')}</p>
            </Panel>
          ) : (
            <AlertDetail
              key={address.alert}
              id={address.alert}
              leave={() => {
                put('alert', null);
              }}
            />
          )}
        </div>
      </div>
    </>
  );
}
