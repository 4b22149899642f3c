import type { ApprovalCommandType, CommandType, Post, Role } from './fact.ts';
import type { Assessment } from './assessment.ts';

/**
 * How far a right reaches: `own`, the projects in which one holds a post, of an enterprise's contact
 * those of the enterprise; `department`, those in whose running approvals one's authorities or utilities are asked.
 */
export type Scope = 'all' | 'own' | 'department' | '-';

// Widest first.
const SCOPES = ['all', 'department', 'own'] as const satisfies readonly Scope[];

const [all, own, dept, no] = ['all', 'own', 'department', '-'] as const;

const COLUMNS = [
  ...(['team', 'divisionLeader', 'mainLeader', 'projectManager', 'supervision'] as const),
  ...([
    'permitLiaison',
    'utilityLiaison',
    'enterpriseContact',
    'administrator',
    'auditor',
  ] as const),
] as const satisfies readonly Role[];

type Row = readonly Scope[] & { length: (typeof COLUMNS)['length'] };

// prettier-ignore
const TABLE = {
  //                team  leader main  mngr  super permit utility entpr admin auditor
  seeProjects:     [all,  all,  all,  own,  all,  dept,  dept,  own,  all,  all],
  seePipeline:     [all,  all,  all,  own,  no,   no,    no,    own,  all,  all],
  seeCompliance:   [no,   all,  all,  own,  all,  no,    no,    no,   no,   all],
  seeMoney:        [all,  all,  all,  own,  all,  no,    no,    own,  no,   all],
  seeAgreements:   [all,  all,  all,  own,  no,   no,    no,    no,   no,   all],
  seeRemarks:      [all,  all,  all,  own,  all,  dept,  dept,  no,   all,  all],

  reportDates:     [all,  all,  all,  own,  no,   dept,  dept,  own,  no,   no ],
  updateProjects:  [all,  all,  all,  own,  all,  dept,  dept,   no,   no,   no ],
  planProjects:    [all,  all,  all,  own,  no,   no,    no,    no,   all,  no ],
  decideProjects:  [all,  all,  all,  own,  all,  dept,  dept,  no,   no,   no ],
  registerProjects:[all,  all,  all,  no,   no,   no,    no,    no,   all,  no ],
  staffProjects:   [all,  all,  all,  no,   no,   no,    no,    no,   all,  no ],
  remindManagers:  [all,  all,  all,  no,   all,  no,    no,    no,   no,   no ],

  handleAlerts:    [all,  all,  all,  own,  all,  dept,  dept,  no,   all,  no ],
  closeAlerts:     [all,  all,  all,  no,   all,  dept,  dept,  no,   no,   no ],
  instruct:        [all,  all,  all,  no,   all,  no,    no,    no,   no,   no ],
  setColours:      [no,   all,  all,  own,  no,   no,    no,    no,   no,   no ],

  applyForItems:   [all,  no,   no,   own,  no,   dept,  dept,  own,  no,   no ],
  handleItems:     [all,  no,   no,   own,  no,   dept,  dept,  no,   no,   no ],
  decideItems:     [all,  all,  all,  no,   no,   dept,  dept,  no,   no,   no ],

  seePeople:       [all,  all,  all,  all,  all,  all,   all,   no,   all,  all],
  seeAddresses:    [no,   no,   no,   no,   no,   no,    no,    no,   all,  all],
  changePeople:    [no,   no,   no,   no,   no,   no,    no,    no,   all,  no ],
  readInbox:       [own,  own,  own,  own,  own,  own,   own,   own,  own,  all],
  markInbox:       [own,  own,  own,  own,  own,  own,   own,   own,  own,  own],
  seeMessages:     [no,   no,   no,   no,   no,   no,    no,    no,   all,  all],

  seeIntake:       [no,   no,   no,   no,   no,   all,   all,   no,   all,  all],
  mendIntake:      [no,   no,   no,   no,   no,   all,   all,   no,   all,  no ],
  importTables:    [all,  no,   no,   no,   no,   all,   all,   no,   all,  no ],
  enterReports:    [all,  no,   no,   no,   no,   no,    no,    no,   all,  no ],
  exportReports:   [all,  all,  all,  own,  all,  no,    no,    no,   all,  all],
  keepViews:       [all,  all,  all,  all,  all,  all,   all,   all,  all,  all],

  seeRules:        [all,  all,  all,  no,   no,   no,    no,    no,   all,  all],
  changeRules:     [no,   no,   no,   no,   no,   no,    no,    no,   all,  no ],
  seeKeys:         [no,   no,   no,   no,   no,   no,    no,    no,   all,  all],
  changeKeys:      [no,   no,   no,   no,   no,   no,    no,    no,   all,  no ],
  changeAccounts:  [no,   no,   no,   no,   no,   no,    no,    no,   all,  no ],
  seeAudit:        [no,   no,   no,   no,   no,   no,    no,    no,   all,  all],
} as const satisfies Record<string, Row>;

/** What somebody may be allowed to do, as routes and the page name it. */
export type Right = keyof typeof TABLE;

// `as`: the keys of a constant table.
export const RIGHTS = Object.keys(TABLE) as readonly Right[];

/** A person as far as it decides what they may do. */
export interface Holder {
  person: string;
  roles: readonly Role[];
  /** Authorities and utilities, as work items name them. */
  departments: readonly string[];
  /** Codes of the projects of an enterprise's contact. */
  projects: readonly string[];
}

