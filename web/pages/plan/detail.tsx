import { Link } from 'wouter';
import { useTerm } from '../../labels.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import type { PlanMilestone, PlanRow } from '../../../api/page-responses.ts';
import type { ChartRow } from './plan-bars.ts';
import { useWaits } from './waits.ts';
import { PLAN_WORDS } from './words.ts';

/** The line that is looked at, in words, also spoken. */
export function Detail({ row }: { row: ChartRow | undefined }) {
  const { say } = useWords(PLAN_WORDS);
  const tell = useTold();
  return (
    <div className="plan-detail no-print">
      <p aria-live="polite" aria-label={say('detail')} role="status">
        {row ? (
          <>
            <ColourMark {...colouredIn(row)} /> {tell(row)}
          </>
        ) : (
          say('keys')
        )}
      </p>
      {row && <Link href={projectPath(row.project.code)}>{row.project.code}</Link>}
    </div>
  );
}

const colouredIn = ({ milestone, project }: ChartRow) => {
  const { colour, caveat } = milestone ?? project;
  return { colour, caveat };
};

function useTold(): (row: ChartRow) => string {
  const { say, language } = useWords(PLAN_WORDS);
  const term = useTerm();
  const waits = useWaits();
  const ofProject = ({ name, stageLabel, milestones, pauses }: PlanRow): string => {
    const done = milestones.filter(({ actual }) => actual !== null).length;
    const worst = milestones
      .filter(({ actual, lateDays }) => actual === null && lateDays > 0)
      .sort((a, b) => b.lateDays - a.lateDays)[0];
    const pause = pauses.find(({ to }) => to === null);
    return [
      say('toldProject', { name, stage: stageLabel[language], done, of: milestones.length }),
      worst ? say('toldWorst', { milestone: worst.label[language], count: worst.lateDays }) : '',
      pause ? ` · ${say('paused', { from: pause.from })}` : '',
    ].join('');
  };
  const ofMilestone = (one: PlanMilestone, { name, dependencies }: PlanRow): string => {
    const word = say(one.actual === null ? 'expected' : 'actual');
    const day = one.actual ?? one.expected ?? say('unknown');
    const [baseline, due] = [one.baseline ?? say('unknown'), one.due ?? say('unknown')];
    return [
      say('told', {
        name: `${name} ${one.label[language]}`,
        state: term('milestoneState', one.state),
      }),
      ` ${say('toldDates', { baseline, due, word, day })}`,
      one.lateDays > 0 ? say('toldLate', { count: one.lateDays }) : '',
      ...dependencies.filter(({ gates }) => gates === one.code).map((edge) => ` · ${waits(edge)}`),
    ].join('');
  };
  return ({ project, milestone }) =>
    milestone ? ofMilestone(milestone, project) : ofProject(project);
}
