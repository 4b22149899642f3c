import { describe, expect, it } from '@jest/globals';
import { projectSubject } from '../../../readmodel/subject-id.ts';
import { alertId, isAlertId, isSubject, ringOptions } from '../../../workflows/messages.ts';

describe('the ids of workflows', () => {
  it.each([
    { id: 'project/ZZY-001', subject: true, alert: false },
    { id: 'alert/ZZY-001/groundbreaking/due', subject: false, alert: true },
    { id: 'alert/ZZY-001/production/forecast/2', subject: false, alert: true },
    { id: 'project/', subject: false, alert: false },
    { id: 'project/ZZY/001', subject: false, alert: false },
    { id: 'alert/ZZY-001', subject: false, alert: false },
    { id: 'alert//due', subject: false, alert: false },
    { id: 'matter/7', subject: false, alert: false },
  ])('$id: a subject $subject, an alert $alert', ({ id, subject, alert }) => {
    expect({ subject: isSubject(id), alert: isAlertId(id) }).toEqual({ subject, alert });
  });

  it('of a project is its subject', () => {
    expect(isSubject(projectSubject('ZZY-001'))).toBe(true);
  });

  it('of an alert names project and cause', () => {
    expect(alertId('ZZY-001', 'groundbreaking/due')).toBe('alert/ZZY-001/groundbreaking/due');
  });
});

describe('ringOptions', () => {
  it('rings or starts the workflow of that id, also where an earlier one has ended', () => {
    const { signal, ...options } = ringOptions('project/ZZY-001', 'Project ZZY-001');

    expect(signal.name).toBe('ring');
    expect(options).toEqual({
      workflowId: 'project/ZZY-001',
      taskQueue: 'kaigong',
      args: ['project/ZZY-001'],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      staticSummary: 'Project ZZY-001',
    });
  });
});