/** What of a project decides who may do what with it. */
export interface RightsCase {
  code: string;
  posts: Assessment['people'];
  /** Who is asked in it: of an act on an item, whom that item is asked of. */
  authorities: readonly string[];
}

/** How far a right reaches for a role; no further than nowhere for the system itself. */
export function scopeOf(role: Role, right: Right): Scope {
  const column = COLUMNS.findIndex((one) => one === role);
  return TABLE[right][column] ?? '-';
}

/**
 * The roles under which somebody has a right, about a project or, without one, at all: a post held in
 * the project comes before an office in the park.
 */
export function rolesFor(holder: Holder, right: Right, about?: RightsCase): Role[] {
  const granting = rolesOn(holder, about).filter(({ role, byPost }) => {
    const scope = scopeOf(role, right);
    if (scope === 'all' || about === undefined) return scope !== '-';
    return byPost ? scope === 'own' : reaches(scope, holder, { role, about });
  });
  return [...new Set(granting.map(({ role }) => role))];
}

/** Whether somebody has a right, about a project or, without one, at all. */
export const may = (holder: Holder, right: Right, about?: RightsCase): boolean =>
  rolesFor(holder, right, about).length > 0;

/** The widest reach of each right that somebody has. A post may give more in its project. */
export function rightsOf({ roles }: Pick<Holder, 'roles'>): Partial<Record<Right, Scope>> {
  const reach = RIGHTS.map((right) => {
    const scopes = roles.map((role) => scopeOf(role, right));
    return [right, SCOPES.find((scope) => scopes.includes(scope))] as const;
  });
  return Object.fromEntries(reach.filter(([, scope]) => scope !== undefined));
}

/** Whether one of the departments is addressed. */
export const isAddressed = (departments: readonly string[], authority: string): boolean =>
  addressees(authority).some((one) => departments.includes(one));

/** An address and all who share it: a joint one such as 住建/行业 is of each of them. */
export const addressees = (authority: string): string[] => [authority, ...authority.split(/[/+]/)];

/** What a post is worth in its project, the one that says most first. */
export const ROLE_OF_POST: readonly (readonly [Post, Role])[] = [
  ['patron', 'divisionLeader'],
  ['manager', 'projectManager'],
  ['deputy', 'projectManager'],
];

function rolesOn({ person, roles }: Holder, about: RightsCase | undefined) {
  const held = ROLE_OF_POST.filter(([post]) => about?.posts[post] === person);
  return [
    ...held.map(([, role]) => ({ role, byPost: true })),
    ...roles.map((role) => ({ role, byPost: false })),
  ];
}

function reaches(
  scope: Scope,
  { departments, projects }: Holder,
  { role, about }: { role: Role; about: RightsCase },
): boolean {
  if (scope === 'department') {
    return about.authorities.some((authority) => isAddressed(departments, authority));
  }
  return scope === 'own' && role === 'enterpriseContact' && projects.includes(about.code);
}

/** What each command needs. The core asks more of some: who reported does not confirm. */
export const RIGHT_OF_COMMAND: Record<CommandType | ApprovalCommandType, Right> = {
  'command.register.v1': 'registerProjects',
  'command.requestPlanChange.v1': 'planProjects',
  'command.approvePlanChange.v1': 'decideProjects',
  'command.refusePlanChange.v1': 'decideProjects',
  'command.forecast.v1': 'reportDates',
  'command.recordMilestone.v1': 'reportDates',
  'command.markNotApplicable.v1': 'decideProjects',
  'command.pause.v1': 'decideProjects',
  'command.resume.v1': 'decideProjects',
  'command.terminate.v1': 'decideProjects',
  'command.reopen.v1': 'decideProjects',
  'command.confirm.v1': 'decideProjects',
  'command.stateTraits.v1': 'planProjects',
  'command.update.v1': 'updateProjects',
  'command.assign.v1': 'staffProjects',
  'command.acknowledge.v1': 'handleAlerts',
  'command.snooze.v1': 'handleAlerts',
  'command.delegate.v1': 'handleAlerts',
  'command.rectify.v1': 'handleAlerts',
  'command.verify.v1': 'closeAlerts',
  'command.close.v1': 'closeAlerts',
  'command.instruct.v1': 'instruct',
  'command.raiseNeed.v1': 'updateProjects',
  'command.reportInstruction.v1': 'updateProjects',
  'command.exempt.v1': 'setColours',
  'command.endExemption.v1': 'setColours',
  'command.override.v1': 'setColours',
  'command.endOverride.v1': 'setColours',
  'command.approval.submit.v1': 'applyForItems',
  'command.approval.resubmit.v1': 'applyForItems',
  'command.approval.accept.v1': 'handleItems',
  'command.approval.decide.v1': 'handleItems',
  'command.approval.opinion.v1': 'handleItems',
  'command.approval.requestCorrection.v1': 'handleItems',
  'command.approval.suspend.v1': 'handleItems',
  'command.approval.resume.v1': 'handleItems',
  'command.approval.extend.v1': 'handleItems',
  'command.approval.withdraw.v1': 'applyForItems',
  'command.approval.confirm.v1': 'decideItems',
  'command.approval.utilityStep.v1': 'handleItems',
  'command.approval.waive.v1': 'decideItems',
  'command.approval.moveTemplate.v1': 'decideItems',
};
