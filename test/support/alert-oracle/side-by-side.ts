import type { CaseCommand } from '../../../domain/alert/fact.ts';
import { at, local } from '../following.ts';
import { until } from '../temporal-until.ts';
import type { Alertmanager } from './alertmanager.ts';
import type { Labels } from './alertmanager-api.ts';
import { createOurTelling } from './our-telling.ts';
import { labelsOf, signalOf, type State, type ToldProject } from './states.ts';

let projects = 0;

/** A project with people of its own and red causes, told of by both; times are those of our days. */
export function sideBySide(
  alertmanager: Alertmanager,
  signals: readonly string[] = ['production/due'],
) {
  projects += 1;
  const [manager, patron] = [`项目经理-5${projects}`, `分管领导-5${projects}`];
  const project: ToldProject = { code: `ZZY-95${projects}`, manager, patron };
  const states = signals.map((signal): State => ({ project, signal, colour: 'red' }));
  const ours = createOurTelling();
  const heard = () =>
    alertmanager.notifications().filter(({ group }) => group['manager'] === manager);
  return {
    ...{ project, manager, patron },
    /** One for each cause. */
    labels: states.map((state) => labelsOf(state, 'red')),
    /** The first so many causes hold, and people have done this. */
    settle: (when: string, count: number, acts: readonly CaseCommand[] = []): void => {
      ours.settle(project, at(when), states.slice(0, count).map(signalOf), acts);
    },
    stateOf: (signal: string) => ours.caseOf(project, signal)?.state,
    /** What rang with us until before that time. */
    rung: (before: string) =>
      ours.advance(at(before)).map(({ person, at: when, told }) => {
        const kinds = [...new Set(told.map(({ kind }) => kind))].join();
        const causes = told.map(({ alert }) => alert).join();
        return { person, when: local(when), kinds, causes };
      }),
    /** Their messages to the manager. */
    heard,
    /** Posts these to them, and waits until the manager has so many messages. */
    fire: async (fired: readonly Labels[], messages: number): Promise<void> => {
      await alertmanager.fire(fired);
      await until(() => heard().length >= messages);
      await alertmanager.settled();
    },
  };
}
