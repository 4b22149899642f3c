import type { Severity } from '../../../domain/alert/case.ts';
import type { Signal } from '../../../domain/assessment.ts';
import type { Colour } from '../../../domain/definitions.ts';
import { aSignal } from '../following.ts';
import type { Labels } from './alertmanager-api.ts';

/** A project and who is told of it. */
export interface ToldProject {
  code: string;
  manager: string;
  patron: string;
}

/** One of the causes that are followed, and what it is now. */
export interface State {
  project: ToldProject;
  /** The id of its signal. */
  signal: string;
  colour: Exclude<Colour, 'blue'>;
}

export const TEAM = '专班-01';
/** Two have a patron in common, two a manager. */
export const PROJECTS: readonly ToldProject[] = [
  { code: 'ZZY-901', manager: '项目经理-01', patron: '分管领导-01' },
  { code: 'ZZY-902', manager: '项目经理-02', patron: '分管领导-01' },
  { code: 'ZZY-903', manager: '项目经理-02', patron: '分管领导-02' },
];

const ITEMS = ['G01', 'G02', 'G03'];
/** The causes that come and go. */
export const SIGNALS: readonly string[] = [
  'production/due',
  'production/forecast',
  'stage:2/umbrella',
  ...ITEMS.map((item) => `${item}/limit`),
];
/** The cause that never goes. */
export const LASTING = 'signed/due';

export const nameOf = ({ project, signal }: Pick<State, 'project' | 'signal'>): string =>
  `${project.code}/${signal}`;

/** What our core is given: a red stage rests on what its items rest on. */
export function signalOf({ project: { code }, signal, colour }: State): Signal {
  const [object = '', kind] = signal.split('/');
  const items = { limit: [object], umbrella: ITEMS }[kind ?? ''] ?? [];
  const facts = items.map((item) => ({ source: '/permit/x', id: `${code} ${item}` }));
  return aSignal(signal, colour, { facts });
}

/** What Alertmanager is given; its severity is part of what an alert is, as is usual there. */
export function labelsOf(
  { project, signal }: Pick<State, 'project' | 'signal'>,
  severity: Severity,
): Labels {
  const { manager, patron } = project;
  return { ...identityOf({ project, signal }), severity, manager, patron, team: TEAM };
}

/** The labels that stay while it gets worse or better. */
export function identityOf({ project, signal }: Pick<State, 'project' | 'signal'>): Labels {
  const [object = '', kind = ''] = signal.split('/');
  const stage = ['limit', 'umbrella'].includes(kind) ? { stage: '2' } : {};
  return { project: project.code, object, kind, ...stage };
}

/** The cause of that name; throws for one of no project here. */
export function signalIn(name: string): Pick<State, 'project' | 'signal'> {
  const [code = '', ...signal] = name.split('/');
  const project = PROJECTS.find((one) => one.code === code);
  if (!project) throw new Error(`${name} is of none of these projects`);
  return { project, signal: signal.join('/') };
}
