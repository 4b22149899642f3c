import type { Assessment, DesiredAlert, MilestoneAssessment } from '../../domain/assessment.ts';
import type { Core } from '../../domain/core.ts';
import type { Dossier } from '../../domain/dossier.ts';
import { emptyDossier } from '../../domain/dossier.ts';
import type { Fact } from '../../domain/fact.ts';
import { orderFacts } from '../../domain/order.ts';

/**
 * A core whose rules stand in the facts themselves, so that a test of the protocol says what it
 * wants to happen. Each fact moves the stage (`facts-<count>`); notes are obeyed in order:
 * `alert <severity|none>`, `wake <instant>`, `close`, `throw`, `expect <milestone> <day>`.
 */
export function createFakeCore({ version = 1 } = {}): Core {
  return {
    version,
    fold: foldNotes,
    assess: (dossier, _definitions, now, { closed }) => {
      const notes = notesOf(dossier);
      if (notes.some(([word]) => word === 'throw')) throw new Error('the facts hold a throw');
      const isClosed = closed || notes.at(-1)?.[0] === 'close';
      return { ...blank(dossier), coreVersion: version, closed: isClosed, ...said(notes, now) };
    },
    edges: (before, after) =>
      before?.stage === after.stage
        ? []
        : [{ kind: 'stageChanged', object: 'project', from: before?.stage ?? '', to: after.stage }],
    desired: ({ findings }) => ({
      alerts: findings.map(({ id, words }) => ({
        id,
        severity: words.severity as DesiredAlert['severity'], // put there by `said`
      })),
      approvals: [],
    }),
    judge: (command, dossier, _definitions, _now, { closed }) => {
      if (command.type === 'command.register.v1') {
        if (!dossier?.registration) return { accepted: true };
        return { accepted: false, code: 'ALREADY_REGISTERED', message: 'registered already' };
      }
      if (closed && command.type !== 'command.reopen.v1') {
        return { accepted: false, code: 'PROJECT_CLOSED', message: 'closed' };
      }
      if (command.data.reason !== 'refuse me') return { accepted: true };
      return { accepted: false, code: 'NOTHING_TO_DECIDE', message: `after ${countOf(dossier)}` };
    },
  };
}

/** The alert that the note `alert` is about. */
export const FAKE_LEVEL = 'production/due';

function foldNotes(facts: readonly Fact[]): Dossier {
  const dossier = emptyDossier();
  const lines: string[] = [];
  for (const fact of orderFacts(facts)) {
    if (fact.type === 'command.register.v1') dossier.registration = fact.data.registration;
    if (fact.type === 'command.reopen.v1') lines.push('reopened');
    if (fact.type === 'site.update.noted.v1') lines.push(fact.data.text);
    if (fact.type === 'upstream.date.v1') {
      const { project, milestone, expected, chain } = fact.data;
      lines.push(`expect ${milestone} ${expected} ${[...chain, project].join(' ')}`);
    }
  }
  dossier.update = { day: '2026-01-01', text: lines.join('\n') };
  dossier.progressedAt = facts.length;
  return dossier;
}

const countOf = (dossier: Dossier | undefined): number => dossier?.progressedAt ?? 0;

const notesOf = ({ update }: Dossier): string[][] =>
  (update?.text ?? '').split('\n').map((line) => line.split(' '));

function said(notes: string[][], now: string): Partial<Assessment> {
  const last = (word: string) => notes.filter(([first]) => first === word).at(-1);
  const [, severity = 'none'] = last('alert') ?? [];
  const [, wake] = last('wake') ?? [];
  return {
    findings: severity === 'none' ? [] : [alertOf(severity)],
    milestones: expectations(notes),
    ...(wake !== undefined && wake > now && { nextChangeAt: wake }),
  };
}

const alertOf = (severity: string): Assessment['findings'][number] => ({
  id: FAKE_LEVEL,
  code: 'gap',
  object: 'production',
  words: { severity },
  facts: [],
});

function expectations(notes: string[][]): MilestoneAssessment[] {
  const all = notes.filter(([word]) => word === 'expect').map(milestoneOf);
  return [...new Map(all.map((milestone) => [milestone.code, milestone])).values()];
}

function milestoneOf([, code = '', expected = '', ...chain]: string[]): MilestoneAssessment {
  return {
    code,
    label: { zh: code, en: code },
    redLine: false,
    state: 'open',
    planned: '2026-06-01',
    expected,
    ...(chain.length > 0 && { chain }),
    needs: 'reported',
    facts: [],
  };
}

function blank(dossier: Dossier): Assessment {
  const { code = '', name = '', kind = '', sample = false } = dossier.registration ?? {};
  const definition = { id: 'fake', version: '1', hash: 'fake' };
  return {
    ...{ coreVersion: 0, template: definition, policy: definition, calendar: definition },
    ...{ code, name, investor: 'Fake & Co.', kind, priority: 'key', sample },
    ...{ status: 'active', closed: false, phase: 'signing', colour: 'green' },
    stage: `facts-${countOf(dossier)}`,
    ...{ milestones: [], signals: [], findings: [], dependencies: [], benchmarks: [], people: {} },
  };
}
