import { useEffect } from 'react';
import type { TodayAnswer } from '../../../api/page-responses.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { SHOWN_COLOURS } from '../../parts/colours.ts';
import { minuteOf } from '../../parts/moment.ts';
import { usePersonName } from '../../parts/person-name.ts';
import { useWords } from '../../words.ts';
import { Ahead } from './ahead.tsx';
import { Phases } from './phases.tsx';
import { Trend } from './trend.tsx';
import { TODAY_WORDS } from './words.ts';

/** 大屏: counts large enough for a hall; nothing restricted, nothing to operate but the way out. */
export function Wall({ answer, leave }: { answer: TodayAnswer; leave: () => void }) {
  const { say } = useWords(TODAY_WORDS);
  useEffect(() => {
    document.body.classList.add('on-wall');
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') leave();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      document.body.classList.remove('on-wall');
      window.removeEventListener('keydown', onKey);
    };
  }, [leave]);
  return (
    <div className="wall">
      <h1>
        {say('title')} <time>{minuteOf(answer.now)}</time>
      </h1>
      <ul className="counts">
        {SHOWN_COLOURS.map((colour) => (
          <li key={colour} className={`count count-${colour}`}>
            <span className="figure">{answer.counts.colours[colour]}</span>
            <ColourMark colour={colour} />
          </li>
        ))}
      </ul>
      <div className="today columns">
        <Worst worst={answer.worst} />
        <Ahead ahead={answer.ahead} />
        <Trend weeks={answer.trend} />
        <Phases phases={answer.counts.phases} />
      </div>
      <button type="button" className="leave" onClick={leave}>
        {say('leaveWall')} (Esc)
      </button>
    </div>
  );
}

function Worst({ worst }: Pick<TodayAnswer, 'worst'>) {
  const { say, language } = useWords(TODAY_WORDS);
  const nameOf = usePersonName();
  const late = worst.filter(({ colour }) => colour === 'red' || colour === 'yellow');
  return (
    <section className="panel">
      <h2>{say('worst')}</h2>
      {late.length === 0 && <p>{say('noWorst')}</p>}
      <table className="plain-table">
        <tbody>
          {late.map(({ code, name, colour, caveat, next, manager }) => (
            <tr key={code}>
              <td>
                <ColourMark colour={colour} caveat={caveat} />
              </td>
              <th scope="row">{name}</th>
              <td>{next && `${next.label[language]} ${next.due}`}</td>
              <td>{nameOf(manager) ?? say('nobody')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
