import type { DepartmentAssessment, ItemAssessment } from '../../../domain/approval/assessment.ts';
import { dayOf } from '../../parts/moment.ts';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import { ITEM_WORDS } from './item-words.ts';
import { useItemWord } from './word-of.ts';

/** What the departments that are asked have said, or when their silence will count. */
export function ItemOpinions({ item }: { item: ItemAssessment }) {
  const { say } = useWords(ITEM_WORDS);
  const wordOf = useItemWord();
  return (
    <Panel title={say('opinions')}>
      {item.departments.length === 0 && <p className="note">{say('noOpinions')}</p>}
      <ul className="lines">
        {item.departments.map((one) => (
          <li key={one.department}>
            <strong>{one.department}</strong>{' '}
            <span className={one.state === 'disagree' ? 'late' : ''}>
              {wordOf('dept', one.state)}
            </span>
            <Silence of={one} />
            {item.opinions
              .filter(({ department, text }) => department === one.department && text)
              .map(({ text, at }) => (
                <div key={at}>
                  {dayOf(at)} {text}
                </div>
              ))}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Silence({ of: one }: { of: DepartmentAssessment }) {
  const { say } = useWords(ITEM_WORDS);
  const { askedOn, due, deemedOn, rule = '', announced, answeredAt } = one;
  return (
    <div className="note">
      {[
        say('asked', { day: askedOn }),
        answeredAt === undefined ? due && say('answerBy', { day: due }) : dayOf(answeredAt),
        deemedOn && say('deemed', { day: deemedOn, rule }),
        rule && !deemedOn && due && say('deemedAfter', { day: due, rule }),
        announced.length > 0 &&
          say('announced', { days: announced.map(({ on }) => on).join('、') }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </div>
  );
}
