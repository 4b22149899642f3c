import { describe, expect, it } from '@jest/globals';
import {
  approvalSubject,
  kindOf,
  projectCodeOf,
  projectSubject,
} from '../../../readmodel/subject-id.ts';

describe('the id of a subject', () => {
  it.each([
    { subject: projectSubject('ZZY-1'), id: 'project/ZZY-1', kind: 'project' },
    { subject: approvalSubject('ZZY-1', 1), id: 'approval/ZZY-1', kind: 'approval' },
    { subject: approvalSubject('ZZY-1', 12), id: 'approval/ZZY-1/12', kind: 'approval' },
  ])('$id is of a $kind', ({ subject, id, kind }) => {
    expect(subject).toBe(id);
    expect(kindOf(subject)).toBe(kind);
    expect(projectCodeOf(subject)).toBe('ZZY-1');
  });

  it.each(['', 'ZZY-1', 'project/', 'project/ZZY-1/2', 'approval/ZZY-1/1', 'alert/ZZY-1/x/due'])(
    '"%s" is none',
    (text) => {
      expect(() => kindOf(text)).toThrow('is not the subject');
    },
  );
});
