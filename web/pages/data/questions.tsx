import { useQuery } from '@tanstack/react-query';
import type { LedgerAnswerGiven, LedgerQuestionItem } from '../../../api/intake-responses.ts';
import type { Page } from '../../../api/responses.ts';
import { get } from '../../client.ts';
import { useMend } from '../../mend.ts';
import { EventType } from '../../parts/event-type.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { ReasonForm } from './reason-form.tsx';
import { DATA_WORDS } from './words.ts';

/** What vanished from ledgers, until a person says whether it still stands. */
export function Questions() {
  const { say } = useWords(DATA_WORDS);
  const questions = useQuery({
    queryKey: ['park', 'ledger-questions'],
    queryFn: ({ signal }) => get<Page<LedgerQuestionItem>>('/ledgers/questions', {}, signal),
  });
  return (
    <Loaded of={questions}>
      {({ items }) => (
        <>
          {items.length === 0 && <p>{say('noQuestions')}</p>}
          <ul className="lines">
            {items.map((item) => (
              <Question key={item.id} item={item} />
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}

function Question({ item }: { item: LedgerQuestionItem }) {
  const { say, language } = useWords(DATA_WORDS);
  const { may } = useMe();
  return (
    <li>
      <strong>{item.subject}</strong> · {say('ledger')} {item.ledger} ·{' '}
      <EventType type={item.type} />
      {item.fieldName && ` · ${say('emptied', { field: item.fieldName[language] })}`} · {item.file}{' '}
      · {minuteOf(item.askedAt)}
      {item.withheld.length > 0 && <span className="note"> {say('moneyWithheld')}</span>}
      {may('importTables') && <Answer id={item.id} />}
    </li>
  );
}

function Answer({ id }: { id: string }) {
  const { say } = useWords(DATA_WORDS);
  const { actor } = useMe();
  const mend = useMend<LedgerAnswerGiven>(() => say('answered'));
  const answer = (given: 'kept' | 'wrong') => (reason: string) => {
    const body = { answer: given, reason, ...(actor && { actor: actor.id }) };
    mend.mutate({ path: `/ledgers/questions/${id}/answer`, body });
  };
  return (
    <ReasonForm
      isPending={mend.isPending}
      ways={[
        { label: say('kept'), take: answer('kept') },
        { label: say('wrong'), take: answer('wrong') },
      ]}
    />
  );
}
