import { useQuery } from '@tanstack/react-query';
import type { FactAnswer } from '../../../api/page-responses.ts';
import type { FactRef } from '../../../domain/assessment.ts';
import { get } from '../../client.ts';
import { Loaded } from '../loaded.tsx';
import { Unfold } from '../unfold.tsx';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { FactLine } from './fact-line.tsx';
import './facts.css';
import { FACT_WORDS } from './words.ts';

interface RawFact {
  code: string;
  fact: FactRef;
}

/** A fact as it came in, and where; read when it is unfolded. */
export function RawEvent(fact: RawFact) {
  const { say } = useWords(FACT_WORDS);
  return (
    <Unfold summary={say('raw')}>
      <AsItCame {...fact} />
    </Unfold>
  );
}

function AsItCame({ code, fact: { source, id } }: RawFact) {
  const { say } = useWords(FACT_WORDS);
  const found = useQuery({
    queryKey: ['fact', code, source, id],
    queryFn: ({ signal }) => get<FactAnswer>(`${projectPath(code)}/fact`, { source, id }, signal),
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
