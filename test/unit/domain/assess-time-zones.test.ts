import { describe, expect, it } from '@jest/globals';
import { runUnder } from '../../support/run-under.ts';

const answersUnder = (zone: string) => runUnder(zone, 'assessment-answers.ts');

describe('the core', () => {
  it('says the same of the sample park whatever the time zone of the host', () => {
    const inShanghai = answersUnder('Asia/Shanghai');

    expect(JSON.parse(inShanghai)).toMatchObject({ park: { length: 28 }, story: { length: 20 } });
    expect(answersUnder('America/New_York')).toBe(inShanghai);
    expect(answersUnder('Pacific/Kiritimati')).toBe(inShanghai);
  });
});
