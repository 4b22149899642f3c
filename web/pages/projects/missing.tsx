import { Drawer } from 'antd';
import { Link } from 'wouter';
import type { PlanMilestone, ProjectPage } from '../../../api/page-responses.ts';
import { useMilestoneName, useTerm } from '../../labels.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { projectPath } from '../../paths.ts';
import { useProjectPage } from '../../project-page.ts';
import { useWords } from '../../words.ts';
import { PROJECTS_WORDS } from './words.ts';

interface Wish {
  code: string;
  stage: string;
  /** In the order of the board. */
  stages: readonly string[];
}

/** What evidence a project still lacks for a stage. */
export function Missing({ isOpen, close, ...wish }: Wish & { isOpen: boolean; close: () => void }) {
  const { say } = useWords(PROJECTS_WORDS);
  const milestoneName = useMilestoneName();
  const { code, stage } = wish;
  const page = useProjectPage(code);
  const name = page.data?.name ?? code;
  return (
    <Drawer
      open={isOpen}
      onClose={close}
      size={420}
      title={say('missingFor', { name, stage: milestoneName(stage) })}
    >
      <Loaded of={page}>{(project) => <Lacking project={project} {...wish} />}</Loaded>
    </Drawer>
  );
}

function Lacking({ project, stage, stages }: Wish & { project: ProjectPage }) {
  const { say } = useWords(PROJECTS_WORDS);
  const isBehind = stages.indexOf(stage) <= stages.indexOf(project.stage);
  const open = project.plan.filter(({ state }) => !DONE.includes(state));
  const before = open.filter(({ code }) => stages.indexOf(code) <= stages.indexOf(stage));
  // A stage that its own lifecycle has not: what comes next there.
  const lacking = before.length > 0 || isBehind ? before : open.slice(0, 1);
  return (
    <>
      <p>{say(isBehind ? 'earlier' : 'evidenceOnly')}</p>
      {lacking.length === 0 && <p>{say('nothingMissing')}</p>}
      <ul className="lines">
        {lacking.map((milestone) => (
          <li key={milestone.code}>
            <Lack milestone={milestone} project={project} />
          </li>
        ))}
      </ul>
      <Link href={projectPath(project.code)}>{say('toProject')}</Link>
    </>
  );
}

const DONE: readonly PlanMilestone['state'][] = ['reached', 'notApplicable'];

function Lack({ milestone, project }: { milestone: PlanMilestone; project: ProjectPage }) {
  const { say, language } = useWords(PROJECTS_WORDS);
  const term = useTerm();
  const { milestones, approvals = [] } = project.assessment;
  const needs = milestones.find(({ code }) => code === milestone.code)?.needs;
  const gates = approvals.flatMap(({ gates: all, names }) =>
    all
      .filter((gate) => gate.milestone === milestone.code)
      .map(({ missing, undetermined }) => {
        const named = (ids: readonly string[]) =>
          ids.map((id) => names[id]?.[language] ?? id).join(' · ');
        return { missing: named(missing), undetermined: named(undetermined) };
      }),
  );
  return (
    <>
      <strong>{milestone.label[language]}</strong> {term('milestoneState', milestone.state)}
      <div className="note">
        {milestone.due} {needs && say('needsProof', { level: term('evidence', needs) })}
      </div>
      {gates.map(({ missing, undetermined }, at) => (
        <div key={at} className="note">
          {missing !== '' && say('waitsItems', { items: missing })}{' '}
          {undetermined !== '' && say('undetermined', { items: undetermined })}
        </div>
      ))}
    </>
  );
}
