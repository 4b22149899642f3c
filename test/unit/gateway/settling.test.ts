import { describe, expect, it } from '@jest/globals';
import { createSettling } from '../../../gateway/settling.ts';
import type { Decision } from '../../../settlement/decision.ts';
import type { Settler } from '../../../settlement/settle.ts';
import { silent } from '../../support/kafka.ts';

const DECISION: Decision = {
  subject: '',
  known: true,
  revision: 1,
  stage: 'negotiation',
  phase: 'lead',
  status: 'active',
  colour: null,
  manager: null,
  kind: 'industry',
  name: '',
  headline: '',
  closed: false,
  reconcile: false,
  more: false,
};

const settlerOf = (settle: (subject: string) => Promise<void>): Settler => ({
  settle: async (subject) => {
    await settle(subject);
    return { ...DECISION, subject };
  },
});

describe('createSettling', () => {
  it('settles several subjects at once and says how many more it would take', async () => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const settler = settlerOf(() => opened);
    const settling = createSettling({ settler, log: silent, atOnce: 3 });

    settling.start('a', () => undefined);
    settling.start('b', () => undefined);

    expect(settling.free()).toBe(1);
    expect(settling.notNow()).toEqual(['a', 'b']);
    open();
    await settling.drained();
    expect(settling.free()).toBe(3);
    expect(settling.notNow()).toEqual([]);
  });

  it('lets one that failed rest, and goes on with the others', async () => {
    const outcomes: string[] = [];
    const settler = settlerOf((subject) =>
      subject === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve(),
    );
    const settling = createSettling({
      settler,
      log: silent,
      atOnce: 3,
      onSettled: (_seconds, outcome) => outcomes.push(outcome),
    });

    settling.start('bad', () => undefined);
    settling.start('good', () => undefined);
    await settling.drained();

    expect(settling.notNow()).toEqual(['bad']);
    expect(outcomes.sort()).toEqual(['failed', 'settled']);
  });
});
