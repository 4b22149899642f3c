import { describe, expect, it } from '@jest/globals';
import { ROLES, type Role } from '../../../domain/fact.ts';
import {
  isAddressed,
  may,
  RIGHTS,
  rightsOf,
  rolesFor,
  scopeOf,
  type Holder,
  type RightsCase,
} from '../../../domain/rights.ts';

const holder = (over: Partial<Holder> = {}): Holder => ({
  ...{ person: 'li', roles: [], departments: [], projects: [] },
  ...over,
});
const about = (over: Partial<RightsCase> = {}): RightsCase => ({
  ...{ code: 'P', posts: {}, authorities: [] },
  ...over,
});

describe('the rights of the table', () => {
  it('let the auditor read all and change nothing', () => {
    const changes = RIGHTS.filter((right) => !/^(see|read|export|keep|mark)/.test(right));

    expect(changes.filter((right) => scopeOf('auditor', right) !== '-')).toEqual([]);
    const seeing = RIGHTS.filter((right) => right.startsWith('see'));
    expect(seeing.filter((right) => scopeOf('auditor', right) !== 'all')).toEqual([]);
  });

  it('give the contact of an enterprise nothing beyond its own projects but views and inbox', () => {
    const wide = RIGHTS.filter(
      (right) => !['-', 'own'].includes(scopeOf('enterpriseContact', right)),
    );

    expect(wide).toEqual(['keepViews']);
    expect(scopeOf('enterpriseContact', 'seeRemarks')).toBe('-');
  });

  it('give the system itself nothing', () => {
    expect(RIGHTS.filter((right) => scopeOf('system', right) !== '-')).toEqual([]);
  });
});

describe('a right about a project', () => {
  it.each<[string, Holder, RightsCase, readonly Role[]]>([
    [
      'its manager has it by the post alone',
      holder(),
      about({ posts: { manager: 'li' } }),
      ['projectManager'],
    ],
    [
      'its deputy has it as the manager has',
      holder(),
      about({ posts: { deputy: 'li' } }),
      ['projectManager'],
    ],
    [
      'a manager of other projects has not',
      holder({ roles: ['projectManager'] }),
      about({ posts: { manager: 'wang' } }),
      [],
    ],
    [
      'a post comes before an office',
      holder({ roles: ['team'] }),
      about({ posts: { manager: 'li' } }),
      ['projectManager', 'team'],
    ],
    [
      'a liaison has it where the department is asked',
      holder({ roles: ['permitLiaison'], departments: ['住建'] }),
      about({ authorities: ['住建/行业'] }),
      ['permitLiaison'],
    ],
    [
      'a liaison has not where another is asked',
      holder({ roles: ['permitLiaison'], departments: ['住建'] }),
      about({ authorities: ['自规'] }),
      [],
    ],
    [
      'an enterprise has it in its own project',
      holder({ roles: ['enterpriseContact'], projects: ['P'] }),
      about(),
      ['enterpriseContact'],
    ],
    [
      'an enterprise has not in another',
      holder({ roles: ['enterpriseContact'], projects: ['Q'] }),
      about(),
      [],
    ],
    [
      'a list of projects is nothing without the office',
      holder({ roles: ['projectManager'], projects: ['P'] }),
      about(),
      [],
    ],
  ])('%s', (_what, person, project, roles) => {
    expect(rolesFor(person, 'reportDates', project)).toEqual(roles);
    expect(may(person, 'reportDates', project)).toBe(roles.length > 0);
  });

  it('is the widest of all roles that somebody has', () => {
    expect(rightsOf({ roles: ['projectManager', 'team'] }).seeProjects).toBe('all');
    expect(rightsOf({ roles: ['permitLiaison', 'projectManager'] }).seeProjects).toBe('department');
    expect(rightsOf({ roles: ['permitLiaison'] })).not.toHaveProperty('seeAudit');
    expect(rightsOf({ roles: [] })).toEqual({});
  });

  it.each([
    ['住建', true],
    ['审图/住建', true],
    ['住建+行业', true],
    ['住建局', false],
  ])('is asked of 住建 by %s: %s', (authority, expected) => {
    expect(isAddressed(['住建'], authority)).toBe(expected);
  });

  it('knows every role of the park', () => {
    const idle = ROLES.filter((role) => Object.keys(rightsOf({ roles: [role] })).length === 0);

    expect(idle).toEqual(['system']);
  });
});
