import type { AlertCase } from '../../domain/alert/case.ts';
import type { TellableNotice, Telling } from '../../domain/alert/message.ts';
import type { ExplainedSignal } from '../../domain/explain.ts';
import type { ChainedFact, GroundedSignal } from '../../domain/grounded-signal.ts';

export const inChinese: Telling = { language: 'zh', at: '2026-06-18T00:30:00.000Z' };
export const inEnglish: Telling = { ...inChinese, language: 'en' };

/** An open red alert of a ladder that waits for an acknowledgement. */
export function aCase(over: Partial<AlertCase> = {}): AlertCase {
  const at = '2026-06-18T00:30:00.000Z';
  return {
    id: 'groundbreaking/due',
    ...{ episode: 1, reopenCount: 0 },
    state: 'open',
    severity: 'red',
    worst: 'red',
    bornBy: 'date',
    ...{ since: at, raisedAt: at, toldAt: at },
    policy: { id: 'default', version: '2026.4', hash: '' },
    ladder: {
      id: 'default',
      label: { zh: '常规', en: 'Usual' },
      rungs: {
        red: {
          notify: ['manager'],
          acknowledge: { officeHours: 4, escalateTo: ['mainLeader'] },
          close: 'byApproval',
        },
      },
    },
    hours: { morning: '08:30', quietFrom: '20:00' },
    ...{ plan: 1, toldPlan: 1 },
    proposed: ['approval'],
    ...over,
  };
}

/** What a project explains of that alert. */
export function anExplainedSignal(over: Partial<ExplainedSignal> = {}): ExplainedSignal {
  return {
    ...{ id: 'groundbreaking/due', object: 'groundbreaking', name: '开工', kind: 'due' },
    ...{ colour: 'red', projectColour: 'red' },
    text: '开工计划2026-06-01，超期17天（满7天为红）',
    flips: ['开工取得证明，则转绿', '计划经批准调整到2026-06-12或以后，则转黄'],
    causes: ['approval', 'enterprise'],
    rule: 'default@2026.4 redLineDue',
    facts: [],
    ...{ restricted: false, unverified: false, stock: false, exempt: false },
    ...over,
  };
}

/** A fact of Kafka, told on a day. */
export const aChainedFact = (over: Partial<ChainedFact> = {}): ChainedFact => ({
  ...{ source: '/site/liaison', id: 'SG-7', type: 'site.milestone.reported.v1' },
  ...{ occurredAt: '2026-06-16', arrivedAt: '2026-06-16T02:00:00.000Z', actor: null },
  ...{ place: { topic: 'site.events', partition: 3, offset: 41 }, upstream: null },
  ...over,
});

/** The same signal with what it stands on: two facts, the second the later one. */
export function aGroundedSignal(
  over: Partial<GroundedSignal> = {},
  grounds: Partial<GroundedSignal['grounds']> = {},
): GroundedSignal {
  return {
    ...anExplainedSignal(),
    grounds: {
      reason: {
        code: 'overdue',
        numbers: { daysLate: 17, redFrom: 7 },
        days: { due: '2026-06-01' },
      },
      ...{ flips: [], suspensions: [], byPlanAlone: false },
      facts: [aChainedFact({ id: 'SG-6', occurredAt: '2026-06-02' }), aChainedFact()],
      ...grounds,
    },
    ...over,
  };
}

/** A first notice of it, of a project with a short name. */
export function aNotice(
  over: Partial<TellableNotice> = {},
  standing: Partial<AlertCase> = {},
): TellableNotice {
  return {
    kind: 'notify',
    stepId: '1/1/notify',
    how: 'push',
    project: { code: 'ZZY-005', name: '星河二期' },
    alert: { id: 'alert/ZZY-005/groundbreaking/due', standing: aCase(standing) },
    signal: anExplainedSignal(),
    ...over,
  };
}
