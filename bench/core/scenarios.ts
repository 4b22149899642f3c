import { assess } from '../../domain/assess.ts';
import { fold } from '../../domain/fold.ts';
import { startOf } from '../../domain/time.ts';
import { definitionsFor, loadDefinitions } from '../../schemas/definitions.ts';
import type { CoreScenario } from '../scenario.ts';
import { aYearOfFacts, manyFacts } from './project-facts.ts';
import { walk } from './walk-year.ts';

const catalogue = loadDefinitions();
const FAST = { template: 'greenfield_fast' };

const ASSESS: CoreScenario = {
  name: 'assess',
  on: 'core',
  title: 'Assess a folded project',
  about: 'A project of the fast-track template with a year of facts behind it, on one core.',
  figures: [{ key: 'assess', title: '`assess`', unit: 'a second', target: { atLeast: 20_000 } }],
  measure({ sizes }) {
    const dossier = fold(aYearOfFacts(7));
    const definitions = definitionsFor(catalogue, FAST);
    const now = startOf('2026-08-03');
    return {
      assess: aSecond(sizes.coreMs, () => assess(dossier, definitions, now, { closed: false })),
    };
  },
};

const FOLD: CoreScenario = {
  name: 'fold',
  on: 'core',
  title: 'Fold 300 facts',
  about: 'All facts of a busy project, sorted and folded anew as a settle does, on one core.',
  figures: [{ key: 'fold', title: '`fold` of 300 facts', unit: 'a second' }],
  measure({ sizes }) {
    const facts = manyFacts(300);
    return { fold: aSecond(sizes.coreMs, () => fold(facts)) };
  },
};

const POLICY_YEAR: CoreScenario = {
  name: 'policy-year',
  on: 'core',
  title: 'A year of another policy',
  about:
    'What each of 10,000 projects would have shown in 2026 under the policy `milestones-only`, by walking `nextChangeAt` from fact to fact, on one core. Each round walks another part of them; its time is multiplied by the number of parts.',
  figures: [
    { key: 'policyYear', title: '10,000 projects, a year', unit: 's', target: { atMost: 60 } },
    { key: 'policySteps', title: 'assessments a project', unit: '' },
  ],
  measure({ sizes: { policyProjects, rounds }, number }) {
    const definitions = definitionsFor(catalogue, { ...FAST, policy: 'milestones-only' });
    const year = { from: startOf('2026-01-01'), until: startOf('2027-01-01') };
    const part = Math.ceil(policyProjects / rounds);
    const begin = performance.now();
    let steps = 0;
    for (let nth = number * part; nth < (number + 1) * part; nth += 1) {
      steps += walk(aYearOfFacts(nth), definitions, year).length;
    }
    const seconds = (performance.now() - begin) / 1_000;
    return { policyYear: (seconds * policyProjects) / part, policySteps: steps / part };
  },
};

/** What the core does alone. */
export const CORE_SCENARIOS: readonly CoreScenario[] = [ASSESS, FOLD, POLICY_YEAR];

/** How often a second; the first fifth of the time only warms up. */
function aSecond(ms: number, work: () => unknown): number {
  repeat(ms / 5, work);
  return repeat(ms, work);
}

function repeat(ms: number, work: () => unknown): number {
  const begin = performance.now();
  let times = 0;
  do {
    for (let nth = 0; nth < 10; nth += 1) work();
    times += 10;
  } while (performance.now() - begin < ms);
  return (times * 1_000) / (performance.now() - begin);
}
