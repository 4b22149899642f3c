import type { ColourCounts, TodayAnswer } from '../../../api/page-responses.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { INKS, SHOWN_COLOURS } from '../../parts/colours.ts';
import { LINE_INKS, SLANTS, type Slant } from '../../parts/slants.ts';
import { TableHead } from '../../parts/table-head.tsx';
import { useWords } from '../../words.ts';
import { Panel } from '../../parts/panel.tsx';
import { ColourHeads } from './colour-heads.tsx';
import { TODAY_WORDS } from './words.ts';

const WIDTH = 480;
const HEIGHT = 150;
const GAP = 6;

/** Colours by week as stacked columns, patterned for print, with the same figures as a table. */
export function Trend({ weeks }: { weeks: TodayAnswer['trend'] }) {
  const { say } = useWords(TODAY_WORDS);
  const most = Math.max(1, ...weeks.map(({ colours }) => sumOf(colours)));
  // Nothing was counted before the engine was there.
  const since = weeks.findIndex(({ colours }) => sumOf(colours) > 0);
  const step = WIDTH / Math.max(1, weeks.length);
  return (
    <Panel title={say('trend')}>
      <svg className="trend" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <Patterns />
        {weeks.map(({ week, colours }, column) =>
          stack(colours, most).map(({ colour, y, height }) => (
            <rect
              key={`${week}/${colour}`}
              x={column * step + GAP / 2}
              y={y}
              width={step - GAP}
              height={height}
              fill={`url(#ink-${colour})`}
            />
          )),
        )}
      </svg>
      <Key />
      <p className="note">
        {weeks[0]?.week} – {weeks.at(-1)?.week}
        {since > 0 && ` · ${say('trendSince', { week: weeks[since]?.week ?? '' })}`}
      </p>
      <details>
        <summary>{say('asTable')}</summary>
        <Figures weeks={weeks} />
      </details>
    </Panel>
  );
}

/** Which pattern is which colour. */
function Key() {
  return (
    <ul className="trend-key">
      {SHOWN_COLOURS.map((colour) => (
        <li key={colour}>
          <svg viewBox="0 0 24 12" width="24" height="12" aria-hidden="true">
            <rect width="24" height="12" fill={`url(#ink-${colour})`} />
          </svg>{' '}
          <ColourMark colour={colour} />
        </li>
      ))}
    </ul>
  );
}

function Figures({ weeks }: { weeks: TodayAnswer['trend'] }) {
  const { say } = useWords(TODAY_WORDS);
  return (
    <table className="plain-table">
      <TableHead names={[say('week')]}>
        <ColourHeads />
      </TableHead>
      <tbody>
        {weeks.map(({ week, colours }) => (
          <tr key={week}>
            <th scope="row">{week}</th>
            {SHOWN_COLOURS.map((colour) => (
              <td key={colour}>{colours[colour]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// In degrees, clockwise, from a line that runs across.
const TURNS: Record<Slant, number> = { across: 0, falling: 45, upright: 90, rising: 135 };

function Patterns() {
  return (
    <defs>
      {SHOWN_COLOURS.map((colour) => {
        const slant = SLANTS[colour];
        return (
          <pattern
            key={colour}
            id={`ink-${colour}`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform={`rotate(${slant ? TURNS[slant] : 0})`}
          >
            <rect width="6" height="6" fill={INKS[colour]} />
            {slant && (
              <line x1="0" y1="0" x2="6" y2="0" stroke={LINE_INKS[colour]} strokeWidth="1.6" />
            )}
          </pattern>
        );
      })}
    </defs>
  );
}

/** The parts of a column from its foot upwards, the worst colour lowest. */
function stack(colours: ColourCounts, most: number) {
  let top = HEIGHT;
  return SHOWN_COLOURS.map((colour) => {
    const height = (colours[colour] / most) * HEIGHT;
    top -= height;
    return { colour, y: top, height };
  });
}

const sumOf = (colours: ColourCounts): number =>
  SHOWN_COLOURS.reduce((sum, colour) => sum + colours[colour], 0);
