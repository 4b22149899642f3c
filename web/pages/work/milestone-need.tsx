import { Link } from 'wouter';
import type { NeedItem } from '../../../api/page-responses.ts';
import type { MilestoneAssessment } from '../../../domain/assessment.ts';
import { useAct } from '../../act.ts';
import { useTerm } from '../../labels.ts';
import { useOffered } from '../../offered.ts';
import { ActForm, type ActButton, type ActField } from '../../parts/act-form.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { usePersonName } from '../../parts/person-name.ts';
import { useProjectPage } from '../../project-page.ts';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { WORK_WORDS } from './words.ts';

/** A plan change to approve, a reported date to confirm, or what the law asks a leader. */
export function MilestoneNeed({ need }: { need: NeedItem }) {
  const { say } = useWords(WORK_WORDS);
  const code = need.project;
  const page = useProjectPage(code);
  return (
    <Loaded of={page}>
      {(project) => {
        const one = project.assessment.milestones.find((each) => each.code === need.object);
        return (
          <>
            {one && <State milestone={one} />}
            {one && <Decide need={need} milestone={one} actions={project.actions} />}
            <Link href={projectPath(code)}>{say('toProject')}</Link>
          </>
        );
      }}
    </Loaded>
  );
}

function State({ milestone }: { milestone: MilestoneAssessment }) {
  const { say, language } = useWords(WORK_WORDS);
  const term = useTerm();
  const named = usePersonName();
  const { label, state, planned, actual, forecast, reportedOn, planChange } = milestone;
  const facts = [
    ['planned', planned],
    ['forecast', forecast],
    ['actual', actual],
    ['reportedOn', reportedOn],
    ['changeTo', planChange?.to],
    ['requestedBy', named(planChange?.requestedBy ?? null)],
  ] as const;
  return (
    <dl className="need-facts">
      <dt>{label[language]}</dt>
      <dd>{term('milestoneState', state)}</dd>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name} className="pair">
              <dt>{say(name)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Decide({
  need,
  milestone,
  actions,
}: {
  need: NeedItem;
  milestone: MilestoneAssessment;
  actions: readonly string[];
}) {
  const { say } = useWords(WORK_WORDS);
  const act = useAct(need.project);
  const change = milestone.planChange?.changeId;
  const isOffered = useOffered(actions);
  const buttons: ActButton[] =
    need.kind === 'planChange'
      ? [
          ...button(say('approve'), { type: 'approvePlanChange', changeId: change }, true),
          ...button(say('refuse'), { type: 'refusePlanChange', changeId: change }),
        ]
      : [
          ...button(say('accept'), { ...confirmOf(milestone), decision: 'accept' }, true),
          ...button(say('giveBack'), { ...confirmOf(milestone), decision: 'return' }),
        ];
  const offered = buttons.filter(({ values }) => isOffered(String(values?.['type'])));
  if (offered.length === 0) return <p className="note">{say('mayNot')}</p>;
  const fields: ActField[] = [
    ...(need.kind === 'planChange'
      ? []
      : [{ name: 'documentNo', label: say('documentNo'), kind: 'line' } as const]),
    { name: 'reason', label: say('remark'), kind: 'text' },
  ];
  return (
    <ActForm
      fields={fields}
      buttons={offered}
      isPending={act.isPending}
      send={(entered, { label, values }) => {
        act.mutate({ reason: label, ...entered, type: String(values?.['type']) });
      }}
    />
  );
}

const button = (
  label: string,
  values: Record<string, unknown>,
  primary = false,
): readonly ActButton[] => [{ label, values, primary }];

function confirmOf({ code, state }: MilestoneAssessment) {
  return { type: 'confirm', milestone: code, about: ABOUT[state] ?? 'milestone' };
}

// What is asked about a milestone in this state.
const ABOUT: Partial<Record<MilestoneAssessment['state'], string>> = {
  withdrawn: 'withdrawal',
  withoutPermit: 'worksWithoutPermit',
};
