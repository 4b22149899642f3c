import type { Registration } from '../domain/fact.ts';
import type { Verdict } from '../domain/verdict.ts';
import { addDependencies, findCycle, lockDependencies } from '../readmodel/dependencies.ts';
import { addFacts } from '../readmodel/facts.ts';
import { projectSubject } from '../readmodel/subject-id.ts';
import type { Session } from './session.ts';

/**
 * Adds the edges of a new project and asks each project that it waits for to tell its dates, whether
 * that is registered yet or not; refuses edges that close a circle.
 */
export async function declareDependencies(
  session: Session,
  registration: Registration,
): Promise<Verdict> {
  const { client, now, subject } = session;
  const { code, dependencies } = registration;
  if (projectSubject(code) !== subject) {
    throw new RangeError(`The registration of ${code} was given to ${subject}`);
  }
  if (dependencies.length === 0) return { accepted: true };
  await lockDependencies(client);
  const upstreams = [...new Set(dependencies.map(({ on }) => on))];
  const cycle = await findCycle(client, code, upstreams);
  if (cycle) return refuse(cycle);
  await addDependencies(client, registration);
  await addFacts(client, declarations(registration, now));
  return { accepted: true };
}

const refuse = (cycle: readonly string[]): Verdict => ({
  accepted: false,
  code: 'DEPENDENCY_CYCLE',
  message: `These projects would wait for one another: ${cycle.join(' → ')}.`,
});

function declarations({ code, dependencies }: Registration, now: string) {
  return dependencies.map(({ on, milestone }) => ({
    subject: projectSubject(on),
    fact: {
      source: `/dependency/${code}`,
      id: milestone,
      type: 'dependency.declared.v1' as const,
      occurredAt: now,
      arrivedAt: now,
      data: { project: code, milestone },
    },
  }));
}
