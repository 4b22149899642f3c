import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alertsOf } from '../../../readmodel/alerts.ts';
import { loadDefinitions } from '../../../schemas/definitions.ts';
import { altered } from '../../support/altered-definitions.ts';
import { createRulesBench, type RulesBench } from '../../support/rules-bench.ts';

const SHIPPED = loadDefinitions().policies.get('default')?.version;
const wuhan = loadDefinitions().policies.get('wuhan_major');

let bench: RulesBench;
beforeAll(async () => {
  bench = await createRulesBench();
  await bench.late('before', 20);
});
afterAll(() => bench.close());

const alertsFor = async (code: string) =>
  (await alertsOf(bench.pool, code)).map(({ standing }) => ({
    id: standing?.id,
    policy: standing?.policy.version,
    severity: standing?.severity,
  }));

describe('a park that changes from the default rules to those of Wuhan', () => {
  it('colours by the new rules from the recheck on, while an alert keeps the version that raised it', async () => {
    const raised = [{ id: 'toppedOut/due', policy: SHIPPED, severity: 'red' }];
    expect(await alertsFor('before')).toEqual(raised);
    const text = altered('policies/default.json', (policy) => {
      Object.assign(policy, { version: '2030.1', rules: wuhan?.rules, colours: wuhan?.colours });
    });

    await bench.load({ 'policies/default.json': text });
    await bench.process().settle('project/before');
    expect(await bench.colours()).toEqual({ before: 'red' });
    await bench.recheck();
    await bench.late('after', 20);

    expect(await bench.colours()).toEqual({ after: 'green', before: 'green' });
    expect(await alertsFor('before')).toEqual(raised);
    expect(await alertsFor('after')).toEqual([]);
  });
});
