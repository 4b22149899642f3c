import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  approvalDefinitionsFor,
  approvalTemplateFor,
  loadDefinitions,
  UnknownDefinitionError,
} from '../../../schemas/definitions.ts';
import { createRulebook } from '../../../settlement/catalogue.ts';
import { DefinitionConflict } from '../../../settlement/catalogue-loading.ts';
import { altered } from '../../support/altered-definitions.ts';
import { createRulesBench, type RulesBench } from '../../support/rules-bench.ts';

const SHIPPED = loadDefinitions().approvals.get('R')?.version ?? '';
const NEXT = '2030.1';

/** The template R with other labels under some version. */
const relabelled = (version: string) => ({
  'approvals/R.json': altered('approvals/R.json', (template) => {
    template.version = version;
    template.label = { zh: '迁改', en: 'Moved' };
  }),
});

let bench: RulesBench;
beforeAll(async () => {
  bench = await createRulesBench();
});
afterAll(() => bench.close());

const rules = () => createRulebook().now(bench.pool);

describe('approval templates as rows', () => {
  it('refuse a known version with another content, and name it', async () => {
    const attempt = bench.load(relabelled(SHIPPED));

    await expect(attempt).rejects.toThrow(DefinitionConflict);
    await expect(attempt).rejects.toThrow(/approval "R" \S+: was \w{12}, is \w{12} now/);
  });

  it('keep the version in force until a recheck, while a newer one can be named already', async () => {
    await bench.load(relabelled(NEXT));
    const catalogue = await rules();

    expect(approvalTemplateFor(catalogue, 'R')?.version).toBe(SHIPPED);
    expect(approvalTemplateFor(catalogue, 'R', NEXT)?.label.en).toBe('Moved');
  });

  it('let a running approval keep its version after a recheck', async () => {
    await bench.start();
    const catalogue = await rules();
    const followed = approvalDefinitionsFor(catalogue, { id: 'R', version: SHIPPED });

    expect(approvalTemplateFor(catalogue, 'R')?.version).toBe(NEXT);
    expect(followed.template).toEqual(loadDefinitions().approvals.get('R'));
    expect(() => approvalDefinitionsFor(catalogue, { id: 'R', version: '1999.1' })).toThrow(
      UnknownDefinitionError,
    );
  });
});
