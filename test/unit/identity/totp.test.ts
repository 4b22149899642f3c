import { describe, expect, it } from '@jest/globals';
import { Secret } from 'otpauth';
import { totpStep } from '../../../identity/totp.ts';

// RFC 6238, appendix B: the last six digits of the SHA-1 column.
const SECRET = Secret.fromLatin1('12345678901234567890').base32;

describe('totpStep', () => {
  it.each([
    { at: 59, code: '287082', step: 1 },
    { at: 1_111_111_109, code: '081 804', step: 37_037_036 },
    { at: 1_234_567_890, code: '005924', step: 41_152_263 },
  ])('knows the code of the RFC at $at s', ({ at, code, step }) => {
    expect(totpStep(SECRET, code, at * 1_000)).toBe(step);
  });

  it.each([
    { at: 59 + 30, code: '287082', step: 1, why: 'one step late' },
    { at: 59 + 60, code: '287082', step: undefined, why: 'two steps late' },
    { at: 59, code: '287083', step: undefined, why: 'another code' },
    { at: 59, code: '28708', step: undefined, why: 'five digits' },
  ])('takes $why as $step', ({ at, code, step }) => {
    expect(totpStep(SECRET, code, at * 1_000)).toBe(step);
  });
});
