import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../domain/fact.ts';
import { RIGHT_OF_COMMAND, RIGHTS } from '../../../domain/rights.ts';
import { openDoors, STAFF, type Doors } from '../../support/route-doors.ts';

const AS_WELL = ['open', 'signedIn', 'byCommand'];
const WRITING = ['POST', 'PUT', 'PATCH', 'DELETE'];
/** What anybody may send who has a link, a key or a session to end. */
const OPEN_TO_WRITE = ['/act/:token', '/auth/logout', '/events'];

const LEADERS = ['divisionLeader', 'mainLeader'] as const;
const LIAISONS = ['permitLiaison', 'utilityLiaison'] as const;
const allBut = (...roles: Role[]) => STAFF.filter((role) => !roles.includes(role));

type Table = readonly (readonly [allowed: readonly Role[], what: readonly string[]])[];

/** Who is let in where at all; of projects, each only to the own ones or those of the own department. */
const ROUTES: Table = [
  [
    STAFF,
    [
      'GET /projects',
      'GET /projects/:code',
      'GET /today',
      'GET /projects/:code/page',
      'GET /projects/:code/fact',
      'GET /plan',
      'GET /projects/:code/timeline',
      'GET /alerts',
      'GET /alerts/:id',
      'GET /projects/:code/alerts',
      'GET /projects/:code/assessment',
      'GET /projects/:code/explanation',
      'GET /approvals',
      'GET /projects/:code/approvals',
      'GET /projects/:code/approvals/:round',
      'GET /projects/:code/approvals/:round/items/:item',
      'GET /projects/:code/approvals/:round/move-preview',
      'GET /work-items',
      'GET /approval-days',
      'GET /changes',
      'GET /alerts/:id/slips',
      'GET /needs',
      'GET /labels',
      'GET /stream',
      'GET /clock',
      'GET /views',
      'POST /views',
      'DELETE /views/:id',
      'GET /people/:id/inbox',
      'POST /people/:id/inbox/read',
    ],
  ],
  [
    [...LEADERS, 'team', 'supervision'],
    ['POST /reminders', 'POST /alerts/:id/slips'],
  ],
  [
    [...LEADERS, 'team', 'administrator', 'auditor'],
    ['GET /system', 'GET /recheck-preview', 'GET /rechecks', 'GET /rechecks/:id'],
  ],
  [[...LEADERS, 'team', 'administrator'], ['POST /projects']],
  [
    [...LIAISONS, 'administrator', 'auditor'],
    [
      'GET /sources',
      'GET /findings',
      'GET /stuck',
      'GET /ledgers',
      'GET /ledgers/questions',
      'GET /dead-letters',
      'GET /dead-letters/:id',
      'GET /parked',
      'GET /parked/:code',
      'GET /outbox',
    ],
  ],
  [
    ['administrator', 'auditor'],
    [
      'GET /push-keys',
      'GET /messages',
      'GET /deliveries',
      'GET /channels',
      'GET /audit',
      'GET /audit/check',
      'GET /audit/export',
      'GET /audit/export.jsonl',
    ],
  ],
  [
    ['administrator'],
    [
      'POST /push-keys',
      'POST /push-keys/:id/revoke',
      'POST /people',
      'POST /people/:id',
      'POST /rechecks',
      'GET /accounts',
      'POST /accounts',
      'POST /accounts/:person/reset',
      'POST /accounts/:person/unlock',
      'POST /accounts/:person/totp-off',
    ],
  ],
  [allBut('enterpriseContact'), ['GET /people', 'GET /people/:id']],
  [
    [...LIAISONS, 'team', 'administrator'],
    [
      'POST /ledgers/imports',
      'POST /ledgers/imports/:id/rows',
      'POST /ledgers/imports/:id/finish',
      'POST /ledgers/questions/:id/answer',
      'GET /imports',
      'GET /imports/:id',
      'GET /sheet-maps',
      'POST /imports/:id/columns',
      'POST /imports/:id/rows/:row',
      'POST /imports/:id/confirm',
      'POST /imports',
    ],
  ],
  [
    allBut('permitLiaison', 'utilityLiaison', 'enterpriseContact'),
    [
      'GET /exports/projects.xlsx',
      'GET /exports/weekly.xlsx',
      'GET /exports/monthly.xlsx',
      'GET /exports/projects/:code.docx',
      'GET /exports/minutes.docx',
      'GET /exports/supervision-slip/:alertId.docx',
    ],
  ],
  [
    [...LIAISONS, 'administrator'],
    [
      'POST /dead-letters/replays',
      'POST /dead-letters/discards',
      'POST /parked/:code/matches',
      'POST /parked/:code/discards',
      'POST /outbox/retries',
      'POST /outbox/discards',
    ],
  ],
];

