import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const PROGRAM = new URL('../../support/calendar-answers.ts', import.meta.url);

function answersUnder(zone: string): string {
  return execFileSync(process.execPath, ['--import', 'tsx', PROGRAM.pathname], {
    encoding: 'utf8',
    env: { TZ: zone },
    maxBuffer: 16 * 1024 * 1024,
  });
}

describe('the calendar', () => {
  it('gives the same answers whatever the time zone of the host', () => {
    const inShanghai = answersUnder('Asia/Shanghai');

    expect(JSON.parse(inShanghai)).toHaveLength(4 * 365);
    expect(answersUnder('UTC')).toBe(inShanghai);
    expect(answersUnder('America/New_York')).toBe(inShanghai);
    expect(answersUnder('Pacific/Kiritimati')).toBe(inShanghai);
  });
});
