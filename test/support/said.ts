import { randomUUID } from 'node:crypto';
import type { Act, CommandFact, FactOf, Registration } from '../../domain/fact.ts';

/** A plan of two milestones, on the shipped template. */
function aRegistration(code: string, over: Partial<Registration> = {}): Registration {
  return {
    code,
    name: `Project ${code}`,
    investor: 'Investor',
    kind: 'industry',
    template: 'greenfield',
    pipeline: false,
    priority: 'key',
    manager: 'm-1',
    phases: [],
    // What is late in it is news.
    goLive: '2025-01-01',
    milestones: [
      { code: 'signed', planned: '2025-11-01', actual: '2025-11-01' },
      { code: 'production', planned: '2026-06-01' },
    ],
    dependencies: [],
    ...over,
  };
}

const act: Act = { actor: { id: 'lead', role: 'mainLeader' }, reason: 'because' };
// Settle sets the times of a command; these must not show anywhere.
const envelope = {
  source: '/command',
  occurredAt: '1999-01-01',
  arrivedAt: '1999-01-01T00:00:00.000Z',
};

/** The command that registers a project; its id is the code unless another is given. */
export function register(
  code: string,
  { id = `register-${code}`, ...over }: Partial<Registration> & { id?: string } = {},
): CommandFact {
  const registration = aRegistration(code, over);
  return { ...envelope, id, type: 'command.register.v1', data: { ...act, registration } };
}

export const forecast = (
  id: string,
  { milestone = 'production', date = '2026-07-01', reason = 'because' } = {},
): CommandFact => ({
  ...envelope,
  id,
  type: 'command.forecast.v1',
  data: { ...act, reason, milestone, date },
});

export const terminate = (id: string): CommandFact => ({
  ...envelope,
  id,
  type: 'command.terminate.v1',
  data: act,
});

export const reopen = (id: string): CommandFact => ({
  ...envelope,
  id,
  type: 'command.reopen.v1',
  data: act,
});

let notes = 0;
// Each note a second after the one before, so that they are folded in the order in which they were written.
const nextMoment = () => new Date(Date.UTC(2026, 0, 10) + (notes += 1) * 1_000).toISOString();

/** A note of the project's team; a core of test/support/fake-core.ts does what it says. */
export function note(
  text: string,
  { id, occurredAt }: { id?: string; occurredAt?: string } = {},
): FactOf<'site.update.noted.v1'> {
  return {
    source: '/site/test',
    id: id ?? randomUUID(),
    type: 'site.update.noted.v1',
    occurredAt: occurredAt ?? nextMoment(),
    arrivedAt: '2026-01-12T00:00:00.000Z',
    data: { text },
  };
}
