import { describe, expect, it } from '@jest/globals';
import { reportCell, type RowWords } from '../../../api/reports/report-row.ts';
import type { Fact } from '../../../domain/fact.ts';
import type { Day } from '../../../domain/time.ts';
import type { SheetProject } from '../../../readmodel/sheet-projects.ts';
import { aCommand, aRegistration, assessAt, plan, registered } from '../../support/a-project.ts';

const words: RowWords = { today: '2026-02-05', nameOf: (id) => id, coloursOf: () => undefined };

const sheetProject = (
  facts: readonly Fact[],
  today: Day,
  over: Partial<SheetProject> = {},
): SheetProject => ({
  ...{ code: 'ZZY-900', name: '示例项目', assessment: assessAt(facts, today), caveat: null },
  ...{ investment: null, reportFields: {}, revision: 1, closed: false },
  ...over,
});

describe('what a report says is to be coordinated (需协调事项)', () => {
  it('is what a leader has instructed and what the project itself has asked for, until it is done', () => {
    const due = '2026-03-01';
    const facts = [
      registered(aRegistration()),
      aCommand('command.instruct.v1', '2026-02-01', {
        ...{ instructionId: 'i-1', text: '加快施工', owner: 'li', due },
      }),
      aCommand('command.raiseNeed.v1', '2026-02-02', {
        ...{ needId: 'n-1', text: '协调临时用电', owner: 'wang', due },
      }),
      aCommand('command.raiseNeed.v1', '2026-02-03', {
        ...{ needId: 'n-2', text: '已办妥', owner: 'wang', due },
      }),
      aCommand('command.reportInstruction.v1', '2026-02-04', {
        ...{ instructionId: 'n-2', text: '好', done: true },
      }),
    ];
    const project = sheetProject(facts, words.today);

    expect(reportCell(project, 'coordination', { number: 1, words })).toBe(
      ['1. 加快施工（li，2026-03-01）', '2. 协调临时用电（wang，2026-03-01）'].join('\n'),
    );
  });
});

describe('the colour in a report', () => {
  const late = registered(
    aRegistration({ milestones: [plan('constructionPermit', '2026-03-01')] }),
  );

  it.each([
    { caveat: null, word: '红' },
    { caveat: 'unverified', word: '红（待核）' },
    { caveat: 'exempt', word: '红（正当理由）' },
  ] as const)('says $word where its caveat is $caveat', ({ caveat, word }) => {
    const project = sheetProject([late], '2026-06-01', { caveat });

    expect(reportCell(project, 'colour', { number: 1, words })).toMatchObject({ colour: { word } });
  });
});
