import { describe, expect, it } from '@jest/globals';
import { reportCell } from '../../../api/reports/report-row.ts';
import { aCommand, aRegistration, assessAt, registered } from '../../support/a-project.ts';

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
    const today = '2026-02-05';
    const project = {
      ...{ code: 'ZZY-900', name: '示例项目', assessment: assessAt(facts, today) },
      ...{ investment: null, reportFields: {}, revision: 1, closed: false },
    };
    const words = { today, nameOf: (id: string) => id, coloursOf: () => undefined };

    expect(reportCell(project, 'coordination', { number: 1, words })).toBe(
      ['1. 加快施工（li，2026-03-01）', '2. 协调临时用电（wang，2026-03-01）'].join('\n'),
    );
  });
});
