import type { ProjectPage } from '../../../api/page-responses.ts';
import type { MilestoneAssessment } from '../../../domain/assessment.ts';
import { useLabels, useTerm } from '../../labels.ts';
import { SHOWN_COLOURS } from '../../parts/colours.ts';
import type { Choice } from '../../parts/options.tsx';
import { useWords } from '../../words.ts';
import type { FieldKind } from './action-fields.ts';
import { ACTION_WORDS } from './action-words.ts';

/** What can be chosen in a field, from what the project's answer holds; undefined where nothing is chosen from a list. */
export function useChoices(project: ProjectPage): (kind: FieldKind) => Choice[] | undefined {
  const questions = useQuestions(project);
  const milestones = useMilestones(project);
  const changes = usePlanChanges(project);
  const listed = useListed(project);
  const lists: Partial<Record<FieldKind, Choice[]>> = {
    ...listed,
    question: questions,
    milestone: milestones,
    planChange: changes,
  };
  return (kind) => lists[kind];
}

function useMilestones({ assessment }: ProjectPage): Choice[] {
  const { language } = useWords(ACTION_WORDS);
  return assessment.milestones
    .filter(({ state }) => state !== 'reached')
    .map(({ code, label }) => ({ value: code, label: label[language] }));
}

function usePlanChanges({ assessment }: ProjectPage): Choice[] {
  const { language } = useWords(ACTION_WORDS);
  return assessment.milestones.flatMap(({ label, planned, planChange }) =>
    planChange
      ? [
          {
            value: planChange.changeId,
            label: `${label[language]} ${planned ?? ''} → ${planChange.to}`,
          },
        ]
      : [],
  );
}

// What of a milestone waits for a person, by its state.
const MATTERS = {
  reported: ['milestone', 'ofMilestone'],
  withdrawn: ['withdrawal', 'ofWithdrawal'],
  withoutPermit: ['worksWithoutPermit', 'ofWorks'],
} as const satisfies Partial<Record<MilestoneAssessment['state'], readonly [string, string]>>;

const hasMatter = (state: MilestoneAssessment['state']): state is keyof typeof MATTERS =>
  state in MATTERS;

function useQuestions({ assessment }: ProjectPage): Choice[] {
  const { say, language } = useWords(ACTION_WORDS);
  const { milestones, findings, signals } = assessment;
  const nameOf = (code: string): string =>
    milestones.find((one) => one.code === code)?.label[language] ?? code;
  const ofStates = milestones.flatMap(({ code, state }) => {
    if (!hasMatter(state)) return [];
    const [about, word] = MATTERS[state];
    return [{ value: `${about} ${code}`, label: say(word, { milestone: nameOf(code) }) }];
  });
  const ofGates = findings
    .filter(({ code }) => code === 'softGateOpen')
    .map(({ object }) => ({
      value: `softGate ${object}`,
      label: say('ofSoftGate', { milestone: nameOf(object) }),
    }));
  const silent = new Set(signals.flatMap(({ object, unverified }) => (unverified ? object : [])));
  const ofSilences = [...silent].map((object) => ({
    value: `silence ${object}`,
    label: say('ofSilence', { milestone: nameOf(object) }),
  }));
  return [...ofStates, ...ofGates, ...ofSilences];
}

function useListed({ why, posts, assessment }: ProjectPage): Partial<Record<FieldKind, Choice[]>> {
  const { say, language } = useWords(ACTION_WORDS);
  const labels = useLabels();
  const term = useTerm();
  const told = why[language].signals;
  const excused = new Set(assessment.signals.flatMap(({ id, exempt }) => (exempt ? id : [])));
  const choiceOf = ({ id, text }: (typeof told)[number]) => ({ value: id, label: text });
  return {
    decision: (['accept', 'return'] as const).map((value) => ({ value, label: say(value) })),
    signal: told.filter(({ id }) => !excused.has(id)).map(choiceOf),
    excused: told.filter(({ id }) => excused.has(id)).map(choiceOf),
    colour: SHOWN_COLOURS.filter((colour) => colour !== 'grey').map((value) => ({
      value,
      label: labels?.colours[value] ?? value,
    })),
    post: (['manager', 'deputy', 'patron'] as const).map((value) => {
      const holder = posts.find(({ post }) => post === value)?.person.name;
      return { value, label: [term('post', value), holder].filter(Boolean).join(' · ') };
    }),
  };
}
