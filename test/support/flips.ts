import type { Assessment, Flip, Signal } from '../../domain/assessment.ts';
import type { Colour, Definitions } from '../../domain/definitions.ts';
import type { Fact } from '../../domain/fact.ts';
import { addDays, endOf, startOf, type Day } from '../../domain/time.ts';
import {
  aCommand,
  aFact,
  assessAt,
  corrected,
  definitionsWith,
  divisionLeader,
  mainLeader,
  milestone,
  signal,
  team,
} from './a-project.ts';
import type { Story } from './any-project.ts';

/** A project as known on a day, one of its signals and one change that would flip it. */
export interface FlipCase {
  facts: Fact[];
  today: Day;
  definitions: Definitions;
  before: Assessment;
  of: Signal;
  flip: Flip;
}

/** Each change that a project's own signals promise, by the default policy unless told otherwise. */
export function flipCases({ facts, today }: Story, definitions: Definitions = DEFAULT): FlipCase[] {
  const before = assessAt(facts, today, { definitions });
  // What rests on an approval's word is turned by the next word of the approval.
  const own = before.signals.filter(
    ({ kind, reason }) => !OF_APPROVALS.includes(kind) && reason.words['items'] === undefined,
  );
  return own.flatMap((of) =>
    of.flips.map((flip) => ({ facts, today, definitions, before, of, flip })),
  );
}

const DEFAULT = definitionsWith();

const OF_APPROVALS: readonly Signal['kind'][] = [
  ...(['limit', 'corrections', 'deficiency', 'utilityNeed', 'umbrella', 'presumed'] as const),
  ...(['itemState', 'quality'] as const),
];

/** What people do to flip a signal; each acts at the end of today. */
const ACTS: Record<Exclude<Flip['by'], 'wait'>, (one: FlipCase, shift?: number) => Fact[]> = {
  // Of signals of approvals alone.
  makeUp: () => [],
  finish: () => [],
  // The report that speaks, put right.
  progress: ({ facts, today, of, flip: { what, amount = 0 } }, shift = 0) => {
    const report = facts.find(({ id }) => id === of.facts[0]?.id);
    const field = what === 'physical' ? 'physicalShare' : 'investedToDate';
    return report ? [corrected(report, endOf(today), { [field]: amount + shift })] : [];
  },
  upstream: ({ today, of, flip: { what = '', milestone = '', day = '' } }, shift = 0) => [
    aFact(
      'upstream.date.v1',
      endOf(today),
      {
        ...{ project: what, milestone, reached: false, chain: [] },
        // Said anew, so that the plans of both are in no conflict.
        planned: addDays(day, shift),
        expected: addDays(day, shift),
      },
      { id: `flip of ${of.id}` },
    ),
  ],
  safe: ({ today, flip: { what = '' } }) => [
    aFact('site.safety.cleared.v1', endOf(today), { safetyId: what.replace('safety:', '') }),
  ],
  update: ({ today, flip }) => [
    aCommand('command.reportInstruction.v1', endOf(today), {
      instructionId: flip.what ?? '',
      text: '在办',
      done: false,
    }),
  ],
  plan: ({ today, of, flip }, shift = 0) => {
    const to = addDays(flip.day ?? addDays(today, flip.daysFromToday ?? NaN), shift);
    return [
      aCommand('command.requestPlanChange.v1', startOf(today), {
        changeId: 'flip',
        milestone: flip.milestone ?? of.object,
        to,
      }),
      aCommand('command.approvePlanChange.v1', endOf(today), {
        changeId: 'flip',
        actor: mainLeader,
      }),
    ];
  },
  forecast: ({ today, of, flip: { day = '' } }, shift = 0) => [
    aCommand('command.forecast.v1', endOf(today), {
      milestone: of.object,
      date: addDays(day, shift),
    }),
  ],
  reach: ({ today, of, flip }) => [prove(flip.milestone ?? of.object, today)],
  decide: ({ today, of }) => [decide(of, today)],
  gate: ({ before, today }) =>
    ['constructionPermit']
      .filter((code) => milestone(before, code).state !== 'reached')
      .map((code) => prove(code, today)),
};

const prove = (code: string, today: Day): Fact =>
  aCommand('command.recordMilestone.v1', endOf(today), {
    milestone: code,
    date: today,
    actor: team,
    documentNo: '园函〔2026〕1号',
  });

function decide(of: Signal, today: Day): Fact {
  const about = { due: 'milestone', withdrawn: 'withdrawal', compliance: 'worksWithoutPermit' };
  const kind = of.kind as keyof typeof about;
  return aCommand('command.confirm.v1', endOf(today), {
    about: about[kind] as 'milestone',
    milestone: of.object,
    decision: kind === 'withdrawn' ? 'return' : 'accept',
    actor: divisionLeader,
  });
}

/** The colour of the same signal after the change, or after one that differs by `shift`; one that is gone speaks green. */
export function colourAfter(one: FlipCase, shift = 0): Colour {
  const { facts, today, of, flip, definitions } = one;
  if (flip.by === 'wait') return colourOf(assessAt(facts, flip.day ?? '', { definitions }), of);
  const changed = [...facts, ...ACTS[flip.by](one, shift)];
  return colourOf(assessAt(changed, today, { definitions }), of);
}

/** The colour of a signal in another assessment. */
export const colourOf = (assessment: Assessment, { id }: Signal): Colour =>
  signal(assessment, id)?.colour ?? 'green';