/** Who may give which command at all. */
const COMMANDS: Table = [
  [[...LEADERS, 'team', 'administrator'], ['assign']],
  [
    [...LEADERS, 'team', 'projectManager', 'administrator'],
    ['requestPlanChange', 'stateTraits'],
  ],
  [
    allBut('enterpriseContact', 'administrator', 'auditor'),
    [
      'approvePlanChange',
      'refusePlanChange',
      'markNotApplicable',
      'pause',
      'resume',
      'terminate',
      'reopen',
      'confirm',
      'update',
      'raiseNeed',
      'reportInstruction',
    ],
  ],
  [allBut('supervision', 'administrator', 'auditor'), ['forecast', 'recordMilestone']],
  [allBut('enterpriseContact', 'auditor'), ['acknowledge', 'snooze', 'delegate', 'rectify']],
  [
    [...LEADERS, ...LIAISONS, 'team', 'supervision'],
    ['verify', 'close'],
  ],
  [[...LEADERS, 'team', 'supervision'], ['instruct']],
  [
    [...LEADERS, 'projectManager'],
    ['exempt', 'endExemption', 'override', 'endOverride'],
  ],
  [
    [...LIAISONS, 'team', 'projectManager', 'enterpriseContact'],
    ['approval.submit', 'approval.resubmit', 'approval.withdraw'],
  ],
  [
    [...LIAISONS, 'team', 'projectManager'],
    [
      'approval.accept',
      'approval.decide',
      'approval.opinion',
      'approval.requestCorrection',
      'approval.suspend',
      'approval.resume',
      'approval.extend',
      'approval.utilityStep',
    ],
  ],
  [
    [...LEADERS, ...LIAISONS, 'team'],
    ['approval.confirm', 'approval.waive', 'approval.moveTemplate'],
  ],
];

const linesOf = (table: Table) =>
  table.flatMap(([allowed, what]) => what.map((one) => ({ what: one, allowed })));

let doors: Doors;
beforeAll(async () => {
  doors = await openDoors();
});
afterAll(() => doors.close());

describe('rights of routes', () => {
  it('are named by every route', () => {
    const nameless = doors.routes.filter(
      ({ right }) => ![...RIGHTS, ...AS_WELL].includes(String(right)),
    );

    expect(doors.routes.length).toBeGreaterThan(50);
    expect(nameless).toEqual([]);
  });

  it('are asked for wherever something is written', () => {
    const open = doors.routes.filter(
      ({ method, right }) => WRITING.includes(method) && right === 'open',
    );

    expect(open.filter(({ url }) => !OPEN_TO_WRITE.includes(url))).toEqual([]);
  });
});

describe('the door of each route', () => {
  it('is in the table', () => {
    const guarded = doors.routes.filter(
      ({ method, right }) => method !== 'HEAD' && right !== 'open' && right !== 'byCommand',
    );

    expect(
      linesOf(ROUTES)
        .map(({ what }) => what)
        .sort(),
    ).toEqual(guarded.map(({ method, url }) => `${method} ${url}`).sort());
  });

  it.each(linesOf(ROUTES))('$what lets in only its roles', async ({ what, allowed }) => {
    const [door] = doors.routes.filter(({ method, url }) => `${method} ${url}` === what);

    expect(door && (await doors.lettingIn(door))).toEqual(inOrder(allowed));
  });
});

describe('a command', () => {
  it('is in the table', () => {
    const listed = linesOf(COMMANDS).map(({ what }) => `command.${what}.v1`);

    // Registering has a route of its own.
    expect([...listed, 'command.register.v1'].sort()).toEqual(Object.keys(RIGHT_OF_COMMAND).sort());
  });

  it.each(linesOf(COMMANDS))('$what is taken from its roles only', async ({ what, allowed }) => {
    const [, isOfApproval, type] = /^(approval\.)?(.*)$/.exec(what) ?? [];
    const part = isOfApproval ? 'approvals/commands' : 'commands';
    const door = { method: 'POST', url: `/projects/:code/${part}`, right: 'byCommand' };

    expect(await doors.lettingIn(door, { type })).toEqual(inOrder(allowed));
  });
});

const inOrder = (roles: readonly Role[]) => STAFF.filter((role) => roles.includes(role));
