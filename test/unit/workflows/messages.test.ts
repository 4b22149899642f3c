import { describe, expect, it } from '@jest/globals';
import { alertIdOf } from '../../../domain/alert/alert-id.ts';
import { projectSubject } from '../../../readmodel/subject-id.ts';
import {
  alertId,
  isAlertId,
  isSubject,
  ringOptions,
  summaryOf,
  workflowOf,
} from '../../../workflows/messages.ts';

describe('the ids of workflows', () => {
  it.each([
    { id: 'project/ZZY-001', subject: true, alert: false },
    { id: 'approval/ZZY-001', subject: true, alert: false },
    { id: 'approval/ZZY-001/2', subject: true, alert: false },
    { id: 'approval/ZZY-001/10', subject: true, alert: false },
    { id: 'alert/ZZY-001/groundbreaking/due', subject: false, alert: true },
    { id: 'alert/ZZY-001/production/forecast/2', subject: false, alert: true },
    { id: 'project/', subject: false, alert: false },
    { id: 'project/ZZY/001', subject: false, alert: false },
    { id: 'approval/', subject: false, alert: false },
    { id: 'approval/ZZY-001/1', subject: false, alert: false },
    { id: 'approval/ZZY-001/02', subject: false, alert: false },
    { id: 'approval/ZZY-001/2/3', subject: false, alert: false },
    { id: 'alert/ZZY-001', subject: false, alert: false },
    { id: 'alert//due', subject: false, alert: false },
    { id: 'matter/7', subject: false, alert: false },
  ])('$id: a subject $subject, an alert $alert', ({ id, subject, alert }) => {
    expect({ subject: isSubject(id), alert: isAlertId(id) }).toEqual({ subject, alert });
  });

  it('of a project is its subject', () => {
    expect(isSubject(projectSubject('ZZY-001'))).toBe(true);
  });

  it.each([
    { id: 'project/ZZY-001', type: 'project', summary: 'Project ZZY-001' },
    { id: 'approval/ZZY-001', type: 'approval', summary: 'Approval ZZY-001' },
    { id: 'approval/ZZY-001/2', type: 'approval', summary: 'Approval ZZY-001/2' },
  ])('$id is followed by a workflow of type $type', ({ id, type, summary }) => {
    expect({ type: workflowOf(id), summary: summaryOf(id) }).toEqual({ type, summary });
  });

  it('of an alert names project and cause', () => {
    expect(alertId('ZZY-001', 'groundbreaking/due')).toBe('alert/ZZY-001/groundbreaking/due');
    // Workflow code may not import the core's own.
    expect(alertId('ZZY-001', 'a/b')).toBe(alertIdOf('ZZY-001', 'a/b'));
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
