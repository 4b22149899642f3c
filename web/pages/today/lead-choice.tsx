import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import type { PersonItem } from '../../../api/people-responses.ts';
import { get } from '../../client.ts';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { TODAY_WORDS } from './words.ts';

/** Narrows the page to the projects of one division leader. */
export function LeadChoice({ lead }: { lead: string }) {
  const { say } = useWords(TODAY_WORDS);
  const { may } = useMe();
  const [, setSearch] = useSearchParams();
  const { data: people } = useQuery({
    queryKey: ['people'],
    queryFn: () => get<{ items: PersonItem[] }>('/people'),
    enabled: may('seePeople'),
  });
  const leaders = people?.items.filter(({ offices }) => offices.includes('divisionLeader')) ?? [];
  return (
    <label className="no-print">
      {say('lead')}{' '}
      <select
        value={lead}
        onChange={({ target }) => {
          setSearch((now) => {
            if (target.value === '') now.delete('lead');
            else now.set('lead', target.value);
            return now;
          });
        }}
      >
        <option value="">{say('everyone')}</option>
        {leaders.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
