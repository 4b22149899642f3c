import { describe, expect, it } from '@jest/globals';
import { runUnder } from '../../support/run-under.ts';

const answersUnder = (zone: string) => runUnder(zone, 'calendar-answers.ts');

describe('the calendar', () => {
  it('gives the same answers whatever the time zone of the host', () => {
    const inShanghai = answersUnder('Asia/Shanghai');

    expect(JSON.parse(inShanghai)).toHaveLength(4 * 365);
    expect(answersUnder('UTC')).toBe(inShanghai);
    expect(answersUnder('America/New_York')).toBe(inShanghai);
    expect(answersUnder('Pacific/Kiritimati')).toBe(inShanghai);
  });
});
