import { useQuery } from '@tanstack/react-query';
import type { FactAnswer } from '../../../api/page-responses.ts';
import type { FactRef } from '../../../domain/assessment.ts';
import { get } from '../../client.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { useWords } from '../../words.ts';
import { FactLine } from './fact-line.tsx';
import { PROJECT_WORDS } from './words.ts';

/** A fact as it came in, and where. */
export function RawEvent({ code, fact: { source, id } }: { code: string; fact: FactRef }) {
  const { say } = useWords(PROJECT_WORDS);
  const found = useQuery({
    queryKey: ['fact', code, source, id],
    queryFn: ({ signal }) =>
      get<FactAnswer>(`/projects/${encodeURIComponent(code)}/fact`, { source, id }, signal),
  });
  return (
    <Loaded of={found}>
      {({ raw, isHidden, ...fact }) => (
        <>
          <ul className="lines">
            <FactLine fact={fact} />
          </ul>
          {isHidden && <p className="note">{say('rawHidden')}</p>}
          {raw !== null && (
            <pre className="raw" tabIndex={0}>
              {JSON.stringify(raw, null, 2)}
            </pre>
          )}
        </>
      )}
    </Loaded>
  );
}
