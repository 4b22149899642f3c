import { describe, expect, it } from '@jest/globals';
import { desired } from '../../../domain/desired.ts';
import { edges } from '../../../domain/edges.ts';
import { explain } from '../../../domain/explain.ts';
import type { Actor, CommandFact, Fact } from '../../../domain/fact.ts';
import { fold } from '../../../domain/fold.ts';
import { judge } from '../../../domain/judge.ts';
import { quietOf } from '../../../domain/silence.ts';
import { endOf } from '../../../domain/time.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  assessAt,
  catalogue,
  definitionsWith,
  fellSilent,
  manager,
  person,
  plan,
  registered,
  reported,
  signal,
  spoke,
} from '../../support/a-project.ts';

const PERMITS = '/permit/wuhan-gaoxin';
const SINCE = '2026-02-25';
const project = registered(
  aRegistration({
    milestones: [
      plan('constructionPermit', '2026-03-01'),
      plan('groundbreaking', '2026-03-10', { redLine: true }),
      plan('energised', '2026-03-01'),
      plan('worksCompleted', '2026-03-01'),
    ],
  }),
);
const silent = fellSilent(PERMITS, SINCE);
const liaison = person('window-3', 'permitLiaison');
const bearOut = (day: string, actor: Actor = liaison, decision: 'accept' | 'return' = 'accept') =>
  aCommand('command.confirm.v1', endOf(day), {
    about: 'silence',
    milestone: 'constructionPermit',
    decision,
    actor,
  });
const doubtIn = (facts: readonly Fact[], day: string, id = 'constructionPermit/due') =>
  signal(assessAt([project, ...facts], day), id)?.unverified;
const unverifiedIn = (facts: readonly Fact[], day: string) =>
  assessAt([project, ...facts], day)
    .signals.filter(({ unverified }) => unverified)
    .map(({ object }) => object);
const doubted = { sources: [PERMITS], verifiedOn: SINCE, heldColour: 'blue' };

describe('what gets worse while a source is silent', () => {
  it.each([
    { day: '2026-03-01', unverified: undefined, why: 'still as blue as on its last word' },
    { day: '2026-03-02', unverified: doubted, why: 'yellow since' },
    { day: '2026-03-16', unverified: doubted, why: 'red since' },
  ])('is $unverified on $day: $why', ({ day, unverified }) => {
    expect(doubtIn([silent], day)).toEqual(unverified);
  });

  it('keeps its colour on screen and is wanted as an alert only as bad as is sure', () => {
    const assessment = assessAt([project, silent], '2026-03-16');

    expect(signal(assessment, 'constructionPermit/due')?.colour).toBe('red');
    expect(desired(assessment).alerts).toContainEqual({
      id: 'constructionPermit/due',
      severity: 'blue',
    });
  });

  it('gives way to what is sure where both are equally bad', () => {
    expect(assessAt([project, silent], '2026-03-02').leading).not.toBe('constructionPermit/due');
  });

  it('is sure again once the source has spoken, whatever it said of others', () => {
    expect(doubtIn([silent, spoke(PERMITS, SINCE, '2026-03-16')], '2026-03-16')).toBeUndefined();
  });

  it('is in doubt again in the next silence, up to the last word before it', () => {
    const again = fellSilent(PERMITS, '2026-03-10');
    const facts = [silent, spoke(PERMITS, SINCE, '2026-03-10'), again];

    expect(doubtIn(facts, '2026-03-16')).toMatchObject({
      verifiedOn: '2026-03-10',
      heldColour: 'yellow',
    });
  });

  it('is sure up to the last word of the one that is silent longest', () => {
    const facts = [silent, fellSilent('/site/forms', '2026-03-02')];

    expect(doubtIn(facts, '2026-03-16', 'worksCompleted/due')).toEqual({
      sources: [PERMITS, '/site/forms'],
      verifiedOn: SINCE,
      heldColour: 'blue',
    });
  });

  it('is sure as far as a liaison confirms it, and what comes after is in doubt anew', () => {
    const facts = [silent, bearOut('2026-03-05')];

    expect(doubtIn(facts, '2026-03-05')).toBeUndefined();
    expect(doubtIn(facts, '2026-03-16')).toEqual({
      sources: [PERMITS],
      verifiedOn: '2026-03-05',
      heldColour: 'yellow',
    });
  });

  it('is nothing under a policy that does not ask for it', () => {
    const definitions = definitionsWith({ policy: 'milestones-only' });
    const { signals, findings } = assessAt([project, silent], '2026-03-16', { definitions });

    expect(signals.some(({ unverified }) => unverified)).toBe(false);
    expect(findings).toEqual([]);
  });

  it('is told in the story when it comes into doubt and when it is sure, though no colour changes', () => {
    const told = (before: Fact[], after: Fact[]) =>
      edges(
        assessAt([project, ...before], '2026-03-02'),
        assessAt([project, ...after], '2026-03-02'),
      )
        .filter(({ object }) => object === 'constructionPermit/due')
        .map(({ kind, from, to }) => [kind, from, to]);

    expect(told([], [silent])).toEqual([['signalUnverified', 'yellow', 'yellow']]);
    expect(told([silent], [])).toEqual([['signalVerified', 'yellow', 'yellow']]);
  });

  it.each([
    {
      language: 'zh' as const,
      text: '待核：/permit/wuhan-gaoxin无消息，2026-02-25核实为蓝',
      finding: '来源/permit/wuhan-gaoxin自2026-02-25起无消息',
    },
    {
      language: 'en' as const,
      text: 'to be verified: /permit/wuhan-gaoxin silent, blue on 2026-02-25',
      finding: 'Nothing was heard of /permit/wuhan-gaoxin since 2026-02-25',
    },
  ])('is explained in words: $language', ({ language, text, finding }) => {
    const assessment = assessAt([project, silent], '2026-03-02');
    const { signals, findings } = explain(assessment, '2026-03-02', language);

    const own = signals.find(({ id }) => id === 'constructionPermit/due');
    expect(own).toMatchObject({ unverified: true, stock: false });
    expect(own?.text).toContain(text);
    expect(findings.map((one) => one.text)).toContainEqual(expect.stringContaining(finding));
  });
});

