import { describe, expect, it } from '@jest/globals';
import { namedBy } from '../../../api/auth/bearer.ts';

const CLAIM = 'preferred_username';

describe('a token', () => {
  it.each([
    { says: { sub: 'u-1', [CLAIM]: '王工' }, claim: CLAIM, id: '王工', isProgram: false },
    { says: { sub: '王工' }, claim: 'sub', id: '王工', isProgram: false },
    { says: { sub: 'desk', scope: 'act-for' }, claim: 'sub', id: 'desk', isProgram: false },
    { says: { sub: 'desk', scope: 'a act-for' }, claim: CLAIM, id: 'desk', isProgram: true },
    { says: { sub: 'desk', scp: ['act-for'] }, claim: CLAIM, id: 'desk', isProgram: true },
  ])('of $says names $id where people are known by $claim', ({ says, claim, id, isProgram }) => {
    expect(namedBy(says, claim)).toMatchObject({ id, isProgram });
  });

  it.each([
    { says: { sub: '主要领导-01' } },
    { says: { sub: '主要领导-01', scope: 'openid profile' } },
    { says: { sub: '主要领导-01', [CLAIM]: '' } },
    { says: { sub: '主要领导-01', [CLAIM]: ['王工'], scope: 'act-for' } },
    { says: { scope: 'act-for' } },
  ])('of $says names nobody where people are known by another claim than sub', ({ says }) => {
    expect(() => namedBy(says, CLAIM)).toThrow(
      expect.objectContaining({ code: 'TOKEN_REFUSED', message: expect.stringContaining(CLAIM) }),
    );
  });
});
