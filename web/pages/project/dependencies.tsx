import { Link } from 'wouter';
import type { PlanDependency, ProjectPage } from '../../../api/page-responses.ts';
import { useMilestoneName } from '../../labels.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { Panel } from '../../parts/panel.tsx';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { PROJECT_WORDS } from './words.ts';

/** The projects that this one waits for, and those that wait for it. */
export function Dependencies({ project: { waitsFor, waitedForBy } }: { project: ProjectPage }) {
  const { say } = useWords(PROJECT_WORDS);
  const nameOf = useMilestoneName();
  return (
    <Panel title={say('dependencies')}>
      {waitsFor.length + waitedForBy.length === 0 && (
        <p className="note">{say('noDependencies')}</p>
      )}
      <ul className="lines">
        {waitsFor.map((one) => (
          <WaitsFor key={`${one.on}/${one.milestone}/${one.gates}`} edge={one} />
        ))}
        {waitedForBy.map(({ project, name, colour, caveat, milestone, gates }) => (
          <li key={`${project}/${milestone}/${gates}`}>
            <strong>{say('waitedFor')}</strong> <ColourMark colour={colour} caveat={caveat} bare />{' '}
            <Link href={projectPath(project)}>{name ?? project}</Link>{' '}
            <span className="note">
              {nameOf(milestone)} {say('before', { milestone: nameOf(gates) })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function WaitsFor({ edge }: { edge: PlanDependency }) {
  const { say, language } = useWords(PROJECT_WORDS);
  const nameOf = useMilestoneName();
  const { on, onName, milestone, label, gates, needed, expected } = edge;
  return (
    <li>
      <strong>{say('waitsFor')}</strong> <Link href={projectPath(on)}>{onName ?? on}</Link>{' '}
      {label?.[language] ?? nameOf(milestone)}
      <div className="note">
        {say('gates', { milestone: nameOf(gates) })}{' '}
        {needed !== null && say('needed', { day: needed })}{' '}
        {expected !== null && say('expected', { day: expected })} <Slack edge={edge} />
      </div>
    </li>
  );
}

function Slack({ edge: { slackDays: days, reached } }: { edge: PlanDependency }) {
  const { say } = useWords(PROJECT_WORDS);
  if (reached) return say('reached');
  if (days === null) return null;
  return days < 0 ? (
    <span className="late">{say('lateBy', { count: -days })}</span>
  ) : (
    say('slack', { count: days })
  );
}
