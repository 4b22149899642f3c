import type { ItemAssessment } from '../../../domain/approval/assessment.ts';
import { dayOf } from '../../parts/moment.ts';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import { ITEM_WORDS } from './item-words.ts';
import { useItemWord } from './word-of.ts';

/** Rounds of correction, stops of the clock, missing documents and certificates of an item. */
export function ItemCorrections({ item }: { item: ItemAssessment }) {
  const { say } = useWords(ITEM_WORDS);
  const wordOf = useItemWord();
  const { corrections, stops, deficiencies, certificates } = item;
  const isEmpty = corrections.length + stops.length + deficiencies.length === 0;
  return (
    <>
      <Panel title={say('corrections')}>
        {isEmpty && <p className="note">{say('noCorrections')}</p>}
        <ul className="lines">
          {corrections.map((one) => (
            <Correction key={one.round} one={one} />
          ))}
          {deficiencies.map(({ document, dueDate, madeUpAt, overdue }) => (
            <li key={document}>
              {say('deficiency', { document, day: dueDate })}{' '}
              {madeUpAt !== undefined && say('madeUp', { day: dayOf(madeUpAt) })}
              {overdue && <span className="late">{say('overdue')}</span>}
            </li>
          ))}
          {stops.map(({ id, reason, from, to }) => (
            <li key={id}>
              {say('stop', {
                why: wordOf('stop', reason),
                from: dayOf(from),
                to: to === undefined ? say('still') : dayOf(to),
              })}
            </li>
          ))}
        </ul>
      </Panel>
      {certificates.length > 0 && (
        <Panel title={say('certificates')}>
          <ul className="lines">
            {certificates.map(({ type, no, issuedOn, revoked }) => (
              <li key={no}>
                {say('certificate', { type, no, day: issuedOn })}{' '}
                {revoked && (
                  <span className="late">
                    {say('revoked', { day: revoked.on })} {revoked.reason}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function Correction({ one }: { one: ItemAssessment['corrections'][number] }) {
  const { say } = useWords(ITEM_WORDS);
  const { round, askedAt, answeredAt, replyBy, documents } = one;
  return (
    <li>
      {say('correctionRound', { round, asked: dayOf(askedAt) })} ·{' '}
      {answeredAt === undefined ? (
        <span className="late">{say('notAnswered')}</span>
      ) : (
        say('answered', { day: dayOf(answeredAt) })
      )}
      {answeredAt === undefined &&
        replyBy !== undefined &&
        ` · ${say('replyBy', { day: replyBy })}`}
      <ul>
        {documents.map(({ name, reason }) => (
          <li key={name}>{[name, reason].filter(Boolean).join(' · ')}</li>
        ))}
      </ul>
    </li>
  );
}
