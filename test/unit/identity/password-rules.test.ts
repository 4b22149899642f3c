import { describe, expect, it } from '@jest/globals';
import { initialPassword, passwordFault } from '../../../identity/password-rules.ts';

describe('passwordFault', () => {
  it.each([
    { password: 'Kaigong-2026', fault: undefined, why: 'four kinds' },
    { password: '园区开工今天真好Ab', fault: 'simple', why: 'Chinese counts as small letters' },
    { password: '园区开工今天真好A1', fault: undefined, why: 'three kinds with Chinese' },
    { password: 'Kaigong-1', fault: 'short', why: 'nine characters' },
    { password: `Aa1${'x'.repeat(198)}`, fault: 'long', why: '201 characters' },
    { password: 'aaaaaaaaaa1', fault: 'simple', why: 'two kinds' },
    { password: '项目经理-01-Kaigong', fault: 'ownName', why: 'the own account in it' },
  ])('says $fault of $why', ({ password, fault }) => {
    expect(passwordFault(password, '项目经理-01')).toBe(fault);
  });
});

describe('initialPassword', () => {
  it('fits the rules and never comes twice', () => {
    const some = Array.from({ length: 200 }, initialPassword);
    expect(some.filter((one) => passwordFault(one, '项目经理-01') !== undefined)).toEqual([]);
    expect(new Set(some).size).toBe(some.length);
  });
});
