import { describe, expect, it } from '@jest/globals';
import type { Registration } from '../../../domain/fact.ts';
import {
  CommandBody,
  RegisterBody,
  toCommandFact,
  toRegisterFact,
} from '../../../schemas/command.ts';
import { faultsOf } from '../../../schemas/fault.ts';

const NOW = '2026-01-15T01:00:00.000Z';
const ACT = {
  commandId: 'c-1',
  actor: { id: 'li.ming', role: 'projectManager' },
  reason: '设备推迟到货',
};

const ALERT = 'alert/KX-1/production/due';

// For every command: what it needs, and a fault in it with its path.
type Case = [data: Record<string, unknown>, wrong: Record<string, unknown>, path: string];
const CASES: Record<CommandBody['type'], Case> = {
  requestPlanChange: [
    { changeId: 'pc-1', milestone: 'production', to: '2026-09-30' },
    { to: '2026-09-31' },
    'to',
  ],
  approvePlanChange: [{ changeId: 'pc-1' }, { changeId: '' }, 'changeId'],
  refusePlanChange: [{ changeId: 'pc-1' }, { changeId: undefined }, 'changeId'],
  forecast: [{ milestone: 'production', date: '2026-09-30' }, { date: '2026-09-30 12:00' }, 'date'],
  recordMilestone: [
    { milestone: 'signed', date: '2026-01-09', documentNo: '协议〔2026〕3号', phase: '1' },
    { milestone: 'no such code' },
    'milestone',
  ],
  markNotApplicable: [{ milestone: 'toppedOut' }, { milestone: 4 }, 'milestone'],
  pause: [{ from: '2026-02-01' }, { from: 'now' }, 'from'],
  resume: [{ on: '2026-03-01' }, { on: null }, 'on'],
  terminate: [{}, { reason: '  ' }, 'reason'],
  reopen: [{}, { commandId: 'x'.repeat(201) }, 'commandId'],
  confirm: [
    { about: 'withdrawal', milestone: 'constructionPermit', decision: 'accept' },
    { decision: 'yes' },
    'decision',
  ],
  stateTraits: [
    { traits: { eiaClass: 'report_form' } },
    { traits: { eiaClass: null } },
    'traits.eiaClass',
  ],
  update: [{ text: '桩基完成' }, { noChange: false }, 'noChange'],
  assign: [
    { post: 'manager', person: '李明', from: '2026-01-15', to: '2026-06-30' },
    { post: 'driver' },
    'post',
  ],
  acknowledge: [{ alertId: ALERT, cause: 'enterprise' }, { cause: 'somebody' }, 'cause'],
  snooze: [{ alertId: ALERT, until: '2026-02-01' }, { until: 'later' }, 'until'],
  delegate: [{ alertId: ALERT, to: '王芳', until: '2026-02-01' }, { to: '' }, 'to'],
  rectify: [
    { alertId: ALERT, cause: 'approval', party: '审批局', forecast: '2026-02-01', text: '补件' },
    { forecast: 'soon' },
    'forecast',
  ],
  verify: [
    { alertId: ALERT, decision: 'accept', evidence: '现场照片' },
    { decision: 'yes' },
    'decision',
  ],
  close: [{ alertId: ALERT, decision: 'return' }, { decision: 1 }, 'decision'],
  raiseNeed: [
    { needId: 'n-1', text: '协调临电', owner: '供电-1', due: '2026-01-20', alertId: ALERT },
    { due: 'soon' },
    'due',
  ],
  instruct: [
    {
      instructionId: 'i-1',
      text: '本周协调',
      owner: '王芳',
      due: '2026-01-20',
      onBehalfOf: '领导',
    },
    { due: '1 月' },
    'due',
  ],
  reportInstruction: [{ instructionId: 'i-1', text: '已协调', done: true }, { done: 'y' }, 'done'],
  exempt: [
    { signal: 'production/due', documentNo: '园函〔2026〕2号', until: '2026-03-01' },
    { documentNo: '' },
    'documentNo',
  ],
  endExemption: [{ signal: 'production/due' }, { signal: '' }, 'signal'],
  override: [
    { colour: 'yellow', until: '2026-02-01', requestedBy: '李明' },
    { colour: 'orange' },
    'colour',
  ],
  endOverride: [{}, { reason: '' }, 'reason'],
};

const faultPaths = (body: unknown) => {
  const parsed = CommandBody.safeParse(body);
  return parsed.success ? [] : faultsOf(parsed.error).map(({ path }) => path);
};

describe('the body of a command', () => {
  it.each(Object.entries(CASES))('%s becomes its fact', (type, [data]) => {
    const fact = toCommandFact(CommandBody.parse({ ...ACT, type, ...data }), NOW);

    expect(fact).toEqual({
      source: '/command',
      id: 'c-1',
      type: `command.${type}.v1`,
      occurredAt: NOW,
      arrivedAt: NOW,
      data: { actor: ACT.actor, reason: ACT.reason, ...data },
    });
  });

  it.each(Object.entries(CASES))('%s names what is wrong', (type, [data, wrong, path]) => {
    expect(faultPaths({ ...ACT, type, ...data, ...wrong })).toEqual([path]);
  });

  it.each([
    { what: 'another type', change: { type: 'demolish' }, path: 'type' },
    { what: 'registration, which has its own', change: { type: 'register' }, path: 'type' },
    { what: 'an unknown field', change: { documentNO: '3' }, path: '' },
    { what: 'an unknown role', change: { actor: { id: 'a', role: 'king' } }, path: 'actor.role' },
    { what: 'no actor', change: { actor: undefined }, path: 'actor' },
    { what: 'text that can not be kept', change: { reason: 'a\0b' }, path: '' },
  ])('refuses $what', ({ change, path }) => {
    expect(faultPaths({ ...ACT, type: 'terminate', ...change })).toEqual([path]);
  });
});

describe('the body that registers a project', () => {
  it('becomes the fact of its completed registration', () => {
    const registration = { code: 'ZZY-099', name: '示例', investor: '示例', kind: 'newBuild' };
    const body = RegisterBody.parse({
      ...ACT,
      registration: { ...registration, template: 'greenfield', signedOn: '2026-01-15' },
    });
    // Any registration will do: it is passed on as it is.
    const complete = { ...body.registration, milestones: [] } as Registration;

    expect(toRegisterFact(body, complete, NOW)).toEqual({
      source: '/command',
      id: 'c-1',
      type: 'command.register.v1',
      occurredAt: NOW,
      arrivedAt: NOW,
      data: { actor: ACT.actor, reason: ACT.reason, registration: complete },
    });
  });

  it('says where the registration is wrong', () => {
    const parsed = RegisterBody.safeParse({ ...ACT, registration: { code: 'a b' } });

    expect(parsed.error && faultsOf(parsed.error)[0]?.path).toBe('registration.code');
  });
});
