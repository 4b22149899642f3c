import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subjectsWithWaitingFacts } from '../../../readmodel/dispatch.ts';
import { addFacts } from '../../../readmodel/facts.ts';
import { savePeople } from '../../../readmodel/people.ts';
import { aPerson } from '../../support/a-person.ts';
import { plan } from '../../support/a-project.ts';
import { accepted, submitted } from '../../support/an-approval.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { schemathesis } from '../../support/schemathesis.ts';

let api: TestApi;
let url: string;
beforeAll(async () => {
  api = await createTestApi();
  await savePeople(api.pool, [aPerson('pm-1')]);
  // Late, so that it has an alert; with a permit applied for, so that it has an approval.
  await api.register({
    code: 'ZZY-1',
    milestones: [plan('signed', '2025-11-01'), plan('groundbreaking', '2026-01-02')],
  });
  const facts = [submitted('2026-01-08'), accepted('2026-01-09')];
  await addFacts(
    api.pool,
    facts.map((fact) => ({ subject: 'project/ZZY-1', fact })),
  );
  await settleAll();
  url = await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => api.close());

async function settleAll(): Promise<void> {
  for (;;) {
    const waiting = await subjectsWithWaitingFacts(api.pool, 50);
    if (waiting.length === 0) return;
    for (const subject of waiting) await api.deps.settler.settle(subject);
  }
}

const CONFIG = fileURLToPath(new URL('schemathesis.toml', import.meta.url));
// What goes on until its reader leaves, and what leads to another server.
const ENDLESS = '^/(stream|auth/.*)$';
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];

describe('the API', () => {
  it('answers whatever its document allows as the document says, and never breaks', async () => {
    const { failed, report } = await schemathesis([
      ...['--config-file', CONFIG, 'run', `${url}/openapi.json`],
      ...['--exclude-path-regex', ENDLESS, '--checks', CHECKS.join(',')],
      ...['--phases', 'fuzzing', '--mode', 'all', '--max-examples', '4', '--seed', '20260115'],
      ...['--workers', '1', '--no-shrink', '--generation-database', 'none', '--warnings', 'off'],
      ...['--suppress-health-check', 'all', '--request-timeout', '30'],
    ]);

    expect(failed ? report : '').toBe('');
  });
});
