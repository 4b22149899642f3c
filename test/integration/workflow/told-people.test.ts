import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlertDetail } from '../../../api/alert-responses.ts';
import type { AssessmentAnswer } from '../../../api/responses.ts';
import type { Fact } from '../../../domain/fact.ts';
import { addFacts } from '../../../readmodel/facts.ts';
import { stepsOfAlert } from '../../../readmodel/alert-steps.ts';
import { savePeople } from '../../../readmodel/people.ts';
import { aPerson } from '../../support/a-person.ts';
import { aRegistration, plan } from '../../support/a-project.ts';
import { commandBody, registerBody } from '../../support/api.ts';
import { until } from '../../support/temporal-until.ts';
import { tellPeople, type ToldPeople } from '../../support/told-people.ts';

let park: ToldPeople;
beforeAll(async () => {
  park = await tellPeople();
  const reached = (id: string, more: object = {}) =>
    aPerson(id, { addresses: { wecom: id }, channels: ['wecom'], ...more });
  const offices = { duty: ['duty'], supervisor: ['supervision'] } as const;
  await savePeople(park.database.pool, [
    ...['manager-N-1', 'patron-N-1', 'manager-P-1'].map((id) => reached(id)),
    ...Object.entries(offices).map(([id, held]) => reached(id, { offices: held })),
  ]);
});
afterAll(() => park.close());

const shownTo = (person: string) => park.sink.messages().filter(({ to }) => to === person);
const register = (code: string, milestones: ReturnType<typeof plan>[]) => {
  const own = { code, milestones, manager: `manager-${code}`, patron: `patron-${code}` };
  return park.post('/projects', registerBody(code, { registration: aRegistration(own) }));
};
const command = (code: string, ...of: Parameters<typeof commandBody>) =>
  park.post(`/projects/${code}/commands`, commandBody(...of));
const alert = (id: string) => park.get<AlertDetail>(`/alerts/${encodeURIComponent(id)}`);

describe('a danger and a red alert of the same night', () => {
  // Red from 2026-03-03 00:00 on.
  const RED = 'alert/N-1/production/due';
  const PLAN = [
    plan('signed', '2025-11-01', { actual: '2025-11-01' }),
    plan('production', '2026-02-16'),
  ];
  const redSteps = async () =>
    (await stepsOfAlert(park.database.pool, RED)).filter(({ severity }) => severity === 'red');

  it('wakes the duty role at 22:00 with the danger alone, and tells the red one at 08:30', async () => {
    await park.workAt('2026-02-10T10:00');
    await register('N-1', [...PLAN, plan('fullOutput', '2027-03-20')]);
    await park.workAt('2026-03-02T22:00');
    await addFacts(park.database.pool, [{ subject: 'project/N-1', fact: danger }]);
    await park.ringProject('N-1');
    await until(() => shownTo('duty').length === 1);
    expect(shownTo('duty')[0]?.text).toContain('基坑边坡局部塌方');

    await park.workAt('2026-03-03T00:05');
    await park.ringProject('N-1');
    await until(async () => (await redSteps()).length > 0);
    expect((await redSteps())[0]).toMatchObject({ kind: 'notify', at: MORNING, how: 'push' });
    expect(shownTo('patron-N-1')).toEqual([]);

    await park.workAt('2026-03-03T08:31');
    await park.ringAlert(RED);
    await until(() => shownTo('patron-N-1').length === 1);
    expect(shownTo('duty')).toHaveLength(1);
  });
});

const MORNING = '2026-03-03T00:30:00.000Z';
const NIGHT = '2026-03-02T14:00:00.000Z';

const danger: Fact = {
  ...{ source: '/site/forms', id: 'S-1', type: 'site.safety.reported.v1' as const },
  ...{ occurredAt: NIGHT, arrivedAt: NIGHT },
  data: { safetyId: 'S-1', level: 'accident' as const, text: '基坑边坡局部塌方' },
};

describe('a planned day that its manager wants to move', () => {
  const ALERT = 'alert/P-1/accepted/due';
  const accepted = async () => {
    const { assessment } = await park.get<AssessmentAnswer>('/projects/P-1/assessment');
    return assessment.milestones.find(({ code }) => code === 'accepted');
  };

  it('colours as before until a leader approves, then anew, with its drift from the baseline', async () => {
    await park.workAt('2026-06-10T10:00');
    await register('P-1', [plan('accepted', '2026-06-12'), plan('fullOutput', '2027-01-01')]);
    await park.workAt('2026-06-23T10:00');
    await park.ringProject('P-1');
    await until(() => shownTo('manager-P-1').length === 1);
    const wish = { changeId: 'c-1', milestone: 'accepted', to: '2026-07-10' };
    const change = { changeId: 'c-1' };

    await command('P-1', 'ask', 'requestPlanChange', wish, 'projectManager');
    const own = await command('P-1', 'own', 'approvePlanChange', change, 'projectManager');
    expect(own.body).toMatchObject({ code: 'ROLE_TOO_LOW' });
    expect(await accepted()).toMatchObject({ planned: '2026-06-12' });
    expect(await alert(ALERT)).toMatchObject({ state: 'open' });

    const answer = await command('P-1', 'yes', 'approvePlanChange', change, 'divisionLeader');
    expect(answer).toMatchObject({ status: 200 });
    expect(await accepted()).toMatchObject({ baseline: '2026-06-12', planned: '2026-07-10' });
    expect(await alert(ALERT)).toMatchObject({
      state: 'toVerify',
      // What climbed is called off; whoever verifies is asked.
      toCome: [{ kind: 'notify', to: ['team'] }],
    });
  });
});