describe('a silent source puts in doubt', () => {
  const water = aFact(
    'utility.application.accepted.v1',
    '2026-02-01',
    { utility: 'water' },
    { source: '/utility/water' },
  );
  const permitsOf = (source: string) =>
    aFact('permit.application.submitted.v1', '2026-02-01', { itemCode: 'G07' }, { source });

  it.each([
    {
      what: 'what its certificates prove, and works that its acceptance implies',
      facts: [silent],
      objects: ['constructionPermit', 'worksCompleted'],
    },
    {
      what: 'what its utility proves',
      facts: [fellSilent('/utility/power', SINCE, { matters: ['utility/power'] })],
      objects: ['energised'],
    },
    {
      what: 'nothing that another utility proves',
      facts: [water, fellSilent('/utility/water', SINCE, { matters: ['utility/water'] })],
      objects: [],
    },
    {
      what: 'from the site what no rule proves',
      facts: [fellSilent('/site/forms', SINCE)],
      objects: ['groundbreaking', 'worksCompleted'],
    },
    {
      what: 'nothing where another source has spoken of the matter and it has not',
      facts: [permitsOf('/permit/other-district'), silent],
      objects: [],
    },
    {
      what: 'what it has spoken of, whoever else has',
      facts: [permitsOf('/permit/other-district'), permitsOf(PERMITS), silent],
      objects: ['constructionPermit', 'worksCompleted'],
    },
  ])('$what', ({ facts, objects }) => {
    expect(unverifiedIn(facts, '2026-03-12')).toEqual(objects);
  });

  it('works without their permit, if they began after its last word', () => {
    const begun = (day: string) => [silent, reported('groundbreaking', day, 'team')];

    expect(doubtIn(begun('2026-02-26'), '2026-03-12', 'groundbreaking/compliance')).toMatchObject({
      heldColour: 'green',
    });
    expect(doubtIn(begun(SINCE), '2026-03-12', 'groundbreaking/compliance')).toBeUndefined();
  });
});

describe('confirming what got worse in a silence', () => {
  const judged = (command: CommandFact, facts: Fact[] = [project, silent]) =>
    judge(command, fold(facts), definitionsWith(), endOf('2026-03-02'), { closed: false });

  it('is for a liaison or the team, not for who owns the date', () => {
    expect(judged(bearOut('2026-03-02'))).toEqual({ accepted: true });
    expect(judged(bearOut('2026-03-02', manager))).toMatchObject({ code: 'ROLE_TOO_LOW' });
  });

  it('is refused where nothing is in doubt, and in place of a record', () => {
    expect(judged(bearOut('2026-03-02'), [project])).toMatchObject({ code: 'NOTHING_TO_DECIDE' });
    expect(judged(bearOut('2026-03-02', liaison, 'return'))).toMatchObject({
      code: 'NOTHING_TO_DECIDE',
      message: expect.stringContaining('record the milestone'),
    });
  });
});

describe('a source that was last heard on a Wednesday', () => {
  const quiet = (today: string, source = '/x', bySource?: Record<string, number | null>) =>
    quietOf(
      catalogue.calendar,
      { afterWorkingDays: 3, ...(bySource && { bySource }) },
      { source, lastHeard: SINCE, today },
    );

  it.each([
    { today: SINCE, workingDays: 0, silent: false },
    { today: '2026-02-26', workingDays: 0, silent: false },
    { today: '2026-02-28', workingDays: 2, silent: false },
    // Saturday 28 February is worked.
    { today: '2026-03-01', workingDays: 3, silent: true },
    { today: '2026-03-02', workingDays: 3, silent: true },
    { today: '2026-03-03', workingDays: 4, silent: true },
  ])('has been quiet for $workingDays whole working days on $today', (expected) => {
    const { workingDays, silentFrom } = quiet(expected.today);

    expect(workingDays).toBe(expected.workingDays);
    expect(silentFrom).toBe(expected.silent ? '2026-03-01' : undefined);
  });

  it('may be one that speaks seldom, or is not expected to', () => {
    const limits = { '/meter': 25, '/closed': null };
    const silentFrom = (source: string) => quiet('2026-03-20', source, limits).silentFrom;

    expect(['/meter', '/closed', '/other'].map(silentFrom)).toEqual([
      undefined,
      undefined,
      '2026-03-01',
    ]);
  });
});
