import { describe, expect, it } from '@jest/globals';
import { runKaigong } from '../../support/cli.ts';

const ASSESSMENT = {
  ...{ code: 'ZZY-001', name: '变电站', investor: '供电企业', kind: 'infrastructure' },
  ...{ status: 'active', phase: 'signing', stage: 'filed', colour: 'green', closed: false },
  ...{ sample: false, people: {}, milestones: [], signals: [], findings: [], dependencies: [] },
};

async function shown(fault: string | null): Promise<string> {
  const project = { assessment: ASSESSMENT, revision: 7, assessedAt: '2026-01-15T01:00:00.000Z' };
  const body = JSON.stringify({ ...project, fault });
  const { out } = await runKaigong('project show ZZY-001', {
    fetch: () => Promise.resolve(new Response(body)),
  });
  return out;
}

describe('kaigong project show', () => {
  it('says why a project could not be assessed since, and that what it shows is older', async () => {
    expect(await shown('no such milestone')).toMatch(
      / {2}fault +no such milestone \(what is shown is the last that could be told\)/,
    );
    expect(await shown(null)).not.toContain('fault');
  });
});
