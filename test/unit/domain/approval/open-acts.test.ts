import { describe, expect, it } from '@jest/globals';
import { approvalCore } from '../../../../domain/approval/core.ts';
import { openActs, openQuestions } from '../../../../domain/approval/open-acts.ts';
import type { Fact, Role } from '../../../../domain/fact.ts';
import { endOf } from '../../../../domain/time.ts';
import { accepted, decided, opened, standing, submitted } from '../../../support/an-approval.ts';
import { catalogue } from '../../../support/a-project.ts';

const TODAY = '2026-03-04';

function itemAfter(facts: readonly Fact[], id = 'G19') {
  const template = catalogue.approvals.get('G');
  const policy = catalogue.policies.get(catalogue.defaultPolicy);
  const own = template?.items.find((one) => one.id === id);
  if (!template || !policy || !own) throw new Error(`No template G with ${id}`);
  const dossier = approvalCore.fold([opened(), standing('2026-01-01'), ...facts]);
  const definitions = { template, policy, calendar: catalogue.calendar };
  const { items, gates, notes } = approvalCore.assess(dossier, definitions, endOf(TODAY), {
    closed: false,
  });
  const item = items.find((one) => one.id === id);
  if (!item) throw new Error(`No item ${id}`);
  return { item, template: own, gates, notes, dossier, today: TODAY };
}

const namesOf = (facts: readonly Fact[], role: Role, id?: string): string[] =>
  openActs(itemAfter(facts, id), role).map((type) => type.split('.')[2] ?? '');

describe('acts that are open', () => {
  it.each<{ title: string; facts: Fact[]; role: Role; acts: string[] }>([
    {
      title: 'a liaison accepts, decides on nothing yet, and asks for corrections',
      facts: [submitted('2026-03-02')],
      role: 'permitLiaison',
      acts: ['accept', 'requestCorrection', 'resubmit', 'withdraw'],
    },
    {
      title: 'once accepted it is decided, stopped and extended',
      facts: [accepted('2026-03-02')],
      role: 'permitLiaison',
      acts: ['decide', 'requestCorrection', 'resubmit', 'suspend', 'extend', 'withdraw'],
    },
    {
      title: 'a manager only hands another design in, or takes it back',
      facts: [accepted('2026-03-02')],
      role: 'projectManager',
      acts: ['resubmit', 'withdraw'],
    },
    {
      title: 'an auditor does nothing',
      facts: [accepted('2026-03-02')],
      role: 'auditor',
      acts: [],
    },
    {
      title: 'once it is decided only its design may change',
      facts: [accepted('2026-03-02'), decided('2026-03-03')],
      role: 'permitLiaison',
      acts: ['resubmit'],
    },
  ])('$title', ({ facts, role, acts }) => {
    expect(namesOf(facts, role)).toEqual(acts);
  });

  it('offers the steps of a supply to the liaison of the utilities, not to that of permits', () => {
    expect(namesOf([], 'utilityLiaison', 'G-power')).toContain('utilityStep');
    expect(namesOf([], 'permitLiaison', 'G-power')).not.toContain('utilityStep');
  });

  it('asks for a word on what was accepted with a document missing, and on nothing else', () => {
    const lacking = accepted('2026-03-02', {
      acceptMode: 'deficient',
      deficiencies: [{ doc: '凭证', dueDate: '2026-03-20' }],
    });

    expect(openQuestions(itemAfter([lacking]))).toEqual(['deficiency']);
    expect(openQuestions(itemAfter([accepted('2026-03-02')]))).toEqual([]);
  });
});
