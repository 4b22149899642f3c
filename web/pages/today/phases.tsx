import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ColourCounts, TodayAnswer } from '../../../api/page-responses.ts';
import { useLabels, useTerm } from '../../labels.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { SHOWN_COLOURS } from '../../parts/colours.ts';
import { Panel } from '../../parts/panel.tsx';
import { stagesInOrder } from '../../parts/stages-in-order.ts';
import { useWords } from '../../words.ts';
import { TODAY_WORDS } from './words.ts';

type Phase = TodayAnswer['counts']['phases'][number];
/** Where the projects of a phase, or of one stage in it, are listed. */
type PlaceOf = (phase: string, stage?: string) => string;

/** Projects by phase, in each by stage in the order of milestones, and by colour; a wall has no `placeOf`. */
export function Phases({ phases, placeOf }: { phases: readonly Phase[]; placeOf?: PlaceOf }) {
  const { say } = useWords(TODAY_WORDS);
  const term = useTerm();
  return (
    <Panel title={say('phases')} wide>
      <ol className="phases">
        {phases.map((one) => (
          <li key={one.phase}>
            <h3>
              <Name place={placeOf?.(one.phase)}>{term('phase', one.phase)}</Name> {one.total}
            </h3>
            <Stages of={one} {...(placeOf && { placeOf })} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Stages({ of: { phase, stages }, placeOf }: { of: Phase; placeOf?: PlaceOf }) {
  const { language } = useWords(TODAY_WORDS);
  const labels = useLabels();
  if (!labels || stages.length === 0) return null;
  const order = stagesInOrder(labels, stages);
  const sorted = [...stages].sort((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage));
  return (
    <ol>
      {sorted.map(({ stage, label, colours }) => (
        <li key={stage}>
          <Name place={placeOf?.(phase, stage)}>{label[language]}</Name>{' '}
          <Colours colours={colours} />
        </li>
      ))}
    </ol>
  );
}

const Name = ({ place, children }: { place: string | undefined; children: ReactNode }) =>
  place === undefined ? <span>{children}</span> : <Link href={place}>{children}</Link>;

/** The colours that there are, with their numbers. */
function Colours({ colours }: { colours: ColourCounts }) {
  return (
    <span className="of-colours">
      {SHOWN_COLOURS.filter((colour) => colours[colour] > 0).map((colour) => (
        <span key={colour}>
          <ColourMark colour={colour} bare />
          {colours[colour]}{' '}
        </span>
      ))}
    </span>
  );
}
