import { describe, expect, it } from '@jest/globals';
import { refusal } from '../../../api/refusals.ts';
import {
  ALERT_REFUSAL_CODES,
  APPROVAL_REFUSAL_CODES,
  REFUSAL_CODES,
} from '../../../domain/verdict.ts';

const answer = (code: string) =>
  refusal({ commandId: 'c-1', status: 'refused', code, message: 'why', revision: 3 });

describe('refusal', () => {
  it.each([
    [403, ['ROLE_TOO_LOW', 'SAME_PERSON']],
    [404, ['NOT_REGISTERED', 'APPROVAL_NOT_OPEN', 'UNKNOWN_ALERT', 'UNKNOWN_INSTRUCTION']],
    [
      422,
      [
        'UNKNOWN_MILESTONE',
        'UNKNOWN_TRAIT',
        'NOT_IN_PLAN',
        'NOT_IN_FUTURE',
        'UNKNOWN_CHANGE',
        'DOCUMENT_REQUIRED',
        'INVALID_PERIOD',
        'UNKNOWN_ITEM',
        'UNKNOWN_APPLICATION',
        'SEVERAL_APPLICATIONS',
        'UNKNOWN_DEPARTMENT',
        'WRONG_KIND',
        'MODE_NOT_ALLOWED',
        'STOP_NOT_ALLOWED',
        'EVIDENCE_REQUIRED',
        'UNKNOWN_SIGNAL',
        'PERIOD_TOO_LONG',
      ],
    ],
  ])('answers %i for exactly those codes that mean it', (status, codes) => {
    const all = [...REFUSAL_CODES, ...APPROVAL_REFUSAL_CODES, ...ALERT_REFUSAL_CODES];
    const found = all.filter((code) => answer(code).status === status);

    expect([...found].sort()).toEqual([...codes].sort());
  });

  it('answers 409 for every other code, and for one it has never heard of', () => {
    expect(answer('PROJECT_CLOSED').status).toBe(409);
    expect(answer('SOMETHING_NEW')).toMatchObject({ status: 409, code: 'SOMETHING_NEW' });
  });

  it("keeps the core's words and the id of the command", () => {
    expect(answer('NOT_PAUSED')).toMatchObject({ message: 'why', extra: { commandId: 'c-1' } });
  });

  it('asks for a new id where one was used for another command', () => {
    const conflict = refusal({ commandId: 'c-1', status: 'conflict', revision: 3 });

    expect(conflict).toMatchObject({
      code: 'COMMAND_CONFLICT',
      status: 409,
      extra: { commandId: 'c-1', help: 'Take a new commandId for a new command' },
    });
  });
});
