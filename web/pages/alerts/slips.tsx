import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SupervisionSlipItem } from '../../../api/workbook-responses.ts';
import { get, post } from '../../client.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { Panel } from '../../parts/panel.tsx';
import { usePersonName } from '../../parts/person-name.ts';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { ALERTS_WORDS } from './words.ts';

interface Slipped {
  items: SupervisionSlipItem[];
}

/** 督办单: the draft as a file, and number and day of those that were issued. */
export function Slips({ id }: { id: string }) {
  const { say } = useWords(ALERTS_WORDS);
  const { may } = useMe();
  const named = usePersonName();
  const path = `/alerts/${encodeURIComponent(id)}/slips`;
  const slips = useQuery({
    queryKey: ['park', 'slips', id],
    queryFn: ({ signal }) => get<Slipped>(path, {}, signal),
  });
  const items = slips.data?.items ?? [];
  if (items.length === 0 && !may('exportReports') && !may('instruct')) return null;
  return (
    <Panel title={say('slip')}>
      <ul className="lines">
        {items.map(({ number, issuedOn, recordedBy, recordedAt }) => (
          <li key={number}>
            <strong>{number}</strong> <time>{issuedOn}</time>{' '}
            <span className="note">
              {say('recordedBy', {
                person: named(recordedBy),
                at: minuteOf(recordedAt),
              })}
            </span>
          </li>
        ))}
      </ul>
      {items.length === 0 && <p className="note">{say('noSlip')}</p>}
      {may('exportReports') && (
        <a
          className="no-print"
          href={`/exports/supervision-slip/${encodeURIComponent(id)}.docx`}
          download
        >
          {say('slipDraft')}
        </a>
      )}
      {may('instruct') && <RecordSlip path={path} />}
    </Panel>
  );
}

function RecordSlip({ path }: { path: string }) {
  const { say } = useWords(ALERTS_WORDS);
  const { actor } = useMe();
  const client = useQueryClient();
  const [round, setRound] = useState(0);
  const record = useMutation({
    mutationFn: (slip: Record<string, unknown>) =>
      post<Slipped>(path, { ...slip, ...(actor && { actor: actor.id }) }),
    onSuccess: async () => {
      setRound(round + 1);
      await client.invalidateQueries({ queryKey: ['park', 'slips'] });
    },
  });
  return (
    <details className="no-print">
      <summary>{say('recordSlip')}</summary>
      <ActForm
        key={round}
        fields={[
          { name: 'number', label: say('slipNumber'), kind: 'line', required: true },
          { name: 'issuedOn', label: say('issuedOn'), kind: 'day', required: true },
        ]}
        buttons={[{ label: say('record'), primary: true }]}
        isPending={record.isPending}
        send={({ number, issuedOn }) => {
          record.mutate({ number, issuedOn });
        }}
      />
      {record.error && <p role="alert">{record.error.message}</p>}
    </details>
  );
}
