import { describe, expect, it } from '@jest/globals';
import { ANSWER_CHOICES, DUTY_WORDS } from '../../../cli/answer-choices.ts';
import { DUTY_KINDS } from '../../../domain/approval/assessment.ts';
import { ApprovalCommandBody, toApprovalCommandFact } from '../../../schemas/approval-command.ts';

/** What the detail of such a work item may be. */
const DETAILS = {
  opinion: '消防救援',
  consentAnnounced: '消防救援/3',
  correct: '1',
  makeUp: '施工合同',
  confirm: 'presumedAcceptance',
  step: 'surveyed',
} as Record<string, string>;

const CASES = DUTY_KINDS.flatMap((kind) =>
  ANSWER_CHOICES[kind].map((choice) => ({ kind, choice, result: choice.result })),
);

describe('an answer in a table of work items', () => {
  it.each(CASES)('$result to $kind is a command that the API takes', ({ kind, choice }) => {
    const given = { text: '材料一、材料二', certNo: 'K-1' };
    const said = choice.data(given, DETAILS[kind] ?? '');
    const body = {
      commandId: 'c-1',
      actor: { id: 'liaison', role: 'permitLiaison' },
      reason: '按批复',
      type: choice.type,
      item: 'G19',
      ...said,
    };

    const command = ApprovalCommandBody.parse(body);
    const fact = toApprovalCommandFact(command, '2026-03-02T01:00:00.000Z');

    expect(fact.type).toBe(`command.approval.${choice.type}.v1`);
    expect(fact.data).toMatchObject({ item: 'G19', ...said });
  });

  it('is offered for everything that somebody may have to do, each word once', () => {
    for (const kind of DUTY_KINDS) {
      const words = ANSWER_CHOICES[kind].map(({ result }) => result);
      expect(words.length).toBeGreaterThan(0);
      expect(new Set(words).size).toBe(words.length);
      expect(DUTY_WORDS[kind]).not.toBe('');
    }
  });

  it('names the department alone where silence was announced', () => {
    const [agree] = ANSWER_CHOICES.consentAnnounced;

    expect(agree?.data({}, '消防救援/3')).toEqual({ department: '消防救援', opinion: 'agree' });
  });

  it('asks for the documents where a correction names none', () => {
    const correction = ANSWER_CHOICES.accept.find(({ result }) => result === '补正');

    expect(correction?.data({}, '')).toBeUndefined();
    expect(correction?.data({ text: '合同、图纸' }, '')).toEqual({
      documents: [
        { name: '合同', reason: '合同、图纸' },
        { name: '图纸', reason: '合同、图纸' },
      ],
    });
  });
});
