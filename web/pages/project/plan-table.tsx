import type { PlanMilestone, ProjectPage } from '../../../api/page-responses.ts';
import type { MilestoneAssessment } from '../../../domain/assessment.ts';
import { useTerm } from '../../labels.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Scrolls } from '../../parts/scrolls.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { useWords } from '../../words.ts';
import { PROJECT_WORDS } from './words.ts';

/** Each milestone with its four dates. */
export function PlanTable({ project: { plan, assessment } }: { project: ProjectPage }) {
  const { say } = useWords(PROJECT_WORDS);
  const changes = new Map(assessment.milestones.map((one) => [one.code, one.planChange]));
  return (
    <Panel title={say('plan')} wide>
      {plan.length === 0 && <p className="note">{say('noPlan')}</p>}
      <Scrolls label={say('plan')}>
        <table className="plain-table plan-table">
          <TableHead names={HEADS.map((head) => say(head))} />
          <tbody>
            {plan.map((milestone) => (
              <Row
                key={milestone.code}
                milestone={milestone}
                change={changes.get(milestone.code)}
              />
            ))}
          </tbody>
        </table>
      </Scrolls>
    </Panel>
  );
}

const HEADS = ['milestone', 'baseline', 'planned', 'forecast', 'actual', 'state'] as const;

function Row({
  milestone,
  change,
}: {
  milestone: PlanMilestone;
  change: MilestoneAssessment['planChange'];
}) {
  const { say, language } = useWords(PROJECT_WORDS);
  const term = useTerm();
  const { label, baseline, planned, forecast, actual, state, lateDays, redLine, colour, caveat } =
    milestone;
  return (
    <tr>
      <th scope="row">
        {label[language]}
        {redLine && <strong> ({say('redLine')})</strong>}
      </th>
      <td>{baseline}</td>
      <td>
        {planned}
        {change && (
          <div className="note">
            {say('changeAsked', { day: change.to, role: term('role', change.approver) })}
          </div>
        )}
      </td>
      <td>{forecast}</td>
      <td>{actual}</td>
      <td>
        {colour !== null && <ColourMark colour={colour} caveat={caveat} bare />}{' '}
        {term('milestoneState', state)}
        {lateDays > 0 && <span className="late"> {say('late', { count: lateDays })}</span>}
      </td>
    </tr>
  );
}
